#include "fuzz_make.h"

#include <string.h>

#include "fuzz_parts.h"
#include "script/slots.h"
#include "wire/generate.h"

enum { STUB_MOST = 1400 /* octets; what is longer does not stand in a line of a case */ };
enum { STEPS_LEAST = 6, CHANGES = 5 };

static uint32_t below(struct random *random, uint32_t end)
{
    return random_next(random) % end;
}

static bool once_in(struct random *random, uint32_t times)
{
    return below(random, times) == 0;
}

void fuzz_add_name(struct fuzz_names *names, const uint16_t *unit, size_t units)
{
    if (names->count < FUZZ_NAMES && units <= FUZZ_NAME_UNITS && units > 0) {
        struct fuzz_name *name = &names->name[names->count++];
        name->units = units;
        memcpy(name->unit, unit, units * sizeof *unit);
    }
}

/* -- handles -------------------------------------------------------------------------------------
 */

/* Does a step after `n` close the handle that step n gave, or its connection? */
static bool is_closed(const struct fuzz_sequence *sequence, uint16_t n)
{
    const struct fuzz_step *giver = &sequence->step[n];
    for (uint16_t m = (uint16_t)(n + 1); m < sequence->steps; m++) {
        const struct fuzz_step *step = &sequence->step[m];
        if (step->act == FUZZ_CLOSE && step->connection == giver->connection) {
            return true;
        }
        const struct method *method =
            step->act == FUZZ_CALL ? method_of(fuzz_version(sequence, step), step->opnum) : NULL;
        if (method != NULL && method->request.count == 1 && method->reply.count > 0 &&
            method->reply.parameter[0].shape == SHAPE_HANDLE && step->parts == 1 &&
            step->part[0].type == PART_HANDLE && step->part[0].producer == n) {
            return true;
        }
    }
    return false;
}

static unsigned kind_of(const struct fuzz_sequence *sequence, uint16_t n)
{
    const struct fuzz_step *step = &sequence->step[n];
    return fuzz_gives_handle(sequence, step)
               ? method_returns(slots_opnum(fuzz_version(sequence, step), step->opnum))
               : 0;
}

/* What is asked of the step that gives a handle. */
struct wish {
    unsigned kind;       /* 0: any */
    uint16_t connection; /* FUZZ_NONE: any */
    bool open;           /* not closed */
};

/* One of the steps that fulfil the wish, or FUZZ_NONE. */
static uint16_t find_giver(struct random *random, const struct fuzz_sequence *sequence,
                           struct wish wish)
{
    uint16_t found = FUZZ_NONE;
    uint32_t seen = 0;
    for (uint16_t n = 0; n < sequence->steps; n++) {
        unsigned kind = kind_of(sequence, n);
        bool fits =
            kind != 0 && (wish.kind == 0 || wish.kind == kind) &&
            (wish.connection == FUZZ_NONE || sequence->step[n].connection == wish.connection) &&
            !(wish.open && is_closed(sequence, n));
        if (fits && once_in(random, ++seen)) {
            found = n;
        }
    }
    return found;
}

/* Mostly the right kind on this connection and open; one wish in six leaves something out. */
static uint16_t choose_giver(struct random *random, const struct fuzz_sequence *sequence,
                             const struct fuzz_step *call, unsigned kind)
{
    struct wish wish = {kind == HANDLE_GENERIC ? 0 : kind, call->connection, true};
    switch (below(random, 18)) {
    case 0:
        wish.open = false;
        break;
    case 1:
        wish.kind = 0;
        break;
    case 2:
        wish = (struct wish){wish.kind, FUZZ_NONE, false};
        break;
    default:
        break;
    }
    return find_giver(random, sequence, wish);
}

static const uint8_t *choose_handle(struct random *random, const struct fuzz_sequence *sequence,
                                    const struct fuzz_step *call, unsigned kind, part_token octets,
                                    const part_token tokens[FUZZ_STEPS])
{
    uint16_t giver = choose_giver(random, sequence, call, kind);
    memset(octets, 0, TOKEN_OCTETS);
    if (giver != FUZZ_NONE) {
        memcpy(octets, tokens[giver], TOKEN_OCTETS);
        octets[below(random, TOKEN_OCTETS)] ^= once_in(random, 24);
    }
    return octets;
}

/* -- one call ------------------------------------------------------------------------------------
 */

