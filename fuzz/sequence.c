#include "sequence.h"

#include "wire/builder.h"
#include "wire/cursor.h"

enum { CLASS_CONNECT = 1, CLASS_CLOSE = 2, CLASS_CALL = 3 };
enum { BIT_NDR64 = 1, BIT_BIG = 2, BIT_VERSION_2 = 4 };
enum { TAG_CONNECTION = 1, TAG_GROUP = 2 };
enum { RECORDS = 256, LARGEST = 1 << 20 }; /* that are looked at */

/* The format's own numbers of parts: they never change. */
static const struct {
    uint8_t tag;
    enum part_type type;
} tags[] = {
    {16, PART_OCTETS}, {17, PART_U8},      {18, PART_U16},    {19, PART_U32},   {20, PART_U64},
    {21, PART_COUNT},  {22, PART_POINTER}, {23, PART_STRING}, {24, PART_UNITS}, {25, PART_ZEROS},
    {26, PART_HANDLE}, {27, PART_ALTERED}, {28, PART_NULL},
};
enum { TAGS = sizeof tags / sizeof tags[0] };

/* -- reading ----------------------------------------------------------------------------------- */

struct record {
    uint8_t class;
    uint16_t code;
    uint8_t count;
};

struct item {
    uint8_t tag;
    uint32_t length;
    const uint8_t *octets;
};

struct reading {
    struct fuzz_sequence *sequence;
    struct cursor in;
    uint16_t step[RECORDS]; /* what each record has become, or FUZZ_NONE */
    uint16_t records;
};

static bool take_record(struct cursor *in, struct record *record)
{
    const uint8_t *octets;
    if (!cursor_take(in, 4, &octets))
        return false;
    *record = (struct record){octets[0], (uint16_t)octets_u16(octets + 1, false), octets[3]};
    return true;
}

static bool take_item(struct cursor *in, struct item *item)
{
    const uint8_t *octets;
    if (!cursor_take(in, 3, &octets))
        return false;
    *item = (struct item){octets[0], octets_u16(octets + 1, false), NULL};
    return cursor_take(in, item->length, &item->octets);
}

/* Up to 8 octets of an item. */
static uint64_t number_in(const struct item *item)
{
    uint64_t number = 0;
    for (uint32_t i = item->length < 8 ? item->length : 8; i > 0; i--)
        number = number << 8 | item->octets[i - 1];
    return number;
}

/* The step that stands so many records back. */
static uint16_t step_back(const struct reading *r, const struct item *item)
{
    uint32_t distance =
        item->length < 2 ? (uint32_t)number_in(item) : octets_u16(item->octets, false);
    return distance == 0 || distance > r->records ? FUZZ_NONE : r->step[r->records - distance];
}

static uint16_t newest_connection(const struct fuzz_sequence *sequence)
{
    uint16_t n = sequence->steps;
    while (n > 0 && sequence->step[n - 1].act != FUZZ_CONNECT)
        n--;
    return n > 0 ? (uint16_t)(n - 1) : FUZZ_NONE;
}

static void add_units(struct reading *r, struct fuzz_step *call, enum part_type type,
                      const struct item *item)
{
    uint16_t unit[FUZZ_UNITS];
    const uint32_t count = item->length / 2 < FUZZ_UNITS ? item->length / 2 : FUZZ_UNITS;
    for (uint32_t i = 0; i < count; i++)
        unit[i] = (uint16_t)octets_u16(item->octets + 2 * i, false);
    (void)fuzz_add_units(r->sequence, call, type, unit, count);
}

static void add_part(struct reading *r, struct fuzz_step *call, const struct item *item)
{
    uint32_t n = 0;
    while (n < TAGS && tags[n].tag != item->tag)
        n++;
    if (n == TAGS)
        return;
    const enum part_type type = tags[n].type;
    switch (type) {
    case PART_OCTETS:
        (void)fuzz_add_octets(r->sequence, call, item->octets, item->length);
        break;
    case PART_STRING:
    case PART_UNITS:
        add_units(r, call, type, item);
        break;
    case PART_HANDLE:
    case PART_ALTERED:
    case PART_NULL:
        (void)fuzz_add_handle(call, type, type == PART_NULL ? FUZZ_NONE : step_back(r, item),
                              item->length > 2 ? item->octets[2] : 0);
        break;
    default:
        (void)fuzz_add_number(call, type, number_in(item));
        break;
    }
}

/* What a record names of the steps before it. */
static struct item find_item(const struct reading *r, const struct record *record, uint8_t tag)
{
    struct cursor in = r->in;
    struct item item;
    for (uint32_t i = 0; i < record->count && take_item(&in, &item); i++)
        if (item.tag == tag)
            return item;
    return (struct item){.octets = NULL};
}

static uint16_t connection_of(const struct reading *r, const struct record *record)
{
    const struct item item = find_item(r, record, TAG_CONNECTION);
    return item.octets != NULL ? step_back(r, &item) : newest_connection(r->sequence);
}

static struct fuzz_step *add_connect(const struct reading *r, const struct record *record)
{
    const struct item item = find_item(r, record, TAG_GROUP);
    struct fuzz_step *step =
        fuzz_add_connect(r->sequence, item.octets != NULL ? step_back(r, &item) : FUZZ_NONE);
    if (step == NULL)
        return NULL;
    step->version_2 = (record->code & BIT_VERSION_2) != 0;
    step->wide = (record->code & BIT_NDR64) != 0;
    step->big = (record->code & BIT_BIG) != 0 && !step->wide;
    return step;
}

