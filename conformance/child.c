#include "child.h"

#include <stdlib.h>
#include <string.h>

static void tell(struct child_lines *lines, struct span line)
{
    if (span_is(line, "done")) {
        lines->done = true;
    } else {
        lines->line(lines->context, line);
    }
}

/* Tell every whole line, and keep what is left. */
static void tell_all(struct child_lines *lines)
{
    size_t from = 0;
    for (;;) {
        char *end = memchr(lines->text + from, '\n', lines->length - from);
        if (end == NULL) {
            break;
        }
        size_t length = (size_t)(end - (lines->text + from));
        tell(lines, (struct span){lines->text + from, length});
        from += length + 1;
    }
    memmove(lines->text, lines->text + from, lines->length - from);
    lines->length -= from;
}

bool child_lines_add(struct child_lines *lines, const char *piece, size_t length)
{
    if (lines->capacity - lines->length < length) {
        size_t capacity = (lines->capacity + length) * 2;
        char *text = realloc(lines->text, capacity);
        if (text == NULL) {
            return false;
        }
        lines->text = text;
        lines->capacity = capacity;
    }
    memcpy(lines->text + lines->length, piece, length);
    lines->length += length;
    if (memchr(piece, '\n', length) != NULL) {
        tell_all(lines);
    }
    return true;
}

void child_lines_close(struct child_lines *lines)
{
    free(lines->text);
    lines->text = NULL;
}
