#include "answer.h"

#include <stdio.h>
#include <string.h>

enum { CELLS_OF_ROW = 16 };

static size_t print_code(int64_t code, const struct dictionary *names, char *out, size_t at,
                         size_t capacity)
{
    const struct record *error = names != NULL && code != 0 ? spec_error(names->spec, code) : NULL;
    return error != NULL ? append_text(out, at, capacity, "%.*s", SPAN(error->id))
                         : append_text(out, at, capacity, "%lld", (long long)code);
}

static size_t print_number(const struct answer *answer, const struct call *call,
                           const struct dictionary *names, char *out, size_t capacity)
{
    if (call->result == RESULT_BOOL && (answer->number == 0 || answer->number == 1)) {
        return append_text(out, 0, capacity, "%s", answer->number == 1 ? "TRUE" : "FALSE");
    }
    if (call->result == RESULT_CODE || call->result == RESULT_WIRE) {
        return print_code(answer->number, names, out, 0, capacity);
    }
    return append_text(out, 0, capacity, "%lld", (long long)answer->number);
}

static size_t print_end(const struct answer *answer, const struct call *call,
                        const struct dictionary *names, char *out, size_t capacity)
{
    switch (answer->end) {
    case ANSWER_NONE:
        return append_text(out, 0, capacity, "none");
    case ANSWER_HANDLE:
        return append_text(out, 0, capacity, "handle");
    case ANSWER_NULL:
        return append_text(out, 0, capacity, "NULL");
    case ANSWER_NUMBER:
        return print_number(answer, call, names, out, capacity);
    case ANSWER_CRASH:
        return append_text(out, 0, capacity, "crash %.*s", SPAN(answer->cause));
    case ANSWER_TIMEOUT:
        return append_text(out, 0, capacity, "timeout");
    case ANSWER_ABSENT:
        return append_text(out, 0, capacity, "absent");
    case ANSWER_STUB:
        return append_text(out, 0, capacity, "stub");
    case ANSWER_WORD:
        return append_text(out, 0, capacity, "%.*s", SPAN(answer->cause));
    case ANSWER_FAULT:
        return append_text(out, 0, capacity, "fault 0x%llX", (unsigned long long)answer->number);
    case ANSWER_MALFORMED:
        return append_text(out, 0, capacity, "malformed %.*s at %lld", SPAN(answer->cause),
                           (long long)answer->number);
    }
    return 0;
}

static size_t print_list(const struct answer_value *value, char *out, size_t at, size_t capacity)
{
    at = append_text(out, at, capacity, "{");
    for (size_t n = 0; n < value->count; n++) {
        at = append_text(out, at, capacity, "%s", n == 0 ? "" : ", ");
        at = value_print(&value->value[n], out, at, capacity);
    }
    return append_text(out, at, capacity, "}");
}

size_t answer_print(const struct answer *answer, const struct call *call,
                    const struct dictionary *names, char *out, size_t capacity)
{
    size_t at = print_end(answer, call, names, out, capacity);
    if (answer->coded) {
        at = append_text(out, at, capacity, " ");
        at = print_code(answer->code, names, out, at, capacity);
    }
    for (size_t n = 0; n < answer->values; n++) {
        const struct answer_value *value = &answer->value[n];
        at = append_text(out, at, capacity, ", %.*s = ", SPAN(value->name));
        at = value->list ? print_list(value, out, at, capacity)
                         : value_print(value->value, out, at, capacity);
    }
    return at;
}

static bool wrong(char *why, const char *what, struct span span)
{
    (void)snprintf(why, 200, "%s `%.*s`", what, SPAN(span));
    return false;
}

static bool read_number(struct scan *scan, const struct dictionary *dictionary, int64_t *number)
{
    if (scan_number(scan, number)) {
        return true;
    }
    struct span name = scan_name(scan);
    return name.length > 0 && spec_number(dictionary->spec, name, number);
}

/* What an endpoint answers in a word. */
static bool is_wire_word(struct span word)
{
    static const char *const words[] = {"bound", "refused", "open",  "closed",
                                        "sent",  "held",    "other", "answered"};
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        if (span_is(word, words[n])) {
            return true;
        }
    }
    return wire_type_find(word) >= 0;
}

static bool read_end(struct scan *scan, const struct dictionary *dictionary, struct answer *answer)
{
    static const struct {
        const char *word;
        enum answer_end end;
        int64_t number;
    } ends[] = {
        {"handle", ANSWER_HANDLE, 0},       {"NULL", ANSWER_NULL, 0},
        {"TRUE", ANSWER_NUMBER, 1},         {"FALSE", ANSWER_NUMBER, 0},
        {"crash", ANSWER_CRASH, 0},         {"timeout", ANSWER_TIMEOUT, 0},
        {"absent", ANSWER_ABSENT, 0},       {"stub", ANSWER_STUB, 0},
        {"none", ANSWER_NONE, 0},           {"fault", ANSWER_FAULT, 0},
        {"malformed", ANSWER_MALFORMED, 0},
    };
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    for (size_t n = 0; n < sizeof ends / sizeof ends[0]; n++) {
        if (span_is(word, ends[n].word)) {
            *scan = ahead;
            answer->end = ends[n].end;
            answer->number = ends[n].number;
            return true;
        }
    }
    if (is_wire_word(word)) {
        *scan = ahead;
        answer->end = ANSWER_WORD;
        answer->cause = word;
        return true;
    }
    answer->end = ANSWER_NUMBER;
    return read_number(scan, dictionary, &answer->number);
}

