#include "api_sequence.h"

#include "wire/builder.h"
#include "wire/cursor.h"

#include <string.h>

enum { CLASS_API = 4, VERBS = 6, KINDS_OF_API = 6, RECORDS = 256, LARGEST = 1 << 20 };
enum {
    TAG_HANDLE = 26,
    TAG_NULL = 28,
    TAG_INVENTED = 29,
    TAG_EX = 32,
    TAG_CLUSTER = 33,
    TAG_NAME = 34,
    TAG_NO_ADDRESS = 35
};

/* The format's own numbers, from 1; they never change. */
static const enum model_verb verbs[VERBS] = {MODEL_OPEN_CLUSTER, MODEL_OPEN_OBJECT, MODEL_INSTANCE,
                                             MODEL_CLOSE,        MODEL_ASK,         MODEL_CHANGE};
static const enum kind kinds[KINDS_OF_API] = {KIND_CLUSTER,  KIND_NODE,    KIND_GROUP,
                                              KIND_RESOURCE, KIND_NETWORK, KIND_NETINTERFACE};
static const enum model_name names[] = {NAME_PLAIN, NAME_NULL, NAME_EMPTY, NAME_UNKNOWN};
enum { NAMES = sizeof names / sizeof names[0] };

/* Makes a call one that there is: clusters are opened by opens of a cluster, objects by the others,
 * only opens have a name and an Ex form, and one of a cluster takes no handle. */
static void settle(struct model_call *call)
{
    const bool opens = call->verb == MODEL_OPEN_CLUSTER || call->verb == MODEL_OPEN_OBJECT;
    if (call->verb == MODEL_OPEN_CLUSTER)
        call->kind = KIND_CLUSTER;
    if ((call->verb == MODEL_OPEN_OBJECT || call->verb == MODEL_INSTANCE) &&
        call->kind == KIND_CLUSTER)
        call->kind = KIND_NODE;
    if (call->verb == MODEL_OPEN_CLUSTER)
        call->handle = MODEL_NULL;
    call->ex = call->ex && opens;
    call->name = opens ? call->name : NAME_PLAIN;
    call->cluster = call->verb == MODEL_OPEN_CLUSTER ? call->cluster : 0;
    call->asks = call->ex && call->asks;
    call->access = call->ex ? call->access : 0;
    call->before = call->ex ? 0xA5A5A5A5u : 0;
}

/* -- reading ----------------------------------------------------------------------------------- */

static uint32_t number_in(const uint8_t *octets, uint32_t length)
{
    uint32_t number = 0;
    for (uint32_t i = length < 4 ? length : 4; i > 0; i--)
        number = number << 8 | octets[i - 1];
    return number;
}

static void take_item(struct model_call *call, uint8_t tag, uint32_t number, const int *step,
                      uint32_t records)
{
    switch (tag) {
    case TAG_HANDLE:
        number &= 0xFFFF;
        call->handle = number == 0 || number > records ? MODEL_NULL : step[records - number];
        break;
    case TAG_NULL:
        call->handle = MODEL_NULL;
        break;
    case TAG_INVENTED:
        call->handle = MODEL_INVENTED;
        break;
    case TAG_EX:
        call->ex = true;
        call->access = number;
        break;
    case TAG_CLUSTER:
        call->cluster = (int)(number % 2);
        break;
    case TAG_NAME:
        call->name = number < NAMES ? names[number] : NAME_PLAIN;
        break;
    case TAG_NO_ADDRESS:
        call->asks = false;
        break;
    default:
        break;
    }
}

