#include "samba_print.h"

#include "wire/codec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 4096, NAME = 64 };

/* How deep Samba prints the parameters: below the function and its direction. */
enum { PARAMETER_DEPTH = 3 };

struct out {
    const struct parameter_list *list;
    char *text;
    uint32_t capacity, length;
    bool full;
    char line[LINE]; /* what is printed may come in pieces */
    const struct parameter *parameter;
    uint32_t structure_depth; /* of the structure the parameter is; 0: none */
    uint32_t handle_type;
};

static void put(struct out *o, const char *text, size_t length)
{
    if (length > o->capacity - o->length) {
        o->full = true;
        return;
    }
    memcpy(o->text + o->length, text, length);
    o->length += (uint32_t)length;
}

static void put_text(struct out *o, const char *text)
{
    put(o, text, strlen(text));
}

static const struct parameter *parameter_named(const struct parameter_list *list, const char *name)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->parameter[i].name, name) == 0)
            return &list->parameter[i];
    return NULL;
}

static const struct parameter *member_named(const struct structure *s, const char *name)
{
    for (uint32_t i = 0; i < s->columns; i++)
        if (strcmp(s->column[i].name, name) == 0)
            return &s->column[i];
    return NULL;
}

/* One character of UTF-8; 0 at the end or where it is malformed. */
static uint32_t next_character(const char **at)
{
    const unsigned char *q = (const unsigned char *)*at;
    uint32_t extra = q[0] < 0x80 ? 0 : q[0] < 0xE0 ? 1 : q[0] < 0xF0 ? 2 : 3;
    uint32_t c = extra == 0 ? q[0] : q[0] & (0x3Fu >> extra);
    for (uint32_t i = 1; i <= extra; i++) {
        if ((q[i] & 0xC0) != 0x80)
            return 0;
        c = c * 64 + (q[i] & 0x3Fu);
    }
    *at += extra + 1;
    return c;
}

static void put_unit(struct out *o, uint32_t unit)
{
    char word[8];
    if (unit == '"' || unit == '\\')
        (void)snprintf(word, sizeof word, "\\%c", (char)unit);
    else if (unit >= ' ' && unit <= '~')
        (void)snprintf(word, sizeof word, "%c", (char)unit);
    else
        (void)snprintf(word, sizeof word, "\\u%04x", (unsigned)(unit & 0xFFFF));
    put_text(o, word);
}

