#include "stubs.h"

#include "wire/cursor.h"

#include <string.h>

enum { ROOM = 64, SEED = 2008 };

/* Zero octets put behind a stub. */
enum { MOST_APPENDED = 8 };

/* The ways a stub of one method and direction can stand. */
static const struct encoding way[] = {
    {NDR, false, 3}, {NDR64, false, 3}, {NDR, true, 3}, {NDR, false, 2}};

enum { WAYS = sizeof way / sizeof way[0] };

uint32_t places_count(void)
{
    return OPNUMS * 2 * WAYS;
}

/* Leaves no surrogates in a string, so that it is text in any encoding. */
static void tame_string(struct generated *g, const struct parameter *p, const struct value *v)
{
    if (p->shape != SHAPE_STRING || !v->present)
        return;
    uint8_t *octets = g->octets + (v->at - g->octets);
    for (uint32_t i = 0; i < v->count; i++)
        octets[2 * i + 1] &= 0x7F;
}

static void tame_strings(struct generated *g, const struct parameter_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &g->message.value[i];
        tame_string(g, p, v);
        if (p->structure == NULL || !v->present)
            continue;
        for (uint32_t j = 0; j < v->count * p->structure->columns; j++)
            tame_string(g, &p->structure->column[j % p->structure->columns], &v->cell[j]);
    }
}

/* The request's value that bounds an array of the reply; NULL if none, or if it is in a row. */
static struct value *room_of(const struct method *method, uint32_t i, struct message *request)
{
    const uint32_t place = method->reply.parameter[i].bounded_by;
    if (place == 0 || method->request.parameter[place - 1].structure != NULL)
        return NULL;
    return &request->value[place - 1];
}

/* A request that asks for little, for a decoder may allocate what is asked for. */
static void make_request(struct random *random, const struct method *method, struct generated *g)
{
    generate(random, method, REQUEST, NULL, g);
    for (uint32_t i = 0; i < method->reply.count; i++)
        if (room_of(method, i, &g->message) != NULL)
            room_of(method, i, &g->message)->number %= ROOM;
    tame_strings(g, &method->request);
}

/* A reply whose arrays are as long as the request has room for (`filled`), or no longer. */
static void make_reply(struct random *random, const struct method *method, bool filled,
                       struct generated *asked, struct generated *g)
{
    generate(random, method, REPLY, &asked->message, g);
    for (uint32_t i = 0; i < method->reply.count && filled; i++) {
        const struct parameter *p = &method->reply.parameter[i];
        struct value *room = room_of(method, i, &asked->message);
        if (room != NULL && p->shape == SHAPE_OCTETS && p->size_is == 0)
            room->number = g->message.value[i].count;
        if (room != NULL)
            g->message.value[i].max = (uint32_t)room->number;
    }
    tame_strings(g, &method->reply);
}

static bool put_stub(const struct sample *s, enum direction direction, const struct generated *g,
                     uint8_t *stub, uint32_t *length)
{
    return encode(s->input.method, direction, &s->input.encoding, &g->message, stub, SAMPLE_STUB,
                  length);
}

bool sample_make(struct sample *s, uint32_t place, uint32_t number)
{
    struct random random = {SEED + (uint64_t)place / WAYS * 1000003u + number};
    struct stub_input *in = &s->input;
    *in = (struct stub_input){.encoding = way[place % WAYS],
                              .direction = place / WAYS % 2 == 0 ? REQUEST : REPLY};
    in->method = method_of(in->encoding.version, place / WAYS / 2);
    if (in->method == NULL || in->method->use != USE_CALLED)
        return false;
    make_request(&random, in->method, &s->asked);
    const bool reply = in->direction == REPLY;
    if (reply)
        make_reply(&random, in->method, number % 2 == 0, &s->asked, &s->answer);
    in->request = s->request;
    if (parameters(in->method, in->direction)->count == 0 ||
        !put_stub(s, in->direction, reply ? &s->answer : &s->asked, s->original, &s->length) ||
        s->length > SAMPLE_STUB - MOST_APPENDED)
        return false;
    return !reply || put_stub(s, REQUEST, &s->asked, s->asking, &in->request_size);
}

static void put_u32(uint8_t *at, uint32_t number, bool big)
{
    for (uint32_t i = 0; i < 4; i++)
        at[big ? 3 - i : i] = (uint8_t)(number >> (8 * i));
}

/* The k-th replacement of a 4-octet word. */
enum { WORD_CHANGES = 9 };
static uint32_t changed_word(uint32_t word, uint32_t k)
{
    const uint32_t change[WORD_CHANGES] = {0,          1,          2,          word + 1, word - 1,
                                           0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10001};
    return change[k];
}

/* The k-th replacement of a UTF-16 unit: a terminator, half a surrogate pair, not a character. */
enum { UNIT_CHANGES = 4 };
static const uint8_t unit_change[UNIT_CHANGES][2] = {
    {0, 0}, {0x3D, 0xD8}, {0x00, 0xDC}, {0xFF, 0xFF}};

/* What an octet is exclusive-ored with. */
enum { OCTET_CHANGES = 2 };
static const uint8_t octet_change[OCTET_CHANGES] = {0x01, 0x80};

/* The k-th change of a request that a reply answers: little is asked for still. */
enum { ASKING_CHANGES = 4 };
static void change_asking(struct sample *s, uint32_t k)
{
    static const uint32_t change[ASKING_CHANGES] = {0, 1, 3, 4}; /* of changed_word */
    uint8_t *at = s->request + k / ASKING_CHANGES * 4;
    const bool big = s->input.encoding.big;
    put_u32(at, changed_word(octets_u32(at, big), change[k % ASKING_CHANGES]), big);
}

bool sample_mutate(struct sample *s, uint32_t number)
{
    const bool reply = s->input.direction == REPLY;
    const uint32_t asking = reply ? s->input.request_size / 4 * ASKING_CHANGES : 0;
    uint32_t n = s->length, length = s->length, k = number;
    memcpy(s->stub, s->original, n);
    if (reply)
        memcpy(s->request, s->asking, s->input.request_size);
    if (k <= n) {
        length = k == 0 ? n : k - 1;
    } else if ((k -= n + 1) < n / 4 * WORD_CHANGES) {
        uint8_t *at = s->stub + k / WORD_CHANGES * 4;
        const bool big = s->input.encoding.big;
        put_u32(at, changed_word(octets_u32(at, big), k % WORD_CHANGES), big);
    } else if ((k -= n / 4 * WORD_CHANGES) < n / 2 * UNIT_CHANGES) {
        memcpy(s->stub + k / UNIT_CHANGES * 2, unit_change[k % UNIT_CHANGES], 2);
    } else if ((k -= n / 2 * UNIT_CHANGES) < n * OCTET_CHANGES) {
        s->stub[k / OCTET_CHANGES] ^= octet_change[k % OCTET_CHANGES];
    } else if ((k -= n * OCTET_CHANGES) < MOST_APPENDED) {
        memset(s->stub + n, 0, MOST_APPENDED);
        length = n + k + 1;
    } else if ((k -= MOST_APPENDED) < asking) {
        change_asking(s, k);
    } else {
        return false;
    }
    if (reply) {
        s->input.reply = s->stub;
        s->input.reply_size = length;
    } else {
        s->input.request = s->stub;
        s->input.request_size = length;
    }
    return true;
}