/* A message, and the memory of what stands in it. */
struct making {
    struct generated generated;
    part_token handle[PARAMETERS];
    uint8_t text[PARAMETERS][2 * FUZZ_NAME_UNITS];
};

static void choose_name(struct random *random, const struct fuzz_names *names, uint8_t *text,
                        struct value *value)
{
    const struct fuzz_name *name = &names->name[below(random, (uint32_t)names->count)];
    for (size_t n = 0; n < name->units; n++) {
        text[2 * n] = (uint8_t)name->unit[n];
        text[2 * n + 1] = (uint8_t)(name->unit[n] >> 8);
    }
    *value = (struct value){.present = true, .at = text, .count = (uint32_t)name->units};
}

/* Names that exist and handles that were given take the place of most invented ones. Rights that
 * are asked for are such as are granted. */
static void make_sense(struct random *random, const struct fuzz_names *names,
                       const struct fuzz_sequence *sequence, const struct fuzz_step *call,
                       const struct method *method, struct making *making)
{
    part_token tokens[FUZZ_STEPS];
    fuzz_tokens(tokens);
    for (size_t n = 0; n < method->request.count; n++) {
        const struct parameter *p = &method->request.parameter[n];
        struct value *value = &making->generated.message.value[n];
        if (p->shape == SHAPE_HANDLE) {
            value->present = true;
            value->at = choose_handle(random, sequence, call, p->handle, making->handle[n],
                                      (const part_token *)tokens);
        } else if (p->shape == SHAPE_STRING && names->count > 0 && !once_in(random, 6)) {
            choose_name(random, names, making->text[n], value);
        } else if (p->shape == SHAPE_LONG && strcmp(p->name, "dwDesiredAccess") == 0) {
            static const uint32_t rights[] = {0x02000000, 0x80000000, 0x10000000};
            value->number = rights[below(random, 3)];
        }
    }
}

static bool takes_handle(const struct method *method)
{
    return method->request.count > 0 && method->request.parameter[0].shape == SHAPE_HANDLE;
}

/* The opnum of a method that needs no handle and gives one of that kind (0: any); FUZZ_NONE: there
 * is none. */
static uint16_t choose_opener(struct random *random, unsigned version, unsigned kind)
{
    uint16_t found = FUZZ_NONE;
    uint32_t seen = 0;
    for (uint16_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = slots_opnum(version, opnum);
        unsigned gives = method != NULL && !takes_handle(method) ? method_returns(method) : 0;
        if (gives != 0 && (kind == 0 || gives == kind) && once_in(random, ++seen)) {
            found = opnum;
        }
    }
    return found;
}

/* The opnum of a method that gives a handle, of one that takes such, or of any. */
static uint16_t choose_opnum(struct random *random, unsigned version)
{
    bool any = once_in(random, 8);
    if (!any && once_in(random, 4)) {
        return choose_opener(random, version, 0);
    }
    for (int tries = 0; tries < 200; tries++) {
        uint16_t opnum = (uint16_t)below(random, version == 2 ? OPNUMS_VERSION_2 : OPNUMS);
        const struct method *method = slots_opnum(version, opnum);
        if (method != NULL && (any || takes_handle(method))) {
            return opnum;
        }
    }
    return FUZZ_OPNUM_NAME;
}

/* The connection of a call: any of those that are neither closed nor wait. */
static uint16_t choose_connection(struct random *random, const struct fuzz_sequence *sequence)
{
    uint16_t found = FUZZ_NONE;
    uint32_t seen = 0;
    for (uint16_t n = 0; n < sequence->steps; n++) {
        bool free = sequence->step[n].act == FUZZ_CONNECT;
        for (uint16_t m = n; free && m < sequence->steps; m++) {
            const struct fuzz_step *step = &sequence->step[m];
            free = step->act == FUZZ_CONNECT || step->connection != n ||
                   (step->act == FUZZ_CALL && !fuzz_waits(step->opnum));
        }
        if (free && once_in(random, ++seen)) {
            found = n;
        }
    }
    return found;
}