/* One record. False: it ends too early. */
static bool take_record(struct cursor *in, struct api_sequence *s, int *step, uint32_t records)
{
    const uint8_t *head, *item, *octets;
    if (!cursor_take(in, 4, &head))
        return false;
    struct model_call call = {.verb = verbs[(head[1] + VERBS - 1u) % VERBS],
                              .kind = kinds[(head[2] + KINDS_OF_API - 1u) % KINDS_OF_API],
                              .handle = MODEL_NULL,
                              .name = NAME_PLAIN,
                              .asks = true};
    for (uint32_t i = 0; i < head[3]; i++) {
        if (!cursor_take(in, 3, &item))
            return false;
        const uint32_t length = octets_u16(item + 1, false);
        if (!cursor_take(in, length, &octets))
            return false;
        take_item(&call, item[0], number_in(octets, length), step, records);
    }
    step[records] = API_NO_STEP;
    if (head[0] == CLASS_API && s->steps < API_STEPS) {
        settle(&call);
        step[records] = s->steps;
        s->call[s->steps++] = call;
    }
    return true;
}

void api_read(const uint8_t *data, size_t size, struct api_sequence *s)
{
    int step[RECORDS];
    struct cursor in = cursor_over(data, (uint32_t)size, false);
    uint32_t records = 0;
    s->steps = 0;
    while (size <= LARGEST && records < RECORDS && take_record(&in, s, step, records))
        records++;
}

/* -- writing ----------------------------------------------------------------------------------- */

static void put_item(struct builder *out, uint8_t tag, uint32_t number, uint32_t length)
{
    builder_u8(out, tag);
    builder_u16(out, (uint16_t)length);
    for (uint32_t i = 0; i < length; i++)
        builder_u8(out, (uint8_t)(number >> (8 * i)));
}

static uint8_t place_of(const int *list, uint8_t count, int wanted)
{
    uint8_t place = 0;
    while (place < count && list[place] != wanted)
        place++;
    return place;
}

/* The items of a call. Returns how many; with `out` NULL they are only counted. */
static uint8_t put_items(struct builder *out, const struct model_call *call, int step)
{
    static const int numbers[NAMES] = {NAME_PLAIN, NAME_NULL, NAME_EMPTY, NAME_UNKNOWN};
    uint8_t count = 0;
    if (call->handle >= 0 || call->handle == MODEL_INVENTED) {
        const bool given = call->handle >= 0;
        put_item(out, given ? TAG_HANDLE : TAG_INVENTED,
                 given ? (uint32_t)(step - call->handle) : 0, given ? 2 : 0);
        count++;
    }
    if (call->ex) {
        put_item(out, TAG_EX, call->access, 4);
        count++;
    }
    if (call->cluster != 0) {
        put_item(out, TAG_CLUSTER, (uint32_t)call->cluster, 1);
        count++;
    }
    if (call->name != NAME_PLAIN) {
        put_item(out, TAG_NAME, place_of(numbers, NAMES, (int)call->name), 1);
        count++;
    }
    if (call->ex && !call->asks) {
        put_item(out, TAG_NO_ADDRESS, 0, 0);
        count++;
    }
    return count;
}

size_t api_write(const struct api_sequence *s, uint8_t *data, size_t capacity)
{
    struct builder out =
        builder_over(data, capacity < UINT32_MAX ? (uint32_t)capacity : UINT32_MAX);
    for (int n = 0; n < s->steps; n++) {
        uint8_t items[64], verb = 0, kind = 0;
        struct builder inner = builder_over(items, sizeof items);
        const uint8_t count = put_items(&inner, &s->call[n], n);
        while (verbs[verb] != s->call[n].verb)
            verb++;
        while (kinds[kind] != s->call[n].kind)
            kind++;
        builder_u8(&out, CLASS_API);
        builder_u8(&out, (uint8_t)(verb + 1));
        builder_u8(&out, (uint8_t)(kind + 1));
        builder_u8(&out, count);
        builder_octets(&out, items, inner.length);
    }
    return out.full ? 0 : out.length;
}

void api_remove(struct api_sequence *s, int step)
{
    s->steps--;
    memmove(&s->call[step], &s->call[step + 1], (size_t)(s->steps - step) * sizeof s->call[0]);
    for (int n = step; n < s->steps; n++)
        if (s->call[n].handle >= step)
            s->call[n].handle = s->call[n].handle == step ? MODEL_NULL : s->call[n].handle - 1;
}
