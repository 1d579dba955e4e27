#include "ndr.h"

const struct parameter_list *parameters(const struct method *method, enum direction direction)
{
    return direction == REQUEST ? &method->request : &method->reply;
}

bool decode(const struct method *method, enum direction direction, const struct encoding *encoding,
            const uint8_t *stub, uint32_t length, const struct message *request,
            struct message *message, struct refusal *refusal)
{
    const struct parameter_list *list = parameters(method, direction);
    const struct parameter *p = list->parameter;
    struct cursor c = cursor_over(stub, length, encoding->big);
    struct value *v = message->value;
    /* Most messages begin with words of 4 octets or handles, and most replies hold nothing else.
     * These are read here, with a cursor whose address is never given away, so that a compiler can
     * keep it in registers; the first other shape hands the rest over. */
    for (uint32_t left = list->count; left != 0; left--, p++, v++) {
        if (p->shape > SHAPE_RPC_STATUS ||
            (p->shape == SHAPE_RPC_STATUS && encoding->version == 2)) { /* MS-CMRP 6.1 has none */
            struct reader r = {c, encoding, refusal, false};
            return ndr_parameters(&r, p, p + left, v) &&
                   (!r.sized || ndr_correlated(list, encoding, message->value, request, refusal));
        }
        if (!(p->shape == SHAPE_HANDLE ? ndr_handle(&c, v) : ndr_word(&c, v)))
            return refuse(refusal, REASON_TRUNCATED, c.offset);
    }
    *refusal = (struct refusal){REASON_NONE, c.offset};
    return true;
}

const char *reason_text(enum reason reason)
{
    static const char *const text[REASONS] = {
        [REASON_NONE] = "accepted",
        [REASON_TRUNCATED] = "fewer octets than the parameters need (MS-RPCE 3.1.1.5.3.2.2.3)",
        [REASON_TOO_MANY] = "more than 2^31-1 elements (MS-RPCE 3.1.1.5.3.2.2.1)",
        [REASON_OFFSET] = "the offset is not 0 (MS-RPCE 3.1.1.5.3.2.1.7 and .10)",
        [REASON_ACTUAL_OVER_MAX] =
            "offset and actual count exceed the maximum count (MS-RPCE 3.1.1.5.3.2.1.12)",
        [REASON_SIZE_IS] =
            "the maximum count is not what size_is says (MS-RPCE 3.1.1.5.3.2.1.1 and .2)",
        [REASON_LENGTH_IS] =
            "the actual count is not what length_is says (MS-RPCE 3.1.1.5.3.2.1.8 and .9)",
        [REASON_RANGE] = "a value outside its [range] (MS-RPCE 3.1.1.5.3.2.2.4)",
        [REASON_NULL_WITH_SIZE] =
            "a NULL pointer whose size_is is not 0 (MS-RPCE 3.1.1.5.3.3.1.2, target level 6.0)",
        [REASON_NO_TERMINATOR] = "a string without a terminator (C706 14.3.4)",
        [REASON_OVER_REQUEST] =
            "a maximum count over what the request has room for (MS-RPCE 3.1.2.7.1.1)",
    };
    return text[reason];
}
