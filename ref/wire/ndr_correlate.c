#include "ndr.h"

bool ndr_correlate(const struct parameter *p, const struct value *v, const struct value *list,
                   const struct encoding *encoding, struct refusal *refusal)
{
    if (p->size_is != 0) {
        uint64_t size = list[p->size_is - 1].number;
        if (!v->present && (encoding->version == 2 || size == 0))
            return true;
        if (!v->present) /* MS-RPCE 3.1.1.5.3.3.1.2, target level 6.0 */
            return refuse(refusal, REASON_NULL_WITH_SIZE, v->where);
        if (v->max != size) /* MS-RPCE 3.1.1.5.3.2.1.1 */
            return refuse(refusal, REASON_SIZE_IS, v->where);
    }
    if (p->length_is != 0 && v->count != list[p->length_is - 1].number) /* …2.1.8 */
        return refuse(refusal, REASON_LENGTH_IS, v->where + (encoding->syntax == NDR64 ? 16u : 8u));
    return true;
}

/* What the client has room for, by the request: a number, or the size a descriptor's row gives. */
static uint64_t room_in_request(const struct parameter *p, const struct value *asked)
{
    struct value column[COLUMNS] = {{0}};
    if (p->shape != SHAPE_STRUCT)
        return asked->number;
    struct row_iterator rows = rows_of(p, asked);
    (void)next_row(&rows, column); /* there is one */
    return column[p->structure->column[0].size_is - 1].number;
}

/* The maximum count that a reply gives: of an array, or of the array in a descriptor's row. */
static uint64_t room_in_reply(const struct parameter *p, const struct value *v)
{
    return p->shape == SHAPE_STRUCT ? room_in_request(p, v) : v->max;
}

/* Holds the counts of all values against those that dictate them. Sizes often follow their arrays,
 * so this comes after the walk. */
bool ndr_correlated(const struct parameter_list *list, const struct encoding *encoding,
                    const struct value *value, const struct message *request,
                    struct refusal *refusal)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &value[i];
        if (!ndr_correlate(p, v, value, encoding, refusal))
            return false;
        /* MS-RPCE 3.1.2.7.1.1 */
        if (p->bounded_by != 0 && request != NULL &&
            room_in_reply(p, v) > room_in_request(p, &request->value[p->bounded_by - 1]))
            return refuse(refusal, REASON_OVER_REQUEST, v->where);
    }
    return true;
}
