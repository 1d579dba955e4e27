#include "mutate_sequence.h"

#include "api/fixture.h"
#include "fuzz/fuzz_make.h"
#include "sequence.h"
#include "wire/generate.h"

enum { NEW_STEPS = 8 };

static void add_name(struct fuzz_names *names, struct name name)
{
    uint16_t unit[FUZZ_NAME_UNITS];
    const uint32_t low = name.big ? 1 : 0;
    if (name.units > FUZZ_NAME_UNITS)
        return;
    for (uint32_t i = 0; i < name.units; i++)
        unit[i] = (uint16_t)(name.at[2 * i + low] | name.at[2 * i + 1 - low] << 8);
    fuzz_add_name(names, unit, name.units);
}

/* The names of the objects that the rpc target's server has. */
static const struct fuzz_names *names_of_fixture(void)
{
    static struct fuzz_names names;
    static struct fixture fixture;
    if (names.count > 0 || !fixture_open_default(&fixture))
        return &names;
    const struct cluster *cluster = &fixture.clusters.cluster[0];
    for (uint32_t i = 0; i < cluster->objects; i++) {
        add_name(&names, cluster->object[i].name);
        add_name(&names, cluster->object[i].id);
    }
    fixture_close(&fixture);
    return &names;
}

size_t sequence_mutate(struct random *random, uint8_t *data, size_t size, size_t capacity)
{
    static struct fuzz_sequence sequence;
    sequence_read(data, size, &sequence);
    if (sequence.steps == 0)
        fuzz_make(random, names_of_fixture(), NEW_STEPS, &sequence);
    else
        fuzz_change(random, names_of_fixture(), &sequence);
    return sequence_write(&sequence, data, capacity);
}

uint32_t sequence_random(struct random *random)
{
    return random_next(random);
}
