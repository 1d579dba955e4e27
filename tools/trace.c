/* trace FILE...: clause -> where the reference decides it -> its cases.
 *
 * Files that end in .c or .h are searched for ids in comments; all others are read together as one
 * document of the notation. Exit 0: every id is known, every testable clause has a case, every
 * ambiguity a deciding case or the reason why it has none, every case says what it is for. 1:
 * something is missing. 2: a file cannot be read. */
#include "expand.h"
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 3, NAME_MAX = 120, PROBLEMS = 50 };

/* What is known of a clause or an ambiguity, beside what its record says. */
struct item {
    size_t places; /* in the reference */
    char place[SHOWN][NAME_MAX];
    size_t cases;
    const struct record *shown_case[SHOWN];
    const struct record *last_case;
};

struct trace {
    struct document document;
    struct spec spec;
    struct item *item; /* one for each record of the document */
    size_t problems;
};

struct bytes {
    char *at;
    size_t length;
};

static _Noreturn void give_up(const char *path, const char *why)
{
    fprintf(stderr, "%s:0: %s\n", path, why);
    exit(2);
}

static void print_problem(struct trace *trace, struct span file, unsigned line, const char *before,
                          struct span id, const char *after)
{
    printf("%.*s:%u: %s%.*s%s\n", (int)file.length, file.at, line, before, (int)id.length, id.at,
           after);
    trace->problems++;
}

static void append(struct bytes *bytes, const char *at, size_t length)
{
    char *grown = realloc(bytes->at, bytes->length + length + 1);
    if (grown == NULL) {
        give_up("trace", "not enough memory");
    }
    memcpy(grown + bytes->length, at, length);
    bytes->at = grown;
    bytes->length += length;
}

static void append_file(struct bytes *bytes, const char *path)
{
    char part[4096];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        give_up(path, "this file cannot be opened");
    }
    while ((length = fread(part, 1, sizeof part, file)) > 0) {
        append(bytes, part, length);
    }
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed) {
        give_up(path, "this file cannot be read");
    }
}

static bool is_source(const char *path)
{
    size_t length = strlen(path);
    return length > 2 && path[length - 2] == '.' &&
           (path[length - 1] == 'c' || path[length - 1] == 'h');
}

/* All files of the notation as one, so that ids are told apart across files. */
static struct bytes join(char **paths, int count)
{
    struct bytes joined = {NULL, 0};
    append(&joined, "", 0);
    for (int i = 0; i < count; i++) {
        if (!is_source(paths[i])) {
            append(&joined, "\nfile ", 6);
            append(&joined, paths[i], strlen(paths[i]));
            append(&joined, "\n", 1);
            append_file(&joined, paths[i]);
        }
    }
    return joined;
}

/* Read and check the document; without that nothing else makes sense. */
static void open_document(struct trace *trace, struct bytes bytes)
{
    struct problem problems[PROBLEMS];
    char line[512];
    size_t count = 0;
    if (!document_open(&trace->document, "trace", bytes.at, bytes.length, problems) ||
        !spec_open(&trace->spec, &trace->document, 1, problems)) {
        count = 1;
    } else {
        count = schema_check(&trace->spec, 0, problems, PROBLEMS);
    }
    for (size_t i = 0; i < count && i < PROBLEMS; i++) {
        problem_print(&problems[i], line, sizeof line);
        puts(line);
    }
    if (count > 0) {
        printf("%zu problems%s\n", count, count > PROBLEMS ? ", the first 50 shown" : "");
        exit(1);
    }
    trace->item = calloc(trace->document.records + 1, sizeof *trace->item);
    if (trace->item == NULL) {
        give_up("trace", "not enough memory");
    }
}

/* The item of a clause or an ambiguity, or NULL. */
static struct item *find_item(const struct trace *trace, struct span id)
{
    const struct record *record = spec_find(&trace->spec, "clause", id);
    if (record == NULL) {
        record = spec_ambiguity(&trace->spec, id);
    }
    return record == NULL ? NULL : &trace->item[record - trace->document.record];
}

static void note_case(struct item *item, const struct record *of_case)
{
    if (item == NULL || item->last_case == of_case) {
        return;
    }
    if (item->cases < SHOWN) {
        item->shown_case[item->cases] = of_case;
    }
    item->last_case = of_case;
    item->cases++;
}

/* What a case's `clause` and `decides` fields name, for each row of its tables. */
static void trace_case(struct trace *trace, const struct record *of_case)
{
    size_t named = 0;
    for (size_t i = 1; i < of_case->fields; i++) {
        const struct field *field = &of_case->field[i];
        struct span rest = field->rest;
        struct span word;
        if (!span_is(field->word, "clause") && !span_is(field->word, "decides")) {
            continue;
        }
        while ((word = span_word(&rest)).length > 0) {
            struct expansion expansion;
            struct span id;
            (void)expansion_open(&expansion, &trace->spec, of_case, word);
            while (expansion_next(&expansion, &id)) {
                note_case(find_item(trace, id), of_case);
                named++;
            }
        }
    }
    if (named == 0) {
        print_problem(trace, of_case->file, of_case->line, "case ", of_case->id,
                      " names neither a clause nor an ambiguity: say what it is for in `clause` "
                      "or `decides`");
    }
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

/* Whether a word has the form of an id: capitals and digits in parts joined by dashes, the last a
 * number with at most one letter after it, as in CC-3, OCX-9a, AMB-32. */
static bool is_id(struct span word)
{
    static const char *const others[] = {"UTF-", "ISO-", "IEEE-", "RFC-"}; /* no ids of ours */
    size_t n = word.length;
    if (n > 0 && word.at[n - 1] >= 'a' && word.at[n - 1] <= 'z') {
        n--;
    }
    size_t digits = 0;
    while (n > 0 && is_digit(word.at[n - 1])) {
        n--;
        digits++;
    }
    if (digits == 0 || n < 2 || word.at[n - 1] != '-' || !is_upper(word.at[0])) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_upper(word.at[i]) && !is_digit(word.at[i]) && word.at[i] != '-') {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t length = strlen(others[i]);
        if (word.length > length && memcmp(word.at, others[i], length) == 0) {
            return false;
        }
    }
    return true;
}

