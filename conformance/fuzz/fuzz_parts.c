#include "fuzz_parts.h"

#include <string.h>

#include "wire/codec.h"
#include "wire/cursor.h"

/* A call while parts are added to it. */
struct taking {
    struct fuzz_sequence *sequence;
    struct fuzz_step *call;
    const uint8_t *stub;
    size_t length;
    const part_token *tokens;
    struct encoding encoding;
};

void fuzz_tokens(part_token tokens[FUZZ_STEPS])
{
    for (size_t n = 0; n < FUZZ_STEPS; n++) {
        memset(tokens[n], 0xA6, TOKEN_OCTETS);
        memset(tokens[n], 0, 4); /* attributes */
        tokens[n][5] = (uint8_t)(n + 1);
    }
}

/* Octets that the parts so far make. */
static size_t made(const struct taking *taking, struct growing *stub)
{
    stub->length = 0;
    growing_put(stub, NULL, 0);
    fuzz_stub(taking->sequence, taking->call, taking->tokens, stub);
    return stub->length;
}

static size_t made_length(const struct taking *taking)
{
    struct growing stub = {.octets = NULL};
    size_t length = made(taking, &stub);
    growing_free(&stub);
    return length;
}

/* -- handles -------------------------------------------------------------------------------------
 */

/* The octet in which they differ, by the lowest bit; TOKEN_OCTETS: in none; -1: otherwise. */
static int altered_at(const part_token a, const part_token b)
{
    int found = TOKEN_OCTETS;
    for (int n = 0; n < TOKEN_OCTETS; n++) {
        if (a[n] == b[n]) {
            continue;
        }
        if ((a[n] ^ b[n]) != 1 || found != TOKEN_OCTETS) {
            return -1;
        }
        found = n;
    }
    return found;
}

/* `token` as a little-endian sender has it. False: it is no step's. */
static bool take_token(const struct taking *taking, const part_token token)
{
    static const part_token none;
    if (memcmp(token, none, TOKEN_OCTETS) == 0) {
        return fuzz_add_handle(taking->call, PART_NULL, FUZZ_NONE, 0);
    }
    for (uint16_t n = 0; n < FUZZ_STEPS; n++) {
        int at = memcmp(taking->tokens[n], none, TOKEN_OCTETS) == 0
                     ? -1
                     : altered_at(token, taking->tokens[n]);
        if (at >= 0) {
            return fuzz_add_handle(taking->call, at == TOKEN_OCTETS ? PART_HANDLE : PART_ALTERED, n,
                                   (uint8_t)(at % TOKEN_OCTETS));
        }
    }
    return false;
}

/* -- typed ---------------------------------------------------------------------------------------
 */

static bool number(const struct taking *taking, enum part_type type, uint64_t value)
{
    return fuzz_add_number(taking->call, type, value);
}

static bool take_units(const struct taking *taking, enum part_type type, const struct value *value)
{
    uint16_t unit[FUZZ_UNITS];
    if (value->count > FUZZ_UNITS) {
        return false;
    }
    for (uint32_t n = 0; n < value->count; n++) {
        unit[n] = (uint16_t)octets_u16(value->at + 2 * (size_t)n, value->big);
    }
    return fuzz_add_units(taking->sequence, taking->call, type, unit, value->count);
}

static bool take_octets(const struct taking *taking, const struct value *value)
{
    return fuzz_add_octets(taking->sequence, taking->call, value->at, value->count);
}

static bool take_array(const struct taking *taking, enum shape shape, const struct value *value)
{
    switch (shape) {
    case SHAPE_STRING:
        return take_units(taking, PART_STRING, value);
    case SHAPE_UNITS:
        return number(taking, PART_COUNT, value->count) && take_units(taking, PART_UNITS, value);
    case SHAPE_OCTETS:
        return number(taking, PART_COUNT, value->count) && take_octets(taking, value);
    case SHAPE_VARYING:
        return number(taking, PART_COUNT, value->max) && number(taking, PART_COUNT, 0) &&
               number(taking, PART_COUNT, value->count) && take_octets(taking, value);
    default:
        return false; /* rows stay octets */
    }
}

