#include "fuzz_sequence.h"

#include <string.h>

#include "script/slots.h"

enum { UNIT_TEXT = 6, OCTET_TEXT = 2, PART_TEXT = 24 }; /* characters of each in a case, at most */

void fuzz_begin(struct fuzz_sequence *sequence)
{
    sequence->steps = 0;
    sequence->octets = sequence->units = 0;
}

static bool is_connection(const struct fuzz_sequence *sequence, uint16_t step)
{
    return step < sequence->steps && sequence->step[step].act == FUZZ_CONNECT;
}

static struct fuzz_step *add(struct fuzz_sequence *sequence, enum fuzz_act act)
{
    if (sequence->steps == FUZZ_STEPS) {
        return NULL;
    }
    struct fuzz_step *step = &sequence->step[sequence->steps++];
    *step = (struct fuzz_step){.act = act, .connection = FUZZ_NONE, .group = FUZZ_NONE};
    return step;
}

struct fuzz_step *fuzz_add_connect(struct fuzz_sequence *sequence, uint16_t group)
{
    size_t connections = 0;
    for (uint16_t n = 0; n < sequence->steps; n++) {
        connections += sequence->step[n].act == FUZZ_CONNECT;
    }
    bool joins = is_connection(sequence, group);
    struct fuzz_step *step = connections < FUZZ_CONNECTIONS ? add(sequence, FUZZ_CONNECT) : NULL;
    if (step != NULL && joins) {
        step->group = group;
    }
    return step;
}

struct fuzz_step *fuzz_add_close(struct fuzz_sequence *sequence, uint16_t connection)
{
    struct fuzz_step *step = is_connection(sequence, connection) ? add(sequence, FUZZ_CLOSE) : NULL;
    if (step != NULL) {
        step->connection = connection;
    }
    return step;
}

struct fuzz_step *fuzz_add_call(struct fuzz_sequence *sequence, uint16_t connection, uint16_t opnum)
{
    struct fuzz_step *step = is_connection(sequence, connection) ? add(sequence, FUZZ_CALL) : NULL;
    if (step != NULL) {
        step->connection = connection;
        step->opnum = opnum;
    }
    return step;
}

/* Characters that a part takes in a case. */
static size_t text_of(const struct fuzz_part *part)
{
    bool units = part->type == PART_STRING || part->type == PART_UNITS;
    return PART_TEXT + part->count * (size_t)(units ? UNIT_TEXT : OCTET_TEXT);
}

static bool add_part(struct fuzz_step *call, struct fuzz_part part)
{
    size_t taken = text_of(&part);
    for (size_t n = 0; n < call->parts; n++) {
        taken += text_of(&call->part[n]);
    }
    if (call->parts == FUZZ_PARTS || taken > FUZZ_LINE) {
        return false;
    }
    call->part[call->parts++] = part;
    return true;
}

/* The largest number of a part; 0: it is no number. */
static uint64_t most(enum part_type type)
{
    switch (type) {
    case PART_U8:
        return UINT8_MAX;
    case PART_U16:
        return UINT16_MAX;
    case PART_U32:
    case PART_COUNT:
    case PART_POINTER:
        return UINT32_MAX;
    case PART_U64:
        return UINT64_MAX;
    case PART_ZEROS:
        return FUZZ_ZEROS - 1;
    default:
        return 0;
    }
}

bool fuzz_add_number(struct fuzz_step *call, enum part_type type, uint64_t number)
{
    return most(type) != 0 &&
           add_part(call, (struct fuzz_part){
                              .type = type, .producer = FUZZ_NONE, .number = number & most(type)});
}

bool fuzz_add_octets(struct fuzz_sequence *sequence, struct fuzz_step *call, const uint8_t *octets,
                     size_t count)
{
    if (count > FUZZ_OCTETS - sequence->octets ||
        !add_part(call, (struct fuzz_part){.type = PART_OCTETS,
                                           .producer = FUZZ_NONE,
                                           .at = sequence->octets,
                                           .count = (uint32_t)count})) {
        return false;
    }
    if (count > 0) {
        memcpy(sequence->octet + sequence->octets, octets, count);
    }
    sequence->octets += (uint32_t)count;
    return true;
}

