#include "fuzz_text.h"

#include "script/slots.h"

enum { MARGIN = 12 };

/* Connections are a, b, c, … in their order. */
static char connection_name(const struct fuzz_sequence *sequence, uint16_t step)
{
    char name = 'a';
    for (uint16_t n = 0; n < step; n++) {
        name = (char)(name + (sequence->step[n].act == FUZZ_CONNECT));
    }
    return name;
}

/* Handles are h1, h2, … in the order of the steps that give them. */
static unsigned handle_number(const struct fuzz_sequence *sequence, uint16_t step)
{
    unsigned number = 1;
    for (uint16_t n = 0; n < step; n++) {
        number += fuzz_gives_handle(sequence, &sequence->step[n]);
    }
    return number;
}

static void put_connect(const struct fuzz_sequence *sequence, const struct fuzz_step *step,
                        char name, struct growing *text)
{
    growing_text(text, "%*c = connect($cluster", MARGIN - 3, name);
    if (step->version_2) {
        growing_text(text, ", version = 2");
    }
    if (step->wide || step->big) {
        growing_text(text, step->wide ? ", syntax = NDR64" : ", order = big");
    }
    if (step->group != FUZZ_NONE) {
        growing_text(text, ", group = %c", connection_name(sequence, step->group));
    }
    growing_text(text, ")");
}

static void put_units(const uint16_t *unit, size_t count, struct growing *text)
{
    growing_text(text, "\"");
    for (size_t n = 0; n < count; n++) {
        if (unit[n] == '"' || unit[n] == '\\') {
            growing_text(text, "\\%c", (char)unit[n]);
        } else if (unit[n] >= ' ' && unit[n] < 0x7F) {
            growing_text(text, "%c", (char)unit[n]);
        } else {
            growing_text(text, "\\u%04X", unit[n]);
        }
    }
    growing_text(text, "\"");
}

static void put_octets(const uint8_t *octet, size_t count, struct growing *text)
{
    growing_text(text, "x\"");
    for (size_t n = 0; n < count; n++) {
        growing_text(text, "%02x", octet[n]);
    }
    growing_text(text, "\"");
}

static const char *maker(enum part_type type)
{
    static const char *const words[] = {
        [PART_U8] = "u8",           [PART_U16] = "u16",     [PART_U32] = "u32",
        [PART_U64] = "u64",         [PART_COUNT] = "count", [PART_POINTER] = "pointer",
        [PART_STRING] = "string",   [PART_UNITS] = "units", [PART_ZEROS] = "zeros",
        [PART_ALTERED] = "altered", [PART_OCTETS] = "",     [PART_HANDLE] = "",
        [PART_NULL] = "NULL",
    };
    return words[type];
}

static void put_part(const struct fuzz_sequence *sequence, const struct fuzz_part *part,
                     struct growing *text)
{
    switch (part->type) {
    case PART_OCTETS:
        put_octets(sequence->octet + part->at, part->count, text);
        break;
    case PART_STRING:
    case PART_UNITS:
        growing_text(text, "%s(", maker(part->type));
        put_units(sequence->unit + part->at, part->count, text);
        growing_text(text, ")");
        break;
    case PART_HANDLE:
        growing_text(text, "h%u", handle_number(sequence, part->producer));
        break;
    case PART_ALTERED:
        growing_text(text, "altered(h%u, %u)", handle_number(sequence, part->producer),
                     (unsigned)part->number);
        break;
    case PART_NULL:
        growing_text(text, "NULL");
        break;
    default:
        growing_text(text, part->number < 10000 ? "%s(%llu)" : "%s(0x%llX)", maker(part->type),
                     (unsigned long long)part->number);
        break;
    }
}

void fuzz_call_text(const struct fuzz_sequence *sequence, uint16_t n, struct growing *text)
{
    const struct fuzz_step *step = &sequence->step[n];
    char on = connection_name(sequence, step->connection);
    if (fuzz_gives_handle(sequence, step)) {
        growing_text(text, "%*sh%u = ", MARGIN - 5, "", handle_number(sequence, n));
    } else {
        growing_text(text, "%*s", MARGIN, fuzz_waits(step->opnum) ? "send " : "");
    }
    growing_text(text, "%c.call(%u", on, (unsigned)step->opnum);
    for (size_t m = 0; m < step->parts; m++) {
        growing_text(text, ", ");
        put_part(sequence, &step->part[m], text);
    }
    growing_text(text, ")");
}

static void put_call(const struct fuzz_sequence *sequence, uint16_t n, struct growing *text)
{
    const struct fuzz_step *step = &sequence->step[n];
    const struct method *method = slots_opnum(fuzz_version(sequence, step), step->opnum);
    fuzz_call_text(sequence, n, text);
    if (method != NULL) {
        growing_text(text, "    # %s", method_text(method));
    }
}

void fuzz_step_text(const struct fuzz_sequence *sequence, uint16_t n, struct growing *text)
{
    const struct fuzz_step *step = &sequence->step[n];
    switch (step->act) {
    case FUZZ_CONNECT:
        put_connect(sequence, step, connection_name(sequence, n), text);
        break;
    case FUZZ_CLOSE:
        growing_text(text, "%*s%c.close()", MARGIN, "",
                     connection_name(sequence, step->connection));
        break;
    case FUZZ_CALL:
        put_call(sequence, n, text);
        break;
    }
}

void fuzz_text(const struct fuzz_sequence *sequence, const char *id, struct growing *text)
{
    growing_text(text, "case    %s\n", id);
    for (uint16_t n = 0; n < sequence->steps; n++) {
        fuzz_step_text(sequence, n, text);
        growing_text(text, "\n");
    }
}