/* The stub of a message, as parts. False: it is too long. */
static bool put_message(struct fuzz_sequence *sequence, struct fuzz_step *call,
                        const struct method *method, const struct message *message)
{
    uint8_t stub[STUB_MOST];
    uint32_t length;
    part_token tokens[FUZZ_STEPS];
    struct part_form form = fuzz_form(sequence, call);
    struct encoding encoding = {form.wide ? NDR64 : NDR, form.big, fuzz_version(sequence, call)};
    fuzz_tokens(tokens);
    return encode(method, REQUEST, &encoding, message, stub, sizeof stub, &length) &&
           fuzz_add_stub(sequence, call, stub, length, (const part_token *)tokens);
}

/* Add a call of that method. False: there is no room. */
static bool add_call(struct random *random, const struct fuzz_names *names,
                     struct fuzz_sequence *sequence, uint16_t connection, uint16_t opnum)
{
    struct making making;
    struct fuzz_step *call = fuzz_add_call(sequence, connection, opnum);
    if (call == NULL) {
        return false;
    }
    const struct method *method = slots_opnum(fuzz_version(sequence, call), opnum);
    generate(random, method, REQUEST, NULL, &making.generated);
    make_sense(random, names, sequence, call, method, &making);
    if (!put_message(sequence, call, method, &making.generated.message)) {
        sequence->steps--;
        return false;
    }
    return true;
}

/* Mostly what a method needs is opened first, where it is not there. */
static void open_first(struct random *random, const struct fuzz_names *names,
                       struct fuzz_sequence *sequence, uint16_t connection,
                       const struct method *method)
{
    unsigned kind = takes_handle(method) ? (unsigned)method->request.parameter[0].handle : 0;
    uint16_t opener =
        kind != 0 && kind != HANDLE_GENERIC && !once_in(random, 6)
            ? choose_opener(random, sequence->step[connection].version_2 ? 2 : 3, kind)
            : FUZZ_NONE;
    if (opener != FUZZ_NONE &&
        find_giver(random, sequence, (struct wish){kind, connection, true}) == FUZZ_NONE) {
        (void)add_call(random, names, sequence, connection, opener);
    }
}

bool fuzz_make_call(struct random *random, const struct fuzz_names *names,
                    struct fuzz_sequence *sequence)
{
    uint16_t connection = choose_connection(random, sequence);
    if (connection == FUZZ_NONE) {
        return false;
    }
    unsigned version = sequence->step[connection].version_2 ? 2 : 3;
    uint16_t opnum = choose_opnum(random, version);
    open_first(random, names, sequence, connection, slots_opnum(version, opnum));
    return add_call(random, names, sequence, connection, opnum);
}

/* -- a sequence ----------------------------------------------------------------------------------
 */

static void make_connect(struct random *random, struct fuzz_sequence *sequence)
{
    uint16_t group = once_in(random, 2) ? FUZZ_NONE : choose_connection(random, sequence);
    struct fuzz_step *connect = fuzz_add_connect(sequence, group);
    if (connect != NULL && sequence->steps > 1) {
        connect->version_2 = once_in(random, 8);
        connect->wide = once_in(random, 8);
        connect->big = !connect->wide && once_in(random, 12);
    }
}

static void close_something(struct random *random, struct fuzz_sequence *sequence)
{
    uint16_t connection = choose_connection(random, sequence);
    if (connection != FUZZ_NONE) {
        (void)fuzz_add_close(sequence, connection);
    }
}

void fuzz_make(struct random *random, const struct fuzz_names *names, size_t steps,
               struct fuzz_sequence *sequence)
{
    fuzz_begin(sequence);
    make_connect(random, sequence);
    for (size_t n = 1; n < steps && sequence->steps < FUZZ_STEPS; n++) {
        if (once_in(random, 10)) {
            make_connect(random, sequence);
        } else if (once_in(random, 24)) {
            close_something(random, sequence);
        } else {
            (void)fuzz_make_call(random, names, sequence);
        }
    }
    fuzz_settle(sequence);
}

void fuzz_make_number(uint64_t seed, uint32_t n, const struct fuzz_names *names,
                      struct fuzz_sequence *sequence)
{
    struct random random = {seed << 32 | n};
    fuzz_begin(sequence);
    while (sequence->steps == 0) { /* changes may leave nothing of it */
        fuzz_make(&random, names, STEPS_LEAST + below(&random, FUZZ_STEPS - STEPS_LEAST), sequence);
        for (uint32_t changes = below(&random, CHANGES); changes > 0; changes--) {
            fuzz_change(&random, names, sequence);
        }
    }
}
