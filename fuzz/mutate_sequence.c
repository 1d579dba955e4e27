#include "mutate_sequence.h"

#include "api/fixture.h"
#include "fuzz_make.h"
#include "sequence.h"
#include "wire/generate.h"

#include <string.h>

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

size_t sequence_mutate(uint8_t *data, size_t size, size_t capacity, uint32_t seed)
{
    static struct fuzz_sequence sequence;
    struct random random = {seed};
    sequence_read(data, size, &sequence);
    if (sequence.steps == 0)
        fuzz_make(&random, names_of_fixture(), NEW_STEPS, &sequence);
    else
        fuzz_change(&random, names_of_fixture(), &sequence);
    return sequence_write(&sequence, data, capacity);
}

size_t sequence_cross(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                      uint8_t *out, size_t capacity, uint32_t seed)
{
    static struct fuzz_sequence from[2], both;
    static uint16_t map[2][FUZZ_STEPS];
    struct random random = {seed};
    uint16_t next[2] = {0, 0};
    sequence_read(a, a_size, &from[0]);
    sequence_read(b, b_size, &from[1]);
    memset(map, 0xFF, sizeof map); /* FUZZ_NONE */
    fuzz_begin(&both);
    while (next[0] < from[0].steps || next[1] < from[1].steps) {
        uint32_t which = random_next(&random) % 2;
        if (next[which] == from[which].steps)
            which = 1 - which;
        const uint16_t n = next[which]++;
        if (fuzz_copy(&both, &from[which], &from[which].step[n], map[which]) != NULL)
            map[which][n] = (uint16_t)(both.steps - 1);
    }
    fuzz_settle(&both);
    return sequence_write(&both, out, capacity);
}
