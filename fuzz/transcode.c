#include "transcode.h"

#include "message.h"
#include "property.h"

#include <string.h>

/* No element takes more than twice the octets in another encoding, but a count and its gap do:
 * 4 octets become 8 after a gap of 4. The rest is for gaps at the end of parameters. */
enum { ENCODED_LARGEST = 4 * STUB_LARGEST + 1024 };

static uint8_t first[ENCODED_LARGEST], second[ENCODED_LARGEST];

/* Has NDR room for this integer? Enumerations take 2 octets there, DWORD_PTR takes 4. */
static bool narrow_leaf(const struct parameter *p, const struct value *v)
{
    if (p->shape == SHAPE_ENUM)
        return v->number <= UINT16_MAX;
    return p->shape != SHAPE_POINTER_SIZED || v->number <= UINT32_MAX;
}

static bool narrow_list(const struct parameter *p, const struct value *v)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(p, v);
    while (next_row(&rows, column))
        for (uint32_t j = 0; j < p->structure->columns; j++)
            if (!narrow_leaf(&p->structure->column[j], &column[j]))
                return false;
    return true;
}

static bool narrow(const struct stub_input *input, const struct message *message)
{
    const struct parameter_list *list = parameters(input->method, input->direction);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &message->value[i];
        if (!(p->structure != NULL ? narrow_list(p, v) : narrow_leaf(p, v)))
            return false;
    }
    return true;
}

static void transcode(const struct stub_input *input, const struct encoding *encoding,
                      const struct message *request, const struct message *message)
{
    const struct method *m = input->method;
    const enum direction d = input->direction;
    struct message again;
    struct refusal refusal;
    uint32_t length, same;
    property(encode(m, d, encoding, message, first, sizeof first, &length),
             "an encoding has a bounded size");
    property(decode(m, d, encoding, first, length, request, &again, &refusal),
             "what is encoded is accepted");
    property(refusal.offset == length, "what is encoded has no octets left over");
    property(message_equal(m, d, encoding->version, message, &again),
             "every encoding says the same");
    property(encode(m, d, encoding, &again, second, sizeof second, &same) && same == length &&
                 memcmp(first, second, length) == 0,
             "what is encoded stays the same when it is encoded again");
    property(length == 0 || !encode(m, d, encoding, message, second, length - 1, &same),
             "an encoding is refused one octet less than it needs");
}

void transcode_everywhere(const struct stub_input *input, const struct message *request,
                          const struct message *message)
{
    const uint32_t version = input->encoding.version;
    const struct encoding little = {NDR, false, version}, big = {NDR, true, version},
                          wide = {NDR64, false, version};
    transcode(input, &wide, request, message);
    if (narrow(input, message)) {
        transcode(input, &little, request, message);
        transcode(input, &big, request, message);
    }
}
