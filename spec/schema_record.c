#include "expand.h"
#include "schema_parts.h"

/* The n-th word (from 0) of a field's own line. */
static struct span word_of(const struct field *field, size_t n)
{
    struct span rest = field->rest;
    struct span word = span_value(&rest);
    while (n-- > 0) {
        word = span_value(&rest);
    }
    return word;
}

/* Fields of one word must differ in their first word. */
static void check_different(struct check *check, const char *word)
{
    const struct record *record = check->record;
    for (size_t i = 1; i < record->fields; i++) {
        struct span name = word_of(&record->field[i], 0);
        bool repeated = false;
        for (size_t j = 1; j < i && span_is(record->field[i].word, word); j++) {
            repeated = repeated || (span_is(record->field[j].word, word) &&
                                    span_equal(word_of(&record->field[j], 0), name));
        }
        if (repeated) {
            schema_problem(check, record->field[i].line, "`%s %.*s` stands here a second time",
                           word, (int)name.length, name.at);
        }
    }
}

/* `like` must come to an end. */
static void check_like(struct check *check, const char *type)
{
    const struct record *record = check->record;
    const struct field *like = record_field(record, "like", 0);
    const struct field *next = like;
    for (int n = 0; n < LIKE_MAX && next != NULL; n++) {
        record = spec_find(check->spec, type, next->rest);
        next = record == NULL ? NULL : record_field(record, "like", 0);
    }
    if (next != NULL) {
        schema_problem(check, like->line,
                       "`like` leads through more than %d records: does it go in a circle?",
                       LIKE_MAX);
    }
}

void schema_clause(struct check *check)
{
    const struct record *record = check->record;
    bool like = record_field(record, "like", 0) != NULL;
    bool shown = like || record_field(record, "shows", 0) != NULL ||
                 record_field(record, "untestable", 0) != NULL;
    if (!like && record_field(record, "means", 0) == NULL) {
        schema_problem(check, record->line, "this clause needs a field `means` or `like`");
    }
    if (!shown && span_is(record_second(record), "implementation")) {
        schema_problem(check, record->line,
                       "this clause needs a field `shows`, `untestable` or `like`");
    }
    check_like(check, "clause");
}

void schema_ambiguity(struct check *check)
{
    check_different(check, "reading");
}

void schema_profile(struct check *check)
{
    check_different(check, "choose");
    check_like(check, "profile");
}

enum { SENTENCES_MAX = 1000, ROWS_MAX = 1000 };

/* Split SECTION.N at its last dot; N is 0 if it is not such a word. */
static struct span split_sentence(struct span word, int64_t *number)
{
    struct span section = word;
    while (section.length > 0 && section.at[section.length - 1] != '.') {
        section.length--;
    }
    struct span digits = {word.at + section.length, word.length - section.length};
    if (section.length == 0 || !span_number(digits, number) || *number < 0) {
        *number = 0;
    }
    section.length -= section.length > 0 ? 1 : 0;
    return section;
}

/* The count of a page's section, or 0 if it has no such section. */
static int64_t section_count(const struct record *page, struct span section)
{
    for (size_t i = 1; i < page->fields; i++) {
        int64_t count = 0;
        if (span_is(page->field[i].word, "section") &&
            span_equal(word_of(&page->field[i], 0), section) &&
            span_number(word_of(&page->field[i], 1), &count)) {
            return count;
        }
    }
    return 0;
}

static bool accounts_for(const struct field *field, struct span section, int64_t number)
{
    int64_t its = 0;
    return span_is(field->word, "sentence") &&
           span_equal(split_sentence(word_of(field, 0), &its), section) && its == number;
}

/* A sentence must be one of its section, which is accounted for once. */
static void check_sentence(struct check *check, size_t n)
{
    const struct record *page = check->record;
    int64_t number = 0;
    struct span word = word_of(&page->field[n], 0);
    struct span section = split_sentence(word, &number);
    if (number == 0 || number > section_count(page, section)) {
        schema_problem(check, page->field[n].line, "no section of this page has a sentence %.*s",
                       (int)word.length, word.at);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        if (accounts_for(&page->field[i], section, number)) {
            schema_problem(check, page->field[n].line,
                           "sentence %.*s is accounted for in line %u already", (int)word.length,
                           word.at, page->field[i].line);
            return;
        }
    }
}

/* Every sentence of a section must be accounted for. */
static void check_section(struct check *check, const struct field *field)
{
    const struct record *page = check->record;
    struct span section = word_of(field, 0);
    int64_t count = section_count(page, section);
    if (count > SENTENCES_MAX) {
        schema_problem(check, field->line, "a section has at most %d sentences", SENTENCES_MAX);
        count = 0;
    }
    for (int64_t number = 1; number <= count; number++) {
        bool found = false;
        for (size_t i = 1; i < page->fields && !found; i++) {
            found = accounts_for(&page->field[i], section, number);
        }
        if (!found) {
            schema_problem(check, field->line, "sentence %.*s.%d is not accounted for",
                           (int)section.length, section.at, (int)number);
        }
    }
}

void schema_page(struct check *check)
{
    check_different(check, "section");
    for (size_t i = 1; i < check->record->fields; i++) {
        if (span_is(check->record->field[i].word, "sentence")) {
            check_sentence(check, i);
        } else if (span_is(check->record->field[i].word, "section")) {
            check_section(check, &check->record->field[i]);
        }
    }
}

void schema_fixture(struct check *check)
{
    const struct record *fixture = check->record;
    for (size_t i = 1; i < fixture->fields; i++) {
        struct span name = word_of(&fixture->field[i], 0);
        bool repeated = false;
        for (size_t j = 1; j < i && name.length > 0 && name.at[0] == '$'; j++) {
            repeated = repeated || span_equal(word_of(&fixture->field[j], 0), name);
        }
        if (repeated) {
            schema_problem(check, fixture->field[i].line, "%.*s stands here a second time",
                           (int)name.length, name.at);
        }
    }
}

/* How many words or quoted strings a line has. */
static size_t cells(struct span rest)
{
    size_t count = 0;
    while (span_value(&rest).length > 0) {
        count++;
    }
    return count;
}

void schema_table(struct check *check)
{
    const struct field *table = &check->record->field[0];
    size_t columns = cells(table->rest);
    if (table->more_count == 0) {
        schema_problem(check, table->line, "this table has no rows: write them below, indented");
    }
    if (table->more_count > ROWS_MAX) {
        schema_problem(check, table->line, "a table has at most %d rows", ROWS_MAX);
        return;
    }
    for (size_t row = 0; row < table->more_count; row++) {
        struct span name = table_cell(check->record, row, 0);
        size_t its = cells(table->more[row].text);
        if (its != columns) {
            schema_problem(check, table->more[row].line,
                           "this row has %u cells, the table %u columns", (unsigned)its,
                           (unsigned)columns);
        }
        for (size_t above = 0; above < row; above++) {
            if (span_equal(table_cell(check->record, above, 0), name)) {
                schema_problem(check, table->more[row].line, "there is a row %.*s already",
                               (int)name.length, name.at);
                break;
            }
        }
    }
}
