/* Reading parts, and the arguments of methods. */
#include <string.h>

#include "wire_read.h"

enum { PARTS_MAX = 32, OCTETS_MAX = 16 << 20, PART_DEPTH = 4 };

bool expect(struct reader *reader, struct scan *scan, const char *mark)
{
    return scan_mark(scan, mark) ||
           read_refuse(reader, "a %s was expected at `%.*s`", mark, SPAN(scan->left));
}

bool read_fitting(struct reader *reader, struct scan *scan, uint64_t most, uint64_t *number)
{
    int64_t value;
    struct span all = scan->left;
    if (!read_numeric(reader, scan, &value)) {
        return false;
    }
    bool sign = most == UINT32_MAX && value < 0 && value >= INT32_MIN; /* -1 is 0xFFFFFFFF */
    *number = (uint64_t)value & (sign ? UINT32_MAX : UINT64_MAX);
    struct span word = scan_since(all, scan);
    return *number <= most || read_refuse(reader, "%.*s does not fit here", SPAN(word));
}

bool sees_field(struct scan scan, struct span *field)
{
    *field = scan_name(&scan);
    return field->length > 0 && scan_mark(&scan, "=");
}

bool read_group(const struct reader *reader, struct scan *scan, int *name)
{
    static const char suffix[] = ".assoc_group_id";
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    size_t length = sizeof suffix - 1;
    if (word.length <= length || memcmp(word.at + word.length - length, suffix, length) != 0) {
        return false;
    }
    *name = name_find(reader, (struct span){word.at, word.length - length});
    if (*name == NO_NAME || (reader->wire[*name].binding != WIRE_CONNECTED &&
                             reader->wire[*name].binding != WIRE_OPENED)) {
        return false;
    }
    *scan = ahead;
    return true;
}

static void keep(struct part *part, enum part_type type, const struct value *value)
{
    part->type = type;
    part->units = value->units;
    part->octets = value->octets;
    part->count = value->count;
}

static bool read_text(struct reader *reader, struct scan *scan, enum part_type type,
                      struct part *part)
{
    struct value value;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    keep(part, type, &value);
    return value.type == VALUE_STRING || read_refuse(reader, "a \"string\" was expected");
}

static bool read_octets(struct reader *reader, struct scan *scan, struct part *part)
{
    struct value value;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    keep(part, PART_OCTETS, &value);
    return value.type == VALUE_OCTETS || read_refuse(reader, "x\"a row of octets\" was expected");
}

/* The name of a context handle. */
static bool read_handle_name(struct reader *reader, struct scan *scan, struct part *part)
{
    struct span word = scan_name(scan);
    part->type = PART_HANDLE;
    part->name = name_find(reader, word);
    if (word.length == 0) {
        return read_refuse(reader, "an argument was expected at `%.*s`", SPAN(scan->left));
    }
    return (part->name != NO_NAME && reader->wire[part->name].binding == WIRE_HANDLE) ||
           read_refuse(reader, "`%.*s` is not bound to a handle by a step before", SPAN(word));
}

/* h, N */
static bool read_altered(struct reader *reader, struct scan *scan, struct part *part)
{
    if (!read_handle_name(reader, scan, part) || !expect(reader, scan, ",")) {
        return false;
    }
    part->type = PART_ALTERED;
    return read_fitting(reader, scan, TOKEN_OCTETS - 1, &part->number);
}

static bool parts_read_deep(struct reader *reader, struct scan *scan, int depth,
                            const struct part **part, size_t *parts);

/* N, part, … */
static bool read_piece(struct reader *reader, struct scan *scan, int depth, struct part *part)
{
    if (depth == PART_DEPTH) {
        return read_refuse(reader, "first and after stand within each other too often");
    }
    return read_fitting(reader, scan, OCTETS_MAX, &part->number) && expect(reader, scan, ",") &&
           parts_read_deep(reader, scan, depth + 1, &part->part, &part->parts);
}

static const struct {
    const char *word;
    enum part_type type;
    uint64_t most;
} makers[] = {
    {"u8", PART_U8, UINT8_MAX},        {"u16", PART_U16, UINT16_MAX},
    {"u32", PART_U32, UINT32_MAX},     {"u64", PART_U64, UINT64_MAX},
    {"count", PART_COUNT, UINT32_MAX}, {"pointer", PART_POINTER, UINT32_MAX},
    {"zeros", PART_ZEROS, OCTETS_MAX}, {"room", PART_ROOM, INT32_MAX},
    {"string", PART_STRING, 0},        {"units", PART_UNITS, 0},
    {"altered", PART_ALTERED, 0},      {"first", PART_FIRST, 0},
    {"after", PART_AFTER, 0},
};

