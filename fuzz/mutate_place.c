#include "mutate.h"

#include "wire/cursor.h"

#include <string.h>

/* An integer of `width` octets as it stands. */
static uint64_t number_at(const struct edit *stub, const struct place *place, bool big)
{
    const uint8_t *at = stub->octets + place->offset;
    switch (place->size) {
    case 1:
        return at[0];
    case 2:
        return octets_u16(at, big);
    case 4:
        return octets_u32(at, big);
    default:
        return octets_u64(at, big);
    }
}

/* Another place with the same role, or this one. */
static const struct place *another(struct random *random, const struct layout *layout,
                                   const struct place *place)
{
    const struct place *other = &layout->place[random_below(random, layout->places)];
    return other->role == place->role ? other : place;
}

static void change_number(struct random *random, const struct layout *layout,
                          const struct encoding *encoding, const struct place *place,
                          struct edit *stub)
{
    const struct parameter *p = place->parameter;
    const struct place *other = another(random, layout, place);
    uint64_t number = random_number(random, number_at(stub, place, encoding->big));
    if (p->shape == SHAPE_RANGED && random_below(random, 2) == 0)
        number = (uint64_t)p->most + random_below(random, 2);
    if (other != place && random_below(random, 8) == 0 && other->size == place->size)
        number = number_at(stub, other, encoding->big);
    edit_number(stub, place->offset, place->size, encoding->big, number);
}

/* A count against its data, against other counts, against what is left of the stub. */
static void change_count(struct random *random, const struct layout *layout,
                         const struct encoding *encoding, const struct place *place,
                         struct edit *stub)
{
    uint64_t number = random_number(random, number_at(stub, place, encoding->big));
    if (random_below(random, 4) == 0)
        number =
            (stub->size - place->offset) / (1u + random_below(random, 8)) + random_below(random, 2);
    edit_number(stub, place->offset, place->size, encoding->big, number);
    if (random_below(random, 3) != 0)
        return;
    /* and the counts beside it, so that only the data tells */
    for (uint32_t i = 0; i < layout->places; i++)
        if (layout->place[i].parameter == place->parameter &&
            (layout->place[i].role == ROLE_MAX || layout->place[i].role == ROLE_ACTUAL))
            edit_number(stub, layout->place[i].offset, layout->place[i].size, encoding->big,
                        number);
}

static void change_referent(struct random *random, const struct layout *layout,
                            const struct encoding *encoding, const struct place *place,
                            struct edit *stub)
{
    const uint64_t old = number_at(stub, place, encoding->big);
    uint64_t number = old == 0 ? 0x00020000 : 0;
    if (random_below(random, 3) == 0) /* two pointers to one thing */
        number = number_at(stub, another(random, layout, place), encoding->big);
    else if (random_below(random, 4) == 0)
        number = random_number(random, old);
    edit_number(stub, place->offset, place->size, encoding->big, number);
}

static void change_units(struct random *random, const struct encoding *encoding,
                         const struct place *place, struct edit *stub)
{
    static const uint16_t units[] = {0xD800, 0xDFFF, 0xDC00, 0xDBFF, 0x0000, 0xFFFF,
                                     0xFEFF, 0x005C, 0x0020, 0x0130, 0x00DF, 0x0100};
    const uint32_t count = place->size / 2;
    const uint32_t at = place->offset + 2 * random_below(random, count);
    const uint32_t last = place->offset + 2 * (count > 0 ? count - 1 : 0);
    const uint16_t unit = units[random_below(random, sizeof units / sizeof *units)];
    switch (random_below(random, 6)) {
    case 0: /* no terminator */
        edit_number(stub, last, 2, encoding->big, 'A');
        break;
    case 1: /* its last octet alone is not null */
        edit_number(stub, last + 1, 1, false, 1 + random_below(random, 255));
        break;
    case 2:
        edit_erase(stub, last, 2);
        break;
    case 3:
        edit_insert(stub, at, NULL, 2 * (1 + random_below(random, 4)));
        break;
    default:
        edit_number(stub, at, 2, encoding->big, unit);
        break;
    }
}

static void change_octets(struct random *random, const struct place *place, struct edit *stub)
{
    const uint32_t at = place->offset + random_below(random, place->size);
    switch (random_below(random, 3)) {
    case 0:
        edit_insert(stub, at, NULL, 1 + random_below(random, 9));
        break;
    case 1:
        edit_erase(stub, at, 1 + random_below(random, place->size));
        break;
    default:
        edit_number(stub, at, 1, false, random_next(random));
        break;
    }
}

static void change_handle(struct random *random, const struct layout *layout,
                          const struct place *place, struct edit *stub)
{
    const struct place *other = another(random, layout, place);
    uint8_t *at = stub->octets + place->offset;
    switch (random_below(random, 4)) {
    case 0:
        memset(at, 0, CONTEXT_HANDLE_SIZE);
        break;
    case 1:
        at[random_below(random, 4)] ^= (uint8_t)(1u << random_below(random, 8));
        break;
    case 2:
        memmove(at, stub->octets + other->offset, CONTEXT_HANDLE_SIZE);
        break;
    default:
        at[random_below(random, CONTEXT_HANDLE_SIZE)] ^= (uint8_t)(1u << random_below(random, 8));
        break;
    }
}

/* Octets more or fewer before a place: what follows is out of alignment. */
static void change_alignment(struct random *random, const struct place *place, struct edit *stub)
{
    const uint32_t count = 1 + random_below(random, 8);
    switch (random_below(random, 4)) {
    case 0:
        edit_erase(stub, place->offset, count);
        break;
    case 1: /* the stub ends here */
        stub->size = place->offset + random_below(random, place->size + 1);
        break;
    case 2: /* a gap, if there is one, that is not zero */
        if (place->offset > 0)
            edit_number(stub, place->offset - 1, 1, false, random_next(random));
        break;
    default:
        edit_insert(stub, place->offset, NULL, count);
        break;
    }
}

static void change_role(struct random *random, const struct layout *layout,
                        const struct encoding *encoding, const struct place *place,
                        struct edit *stub)
{
    switch (place->role) {
    case ROLE_REFERENT:
        change_referent(random, layout, encoding, place, stub);
        break;
    case ROLE_MAX:
    case ROLE_ACTUAL:
    case ROLE_ENTRIES:
        change_count(random, layout, encoding, place, stub);
        break;
    case ROLE_UNITS:
        change_units(random, encoding, place, stub);
        break;
    case ROLE_OCTETS:
        change_octets(random, place, stub);
        break;
    case ROLE_HANDLE:
        change_handle(random, layout, place, stub);
        break;
    default: /* a number, or an offset, which is one */
        change_number(random, layout, encoding, place, stub);
        break;
    }
}

void mutate_place(struct random *random, const struct layout *layout,
                  const struct encoding *encoding, struct edit *stub)
{
    if (layout->places == 0) {
        edit_insert(stub, random_below(random, stub->size + 1), NULL, 1 + random_below(random, 16));
        return;
    }
    const struct place *place = &layout->place[random_below(random, layout->places)];
    if (random_below(random, 8) == 0)
        change_alignment(random, place, stub);
    else
        change_role(random, layout, encoding, place, stub);
}
