#include "child.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "give_up.h"

void child_tell(FILE *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vfprintf(out, format, arguments);
    va_end(arguments);
    if (written < 0 || ferror(out) != 0 || fflush(out) != 0) { /* or what stands before it */
        give_up("a line cannot be written");
    }
}

static void tell(struct child_lines *lines, struct span line)
{
    struct span rest = line;
    if (span_is(line, "done")) {
        lines->done = true;
    } else if (span_is(span_word(&rest), UNABLE)) {
        rest = span_trim(rest);
        (void)snprintf(lines->unable, sizeof lines->unable, "%.*s", (int)rest.length, rest.at);
    } else if (line.length > 0) {
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
            (void)strcpy(lines->unable, NO_MEMORY);
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
    return !lines->done && lines->unable[0] == '\0';
}

enum child_end child_lines_end(const struct child_lines *lines, char *cause)
{
    if (lines->unable[0] != '\0') {
        (void)snprintf(cause, CHILD_CAUSE, "%s", lines->unable);
        return CHILD_FAILED;
    }
    return lines->done ? CHILD_ENDED : CHILD_CRASHED;
}

void child_lines_close(struct child_lines *lines)
{
    free(lines->text);
    lines->text = NULL;
}

int64_t child_time_left(const struct child *child, size_t count, int64_t now)
{
    int64_t least = -1;
    for (size_t n = 0; n < count; n++) {
        int64_t left = child[n].deadline > now ? child[n].deadline - now : 0;
        if (child[n].running && (least < 0 || left < least)) {
            least = left;
        }
    }
    return least;
}

enum child_end child_run(const struct child_work *work, unsigned seconds, child_line *line,
                         void *context, char *cause)
{
    struct child child;
    if (child_start(&child, work, seconds, line, context)) {
        (void)child_wait(&child, 1);
    }
    memcpy(cause, child.cause, sizeof child.cause);
    return child.end;
}
