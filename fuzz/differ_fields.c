#include "differ_fields.h"

#include <stdio.h>
#include <string.h>

/* A line taken apart; neither part is terminated. */
struct line {
    const char *name, *value;
    uint32_t name_length, value_length;
};

/* The line at *at, which steps over it. False at the end. */
static bool next_line(const char *text, uint32_t length, uint32_t *at, struct line *line)
{
    if (*at >= length)
        return false;
    const char *start = text + *at;
    const char *stop = memchr(start, '\n', length - *at);
    uint32_t size = stop != NULL ? (uint32_t)(stop - start) : length - *at;
    const char *equals = memchr(start, '=', size);
    uint32_t name = equals != NULL ? (uint32_t)(equals - start) : size;
    *line = (struct line){start, start + name, name, size - name};
    if (equals != NULL) {
        line->value++;
        line->value_length--;
    }
    *at += size + (stop != NULL ? 1 : 0);
    return true;
}

static bool same(const char *a, uint32_t a_length, const char *b, uint32_t b_length)
{
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

/* The line of that name: from *at on, then from the start. *at is left behind it. */
static bool find_line(const char *text, uint32_t length, uint32_t *at, const struct line *like,
                      struct line *found)
{
    for (int round = 0; round < 2; round++) {
        uint32_t place = round == 0 ? *at : 0;
        while (next_line(text, length, &place, found))
            if (same(found->name, found->name_length, like->name, like->name_length)) {
                *at = place;
                return true;
            }
    }
    return false;
}

/* The name with [] for [2]. */
static void write_detail(const struct line *line, char detail[DIFFER_DETAIL])
{
    uint32_t n = 0;
    bool inside = false;
    for (uint32_t i = 0; i < line->name_length && n + 1 < DIFFER_DETAIL; i++) {
        const char c = line->name[i];
        inside = inside && c != ']';
        if (!inside)
            detail[n++] = c > ' ' && c <= '~' ? c : '-';
        inside = inside || c == '[';
    }
    detail[n] = '\0';
}

/* Whether the vendor's string is the front of the reference's, which goes on with a null character:
 * what happens where strings are C strings. */
static bool cut_at_null(const struct line *ours, const struct line *theirs)
{
    static const char null[] = "\\u0000";
    const uint32_t front = theirs->value_length - 1, rest = sizeof null - 1;
    return theirs->value_length >= 2 && theirs->value[0] == '"' &&
           ours->value_length > front + rest && memcmp(ours->value, theirs->value, front) == 0 &&
           memcmp(ours->value + front, null, rest) == 0;
}

/* Whether a line says the same as the reference's; otherwise *detail says in what it differs. */
static bool line_same(const struct line *ours, const struct line *theirs,
                      char detail[DIFFER_DETAIL])
{
    if (same(ours->value, ours->value_length, theirs->value, theirs->value_length))
        return true;
    if (cut_at_null(ours, theirs))
        (void)snprintf(detail, DIFFER_DETAIL, "cut-at-null");
    else
        write_detail(theirs, detail);
    return false;
}

static int shown(uint32_t length)
{
    return (int)(length < 60 ? length : 60);
}

/* Whether such a finding is there already: each field is named once. */
static bool is_there(const struct findings *found, enum difference kind, const char *detail)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (found->finding[i].kind == kind && strcmp(found->finding[i].detail, detail) == 0)
            return true;
    return false;
}

void compare_fields(const char *ours, uint32_t our_length, const char *theirs,
                    uint32_t their_length, enum difference kind, struct findings *found)
{
    struct line line, like;
    char detail[DIFFER_DETAIL];
    uint32_t at = 0, place = 0;
    while (next_line(theirs, their_length, &at, &line)) {
        bool known = find_line(ours, our_length, &place, &line, &like);
        if (!known)
            write_detail(&line, detail);
        else if (line_same(&like, &line, detail))
            continue;
        if (is_there(found, kind, detail))
            continue;
        struct finding *f = finding_add(found, kind);
        memcpy(f->detail, detail, sizeof detail);
        (void)snprintf(f->says, sizeof f->says, "%.*s: to the reference %.*s, to the vendor %.*s",
                       shown(line.name_length), line.name, known ? shown(like.value_length) : 7,
                       known ? like.value : "no name", shown(line.value_length), line.value);
    }
}
