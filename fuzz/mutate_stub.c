#include "input.h"
#include "mutate.h"

#include <string.h>

/* An input in pieces: its choice, and its stubs in memory of their own. */
struct pieces {
    const struct method *method;
    enum direction direction;
    struct encoding encoding;
    struct edit stub[2]; /* by direction */
    uint8_t octets[2][STUB_LARGEST];
};

static void choose_method(struct random *random, struct pieces *pieces)
{
    const uint32_t opnums = pieces->encoding.version == 2 ? OPNUMS_VERSION_2 : OPNUMS;
    pieces->method = method_of(pieces->encoding.version, random_below(random, opnums));
}

static void take_stub(struct pieces *pieces, enum direction d, const uint8_t *octets, uint32_t size)
{
    pieces->stub[d] = (struct edit){pieces->octets[d], size, STUB_LARGEST};
    if (size > 0)
        memcpy(pieces->octets[d], octets, size);
}

/* Valid stubs of the method, out of nothing. */
static void make_stubs(struct random *random, struct pieces *pieces)
{
    static struct generated request, reply;
    generate(random, pieces->method, REQUEST, NULL, &request);
    generate(random, pieces->method, REPLY, &request.message, &reply);
    for (int d = REQUEST; d <= REPLY; d++) {
        pieces->stub[d] = (struct edit){pieces->octets[d], 0, STUB_LARGEST};
        (void)encode(pieces->method, (enum direction)d, &pieces->encoding,
                     d == REQUEST ? &request.message : &reply.message, pieces->octets[d],
                     STUB_LARGEST, &pieces->stub[d].size);
    }
}

/* Takes the input apart; what is too short or long for one is replaced. */
static void take_apart(enum mutation mutation, struct random *random, const uint8_t *data,
                       size_t size, struct pieces *pieces)
{
    struct stub_input input;
    const bool taken =
        mutation == MUTATE_EITHER
            ? stub_input_read(data, size, &input)
            : stub_input_read_as(data, size, mutation == MUTATE_REPLY ? REPLY : REQUEST, &input);
    if (taken) {
        pieces->method = input.method;
        pieces->direction = input.direction;
        pieces->encoding = input.encoding;
        take_stub(pieces, REQUEST, input.request, input.request_size);
        take_stub(pieces, REPLY, input.reply, input.reply_size);
        return;
    }
    pieces->direction = mutation == MUTATE_REPLY ? REPLY : REQUEST;
    pieces->encoding = (struct encoding){NDR, false, 3};
    choose_method(random, pieces);
    make_stubs(random, pieces);
}

/* The same octets, taken for another method's, or in another encoding or direction. */
static void change_choice(enum mutation mutation, struct random *random, struct pieces *pieces)
{
    struct encoding *e = &pieces->encoding;
    switch (random_below(random, 4)) {
    case 0:
        choose_method(random, pieces);
        break;
    case 1:
        e->syntax = e->syntax == NDR ? NDR64 : NDR;
        e->big = false;
        break;
    case 2:
        e->big = e->syntax == NDR && !e->big;
        break;
    default:
        if (mutation == MUTATE_EITHER && random_below(random, 2) == 0)
            pieces->direction = pieces->direction == REQUEST ? REPLY : REQUEST;
        e->version = e->version == 2 ? 3 : 2;
        pieces->method = method_of(e->version, pieces->method->opnum % OPNUMS_VERSION_2);
        break;
    }
}

/* The boundary between request and reply moves. */
static void move_boundary(struct random *random, struct pieces *pieces)
{
    struct edit *request = &pieces->stub[REQUEST], *reply = &pieces->stub[REPLY];
    const uint32_t count = 1 + random_below(random, 8);
    if (random_below(random, 2) == 0 && reply->size >= count) {
        edit_insert(request, request->size, reply->octets, count);
        edit_erase(reply, 0, count);
    } else if (request->size >= count) {
        edit_insert(reply, 0, request->octets + request->size - count, count);
        edit_erase(request, request->size - count, count);
    }
}

static void change_stub(struct random *random, struct pieces *pieces, enum direction d)
{
    static struct layout layout;
    /* Both stubs have one encoding: where there are two it stays. */
    struct encoding *becomes = pieces->direction == REQUEST ? &pieces->encoding : NULL;
    if (random_below(random, 2) == 0 &&
        mutate_value(random, pieces->method, d, &pieces->encoding, becomes, &pieces->stub[d]))
        return;
    layout_find(pieces->method, d, &pieces->encoding, pieces->stub[d].octets, pieces->stub[d].size,
                &layout);
    mutate_place(random, &layout, &pieces->encoding, &pieces->stub[d]);
}

static void change(enum mutation mutation, struct random *random, struct pieces *pieces)
{
    const bool reply = pieces->direction == REPLY;
    switch (random_below(random, 16)) {
    case 0:
        change_choice(mutation, random, pieces);
        break;
    case 1:
        choose_method(random, pieces);
        make_stubs(random, pieces);
        break;
    case 2:
        if (reply)
            move_boundary(random, pieces);
        else
            make_stubs(random, pieces);
        break;
    default:
        change_stub(random, pieces, reply && random_below(random, 5) != 0 ? REPLY : REQUEST);
        break;
    }
}

/* As much of the input as fits. */
static size_t put_together(struct pieces *pieces, uint8_t *data, size_t capacity)
{
    const uint32_t room =
        capacity - STUB_HEADER < STUB_LARGEST ? (uint32_t)capacity - STUB_HEADER : STUB_LARGEST;
    struct edit *request = &pieces->stub[REQUEST], *reply = &pieces->stub[REPLY];
    if (request->size > room)
        request->size = room;
    if (reply->size > room - request->size)
        reply->size = room - request->size;
    const struct stub_input input = {pieces->method,  pieces->direction, pieces->encoding,
                                     request->octets, request->size,     reply->octets,
                                     reply->size};
    return stub_input_write(&input, data, capacity);
}

size_t mutate_stub(enum mutation mutation, struct random *random, uint8_t *data, size_t size,
                   size_t capacity)
{
    static struct pieces pieces;
    if (capacity < STUB_HEADER)
        return 0;
    take_apart(mutation, random, data, size, &pieces);
    for (uint32_t changes = 1 + random_below(random, 3); changes > 0; changes--)
        change(mutation, random, &pieces);
    return put_together(&pieces, data, capacity);
}
