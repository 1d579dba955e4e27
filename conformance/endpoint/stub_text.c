/* From the octets of a reply to text in the notation. */
#include "stub.h"

#include <string.h>

#include "wire/codec.h"
#include "wire/cursor.h"

static const char *reason_word(enum reason reason)
{
    static const char *const words[REASONS] = {
        [REASON_NONE] = "none",
        [REASON_TRUNCATED] = "truncated",
        [REASON_TOO_MANY] = "too-many-elements",
        [REASON_OFFSET] = "offset-not-0",
        [REASON_ACTUAL_OVER_MAX] = "actual-count-above-maximum",
        [REASON_SIZE_IS] = "size-is-broken",
        [REASON_LENGTH_IS] = "length-is-broken",
        [REASON_RANGE] = "out-of-range",
        [REASON_NULL_WITH_SIZE] = "null-with-size",
        [REASON_NO_TERMINATOR] = "no-terminator",
        [REASON_OVER_REQUEST] = "more-than-asked-for",
    };
    return words[reason];
}

void stub_text_octets(const uint8_t *octets, size_t length, struct growing *text)
{
    growing_text(text, "x\"");
    for (size_t n = 0; n < length; n++) {
        growing_text(text, "%02x", octets[n]);
    }
    growing_text(text, "\"");
}

static void put_units(const struct value *value, struct growing *text)
{
    growing_text(text, "\"");
    for (uint32_t n = 0; n < value->count; n++) {
        unsigned unit = octets_u16(value->at + 2 * (size_t)n, value->big);
        if (unit == '"' || unit == '\\') {
            growing_text(text, "\\%c", (char)unit);
        } else if (unit >= ' ' && unit < 0x7F) {
            growing_text(text, "%c", (char)unit);
        } else {
            growing_text(text, "\\u%04X", unit);
        }
    }
    growing_text(text, "\"");
}

static bool is_zero(const struct value *handle)
{
    static const uint8_t zero[TOKEN_OCTETS];
    return memcmp(handle->at, zero, TOKEN_OCTETS) == 0;
}

/* A value that has no rows. */
static void put_leaf(const struct parameter *parameter, const struct value *value,
                     struct growing *text)
{
    if (!value->present) {
        growing_text(text, "NULL");
    } else if (parameter->shape == SHAPE_HANDLE) {
        growing_text(text, is_zero(value) ? "zero" : "handle");
    } else if (parameter->shape == SHAPE_STRING || parameter->shape == SHAPE_UNITS) {
        put_units(value, text);
    } else if (parameter->shape == SHAPE_OCTETS || parameter->shape == SHAPE_VARYING) {
        stub_text_octets(value->at, value->count, text);
    } else {
        growing_text(text, value->number >= 0x10000 ? "0x%llX" : "%llu",
                     (unsigned long long)value->number);
    }
}

static void put_row(const struct structure *structure, const struct value *column,
                    struct growing *text)
{
    for (size_t n = 0; n < structure->columns; n++) {
        growing_text(text, "%s", n == 0 ? "" : ", ");
        put_leaf(&structure->column[n], &column[n], text);
    }
}

/* {member, member}, or {row, row}, a row of one column being its value. */
static void put_rows(const struct parameter *parameter, const struct value *value,
                     struct growing *text)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(parameter, value);
    bool braces = parameter->shape != SHAPE_STRUCT && parameter->structure->columns > 1;
    if (!value->present) {
        growing_text(text, "NULL");
        return;
    }
    growing_text(text, "{");
    while (next_row(&rows, column)) {
        growing_text(text, "%s%s", rows.next == 1 ? "" : ", ", braces ? "{" : "");
        put_row(parameter->structure, column, text);
        growing_text(text, "%s", braces ? "}" : "");
    }
    growing_text(text, "}");
}

static void put_result(const struct parameter *parameter, const struct value *value,
                       part_token token, struct growing *text)
{
    if (parameter->shape != SHAPE_HANDLE) {
        growing_text(text, "%llu", (unsigned long long)value->number);
        return;
    }
    handle_octets(value, token);
    growing_text(text, is_zero(value) ? "NULL" : "handle");
}

static void put_message(const struct method *method, const struct message *message,
                        part_token token, struct growing *text)
{
    const struct parameter *last = &method->reply.parameter[method->reply.count - 1];
    put_result(last, &message->value[method->reply.count - 1], token, text);
    for (size_t n = 0; n + 1 < method->reply.count; n++) {
        const struct parameter *parameter = &method->reply.parameter[n];
        const struct value *value = &message->value[n];
        if (parameter->shape == SHAPE_RPC_STATUS && !value->present) {
            continue; /* version 2.0 has none */
        }
        growing_text(text, ", %s = ", parameter->name);
        if (parameter->structure != NULL) {
            put_rows(parameter, value, text);
        } else {
            put_leaf(parameter, value, text);
        }
    }
}

static struct encoding encoding_of(struct stub_form form)
{
    return (struct encoding){form.part.wide ? NDR64 : NDR, form.part.big, form.version};
}

void stub_text(const struct method *method, const uint8_t *octets, size_t length,
               struct stub_form form, const struct growing *asked, struct stub_form asked_form,
               part_token token, struct growing *text)
{
    struct message request;
    struct message reply;
    struct refusal refusal;
    struct encoding encoding = encoding_of(asked_form);
    bool known = asked != NULL && decode(method, REQUEST, &encoding, asked->octets,
                                         (uint32_t)asked->length, NULL, &request, &refusal);
    encoding = encoding_of(form);
    if (!decode(method, REPLY, &encoding, octets, (uint32_t)length, known ? &request : NULL, &reply,
                &refusal)) {
        growing_text(text, "malformed %s at %u", reason_word(refusal.reason),
                     (unsigned)refusal.offset);
        return;
    }
    put_message(method, &reply, token, text);
}

void stub_text_unknown(const uint8_t *octets, size_t length, bool big, struct growing *text)
{
    if (length >= 4) {
        growing_text(text, "%lu", (unsigned long)octets_u32(octets, big));
    } else {
        growing_text(text, "answered");
    }
    growing_text(text, ", stub = ");
    stub_text_octets(octets, length, text);
}
