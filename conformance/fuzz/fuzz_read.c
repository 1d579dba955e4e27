/* From a case to a sequence. */
#include "endpoint/stub.h"
#include "fuzz_parts.h"
#include "fuzz_text.h"
#include "script/script.h"

#include <string.h>

struct reading {
    struct fuzz_sequence *sequence;
    uint16_t step_of[SCRIPT_NAMES]; /* that the name is bound by, or FUZZ_NONE */
    part_token token_of[SCRIPT_NAMES];
    part_token tokens[FUZZ_STEPS];
};

static uint16_t step_of(const struct reading *reading, int name)
{
    return name >= 0 && name < SCRIPT_NAMES ? reading->step_of[name] : FUZZ_NONE;
}

static struct fuzz_step *read_connect(struct reading *reading, const struct wire_connect *connect)
{
    struct fuzz_step *step = fuzz_add_connect(reading->sequence, step_of(reading, connect->group));
    if (step != NULL) {
        step->version_2 = connect->version == 2;
        step->wide = connect->ndr64 && !connect->ndr;
        step->big = connect->big && !step->wide;
    }
    return step;
}

/* Parts as they stand. False: some have no place in a sequence. */
static bool read_parts(const struct reading *reading, const struct wire_step *wire,
                       struct fuzz_step *call)
{
    struct fuzz_sequence *sequence = reading->sequence;
    for (size_t n = 0; n < wire->parts; n++) {
        const struct part *part = &wire->part[n];
        bool added;
        switch (part->type) {
        case PART_OCTETS:
            added = fuzz_add_octets(sequence, call, part->octets, part->count);
            break;
        case PART_STRING:
        case PART_UNITS:
            added = fuzz_add_units(sequence, call, part->type, part->units, part->count);
            break;
        case PART_HANDLE:
        case PART_ALTERED:
        case PART_NULL:
            added =
                fuzz_add_handle(call, part->type,
                                part->type == PART_NULL ? FUZZ_NONE : step_of(reading, part->name),
                                (uint8_t)part->number);
            break;
        default:
            added = fuzz_add_number(call, part->type, part->number);
            break;
        }
        if (!added) {
            return false;
        }
    }
    return true;
}

static struct stub_form form_of(const struct reading *reading, const struct fuzz_step *call)
{
    return (struct stub_form){fuzz_form(reading->sequence, call),
                              fuzz_version(reading->sequence, call)};
}

/* The stub that the arguments make, or parts that have no place of their own. */
static void read_stub(struct reading *reading, const struct wire_step *wire, struct fuzz_step *call)
{
    struct growing stub = {.octets = NULL};
    const part_token *tokens = (const part_token *)reading->token_of;
    uint32_t octets = reading->sequence->octets;
    uint32_t units = reading->sequence->units;
    growing_put(&stub, NULL, 0);
    if (wire->act == WIRE_METHOD) {
        stub_put(wire->method, wire->part, form_of(reading, call), tokens, 0, &stub);
    } else if (read_parts(reading, wire, call)) {
        growing_free(&stub);
        return;
    } else {
        reading->sequence->octets = octets;
        reading->sequence->units = units;
        call->parts = 0;
        parts_put(wire->part, wire->parts, fuzz_form(reading->sequence, call), tokens, &stub);
    }
    (void)fuzz_add_stub(reading->sequence, call, stub.octets, stub.length,
                        (const part_token *)reading->tokens);
    growing_free(&stub);
}

static struct fuzz_step *read_step(struct reading *reading, const struct wire_step *wire)
{
    struct fuzz_step *step = NULL;
    switch (wire->act) {
    case WIRE_CONNECT:
        return read_connect(reading, wire->connect);
    case WIRE_CLOSE:
        return fuzz_add_close(reading->sequence, step_of(reading, wire->connection));
    case WIRE_METHOD:
    case WIRE_CALL:
        step = fuzz_add_call(reading->sequence, step_of(reading, wire->connection), wire->opnum);
        if (step != NULL) {
            read_stub(reading, wire, step);
        }
        return step;
    default:
        return NULL;
    }
}

size_t fuzz_of_script(const struct script *script, struct fuzz_sequence *sequence)
{
    struct reading reading = {.sequence = sequence};
    size_t left_out = 0;
    fuzz_begin(sequence);
    fuzz_tokens(reading.tokens);
    for (size_t n = 0; n < SCRIPT_NAMES; n++) {
        reading.step_of[n] = FUZZ_NONE;
    }
    for (size_t s = 0; s < script->steps; s++) {
        const struct step *step = &script->step[s];
        bool read = step->wire != NULL && read_step(&reading, step->wire) != NULL;
        left_out += !read;
        if (read && step->name != NO_NAME) {
            uint16_t number = (uint16_t)(sequence->steps - 1);
            reading.step_of[step->name] = number;
            memcpy(reading.token_of[step->name], reading.tokens[number], TOKEN_OCTETS);
        }
    }
    return left_out;
}