bool fuzz_add_units(struct fuzz_sequence *sequence, struct fuzz_step *call, enum part_type type,
                    const uint16_t *units, size_t count)
{
    if ((type != PART_STRING && type != PART_UNITS) || count > FUZZ_UNITS - sequence->units ||
        !add_part(call, (struct fuzz_part){.type = type,
                                           .producer = FUZZ_NONE,
                                           .at = sequence->units,
                                           .count = (uint32_t)count})) {
        return false;
    }
    if (count > 0) {
        memcpy(sequence->unit + sequence->units, units, count * sizeof *units);
    }
    sequence->units += (uint32_t)count;
    return true;
}

bool fuzz_add_handle(struct fuzz_step *call, enum part_type type, uint16_t producer, uint8_t octet)
{
    if (type != PART_HANDLE && type != PART_ALTERED && type != PART_NULL) {
        return false;
    }
    return add_part(call, (struct fuzz_part){.type = producer == FUZZ_NONE ? PART_NULL : type,
                                             .producer = producer,
                                             .number = octet % TOKEN_OCTETS});
}

/* -- without a step ------------------------------------------------------------------------------
 */

/* What a step's number becomes when step `gone` is left out. */
static uint16_t moved(uint16_t number, uint16_t gone)
{
    return number == FUZZ_NONE || number < gone ? number
           : number == gone                     ? FUZZ_NONE
                                                : (uint16_t)(number - 1);
}

static void remove_one(struct fuzz_sequence *sequence, uint16_t gone)
{
    sequence->steps--;
    memmove(&sequence->step[gone], &sequence->step[gone + 1],
            (size_t)(sequence->steps - gone) * sizeof sequence->step[0]);
    for (uint16_t n = 0; n < sequence->steps; n++) {
        struct fuzz_step *step = &sequence->step[n];
        step->connection = moved(step->connection, gone);
        step->group = moved(step->group, gone);
        for (size_t m = 0; m < step->parts; m++) {
            struct fuzz_part *part = &step->part[m];
            part->producer = moved(part->producer, gone);
            bool handle = part->type == PART_HANDLE || part->type == PART_ALTERED;
            part->type = handle && part->producer == FUZZ_NONE ? PART_NULL : part->type;
        }
    }
}

void fuzz_remove(struct fuzz_sequence *sequence, uint16_t step)
{
    bool connection = sequence->step[step].act == FUZZ_CONNECT;
    remove_one(sequence, step);
    for (uint16_t n = sequence->steps; connection && n > 0; n--) {
        const struct fuzz_step *other = &sequence->step[n - 1];
        if (other->act != FUZZ_CONNECT && other->connection == FUZZ_NONE) {
            remove_one(sequence, (uint16_t)(n - 1));
        }
    }
}

/* -- copies --------------------------------------------------------------------------------------
 */

static uint16_t mapped(const uint16_t map[FUZZ_STEPS], uint16_t step)
{
    return step < FUZZ_STEPS ? map[step] : FUZZ_NONE;
}

bool fuzz_copy_part(struct fuzz_sequence *sequence, struct fuzz_step *call,
                    const struct fuzz_sequence *from, const struct fuzz_part *part,
                    const uint16_t map[FUZZ_STEPS])
{
    switch (part->type) {
    case PART_OCTETS:
        return fuzz_add_octets(sequence, call, from->octet + part->at, part->count);
    case PART_STRING:
    case PART_UNITS:
        return fuzz_add_units(sequence, call, part->type, from->unit + part->at, part->count);
    case PART_HANDLE:
    case PART_ALTERED:
    case PART_NULL:
        return fuzz_add_handle(call, part->type, mapped(map, part->producer),
                               (uint8_t)part->number);
    default:
        return fuzz_add_number(call, part->type, part->number);
    }
}

struct fuzz_step *fuzz_copy(struct fuzz_sequence *sequence, const struct fuzz_sequence *from,
                            const struct fuzz_step *step, const uint16_t map[FUZZ_STEPS])
{
    struct fuzz_step *copy;
    switch (step->act) {
    case FUZZ_CONNECT:
        copy = fuzz_add_connect(sequence, mapped(map, step->group));
        if (copy != NULL) {
            copy->version_2 = step->version_2;
            copy->wide = step->wide;
            copy->big = step->big;
        }
        return copy;
    case FUZZ_CLOSE:
        return fuzz_add_close(sequence, mapped(map, step->connection));
    case FUZZ_CALL:
        break;
    }
    copy = fuzz_add_call(sequence, mapped(map, step->connection), step->opnum);
    for (size_t n = 0; copy != NULL && n < step->parts; n++) {
        (void)fuzz_copy_part(sequence, copy, from, &step->part[n], map);
    }
    return copy;
}