/* MAKER(args), if one comes. */
static bool read_maker(struct reader *reader, struct scan *scan, int depth, struct part *part)
{
    struct span word = scan_name(scan);
    size_t n = 0;
    while (n < sizeof makers / sizeof makers[0] && !span_is(word, makers[n].word)) {
        n++;
    }
    if (n == sizeof makers / sizeof makers[0]) {
        return read_refuse(reader, "there is no `%.*s(…)` here", SPAN(word));
    }
    part->type = makers[n].type;
    bool read = false;
    (void)scan_mark(scan, "(");
    switch (part->type) {
    case PART_STRING:
    case PART_UNITS:
        read = read_text(reader, scan, part->type, part);
        break;
    case PART_ALTERED:
        read = read_altered(reader, scan, part);
        break;
    case PART_FIRST:
    case PART_AFTER:
        read = read_piece(reader, scan, depth, part);
        break;
    default:
        read = read_fitting(reader, scan, makers[n].most, &part->number);
        break;
    }
    return read && expect(reader, scan, ")");
}

static bool sees_maker(struct scan scan)
{
    return scan_name(&scan).length > 0 && scan_sees(scan, "(");
}

static bool takes_null(struct scan *scan)
{
    struct scan ahead = *scan;
    if (!span_is(scan_name(&ahead), "NULL")) {
        return false;
    }
    *scan = ahead;
    return true;
}

static bool read_part(struct reader *reader, struct scan *scan, int depth, struct part *part)
{
    *part = (struct part){.type = PART_NULL};
    if (scan_sees(*scan, "x\"")) {
        return read_octets(reader, scan, part);
    }
    if (takes_null(scan)) {
        return true;
    }
    if (!sees_maker(*scan)) {
        return read_handle_name(reader, scan, part);
    }
    return read_maker(reader, scan, depth, part) &&
           (part->type != PART_ROOM || read_refuse(reader, "room(…) is no part of a stub"));
}

static bool parts_read_deep(struct reader *reader, struct scan *scan, int depth,
                            const struct part **part, size_t *parts)
{
    struct part list[PARTS_MAX] = {{.parts = 0}};
    struct span field;
    *parts = 0;
    while (!scan_sees(*scan, ")") && !sees_field(*scan, &field) && !scan_sees(*scan, "auth(")) {
        if (*parts == PARTS_MAX) {
            return read_refuse(reader, "more than %d parts", PARTS_MAX);
        }
        if (!read_part(reader, scan, depth, &list[(*parts)++])) {
            return false;
        }
        if (!scan_mark(scan, ",")) {
            break;
        }
    }
    size_t size = *parts * sizeof *list;
    *part = memcpy(arena_take(reader->arena, size), list, size);
    return true;
}

bool parts_read(struct reader *reader, struct scan *scan, const struct part **part, size_t *parts)
{
    return parts_read_deep(reader, scan, 0, part, parts);
}

/* -- arguments of methods ------------------------------------------------------------------------
 */

static bool read_kind(struct reader *reader, struct scan *scan, const struct slot *slot,
                      const struct part *part, struct span name)
{
    unsigned kind = reader->wire[part->name].handle;
    if (scan_mark(scan, "as ")) {
        struct span word = scan_name(scan);
        return (handle_type_named(word.at, word.length) != 0 &&
                (slot->handle == 0 || handle_type_named(word.at, word.length) == slot->handle)) ||
               read_refuse(reader, "`as %.*s`, but `%s` takes a %s handle", SPAN(word), slot->name,
                           handle_type_name(slot->handle));
    }
    return slot->handle == 0 || kind == slot->handle ||
           read_refuse(reader, "`%.*s` is a %s handle, `%s` takes a %s handle (`%.*s as %s`?)",
                       SPAN(name), handle_type_name(kind), slot->name,
                       handle_type_name(slot->handle), SPAN(name), handle_type_name(slot->handle));
}

static bool read_handle(struct reader *reader, struct scan *scan, const struct slot *slot,
                        struct part *part)
{
    if (scan_sees(*scan, "x\"")) {
        return read_octets(reader, scan, part) &&
               (part->count == TOKEN_OCTETS || read_refuse(reader, "a handle has 20 octets"));
    }
    if (sees_maker(*scan)) {
        return read_maker(reader, scan, 0, part) &&
               (part->type == PART_ALTERED || read_refuse(reader, "a handle was expected"));
    }
    struct scan ahead = *scan;
    struct span name = scan_name(&ahead);
    return read_handle_name(reader, scan, part) && read_kind(reader, scan, slot, part, name);
}

