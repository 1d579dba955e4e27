#include "buffers.h"

#include <string.h>

enum { GUARD = 64, GUARD_OCTET = 0x5C, ITEM_VERSION = 1 };

/* Items of Ex enumerations (SDK: ClusterEnumEx, ClusterGroupEnumEx, ClusterResourceEnumEx): what
 * the pointers lead to lies in the same buffer. */
struct enum_item {
    uint32_t version;
    uint32_t type;
    uint32_t id_octets;
    const uint16_t *id;
    uint32_t name_octets;
    const uint16_t *name;
};

struct group_item {
    uint32_t version;
    uint32_t id_octets;
    const uint16_t *id;
    uint32_t name_octets;
    const uint16_t *name;
    uint32_t state;
    uint32_t owner_octets;
    const uint16_t *owner;
    uint32_t flags;
    uint32_t properties_octets;
    const uint8_t *properties;
    uint32_t read_only_octets;
    const uint8_t *read_only;
};

struct resource_item {
    uint32_t version;
    uint32_t id_octets;
    const uint16_t *id;
    uint32_t name_octets;
    const uint16_t *name;
    uint32_t owner_octets;
    const uint16_t *owner;
    uint32_t owner_id_octets;
    const uint16_t *owner_id;
    uint32_t properties_octets;
    const uint8_t *properties;
    uint32_t read_only_octets;
    const uint8_t *read_only;
};

/* The octets of a buffer, without its guard. */
static size_t size_of(const struct step *step, size_t n)
{
    size_t capacity = (size_t)step->argument[n].number;
    return step->call->shape->parameters[n] == 'u' ? capacity * sizeof(uint16_t) : capacity;
}

/* What the buffer holds before the call: the first DWORD of a structure is its size or version. */
static void fill(const struct step *step, size_t n, uint8_t *octets)
{
    size_t size = size_of(step, n);
    char letter = step->call->shape->parameters[n];
    uint32_t first = letter == 'v' ? (uint32_t)size : ITEM_VERSION;
    memset(octets, UNTOUCHED_OCTET, size);
    memset(octets + size, GUARD_OCTET, GUARD);
    if ((letter == 'v' || letter_is_item(letter)) && size >= sizeof first) {
        memcpy(octets, &first, sizeof first);
    }
}

void buffer_prepare(const struct step *step, size_t n, uint32_t index, struct arena *arena,
                    struct actual *actual)
{
    const struct argument *argument = &step->argument[n];
    *actual = (struct actual){.pointer = NULL};
    switch (argument->type) {
    case ARGUMENT_NUMBER: /* a DWORD, or in a handle's place the value of a handle */
        actual->number = (uint32_t)argument->number;
        actual->pointer = (void *)(uintptr_t)argument->number;
        break;
    case ARGUMENT_INDEX:
        actual->number = index;
        break;
    case ARGUMENT_STRING: {
        size_t size = (argument->value.count + 1) * sizeof(uint16_t);
        actual->pointer = arena_take(arena, size);
        memcpy(actual->pointer, argument->value.units, argument->value.count * sizeof(uint16_t));
        break;
    }
    case ARGUMENT_OCTETS:
        actual->pointer = arena_take(arena, argument->value.count + 1);
        memcpy(actual->pointer, argument->value.octets, argument->value.count);
        break;
    case ARGUMENT_ADDRESS: {
        uint32_t *number = arena_take(arena, sizeof *number);
        *number = (uint32_t)argument->number;
        actual->pointer = number;
        break;
    }
    case ARGUMENT_BUFFER:
        actual->pointer = arena_take(arena, size_of(step, n) + GUARD);
        fill(step, n, actual->pointer);
        break;
    case ARGUMENT_NAME:
    case ARGUMENT_NULL:
        break;
    }
}

static struct value number_value(uint32_t number)
{
    return (struct value){.type = VALUE_NUMBER, .numeric = true, .number = number};
}

/* What was written, without the octets at the end that nobody touched. */
static struct value octets_value(const uint8_t *octets, size_t size)
{
    while (size > 0 && octets[size - 1] == UNTOUCHED_OCTET) {
        size--;
    }
    return (struct value){.type = VALUE_OCTETS, .octets = octets, .count = size};
}

/* A string, if its end lies within `capacity` units. */
static struct value units_value(const uint16_t *units, size_t capacity)
{
    for (size_t n = 0; n < capacity; n++) {
        if (units[n] == 0) {
            return (struct value){.type = VALUE_STRING, .units = units, .count = n};
        }
    }
    return octets_value((const uint8_t *)units, capacity * sizeof *units);
}