/* -- what a step is ------------------------------------------------------------------------------
 */

unsigned fuzz_version(const struct fuzz_sequence *sequence, const struct fuzz_step *step)
{
    return sequence->step[step->connection].version_2 ? 2 : 3;
}

struct part_form fuzz_form(const struct fuzz_sequence *sequence, const struct fuzz_step *step)
{
    const struct fuzz_step *connection = &sequence->step[step->connection];
    return (struct part_form){connection->wide, connection->big};
}

bool fuzz_gives_handle(const struct fuzz_sequence *sequence, const struct fuzz_step *step)
{
    if (step->act != FUZZ_CALL || fuzz_waits(step->opnum)) {
        return false;
    }
    const struct method *method = slots_opnum(fuzz_version(sequence, step), step->opnum);
    return method != NULL && method_returns(method) != 0;
}

bool fuzz_waits(uint16_t opnum)
{
    enum { GET_NOTIFY = 65, GET_NOTIFY_V2 = 139, GET_NOTIFY_ASYNC = 147 };
    return opnum == GET_NOTIFY || opnum == GET_NOTIFY_V2 || opnum == GET_NOTIFY_ASYNC;
}

/* A handle that no step before gives is none. */
static void settle_handles(struct fuzz_sequence *sequence, uint16_t n)
{
    struct fuzz_step *step = &sequence->step[n];
    for (size_t m = 0; m < step->parts; m++) {
        struct fuzz_part *part = &step->part[m];
        bool handle = part->type == PART_HANDLE || part->type == PART_ALTERED;
        if (handle && (part->producer >= n ||
                       !fuzz_gives_handle(sequence, &sequence->step[part->producer]))) {
            part->type = PART_NULL;
            part->producer = FUZZ_NONE;
        }
    }
}

/* Version 2.0 has NDR only (MS-CMRP 2.2). */
static void settle_connect(struct fuzz_step *step, const bool closed[FUZZ_STEPS])
{
    step->wide = step->wide && !step->version_2;
    step->big = step->big && !step->wide;
    if (step->group != FUZZ_NONE && closed[step->group]) {
        step->group = FUZZ_NONE;
    }
}

void fuzz_settle(struct fuzz_sequence *sequence)
{
    bool closed[FUZZ_STEPS] = {false};
    bool waits[FUZZ_STEPS] = {false};
    for (uint16_t n = 0; n < sequence->steps;) {
        const struct fuzz_step *step = &sequence->step[n];
        uint16_t on = step->connection;
        bool taken =
            step->act == FUZZ_CONNECT || (!closed[on] && (!waits[on] || step->act == FUZZ_CLOSE));
        if (!taken) {
            remove_one(sequence, n);
            continue;
        }
        if (step->act != FUZZ_CONNECT) {
            closed[on] = closed[on] || step->act == FUZZ_CLOSE;
            waits[on] = waits[on] || fuzz_waits(step->opnum);
        } else {
            settle_connect(&sequence->step[n], closed);
        }
        settle_handles(sequence, n);
        n++;
    }
}

/* -- the stub ------------------------------------------------------------------------------------
 */

static struct part part_of(const struct fuzz_sequence *sequence, const struct fuzz_part *part)
{
    struct part p = {
        .type = part->type, .number = part->number, .name = part->producer, .count = part->count};
    if (part->type == PART_OCTETS) {
        p.octets = sequence->octet + part->at;
    } else if (part->type == PART_STRING || part->type == PART_UNITS) {
        p.units = sequence->unit + part->at;
    }
    return p;
}

void fuzz_stub(const struct fuzz_sequence *sequence, const struct fuzz_step *call,
               const part_token tokens[FUZZ_STEPS], struct growing *stub)
{
    struct part part[FUZZ_PARTS];
    for (size_t n = 0; n < call->parts; n++) {
        part[n] = part_of(sequence, &call->part[n]);
    }
    parts_put(part, call->parts, fuzz_form(sequence, call), tokens, stub);
}