static void note_place(struct trace *trace, const char *path, unsigned line, struct span id)
{
    struct item *item = find_item(trace, id);
    if (item == NULL) {
        print_problem(trace, span_of(path), line, "there is no clause or ambiguity ", id, "");
        return;
    }
    if (strstr(path, "_test.") != NULL) {
        return; /* a test decides nothing */
    }
    if (item->places < SHOWN) {
        (void)snprintf(item->place[item->places], NAME_MAX, "%s:%u", path, line);
    }
    item->places++;
}

/* Where a source file's text stands: in code, a comment, or a literal that ends in that character.
 */
enum { CODE = 0, BLOCK_COMMENT = '*', LINE_COMMENT = '\n', STRING = '"', CHARACTER = '\'' };

/* The state after the character at `n`; `*n` moves over what belongs to it. */
static int next_state(struct bytes source, size_t *n, int state)
{
    char c = source.at[*n];
    char after = *n + 1 < source.length ? source.at[*n + 1] : 0;
    if (state == CODE && c == '/' && (after == '*' || after == '/')) {
        *n += 1;
        return after == '*' ? BLOCK_COMMENT : LINE_COMMENT;
    }
    if (state == CODE && (c == STRING || c == CHARACTER)) {
        return c;
    }
    if ((state == STRING || state == CHARACTER) && c == '\\') {
        *n += after != '\n' ? 1 : 0;
        return state;
    }
    if (state == BLOCK_COMMENT && c == '*' && after == '/') {
        *n += 1;
        return CODE;
    }
    return state != BLOCK_COMMENT && c == state ? CODE : state;
}

/* Note the ids in a source file's comments. */
static void trace_source(struct trace *trace, const char *path)
{
    struct bytes source = {NULL, 0};
    unsigned line = 1;
    int state = CODE;
    append(&source, "", 0);
    append_file(&source, path);
    for (size_t n = 0; n < source.length; n++) {
        size_t start = n;
        while ((state == BLOCK_COMMENT || state == LINE_COMMENT) && n < source.length &&
               is_name(source.at[n])) {
            n++;
        }
        struct span word = {source.at + start, n - start};
        if (is_id(word)) {
            note_place(trace, path, line, word);
        }
        if (n < source.length) {
            line += source.at[n] == '\n' ? 1 : 0;
            state = next_state(source, &n, state);
        }
    }
    free(source.at);
}

static void print_item(const struct item *item)
{
    for (size_t i = 0; i < item->places && i < SHOWN; i++) {
        printf(" %s", item->place[i]);
    }
    if (item->places > SHOWN) {
        printf(" +%zu", item->places - SHOWN);
    }
    printf("%s ->", item->places == 0 ? " -" : "");
    for (size_t i = 0; i < item->cases && i < SHOWN; i++) {
        printf(" %.*s", (int)item->shown_case[i]->id.length, item->shown_case[i]->id.at);
    }
    if (item->cases > SHOWN) {
        printf(" +%zu", item->cases - SHOWN);
    }
    printf("%s\n", item->cases == 0 ? " -" : "");
}

/* One line of the table, and what is missing. */
static void judge(struct trace *trace, const struct record *record)
{
    const struct item *item = &trace->item[record - trace->document.record];
    struct clause clause;
    const char *untestable = record_field(record, "untestable", 0) != NULL ? "untestable" : "";
    bool excused = *untestable != 0;
    bool is_clause = span_is(record->type, "clause");
    const char *kind = is_clause ? "implementation" : "ambiguity";
    if (is_clause && spec_clause(&trace->spec, record->id, &clause)) {
        static const char *const kinds[] = {"implementation", "caller", "nobody"};
        kind = kinds[clause.binds];
        excused = !clause_is_testable(&clause);
    }
    printf("%-10.*s %-14s %-10s", (int)record->id.length, record->id.at, kind, untestable);
    print_item(item);
    if (!excused && item->cases == 0) {
        print_problem(
            trace, record->file, record->line, "", record->id,
            is_clause ? " has no case: write one, or say in `untestable` why no test can"
                      : " is decided by no case: write one, or say in `untestable` why none can");
    }
}

int main(int count, char **arguments)
{
    struct trace trace = {.problems = 0};
    size_t judged = 0;
    size_t cases = 0;
    struct bytes joined = join(arguments + 1, count - 1);
    open_document(&trace, joined);
    for (int i = 1; i < count; i++) {
        if (is_source(arguments[i])) {
            trace_source(&trace, arguments[i]);
        }
    }
    for (size_t i = 0; i < trace.document.records; i++) {
        if (span_is(trace.document.record[i].type, "case")) {
            trace_case(&trace, &trace.document.record[i]);
            cases++;
        }
    }
    for (size_t i = 0; i < trace.document.records; i++) {
        const struct record *record = &trace.document.record[i];
        if (span_is(record->type, "clause") || span_is(record->type, "ambiguity")) {
            judge(&trace, record);
            judged++;
        }
    }
    printf("%zu clauses and ambiguities, %zu cases, %zu problems\n", judged, cases, trace.problems);
    spec_close(&trace.spec);
    document_close(&trace.document);
    free(trace.item);
    free(joined.at);
    return trace.problems > 0 ? 1 : 0;
}
