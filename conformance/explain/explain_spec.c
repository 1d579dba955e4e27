/* What the register says: clauses, ambiguities, errors and constants. */
#include <stdio.h>
#include <string.h>

#include "explain.h"

enum { PROSE_MAX = 2000 };

static bool touches_id(const struct script *script, const void *what)
{
    return script_matches(script, what);
}

static void print_cases(const struct explaining *explaining, const char *word)
{
    if (!explain_cases(explaining->suite, touches_id, word)) {
        (void)printf("  cases      none\n");
    }
}

static void print_decided(const struct explaining *explaining, const char *word)
{
    (void)printf("  decided in ");
    if (!background_print_places(explaining->background, span_of(word))) {
        (void)printf("no one place of the reference");
    }
    (void)printf("\n");
}

/* The open questions that the clause takes part in. */
static void print_open(const struct suite *suite, struct span clause)
{
    for (size_t n = 0; n < suite->spec.entries; n++) {
        const struct record *record = suite->spec.sorted[n].record;
        for (size_t s = 0; span_is(record->type, "ambiguity"); s++) {
            const struct field *says = record_field(record, "says", s);
            if (says == NULL) {
                break;
            }
            struct span rest = says->rest;
            if (span_equal(span_word(&rest), clause)) {
                char prose[PROSE_MAX];
                (void)field_prose(record_field(record, "asks", 0), 0, prose, sizeof prose);
                (void)printf("  open       %.*s %s\n", SPAN(record->id), prose);
            }
        }
    }
}

bool explain_clause(const struct explaining *explaining, const char *word)
{
    static const char *const binds[] = {"implementations", "callers", "nobody; it informs"};
    struct clause clause;
    if (!spec_clause(&explaining->suite->spec, span_of(word), &clause)) {
        return false;
    }
    (void)printf("%s, a clause that binds %s\n", word, binds[clause.binds]);
    explain_field("demands", clause.means, 0);
    explain_field("from", clause.from, 0);
    explain_field("shows", clause.shows, 0);
    explain_field("untestable", clause.untestable, 0);
    print_open(explaining->suite, clause.id);
    print_decided(explaining, word);
    print_cases(explaining, word);
    explain_seen(explaining, word, false);
    return true;
}

static void print_choices(const struct suite *suite, struct span ambiguity, struct span reading)
{
    const struct record *profile[16];
    size_t profiles = suite_profiles(suite, profile, 16);
    for (size_t p = 0; p < profiles; p++) {
        const struct field *why = NULL;
        char prose[PROSE_MAX];
        if (!span_equal(spec_choice(&suite->spec, profile[p], ambiguity, &why), reading)) {
            continue;
        }
        (void)field_prose(why, 2, prose, sizeof prose);
        (void)printf("             chosen by %.*s: %s\n", SPAN(profile[p]->id), prose);
    }
}

static void print_saying(const struct suite *suite, const struct field *says)
{
    struct span rest = says->rest;
    struct clause clause;
    explain_field("says", says, 0);
    if (spec_clause(&suite->spec, span_word(&rest), &clause)) {
        char prose[PROSE_MAX];
        (void)field_prose(clause.from, 0, prose, sizeof prose);
        (void)printf("             (%s)\n", prose);
    }
}

bool explain_ambiguity(const struct explaining *explaining, const char *word)
{
    const struct suite *suite = explaining->suite;
    const struct record *ambiguity = spec_ambiguity(&suite->spec, span_of(word));
    struct span name;
    if (ambiguity == NULL) {
        return false;
    }
    (void)printf("%s, a question the documents leave open\n", word);
    explain_field("asks", record_field(ambiguity, "asks", 0), 0);
    for (size_t n = 0; record_field(ambiguity, "says", n) != NULL; n++) {
        print_saying(suite, record_field(ambiguity, "says", n));
    }
    for (size_t n = 0; ambiguity_nth_reading(ambiguity, n, &name) != NULL; n++) {
        explain_field("reading", record_field(ambiguity, "reading", n), 0);
        print_choices(suite, span_of(word), name);
    }
    explain_field("settle", record_field(ambiguity, "settle", 0), 0);
    explain_field("untestable", record_field(ambiguity, "untestable", 0), 0);
    print_decided(explaining, word);
    print_cases(explaining, word);
    explain_seen(explaining, word, false);
    return true;
}

/* -- numbers
 * ---------------------------------------------------------------------------------------------- */

static bool want_is(const struct want *want, const struct call *call, int64_t number)
{
    bool returned = want->result == WANT_RANGE && want->low == number && want->high == number &&
                    (call->result == RESULT_CODE || call->result == RESULT_WIRE);
    return returned || (want->code == WANT_CODE_IS && want->last_error == number) ||
           (want->result == WANT_FAULT && want->low == number);
}

/* Does a step want that code? Success is wanted everywhere and tells nothing. */
static bool wants_code(const struct script *script, const void *what)
{
    int64_t number = *(const int64_t *)what;
    for (size_t s = 0; number != 0 && s < script->steps; s++) {
        const struct step *step = &script->step[s];
        if (step->wants && want_is(&step->want, step->call, number)) {
            return true;
        }
        for (size_t n = 0; n < step->choices; n++) {
            if (want_is(&step->choice[n].want, step->call, number)) {
                return true;
            }
        }
    }
    return false;
}

bool explain_number(const struct explaining *explaining, const char *word)
{
    const struct spec *spec = &explaining->suite->spec;
    int64_t number = 0;
    char name[100];
    const struct record *record = spec_find(spec, "error", span_of(word));
    if (record == NULL && span_number(span_of(word), &number)) {
        record = spec_error(spec, number);
    }
    if (record == NULL) {
        record = spec_find(spec, "constant", span_of(word));
    }
    if (record == NULL) {
        return false;
    }
    bool error = span_is(record->type, "error");
    (void)printf("%.*s is %.*s, %s\n", SPAN(record->id), SPAN(record_second(record)),
                 error ? "an error code" : "a constant");
    explain_field("means", record_field(record, "means", 0), 0);
    explain_field("from", record_field(record, "from", 0), 0);
    (void)snprintf(name, sizeof name, "%.*s", SPAN(record->id));
    explain_named_by(explaining, name);
    if (error && span_number(record_second(record), &number)) {
        (void)explain_cases(explaining->suite, wants_code, &number);
    }
    return true;
}
