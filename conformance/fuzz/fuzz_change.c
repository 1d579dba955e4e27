/* Changes to sequences: each keeps most of what is valid. */
#include "fuzz_make.h"

#include <string.h>

#include "wire/generate.h"

enum { CHANGES_MOST = 3, REPEATED = 4 };

static uint32_t below(struct random *random, uint32_t end)
{
    return random_next(random) % end;
}

/* -- steps ---------------------------------------------------------------------------------------
 */

/* What is done to the steps while they are copied. */
struct rebuilding {
    const struct fuzz_sequence *from;
    struct fuzz_sequence *to;
    uint16_t map[FUZZ_STEPS];
};

static void rebuild_steps(struct rebuilding *rebuilding, uint16_t from, uint16_t end)
{
    for (uint16_t n = from; n < end; n++) {
        bool added = fuzz_copy(rebuilding->to, rebuilding->from, &rebuilding->from->step[n],
                               rebuilding->map) != NULL;
        rebuilding->map[n] = added ? (uint16_t)(rebuilding->to->steps - 1) : FUZZ_NONE;
    }
}

static void begin_rebuilding(struct rebuilding *rebuilding, const struct fuzz_sequence *from,
                             struct fuzz_sequence *to)
{
    *rebuilding = (struct rebuilding){.from = from, .to = to};
    memset(rebuilding->map, 0xFF, sizeof rebuilding->map); /* FUZZ_NONE */
    fuzz_begin(to);
}

/* A new call somewhere. */
static void insert_call(struct random *random, const struct fuzz_names *names,
                        struct fuzz_sequence *sequence)
{
    static const size_t tries = 3;
    struct fuzz_sequence before = *sequence;
    struct rebuilding rebuilding;
    uint16_t at = (uint16_t)(1 + below(random, before.steps));
    begin_rebuilding(&rebuilding, &before, sequence);
    rebuild_steps(&rebuilding, 0, at);
    for (size_t n = 0; n < tries && !fuzz_make_call(random, names, sequence); n++) {
    }
    rebuild_steps(&rebuilding, at, before.steps);
}

/* One or a few steps once more, somewhere behind them: closes twice, uses what was closed since,
 * opens anew. What follows takes the handles of the first or of the new ones. */
static void repeat_steps(struct random *random, struct fuzz_sequence *sequence)
{
    struct fuzz_sequence before = *sequence;
    struct rebuilding rebuilding;
    uint16_t from = (uint16_t)below(random, before.steps);
    uint16_t left = (uint16_t)(before.steps - from);
    uint16_t end = (uint16_t)(from + 1 + below(random, left < REPEATED ? left : REPEATED));
    uint16_t at = (uint16_t)(end + below(random, before.steps - end + 1u));
    begin_rebuilding(&rebuilding, &before, sequence);
    rebuild_steps(&rebuilding, 0, at);
    struct rebuilding first = rebuilding;
    rebuild_steps(&rebuilding, from, end);
    rebuild_steps(below(random, 2) == 0 ? &rebuilding : &first, at, before.steps);
}

/* Two neighbours change places, if the second does not need the first. */
static void swap_steps(struct random *random, struct fuzz_sequence *sequence)
{
    struct fuzz_sequence before = *sequence;
    struct rebuilding rebuilding;
    uint16_t at = (uint16_t)below(random, before.steps);
    if (at + 1 >= before.steps || before.step[at].act == FUZZ_CONNECT) {
        return;
    }
    begin_rebuilding(&rebuilding, &before, sequence);
    rebuild_steps(&rebuilding, 0, at);
    rebuild_steps(&rebuilding, (uint16_t)(at + 1), (uint16_t)(at + 2));
    rebuild_steps(&rebuilding, at, (uint16_t)(at + 1));
    rebuild_steps(&rebuilding, (uint16_t)(at + 2), before.steps);
}

