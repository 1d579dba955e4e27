#include "explain.h"

#include <stdio.h>
#include <string.h>

enum { PROSE_MAX = 2000 };

static bool is_listed(const struct script *script, const char *const *only, size_t onlys)
{
    for (size_t n = 0; n < onlys; n++) {
        if (script_matches(script, only[n])) {
            return true;
        }
    }
    return onlys == 0;
}

bool list(const struct suite *suite, const char *const *only, size_t onlys)
{
    size_t listed = 0;
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        if (!is_listed(script, only, onlys)) {
            continue;
        }
        listed++;
        (void)printf("%-50s", script->id);
        for (size_t c = 0; c < script->clauses; c++) {
            (void)printf(" %.*s", SPAN(script->clause[c]));
        }
        for (size_t d = 0; d < script->decided; d++) {
            (void)printf(" decides %.*s", SPAN(script->decides[d]));
        }
        (void)printf("  (%.*s:%u)\n", SPAN(script->file), script->line);
    }
    if (listed == 0) {
        (void)fprintf(stderr, "clus-cts: no case matches\n");
    }
    return listed > 0;
}

static void print_field(const char *label, const struct field *field, size_t skip)
{
    char prose[PROSE_MAX];
    if (field != NULL) {
        (void)field_prose(field, skip, prose, sizeof prose);
        (void)printf("  %-10s %s\n", label, prose);
    }
}

/* The cases that touch a clause or ambiguity, a table's rows as one. */
static void print_cases(const struct suite *suite, const char *id)
{
    struct span last = {"", 0};
    bool any = false;
    for (size_t n = 0; n < suite->scripts; n++) {
        const char *name = suite->script[n]->id;
        struct span record = {name, strcspn(name, "[")};
        if (script_matches(suite->script[n], id) && !span_equal(record, last)) {
            (void)printf("%s%.*s", any ? " " : "  cases      ", SPAN(record));
            last = record;
            any = true;
        }
    }
    (void)printf("%s", any ? "\n" : "  cases      none\n");
}

static bool explain_clause(const struct suite *suite, const char *word)
{
    static const char *const binds[] = {"implementations", "callers", "nobody; it informs"};
    struct clause clause;
    if (!spec_clause(&suite->spec, span_of(word), &clause)) {
        return false;
    }
    (void)printf("%s, a clause that binds %s\n", word, binds[clause.binds]);
    print_field("demands", clause.means, 0);
    print_field("from", clause.from, 0);
    print_field("shows", clause.shows, 0);
    print_field("untestable", clause.untestable, 0);
    print_cases(suite, word);
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

static bool explain_ambiguity(const struct suite *suite, const char *word)
{
    const struct record *ambiguity = spec_ambiguity(&suite->spec, span_of(word));
    struct span name;
    if (ambiguity == NULL) {
        return false;
    }
    (void)printf("%s, a question the documents leave open\n", word);
    print_field("asks", record_field(ambiguity, "asks", 0), 0);
    for (size_t n = 0; record_field(ambiguity, "says", n) != NULL; n++) {
        print_field("says", record_field(ambiguity, "says", n), 0);
    }
    for (size_t n = 0; ambiguity_nth_reading(ambiguity, n, &name) != NULL; n++) {
        print_field("reading", record_field(ambiguity, "reading", n), 0);
        print_choices(suite, span_of(word), name);
    }
    print_field("settle", record_field(ambiguity, "settle", 0), 0);
    print_field("untestable", record_field(ambiguity, "untestable", 0), 0);
    print_cases(suite, word);
    return true;
}

static void print_script(const struct script *script)
{
    (void)printf("%s, a case (%.*s:%u)\n", script->id, SPAN(script->file), script->line);
    if (script->about.length > 0) {
        (void)printf("  about      %.*s\n", SPAN(script->about));
    }
    for (size_t n = 0; n < script->clauses; n++) {
        (void)printf("  clause     %.*s\n", SPAN(script->clause[n]));
    }
    for (size_t n = 0; n < script->decided; n++) {
        (void)printf("  decides    %.*s\n", SPAN(script->decides[n]));
    }
    for (size_t n = 0; n < script->unders; n++) {
        (void)printf("  under      %.*s %.*s\n", SPAN(script->under[n].ambiguity),
                     SPAN(script->under[n].reading));
    }
    for (size_t s = 0; s < script->steps; s++) {
        const struct step *step = &script->step[s];
        (void)printf("%s    %.*s\n", s > 0 && s == script->versus ? "  versus\n" : "",
                     SPAN(step->text));
        for (size_t n = 0; n < step->choices; n++) {
            (void)printf("        %.*s\n", SPAN(step->choice[n].text));
        }
    }
}

/* A case by its id, or the first of a table's by the name they share. */
static bool explain_case(const struct suite *suite, const char *word)
{
    size_t length = strlen(word);
    for (size_t n = 0; n < suite->scripts; n++) {
        const char *id = suite->script[n]->id;
        if (strcmp(id, word) == 0 || (strncmp(id, word, length) == 0 && id[length] == '[')) {
            print_script(suite->script[n]);
            return true;
        }
    }
    return false;
}

static bool explain_number(const struct suite *suite, const char *word)
{
    int64_t number = 0;
    const struct record *record = spec_find(&suite->spec, "error", span_of(word));
    if (record == NULL && span_number(span_of(word), &number)) {
        record = spec_error(&suite->spec, number);
    }
    if (record == NULL) {
        record = spec_find(&suite->spec, "constant", span_of(word));
    }
    if (record == NULL) {
        return false;
    }
    (void)printf("%.*s is %.*s, %s\n", SPAN(record->id), SPAN(record_second(record)),
                 span_is(record->type, "error") ? "an error code" : "a constant");
    print_field("means", record_field(record, "means", 0), 0);
    print_field("from", record_field(record, "from", 0), 0);
    return true;
}

bool explain(const struct suite *suite, const char *word)
{
    if (strcmp(word, "ambiguities") == 0) {
        ambiguities_page(suite);
        return true;
    }
    bool known = explain_clause(suite, word) || explain_ambiguity(suite, word) ||
                 explain_case(suite, word) || explain_number(suite, word);
    if (!known) {
        (void)fprintf(
            stderr,
            "clus-cts: %s is no clause, ambiguity, case, error or constant, nor `ambiguities`; "
            "clus-cts list names the cases\n",
            word);
    }
    return known;
}