/* Words that stand for themselves in the answers of an endpoint. */
static bool is_value_word(struct span word)
{
    return span_is(word, "handle") || span_is(word, "zero") || span_is(word, "NULL") ||
           span_is(word, "NDR") || span_is(word, "NDR64") || span_is(word, "other");
}

static bool read_cells(struct scan *scan, const struct dictionary *dictionary, struct arena *arena,
                       struct value *value, char *why);

static bool read_item(struct scan *scan, const struct dictionary *dictionary, struct arena *arena,
                      struct value *value, char *why)
{
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    *value = (struct value){.type = VALUE_KEPT};
    if (span_is(word, "kept")) {
        *scan = ahead;
    } else if (is_value_word(word)) {
        *scan = ahead;
        *value = (struct value){.type = VALUE_WORD, .word = word};
    } else if (scan_mark(scan, "{")) {
        return read_cells(scan, dictionary, arena, value, why);
    } else if (value_scan(scan, dictionary, arena, value, why) != VALUE_READ) {
        return false;
    }
    value->overrun = scan_mark(scan, "overrun");
    return true;
}

/* Room for a list's values: there are at most as many as commas, and one. */
static size_t most_items(struct span text)
{
    size_t commas = 0;
    for (size_t n = 0; n < text.length; n++) {
        commas += text.at[n] == ',' ? 1 : 0;
    }
    return commas + 1;
}

/* The values of a row, whose brace is open. A row holds no rows. */
static bool read_cells(struct scan *scan, const struct dictionary *dictionary, struct arena *arena,
                       struct value *value, char *why)
{
    struct value *cell = arena_take(arena, CELLS_OF_ROW * sizeof *cell);
    *value = (struct value){.type = VALUE_LIST, .cell = cell};
    while (!scan_mark(scan, "}")) {
        if (value->count == CELLS_OF_ROW || scan_sees(*scan, "{")) {
            return wrong(why, "no row of an answer:", scan->left);
        }
        if (!read_item(scan, dictionary, arena, &cell[value->count++], why)) {
            return false;
        }
        if (!scan_mark(scan, ",") && !scan_sees(*scan, "}")) {
            return wrong(why, "a } was expected at", scan->left);
        }
    }
    return true;
}

static bool read_value_of(struct scan *scan, const struct dictionary *dictionary,
                          struct arena *arena, struct answer_value *into, char *why)
{
    into->list = scan_mark(scan, "{");
    struct value *value =
        arena_take(arena, (into->list ? most_items(scan->left) : 1) * sizeof *value);
    into->value = value;
    if (!into->list) {
        into->count = 1;
        return read_item(scan, dictionary, arena, value, why);
    }
    while (!scan_mark(scan, "}")) {
        if (!read_item(scan, dictionary, arena, &value[into->count++], why)) {
            return false;
        }
        if (!scan_mark(scan, ",") && !scan_sees(*scan, "}")) {
            return wrong(why, "a } was expected at", scan->left);
        }
    }
    return true;
}

/* REASON at OFFSET */
static bool read_malformed(struct scan *scan, struct answer *answer)
{
    answer->cause = span_word(&scan->left);
    return answer->cause.length > 0 && scan_mark(scan, "at ") && scan_number(scan, &answer->number);
}

bool answer_read(struct span text, const struct dictionary *dictionary, struct arena *arena,
                 struct answer *answer, char *why)
{
    struct scan scan = {text};
    size_t most = most_items(text);
    struct answer_value *value = arena_take(arena, most * sizeof *value);
    *answer = (struct answer){.value = value};
    if (!read_end(&scan, dictionary, answer)) {
        return wrong(why, "no answer:", text);
    }
    if (answer->end == ANSWER_CRASH) {
        answer->cause = span_word(&scan.left);
    } else if (answer->end == ANSWER_FAULT && !read_number(&scan, dictionary, &answer->number)) {
        return wrong(why, "the status of a fault was expected at", scan.left);
    } else if (answer->end == ANSWER_MALFORMED && !read_malformed(&scan, answer)) {
        return wrong(why, "REASON at OFFSET was expected at", scan.left);
    }
    if (!scan_done(&scan) && !scan_sees(scan, ",")) {
        answer->coded = true;
        if (!read_number(&scan, dictionary, &answer->code)) {
            return wrong(why, "an error code was expected at", scan.left);
        }
    }
    while (scan_mark(&scan, ",") && answer->values < most) {
        struct answer_value *next = &value[answer->values++];
        next->name = scan_name(&scan);
        if (next->name.length == 0 || !scan_mark(&scan, "=")) {
            return wrong(why, "NAME = VALUE was expected at", scan.left);
        }
        if (!read_value_of(&scan, dictionary, arena, next, why)) {
            return false;
        }
    }
    return scan_done(&scan) || wrong(why, "not understood:", scan.left);
}

const struct answer_value *answer_value(const struct answer *answer, struct span name)
{
    for (size_t n = 0; n < answer->values; n++) {
        if (span_equal(answer->value[n].name, name)) {
            return &answer->value[n];
        }
    }
    return NULL;
}

bool answer_failed(const struct answer *answer, const struct call *call)
{
    switch (call->result) {
    case RESULT_HANDLE:
        return answer->end == ANSWER_NULL;
    case RESULT_BOOL:
        return answer->end == ANSWER_NUMBER && answer->number == 0;
    case RESULT_STATE:
        return answer->end == ANSWER_NUMBER && answer->number == -1;
    case RESULT_CODE:
        return answer->end == ANSWER_NUMBER && answer->number != 0;
    case RESULT_COUNT:
    case RESULT_WIRE:
        return false;
    }
    return false;
}
