/* The page for documentation writers: every open question, its readings, what would settle it. */
#include <stdio.h>
#include <string.h>

#include "explain.h"

enum { PROSE_MAX = 2000 };

/* A field's prose without its first `skip` words, between two pieces of text. */
static void print_prose(const char *before, const struct field *field, size_t skip,
                        const char *after)
{
    char prose[PROSE_MAX];
    if (field != NULL) {
        (void)field_prose(field, skip, prose, sizeof prose);
        (void)printf("%s%s%s", before, prose, after);
    }
}

static void print_saying(const struct suite *suite, const struct field *says)
{
    struct span rest = says->rest;
    struct span id = span_word(&rest);
    char word[32];
    struct clause clause;
    (void)snprintf(word, sizeof word, "%.*s", SPAN(id));
    (void)printf("- **%s**", word);
    print_prose(": ", says, 1, "");
    if (spec_clause(&suite->spec, id, &clause)) {
        print_prose(" *(", clause.from, 0, ")*");
    }
    (void)printf("\n");
}

static void print_reading(const struct suite *suite, const struct record *ambiguity,
                          const struct field *reading, struct span name)
{
    const struct record *strict = suite_profile(suite, "strict");
    const struct field *why = NULL;
    (void)printf("- `%.*s`", SPAN(name));
    print_prose(": ", reading, 1, "");
    if (strict != NULL &&
        span_equal(spec_choice(&suite->spec, strict, ambiguity->id, &why), name)) {
        print_prose(" **The reference takes this one:** ", why, 2, "");
    }
    (void)printf("\n");
}

/* The cases that decide it, a table's rows as one. */
static void print_deciding(const struct suite *suite, const struct record *ambiguity)
{
    struct span last = {"", 0};
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        struct span name = {script->id, strcspn(script->id, "[")};
        for (size_t d = 0; d < script->decided; d++) {
            if (span_equal(script->decides[d], ambiguity->id) && !span_equal(name, last)) {
                (void)printf("%s`%.*s`", last.length == 0 ? "\nDecided by the cases " : ", ",
                             SPAN(name));
                last = name;
            }
        }
    }
    (void)printf("%s", last.length > 0 ? ".\n" : "");
}

static void print_ambiguity(const struct suite *suite, const struct record *ambiguity)
{
    struct span name;
    (void)printf("\n## %.*s\n", SPAN(ambiguity->id));
    print_prose("\n", record_field(ambiguity, "asks", 0), 0, "\n\nWhat is said:\n\n");
    for (size_t n = 0; record_field(ambiguity, "says", n) != NULL; n++) {
        print_saying(suite, record_field(ambiguity, "says", n));
    }
    (void)printf("\nReadings:\n\n");
    for (size_t n = 0; ambiguity_nth_reading(ambiguity, n, &name) != NULL; n++) {
        print_reading(suite, ambiguity, record_field(ambiguity, "reading", n), name);
    }
    print_prose("\nWhat would settle it: ", record_field(ambiguity, "settle", 0), 0, "\n");
    print_prose("\nNo case decides it: ", record_field(ambiguity, "untestable", 0), 0, "\n");
    print_deciding(suite, ambiguity);
}

void ambiguities_page(const struct suite *suite)
{
    (void)printf("# Questions that the documents leave open\n");
    for (size_t d = 0; d < suite->documents; d++) {
        for (size_t r = 0; r < suite->document[d].records; r++) {
            if (span_is(suite->document[d].record[r].type, "ambiguity")) {
                print_ambiguity(suite, &suite->document[d].record[r]);
            }
        }
    }
}