/* 'text' as "text". */
static void put_string(struct out *o, const char *text, const char *end)
{
    put_text(o, "\"");
    while (text < end) {
        uint32_t c = next_character(&text);
        if (c == 0)
            break;
        if (c >= 0x10000) {
            put_unit(o, 0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        put_unit(o, c);
    }
    put_text(o, "\"");
}

static void put_name(struct out *o, const struct parameter *member)
{
    put_text(o, o->parameter->name);
    if (member != NULL) {
        put_text(o, ".");
        put_text(o, member->name);
    }
    put_text(o, "=");
}

/* A number `0x0000001f (31)`, a text in quotes, NULL; anything else is left out. `in_structure`:
 * the member it is of, or NULL for the parameter itself. */
static void put_value(struct out *o, const struct parameter *in_structure, const char *value)
{
    const struct parameter *p = in_structure != NULL ? in_structure : o->parameter;
    const char *bracket = strrchr(value, '('), *quote = strrchr(value, '\'');
    char number[24];
    if (value[0] == '0' && value[1] == 'x' && bracket != NULL && p->shape != SHAPE_FILETIME) {
        put_name(o, in_structure);
        (void)snprintf(number, sizeof number, "%llu", strtoull(bracket + 1, NULL, 10));
        put_text(o, number);
    } else if (value[0] == '\'' && quote > value && p->shape == SHAPE_STRING) {
        put_name(o, in_structure);
        put_string(o, value + 1, quote);
    } else if (strcmp(value, "NULL") == 0 && p->unique) {
        put_name(o, in_structure);
        put_text(o, "NULL");
    } else {
        return;
    }
    put_text(o, "\n");
}

/* A context handle, printed as a number and a UUID. */
static void put_handle(struct out *o, const char *uuid)
{
    /* where the digits of the octets stand in a UUID; its first three numbers are little-endian */
    static const uint8_t place[16] = {6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34};
    char number[9];
    if (strlen(uuid) != 36)
        return;
    put_name(o, NULL);
    const uint32_t t = o->handle_type;
    const uint32_t swapped = t >> 24 | (t >> 8 & 0xFF00) | (t << 8 & 0xFF0000) | t << 24;
    (void)snprintf(number, sizeof number, "%08x", (unsigned)swapped);
    put_text(o, "x\"");
    put_text(o, number);
    for (uint32_t i = 0; i < sizeof place; i++)
        put(o, uuid + place[i], 2);
    put_text(o, "\"\n");
}

/* A line `name   : value` at a depth. */
static void take_value(struct out *o, uint32_t depth, const char *name, const char *value)
{
    if (depth == PARAMETER_DEPTH) {
        o->parameter = parameter_named(o->list, name);
        o->structure_depth = 0;
    }
    if (o->parameter == NULL)
        return;
    if (o->parameter->shape == SHAPE_HANDLE && strcmp(name, "handle_type") == 0)
        o->handle_type = (uint32_t)strtoul(value, NULL, 16);
    else if (o->parameter->shape == SHAPE_HANDLE && strcmp(name, "uuid") == 0)
        put_handle(o, value);
    else if (o->parameter->shape == SHAPE_STRUCT && depth == o->structure_depth + 1) {
        const struct parameter *member = member_named(o->parameter->structure, name);
        if (member != NULL && member->shape < SHAPE_OCTETS)
            put_value(o, member, value);
    } else if (o->parameter->structure == NULL && o->parameter->shape < SHAPE_OCTETS &&
               strcmp(name, o->parameter->name) == 0)
        put_value(o, NULL, value);
}

/* A line `name: struct NAME`, or an array's. */
static void take_header(struct out *o, uint32_t depth, const char *name, const char *what)
{
    if (depth == PARAMETER_DEPTH) {
        o->parameter = parameter_named(o->list, name);
        o->structure_depth = 0;
    }
    if (o->parameter != NULL && o->structure_depth == 0 && strncmp(what, "struct", 6) == 0 &&
        strcmp(name, o->parameter->name) == 0)
        o->structure_depth = depth;
}

static void on_line(struct samba_printer *printer, const char *format, ...)
{
    struct out *o = printer->mine;
    va_list words;
    va_start(words, format);
    const int length = vsnprintf(o->line, sizeof o->line, format, words);
    va_end(words);
    char *colon = strchr(o->line, ':');
    if (length < 0 || (size_t)length >= sizeof o->line || colon == NULL || colon[1] != ' ')
        return;
    const bool header = colon > o->line && colon[-1] != ' ';
    size_t name = (size_t)(colon - o->line);
    while (name > 0 && o->line[name - 1] == ' ')
        name--;
    o->line[name] = '\0';
    if (header)
        take_header(o, printer->depth, o->line, colon + 2);
    else
        take_value(o, printer->depth, o->line, colon + 2);
}

uint32_t samba_print(const struct samba *samba, const struct samba_call *call, uint32_t opnum,
                     bool reply, const void *values, char *text, uint32_t capacity)
{
    enum { IN = 0x10, OUT = 0x20 };
    static struct out o;
    const struct method *method = method_of(3, opnum);
    if (method == NULL)
        return UINT32_MAX;
    o.list = parameters(method, reply ? REPLY : REQUEST);
    o.text = text;
    o.capacity = capacity;
    o.length = 0;
    o.full = false;
    o.parameter = NULL;
    /* Samba's printers allocate with the printer as their parent: it has to be one of talloc's. */
    struct samba_printer *printer = samba->context(NULL, sizeof *printer, "samba_print");
    *printer = (struct samba_printer){.depth = 1, .print = on_line, .mine = &o, .secrets = true};
    call->print(printer, call->name, reply ? OUT : IN, values);
    (void)samba->release(printer, "samba_print");
    return o.full ? UINT32_MAX : o.length;
}
