/* What the parts of `explain` print in the same way. */
#include <stdio.h>
#include <string.h>

#include "explain.h"

enum { PROSE_MAX = 2000, WIDTH = 110, LABEL = 13, CASES_SHOWN = 60 };

void explain_field(const char *label, const struct field *field, size_t skip)
{
    char prose[PROSE_MAX];
    if (field != NULL) {
        (void)field_prose(field, skip, prose, sizeof prose);
        (void)printf("  %-10s %s\n", label, prose);
    }
}

void explain_word(struct explain_list *list, struct span word)
{
    if (list->column == 0) {
        (void)printf("  %-10s", list->label);
        list->column = LABEL - 1;
    } else if (list->column + 1 + word.length > WIDTH) {
        (void)printf("\n%*s", LABEL - 1, "");
        list->column = LABEL - 1;
    }
    (void)printf(" %.*s", SPAN(word));
    list->column += 1 + word.length;
}

void explain_list_end(const struct explain_list *list)
{
    if (list->column > 0) {
        (void)printf("\n");
    }
}

bool explain_cases(const struct suite *suite, script_touches *touches, const void *what)
{
    struct span last = {"", 0};
    size_t count = 0;
    struct explain_list list = {.label = "cases"};
    for (size_t n = 0; n < suite->scripts; n++) {
        const char *name = suite->script[n]->id;
        struct span record = {name, strcspn(name, "[")};
        if (!span_equal(record, last) && touches(suite->script[n], what)) {
            last = record;
            if (count++ < CASES_SHOWN) {
                explain_word(&list, record);
            }
        }
    }
    if (count > CASES_SHOWN) {
        (void)printf(", and %zu more", count - CASES_SHOWN);
    }
    explain_list_end(&list);
    return list.column > 0;
}

static bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool explain_mentions(const struct field *field, struct span word)
{
    char prose[PROSE_MAX];
    if (field == NULL || word.length == 0) {
        return false;
    }
    (void)field_prose(field, 0, prose, sizeof prose);
    size_t length = strlen(prose);
    for (size_t n = 0; n + word.length <= length; n++) {
        if (memcmp(prose + n, word.at, word.length) == 0 && (n == 0 || !is_name(prose[n - 1])) &&
            !is_name(prose[n + word.length])) {
            return true;
        }
    }
    return false;
}

static bool clause_names(const struct suite *suite, const struct record *record, struct span word)
{
    struct clause clause;
    return spec_clause(&suite->spec, record->id, &clause) &&
           (explain_mentions(clause.means, word) || explain_mentions(clause.shows, word) ||
            explain_mentions(clause.from, word));
}

static bool ambiguity_names(const struct record *record, struct span word)
{
    for (size_t n = 1; n < record->fields; n++) {
        if (explain_mentions(&record->field[n], word)) {
            return true;
        }
    }
    return false;
}

static void named_by(const struct suite *suite, const char *type, const char *label,
                     const char *word)
{
    struct explain_list list = {.label = label};
    for (size_t n = 0; n < suite->spec.entries; n++) {
        const struct record *record = suite->spec.sorted[n].record;
        bool is = span_is(record->type, type) && !span_is(record->id, word);
        if (is && (strcmp(type, "clause") == 0 ? clause_names(suite, record, span_of(word))
                                               : ambiguity_names(record, span_of(word)))) {
            explain_word(&list, record->id);
        }
    }
    explain_list_end(&list);
}

void explain_named_by(const struct explaining *explaining, const char *word)
{
    named_by(explaining->suite, "clause", "clauses", word);
    named_by(explaining->suite, "ambiguity", "open", word);
}
