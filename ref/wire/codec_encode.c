#include "ndr.h"

static void put(struct writer *w, const struct parameter *p, const struct value *v)
{
    if (p->unique) {
        ndr_put_referent(w, v);
        if (!v->present)
            return;
    }
    if (p->shape == SHAPE_HANDLE)
        ndr_put_handle(w, v);
    else if (p->structure != NULL)
        ndr_put_rows(w, p, v);
    else if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS)
        ndr_put_array(w, p->shape, v);
    else
        ndr_put_number(w, p->shape, v->number);
}

bool encode(const struct method *method, enum direction direction, const struct encoding *encoding,
            const struct message *message, uint8_t *stub, uint32_t capacity, uint32_t *length)
{
    const struct parameter_list *list = parameters(method, direction);
    struct writer w = {builder_over(stub, capacity), 0x00020000, encoding->version,
                       encoding->syntax == NDR64};
    w.out.big = encoding->big;
    for (uint32_t i = 0; i < list->count; i++)
        put(&w, &list->parameter[i], &message->value[i]);
    *length = w.out.length;
    return !w.out.full;
}