static uint16_t some_connection(struct random *random, const struct fuzz_sequence *sequence,
                                uint16_t end)
{
    uint16_t found = FUZZ_NONE;
    uint32_t seen = 0;
    for (uint16_t n = 0; n < end; n++) {
        if (sequence->step[n].act == FUZZ_CONNECT && below(random, ++seen) == 0) {
            found = n;
        }
    }
    return found;
}

static void change_connect(struct random *random, const struct fuzz_sequence *sequence, uint16_t n,
                           struct fuzz_step *step)
{
    switch (below(random, 4)) {
    case 0:
        step->version_2 = !step->version_2;
        break;
    case 1:
        step->wide = !step->wide;
        step->big = false;
        break;
    case 2:
        step->big = !step->big;
        step->wide = false;
        break;
    default:
        step->group =
            step->group == FUZZ_NONE ? some_connection(random, sequence, n) : (uint16_t)FUZZ_NONE;
        break;
    }
}

/* -- parts ---------------------------------------------------------------------------------------
 */

static uint64_t other_number(struct random *random, uint64_t number)
{
    static const uint64_t telling[] = {
        0,          1,          2,          3,          4,          7,           8,
        0x7F,       0x80,       0xFF,       0x100,      0x7FFF,     0xFFFF,      0x10000,
        0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0xAAAAAAAB, 0x100000000, UINT64_MAX};
    switch (below(random, 4)) {
    case 0:
        return number + 1;
    case 1:
        return number - 1;
    case 2:
        return number ^ (UINT64_C(1) << below(random, 33));
    default:
        return telling[below(random, sizeof telling / sizeof telling[0])];
    }
}

static void change_octets(struct random *random, struct fuzz_sequence *sequence,
                          struct fuzz_part *part)
{
    if (part->count == 0) {
        return;
    }
    uint32_t at = below(random, part->count);
    switch (below(random, 3)) {
    case 0:
        sequence->octet[part->at + at] ^= (uint8_t)(1u << below(random, 8));
        break;
    case 1:
        sequence->octet[part->at + at] = (uint8_t)random_next(random);
        break;
    default:
        part->count = at;
        break;
    }
}

static void change_units(struct random *random, struct fuzz_sequence *sequence,
                         struct fuzz_part *part)
{
    static const uint16_t telling[] = {0,   0xD800, 0xDC00, 0xFFFF, '\\',
                                       '$', 0x0130, 0x00DF, 0xFEFF};
    if (part->count == 0) {
        return;
    }
    uint32_t at = below(random, part->count);
    if (below(random, 3) == 0) {
        part->count = at;
    } else {
        sequence->unit[part->at + at] = telling[below(random, sizeof telling / sizeof telling[0])];
    }
}

/* The counts of a string said one by one, and not all true; with or without its terminator. */
static void take_string_apart(struct random *random, struct fuzz_sequence *sequence,
                              struct fuzz_step *call, const struct fuzz_sequence *before,
                              const struct fuzz_part *part)
{
    uint64_t count[3] = {part->count + UINT64_C(1), 0, part->count + UINT64_C(1)};
    uint32_t wrong = below(random, 4); /* 3: none, but no terminator */
    for (uint32_t n = 0; n < 3; n++) {
        uint64_t said = n == wrong ? other_number(random, count[n]) : count[n];
        (void)fuzz_add_number(call, PART_COUNT, said);
    }
    (void)fuzz_add_units(sequence, call, PART_UNITS, before->unit + part->at, part->count);
    (void)fuzz_add_number(call, PART_U16, wrong == 3 ? 'x' : 0);
}

