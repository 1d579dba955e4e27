/*
 * Decoding any octets as any method's request or reply, then walking what was decoded.
 * LENGTH octets are given; they, the octet order and the interface's version are arbitrary.
 */
#include "arbitrary.h"
#include "wire/codec.h"

#ifndef LENGTH
#define LENGTH 600
#endif

static void walk_rows(const struct parameter *p, const struct value *list)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(p, list);
    while (next_row(&rows, column))
        continue;
}

/* What is present has octets; that the two go together is lost where paths are joined. */
static void walk(const struct parameter_list *list, const struct message *message)
{
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &message->value[i];
        if (p->shape == SHAPE_HANDLE)
            handle_octets(v, octets);
        if (p->structure != NULL && v->present && v->at != NULL)
            walk_rows(p, v);
    }
}

/* A request cut short; one that is not; a reply to it, and a reply without a request to hold it
 * against. */
static void one(const struct method *method, const struct encoding *encoding)
{
    uint8_t stub[LENGTH], answer[LENGTH];
    struct message request, reply;
    struct refusal refusal;
    fill(stub, sizeof stub);
    fill(answer, sizeof answer);
    (void)decode(method, REQUEST, encoding, stub, 3, NULL, &request, &refusal);
    if (!decode(method, REQUEST, encoding, stub, sizeof stub, NULL, &request, &refusal))
        return;
    walk(&method->request, &request);
    if (decode(method, REPLY, encoding, answer, sizeof answer, any_bool() ? &request : NULL, &reply,
               &refusal))
        walk(&method->reply, &reply);
}

static void every(uint32_t version, enum transfer_syntax syntax)
{
    const struct encoding encoding = {syntax, syntax == NDR && any_bool(), version};
    /*@ loop unroll 265; */
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(version, opnum);
        if (method != NULL)
            one(method, &encoding);
    }
}

int main(void)
{
    every(2, NDR);
    every(2, NDR64);
    every(3, NDR);
    every(3, NDR64);
    return 0;
}