static struct fuzz_step *add_step(const struct reading *r, const struct record *record)
{
    switch (record->class) {
    case CLASS_CONNECT:
        return add_connect(r, record);
    case CLASS_CLOSE:
        return fuzz_add_close(r->sequence, connection_of(r, record));
    case CLASS_CALL:
        return fuzz_add_call(r->sequence, connection_of(r, record), record->code);
    default:
        return NULL;
    }
}

void sequence_read(const uint8_t *data, size_t size, struct fuzz_sequence *sequence)
{
    struct reading r = {.sequence = sequence, .in = cursor_over(data, (uint32_t)size, false)};
    struct record record;
    struct item item;
    fuzz_begin(sequence);
    if (size > LARGEST)
        return;
    while (r.records < RECORDS && take_record(&r.in, &record)) {
        struct fuzz_step *step = add_step(&r, &record);
        for (uint32_t i = 0; i < record.count && take_item(&r.in, &item); i++)
            if (step != NULL && step->act == FUZZ_CALL)
                add_part(&r, step, &item);
        r.step[r.records++] = step != NULL ? (uint16_t)(sequence->steps - 1) : FUZZ_NONE;
    }
    fuzz_settle(sequence);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void put_item(struct builder *out, uint8_t tag, uint32_t length)
{
    builder_u8(out, tag);
    builder_u8(out, (uint8_t)length);
    builder_u8(out, (uint8_t)(length >> 8));
}

static void put_number(struct builder *out, uint64_t number, uint32_t octets)
{
    for (uint32_t i = 0; i < octets; i++)
        builder_u8(out, (uint8_t)(number >> (8 * i)));
}

static void put_distance(struct builder *out, uint8_t tag, uint16_t from, uint16_t to)
{
    if (to == FUZZ_NONE)
        return;
    put_item(out, tag, 2);
    put_number(out, (uint64_t)(from - to), 2);
}

static uint8_t tag_of(enum part_type type)
{
    uint32_t n = 0;
    while (n < TAGS && tags[n].type != type)
        n++;
    return n < TAGS ? tags[n].tag : 0;
}

static uint32_t octets_of(uint64_t number)
{
    uint32_t octets = 1;
    while (octets < 8 && number >> (8 * octets) != 0)
        octets++;
    return octets;
}

static void put_part(struct builder *out, const struct fuzz_sequence *s, uint16_t step,
                     const struct fuzz_part *part)
{
    const uint8_t tag = tag_of(part->type);
    switch (part->type) {
    case PART_OCTETS:
        put_item(out, tag, part->count);
        builder_octets(out, s->octet + part->at, part->count);
        break;
    case PART_STRING:
    case PART_UNITS:
        put_item(out, tag, 2 * part->count);
        for (uint32_t i = 0; i < part->count; i++)
            put_number(out, s->unit[part->at + i], 2);
        break;
    case PART_HANDLE:
        put_distance(out, tag, step, part->producer);
        break;
    case PART_ALTERED:
        put_item(out, tag, 3);
        put_number(out, (uint64_t)(step - part->producer), 2);
        put_number(out, part->number, 1);
        break;
    case PART_NULL:
        put_item(out, tag, 0);
        break;
    default:
        put_item(out, tag, octets_of(part->number));
        put_number(out, part->number, octets_of(part->number));
        break;
    }
}

static void put_record(struct builder *out, uint8_t class, uint16_t code, uint32_t count)
{
    builder_u8(out, class);
    put_number(out, code, 2);
    builder_u8(out, (uint8_t)count);
}

static void put_step(struct builder *out, const struct fuzz_sequence *s, uint16_t n)
{
    const struct fuzz_step *step = &s->step[n];
    switch (step->act) {
    case FUZZ_CONNECT:
        put_record(out, CLASS_CONNECT,
                   (uint16_t)((step->wide ? BIT_NDR64 : 0) | (step->big ? BIT_BIG : 0) |
                              (step->version_2 ? BIT_VERSION_2 : 0)),
                   step->group != FUZZ_NONE);
        put_distance(out, TAG_GROUP, n, step->group);
        break;
    case FUZZ_CLOSE:
        put_record(out, CLASS_CLOSE, 0, 1);
        put_distance(out, TAG_CONNECTION, n, step->connection);
        break;
    case FUZZ_CALL:
        put_record(out, CLASS_CALL, step->opnum, 1 + (uint32_t)step->parts);
        put_distance(out, TAG_CONNECTION, n, step->connection);
        for (uint32_t i = 0; i < step->parts; i++)
            put_part(out, s, n, &step->part[i]);
        break;
    }
}

size_t sequence_write(const struct fuzz_sequence *sequence, uint8_t *data, size_t capacity)
{
    struct builder out =
        builder_over(data, capacity < UINT32_MAX ? (uint32_t)capacity : UINT32_MAX);
    for (uint16_t n = 0; n < sequence->steps; n++)
        put_step(&out, sequence, n);
    return out.full ? 0 : out.length;
}