/* The call's parts once more, with one left out, doubled or taken apart. */
static void change_list(struct random *random, struct fuzz_sequence *sequence,
                        struct fuzz_step *call)
{
    struct fuzz_sequence before = *sequence;
    struct fuzz_step was = *call;
    uint16_t map[FUZZ_STEPS];
    uint32_t what = below(random, was.parts);
    uint32_t how = below(random, 4);
    for (uint16_t n = 0; n < FUZZ_STEPS; n++) {
        map[n] = n;
    }
    call->parts = 0;
    for (uint32_t n = 0; n < was.parts; n++) {
        const struct fuzz_part *part = &was.part[n];
        if (n == what && part->type == PART_STRING && how >= 2) {
            take_string_apart(random, sequence, call, &before, part);
            continue;
        }
        if (n != what || how != 0) {
            (void)fuzz_copy_part(sequence, call, &before, part, map);
        }
        if (n == what && how == 1) {
            (void)fuzz_copy_part(sequence, call, &before, part, map);
        }
    }
}

static void change_handle(struct random *random, uint16_t n, struct fuzz_part *part)
{
    switch (below(random, 4)) {
    case 0:
        part->type = PART_NULL;
        part->producer = FUZZ_NONE;
        break;
    case 1:
        part->type = part->type == PART_HANDLE ? PART_ALTERED : PART_HANDLE;
        part->number = below(random, TOKEN_OCTETS);
        break;
    default: /* fuzz_settle turns what gives none into NULL */
        part->type = PART_HANDLE;
        part->producer = n > 0 ? (uint16_t)below(random, n) : (uint16_t)FUZZ_NONE;
        break;
    }
}

static void change_part(struct random *random, struct fuzz_sequence *sequence, uint16_t n)
{
    struct fuzz_step *call = &sequence->step[n];
    if (call->parts == 0 || below(random, 5) == 0) {
        if (call->parts > 0) {
            change_list(random, sequence, call);
        }
        return;
    }
    struct fuzz_part *part = &call->part[below(random, call->parts)];
    switch (part->type) {
    case PART_HANDLE:
    case PART_ALTERED:
    case PART_NULL:
        change_handle(random, n, part);
        break;
    case PART_OCTETS:
        change_octets(random, sequence, part);
        break;
    case PART_STRING:
    case PART_UNITS:
        change_units(random, sequence, part);
        break;
    default:
        part->number = other_number(random, part->number);
        part->number &= part->type == PART_U64     ? UINT64_MAX
                        : part->type == PART_ZEROS ? FUZZ_ZEROS - 1
                        : part->type == PART_U8    ? UINT8_MAX
                        : part->type == PART_U16   ? UINT16_MAX
                                                   : UINT32_MAX;
        break;
    }
}

/* -- all together --------------------------------------------------------------------------------
 */

static void change_step(struct random *random, struct fuzz_sequence *sequence)
{
    uint16_t n = (uint16_t)below(random, sequence->steps);
    struct fuzz_step *step = &sequence->step[n];
    uint16_t other = some_connection(random, sequence, n);
    if (step->act == FUZZ_CONNECT) {
        change_connect(random, sequence, n, step);
    } else if (below(random, 5) == 0 && other != FUZZ_NONE) {
        step->connection = other;
    } else if (step->act == FUZZ_CALL && below(random, 8) == 0) {
        step->opnum = (uint16_t)(below(random, 16) == 0 ? random_next(random) : below(random, 185));
    } else if (step->act == FUZZ_CALL) {
        change_part(random, sequence, n);
    }
}

void fuzz_change(struct random *random, const struct fuzz_names *names,
                 struct fuzz_sequence *sequence)
{
    for (uint32_t left = 1 + below(random, CHANGES_MOST); left > 0 && sequence->steps > 0; left--) {
        switch (below(random, 8)) {
        case 0:
            fuzz_remove(sequence, (uint16_t)below(random, sequence->steps));
            break;
        case 1:
            repeat_steps(random, sequence);
            break;
        case 2:
            insert_call(random, names, sequence);
            break;
        case 3:
            swap_steps(random, sequence);
            break;
        default:
            change_step(random, sequence);
            break;
        }
    }
    fuzz_settle(sequence);
}