/* A string of an item, if its pointer leads into the buffer; otherwise it is not followed. */
static struct value item_string(const uint16_t *string, const uint8_t *octets, size_t size)
{
    uintptr_t from = (uintptr_t)octets;
    uintptr_t at = (uintptr_t)string;
    if (at < from || at - from >= size || (at - from) % sizeof *string != 0) {
        return (struct value){.type = VALUE_OCTETS};
    }
    return units_value(string, (size - (at - from)) / sizeof *string);
}

static void add(struct span name, const char *part, struct value value, struct arena *arena,
                struct answer_value *into, size_t *values)
{
    struct value *copy = arena_take(arena, sizeof *copy);
    *copy = value;
    if (part[0] != '\0') {
        name = span_of(arena_print(arena, "%.*s%s", SPAN(name), part));
    }
    into[(*values)++] = (struct answer_value){.name = name, .value = copy, .count = 1};
}

/* An item's buffer, and where the values that are found in it go. */
struct item_buffer {
    struct span name;
    const uint8_t *octets;
    size_t size;
    bool overrun;
    struct arena *arena;
    struct answer_value *value;
    size_t *values;
};

static void add_part(const struct item_buffer *b, const char *part, struct value value)
{
    value.overrun = part[0] == '\0' && b->overrun; /* said once */
    add(b->name, part, value, b->arena, b->value, b->values);
}

static void add_string(const struct item_buffer *b, const char *part, const uint16_t *string)
{
    add_part(b, part, item_string(string, b->octets, b->size));
}

static void add_number(const struct item_buffer *b, const char *part, uint32_t number)
{
    add_part(b, part, number_value(number));
}

static void answer_enum_item(const struct item_buffer *b)
{
    struct enum_item item;
    memcpy(&item, b->octets, sizeof item);
    add_string(b, "", item.name);
    add_string(b, ".id", item.id);
    add_number(b, ".type", item.type);
}

static void answer_group_item(const struct item_buffer *b)
{
    struct group_item item;
    memcpy(&item, b->octets, sizeof item);
    add_string(b, "", item.name);
    add_string(b, ".id", item.id);
    add_string(b, ".owner", item.owner);
    add_number(b, ".state", item.state);
    add_number(b, ".properties", item.properties_octets);
}

static void answer_resource_item(const struct item_buffer *b)
{
    struct resource_item item;
    memcpy(&item, b->octets, sizeof item);
    add_string(b, "", item.name);
    add_string(b, ".id", item.id);
    add_string(b, ".owner", item.owner);
    add_string(b, ".owner_id", item.owner_id);
    add_number(b, ".properties", item.properties_octets);
}

static void answer_item(char letter, const struct item_buffer *b)
{
    const size_t least = letter == 'i'   ? sizeof(struct enum_item)
                         : letter == 'g' ? sizeof(struct group_item)
                                         : sizeof(struct resource_item);
    if (b->size < least) {
        add_part(b, "", octets_value(b->octets, b->size));
    } else if (letter == 'i') {
        answer_enum_item(b);
    } else if (letter == 'g') {
        answer_group_item(b);
    } else {
        answer_resource_item(b);
    }
}

static bool guard_broken(const uint8_t *guard)
{
    for (size_t n = 0; n < GUARD; n++) {
        if (guard[n] != GUARD_OCTET) {
            return true;
        }
    }
    return false;
}

static void answer_buffer(const struct step *step, size_t n, const uint8_t *octets,
                          struct arena *arena, struct answer_value *value, size_t *values)
{
    size_t size = size_of(step, n);
    char letter = step->call->shape->parameters[n];
    struct span name = step->argument[n].word;
    bool overrun = guard_broken(octets + size);
    uint8_t *before = arena_take(arena, size + GUARD);
    fill(step, n, before);
    struct value its = {.type = VALUE_KEPT};
    if (memcmp(before, octets, size) != 0) {
        if (letter_is_item(letter)) {
            const struct item_buffer item = {name, octets, size, overrun, arena, value, values};
            answer_item(letter, &item);
            return;
        }
        its = letter == 'u' ? units_value((const uint16_t *)(const void *)octets, size / 2)
                            : octets_value(octets, size);
    }
    its.overrun = overrun;
    add(name, "", its, arena, value, values);
}

void buffer_answer(const struct step *step, size_t n, const struct actual *actual,
                   struct arena *arena, struct answer_value *value, size_t *values)
{
    const struct argument *argument = &step->argument[n];
    if (argument->type == ARGUMENT_ADDRESS) {
        uint32_t number = *(const uint32_t *)actual->pointer;
        struct value its = number_value(number);
        its.type = number == (uint32_t)argument->number ? VALUE_KEPT : VALUE_NUMBER;
        add(argument->word, "", its, arena, value, values);
    } else if (argument->type == ARGUMENT_BUFFER) {
        answer_buffer(step, n, actual->pointer, arena, value, values);
    }
}
