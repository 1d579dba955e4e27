#include "text.h"

#include "character.h"

#include <string.h>

static const char TOO_LONG[] =
    "the line is longer than 4000 octets: go on in indented lines below it";
static const char NOT_UTF8[] = "this is not UTF-8: save the file as UTF-8";
static const char CONTROL[] =
    "a control character: the only ones allowed are tab and the end of a line (inside quotes write "
    "\\uXXXX)";
static const char OPEN_QUOTE[] =
    "a quote is opened and not closed: close it with \" on the same line";
static const char BAD_ESCAPE[] =
    "inside quotes only \\\", \\\\ and \\uXXXX (four hexadecimal digits) may follow a backslash";
static const char NO_FIELD[] =
    "an indented line needs a field above it: begin in column 1, or remove the blank line above";
static const char NO_PATH[] = "`file` needs the path of the file that the lines below come from";

/* Take `count` octets off the front. */
static struct span take(struct span *from, size_t count)
{
    struct span taken = {from->at, count};
    from->at += count;
    from->length -= count;
    return taken;
}

/* The octets of the quoted string at the front of `span`, which begins with a quote, up to and with
 * the closing quote; 0 if it is not well-formed, and then `why` says why. */
static size_t quoted_length(struct span span, const char **why)
{
    size_t n = 1;
    while (n < span.length && span.at[n] != '"') {
        size_t step = 1;
        if (span.at[n] == '\\') {
            uint16_t unit;
            step = character_escape((struct span){span.at + n, span.length - n}, &unit);
        }
        if (step == 0) {
            *why = BAD_ESCAPE;
            return 0;
        }
        n += step;
    }
    if (n == span.length) {
        *why = OPEN_QUOTE;
        return 0;
    }
    return n + 1;
}

/* Whether every character may stand in a file of the notation; otherwise why not. */
static const char *check_characters(struct span line)
{
    while (line.length > 0) {
        uint32_t character;
        size_t octets = character_utf8(line, &character);
        if (octets == 0) {
            return NOT_UTF8;
        }
        if ((character < 0x20 && character != '\t') || (character >= 0x7F && character < 0xA0)) {
            return CONTROL;
        }
        take(&line, octets);
    }
    return NULL;
}

/* A # begins a comment at the start of a line and after white space, unless it is the argument `#`
 * of a call, which a comma or a closing bracket follows. */
static bool begins_comment(struct span line, size_t n)
{
    bool argument = n + 1 < line.length && (line.at[n + 1] == ',' || line.at[n + 1] == ')');
    return line.at[n] == '#' && (n == 0 || (character_is_white(line.at[n - 1]) && !argument));
}

/* Cut the comment off; otherwise why the line's quotes cannot be read. */
static const char *cut_comment(struct span *line)
{
    size_t n = 0;
    while (n < line->length) {
        if (begins_comment(*line, n)) {
            line->length = n;
            return NULL;
        }
        size_t step = 1;
        if (line->at[n] == '"') {
            const char *why = NULL;
            step = quoted_length((struct span){line->at + n, line->length - n}, &why);
            if (step == 0) {
                return why;
            }
        }
        n += step;
    }
    return NULL;
}

/* Take the next line off, without its end and a byte order mark; false if it is too long. */
static bool take_line(struct text *text, struct span *line)
{
    size_t window = TEXT_LINE_MAX + sizeof "\r\n" - 1;
    size_t length = text->left.length < window ? text->left.length : window;
    const char *end = memchr(text->left.at, '\n', length);
    text->place.line++;
    if (end == NULL && length < text->left.length) {
        return false;
    }
    *line = take(&text->left, end != NULL ? (size_t)(end - text->left.at) : length);
    if (end != NULL) {
        take(&text->left, 1);
    }
    if (line->length > 0 && line->at[line->length - 1] == '\r') {
        line->length--;
    }
    if (text->place.line == 1 && line->length >= 3 && memcmp(line->at, "\xEF\xBB\xBF", 3) == 0) {
        take(line, 3);
    }
    return line->length <= TEXT_LINE_MAX;
}

/* Columns of leading white space; a tab goes on to the next multiple of eight. */
static size_t columns(struct span line)
{
    size_t column = 0;
    for (size_t n = 0; n < line.length && character_is_white(line.at[n]); n++) {
        column = line.at[n] == '\t' ? column / 8 * 8 + 8 : column + 1;
    }
    return column;
}

/* What a line says, its comment removed. A blank line outside a record and a `file` line there say
 * nothing to the caller: TEXT_END. */
static enum text_kind understand(struct text *text, struct span body, struct text_line *line)
{
    enum text_kind break_or_nothing = text->in_record ? TEXT_BREAK : TEXT_END;
    line->rest = span_trim(body);
    if (line->rest.length == 0) {
        text->in_record = false;
        return break_or_nothing;
    }
    if (character_is_white(body.at[0])) {
        line->indent = columns(body);
        line->why = text->in_record ? NULL : NO_FIELD;
        return text->in_record ? TEXT_MORE : TEXT_BAD;
    }
    line->word = span_word(&line->rest);
    line->rest = span_trim(line->rest);
    text->in_record = !span_is(line->word, "file");
    if (text->in_record) {
        return TEXT_FIELD;
    }
    line->why = line->rest.length > 0 ? NULL : NO_PATH;
    text->place = (struct place){line->rest, 0};
    return line->rest.length > 0 ? break_or_nothing : TEXT_BAD;
}

/* Take one line off; TEXT_END if it says nothing to the caller. */
static enum text_kind next_line(struct text *text, struct text_line *line)
{
    struct span body = {NULL, 0};
    const char *why = take_line(text, &body) ? check_characters(body) : TOO_LONG;
    size_t length = body.length;
    if (why == NULL) {
        why = cut_comment(&body);
    }
    *line = (struct text_line){.place = text->place, .why = why};
    if (why != NULL) {
        return TEXT_BAD;
    }
    bool only_comment = body.length < length && span_trim(body).length == 0;
    return only_comment ? TEXT_END : understand(text, body, line);
}

void text_open(struct text *text, const char *name, const char *bytes, size_t length)
{
    *text = (struct text){{bytes, length}, {span_of(name), 0}, false};
}

enum text_kind text_next(struct text *text, struct text_line *line)
{
    *line = (struct text_line){.place = text->place};
    while (text->left.length > 0) {
        struct text before = *text;
        enum text_kind kind = next_line(text, line);
        if (kind == TEXT_BAD) {
            *text = before;
        }
        if (kind != TEXT_END) {
            return kind;
        }
    }
    return TEXT_END;
}