static bool take_number(const struct taking *taking, enum shape shape, uint64_t value)
{
    switch (shape) {
    case SHAPE_OCTET:
        return number(taking, PART_U8, value);
    case SHAPE_SHORT:
        return number(taking, PART_U16, value);
    case SHAPE_ENUM:
        return number(taking, taking->encoding.syntax == NDR64 ? PART_U32 : PART_U16, value);
    case SHAPE_HYPER:
        return number(taking, PART_U64, value);
    case SHAPE_FILETIME:
        return number(taking, PART_U32, value & UINT32_MAX) &&
               number(taking, PART_U32, value >> 32);
    case SHAPE_POINTER_SIZED:
        return number(taking, PART_POINTER, value);
    default:
        return number(taking, PART_U32, value);
    }
}

/* The referent identifier as it stands there. */
static bool take_pointer(const struct taking *taking)
{
    size_t width = taking->encoding.syntax == NDR64 ? 8 : 4;
    size_t at = (made_length(taking) + width - 1) / width * width;
    if (at > taking->length || taking->length - at < width) {
        return false;
    }
    return number(taking, PART_POINTER, octets_u32(taking->stub + at, taking->encoding.big));
}

static bool take_parameter(const struct taking *taking, const struct parameter *p,
                           const struct value *value)
{
    uint8_t token[TOKEN_OCTETS];
    if (p->unique && (!take_pointer(taking) || !value->present)) {
        return !value->present;
    }
    if (p->shape == SHAPE_HANDLE) {
        handle_octets(value, token);
        return take_token(taking, token);
    }
    return p->shape >= SHAPE_OCTETS || p->shape == SHAPE_STRING
               ? take_array(taking, p->shape, value)
               : take_number(taking, p->shape, value->number);
}

/* All that is typed, up to the first parameter that has no parts of its own. */
static void take_typed(const struct taking *taking)
{
    const struct method *method = method_of(taking->encoding.version, taking->call->opnum);
    struct message message;
    struct refusal refusal;
    if (method == NULL || method->use != USE_CALLED ||
        !decode(method, REQUEST, &taking->encoding, taking->stub, (uint32_t)taking->length, NULL,
                &message, &refusal)) {
        return;
    }
    for (size_t n = 0; n < method->request.count; n++) {
        uint8_t before = taking->call->parts;
        if (!take_parameter(taking, &method->request.parameter[n], &message.value[n])) {
            taking->call->parts = before;
            return;
        }
    }
}

/* -- the rest ------------------------------------------------------------------------------------
 */

/* Do the parts make the octets that the stub begins with? */
static bool is_beginning(const struct taking *taking, size_t *length)
{
    struct growing stub = {.octets = NULL};
    *length = made(taking, &stub);
    bool same = *length <= taking->length && memcmp(stub.octets, taking->stub, *length) == 0;
    growing_free(&stub);
    return same;
}

/* Octets, and the handles among them that are some step's, at multiples of 4. */
static bool take_rest(const struct taking *taking, size_t at)
{
    size_t from = at;
    for (at = (at + 3) / 4 * 4; at + TOKEN_OCTETS <= taking->length; at += 4) {
        static const part_token none;
        const uint8_t *token = taking->stub + at;
        uint8_t before = taking->call->parts;
        uint32_t octets = taking->sequence->octets;
        if (taking->encoding.big || memcmp(token, none, TOKEN_OCTETS) == 0) {
            continue;
        }
        if ((at == from ||
             fuzz_add_octets(taking->sequence, taking->call, taking->stub + from, at - from)) &&
            take_token(taking, token)) {
            at += TOKEN_OCTETS - 4;
            from = at + 4;
            continue;
        }
        taking->call->parts = before;
        taking->sequence->octets = octets;
    }
    return from == taking->length || fuzz_add_octets(taking->sequence, taking->call,
                                                     taking->stub + from, taking->length - from);
}

bool fuzz_add_stub(struct fuzz_sequence *sequence, struct fuzz_step *call, const uint8_t *stub,
                   size_t length, const part_token tokens[FUZZ_STEPS])
{
    struct part_form form = fuzz_form(sequence, call);
    struct taking taking = {
        sequence, call,   stub,
        length,   tokens, {form.wide ? NDR64 : NDR, form.big, fuzz_version(sequence, call)}};
    uint32_t octets = sequence->octets;
    uint32_t units = sequence->units;
    size_t at;
    take_typed(&taking);
    if (!is_beginning(&taking, &at)) {
        sequence->octets = octets;
        sequence->units = units;
        call->parts = 0;
        at = 0;
    }
    return take_rest(&taking, at);
}
