#include "ndr.h"

const struct parameter_list *parameters(const struct method *method, enum direction direction)
{
    return direction == REQUEST ? &method->request : &method->reply;
}

/* A parameter of a shape that is not among the most frequent. */
static bool take_other(struct reader *r, const struct parameter *p, struct value *v)
{
    if (p->unique) {
        if (!ndr_referent(r, v))
            return false;
        if (!v->present)
            return true;
    }
    if (p->structure != NULL)
        return ndr_rows(r, p, v);
    if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS)
        return ndr_array(r, p->shape, v);
    return ndr_number(r, p, v);
}

static inline bool take(struct reader *r, const struct parameter *p, struct value *v)
{
    switch (p->shape) {
    case SHAPE_LONG:
        return ndr_long(r, v);
    case SHAPE_RPC_STATUS:
        return ndr_rpc_status(r, v);
    case SHAPE_HANDLE:
        return ndr_handle(r, v);
    case SHAPE_STRING:
        return p->unique ? take_other(r, p, v) : ndr_string(r, v);
    default:
        return take_other(r, p, v);
    }
}

/* What the client has room for, by the request: a number, or the size a descriptor's row gives. */
static uint64_t room_in_request(const struct parameter *p, const struct value *asked)
{
    struct value column[COLUMNS];
    if (p->shape != SHAPE_STRUCT)
        return asked->number;
    struct row_iterator rows = rows_of(p, asked);
    return next_row(&rows, column) ? column[p->structure->column[0].size_is - 1].number : 0;
}

/* The maximum count that a reply gives: of an array, or of the array in a descriptor's row. */
static uint64_t room_in_reply(const struct parameter *p, const struct value *v)
{
    return p->shape == SHAPE_STRUCT ? room_in_request(p, v) : v->max;
}

/* Holds the counts of all values against those that dictate them. Sizes often follow their arrays,
 * so this comes after the walk. */
static bool correlated(struct reader *r, const struct parameter_list *list,
                       const struct value *value, const struct message *request)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &value[i];
        if (!ndr_correlate(r, p, v, value))
            return false;
        /* MS-RPCE 3.1.2.7.1.1 */
        if (p->bounded_by != 0 && request != NULL &&
            room_in_reply(p, v) > room_in_request(p, &request->value[p->bounded_by - 1]))
            return ndr_refuse(r, REASON_OVER_REQUEST, v->where);
    }
    return true;
}

bool decode(const struct method *method, enum direction direction, const struct encoding *encoding,
            const uint8_t *stub, uint32_t length, const struct message *request,
            struct message *message, struct refusal *refusal)
{
    const struct parameter_list *list = parameters(method, direction);
    struct reader r = {cursor_over(stub, length, encoding->big), refusal, 0, encoding->version,
                       encoding->syntax == NDR64};
    bool sized = false;
    *refusal = (struct refusal){REASON_NONE, 0};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        struct value *v = &message->value[i];
        if (!take(&r, p, v))
            return false;
        sized = sized || p->shape >= SHAPE_OCTETS;
    }
    return !sized || correlated(&r, list, message->value, request);
}

void handle_octets(const struct value *handle, uint8_t octets[CONTEXT_HANDLE_SIZE])
{
    /* attributes and three fields of a UUID, whose last eight octets have no order */
    static const uint8_t swapped[CONTEXT_HANDLE_SIZE] = {3,  2,  1,  0,  7,  6,  5,  4,  9,  8,
                                                         11, 10, 12, 13, 14, 15, 16, 17, 18, 19};
    for (uint32_t i = 0; i < CONTEXT_HANDLE_SIZE; i++)
        octets[i] = handle->at == NULL ? 0 : handle->at[handle->big ? swapped[i] : i];
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