static bool read_array(struct reader *reader, struct scan *scan, const struct slot *slot,
                       struct part *part)
{
    if (!sees_maker(*scan)) {
        return slot->takes == SLOT_UNITS
                   ? read_refuse(reader, "units(\"…\") was expected for `%s`", slot->name)
                   : read_octets(reader, scan, part);
    }
    if (!read_maker(reader, scan, 0, part)) {
        return false;
    }
    bool fits =
        slot->takes == SLOT_UNITS
            ? part->type == PART_UNITS
            : part->type == PART_ZEROS || (part->type == PART_ROOM && slot->takes == SLOT_VARYING);
    return fits || read_refuse(reader, "that does not fit `%s`", slot->name);
}

/* {member, member}: the members of one row. */
static bool read_members(struct reader *reader, struct scan *scan, const struct slot *slot,
                         struct part *part)
{
    struct slot column[SLOTS_MAX];
    size_t columns = structure_slots(slot->structure, column);
    part->type = PART_MEMBERS;
    part->parts = columns;
    return expect(reader, scan, "{") &&
           arguments_read(reader, scan, slot->name, column, columns, "}", false, &part->part);
}

/* {row, row}: a row is a structure, or its member where it has only one. */
static bool read_rows(struct reader *reader, struct scan *scan, const struct slot *slot,
                      struct part *part)
{
    struct slot column[SLOTS_MAX];
    struct part *row = arena_take(reader->arena, PARTS_MAX * sizeof *row);
    size_t columns = structure_slots(slot->structure, column);
    part->type = PART_MEMBERS;
    part->part = row;
    if (!expect(reader, scan, "{")) {
        return false;
    }
    while (!scan_sees(*scan, "}")) {
        if (part->parts == PARTS_MAX) {
            return read_refuse(reader, "more than %d rows", PARTS_MAX);
        }
        struct part *next = &row[part->parts++];
        *next = (struct part){.type = PART_MEMBERS, .parts = columns};
        bool read = columns > 1 ? read_members(reader, scan, slot, next)
                                : arguments_read(reader, scan, slot->name, column, 1, "", false,
                                                 &next->part);
        if (!read) {
            return false;
        }
        if (!scan_mark(scan, ",")) {
            break;
        }
    }
    return expect(reader, scan, "}");
}

static bool read_argument(struct reader *reader, struct scan *scan, const struct slot *slot,
                          bool each, struct part *part)
{
    if (takes_null(scan)) {
        return slot->may_be_null || read_refuse(reader, "`%s` cannot be NULL", slot->name);
    }
    switch (slot->takes) {
    case SLOT_NUMBER:
        part->type = scan_mark(scan, "#") ? PART_INDEX : PART_NUMBER;
        return part->type == PART_INDEX
                   ? each || read_refuse(reader, "# stands only in a step with `each`")
                   : read_fitting(reader, scan, slot->most, &part->number);
    case SLOT_STRING:
        return read_text(reader, scan, PART_STRING, part);
    case SLOT_HANDLE:
        return read_handle(reader, scan, slot, part);
    case SLOT_MEMBERS:
        return read_members(reader, scan, slot, part);
    case SLOT_ROWS:
        return read_rows(reader, scan, slot, part);
    default:
        return read_array(reader, scan, slot, part);
    }
}

bool arguments_read(struct reader *reader, struct scan *scan, const char *of,
                    const struct slot *slot, size_t slots, const char *end, bool each,
                    const struct part **part)
{
    struct part *list = arena_take(reader->arena, (slots + 1) * sizeof *list);
    bool first = true;
    *part = list;
    for (size_t n = 0; n < slots; n++) {
        list[n] = (struct part){.type = PART_NULL};
        if (slot[n].takes == SLOT_COUNT) {
            continue;
        }
        if (!first && !scan_mark(scan, ",")) {
            return read_refuse(reader, "`%s` of %s is missing", slot[n].name, of);
        }
        if (first && scan_sees(*scan, end) && end[0] != '\0') {
            return read_refuse(reader, "`%s` of %s is missing", slot[n].name, of);
        }
        first = false;
        if (!read_argument(reader, scan, &slot[n], each, &list[n])) {
            return false;
        }
    }
    return scan_mark(scan, end) ||
           read_refuse(reader, "%s takes no more arguments: `%.*s`", of, SPAN(scan->left));
}
