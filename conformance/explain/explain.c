/* The command `explain`: who knows the word. */
#include "explain.h"

#include <stdio.h>
#include <string.h>

#include "run/run.h"

/* What its clauses demand, and what it decides. */
static void print_demands(const struct suite *suite, const struct script *script)
{
    for (size_t n = 0; n < script->clauses; n++) {
        struct clause clause;
        char label[24];
        (void)snprintf(label, sizeof label, "%.*s", SPAN(script->clause[n]));
        if (spec_clause(&suite->spec, script->clause[n], &clause)) {
            explain_field(label, clause.means, 0);
            explain_field("", clause.from, 0);
        }
    }
    for (size_t n = 0; n < script->decided; n++) {
        const struct record *ambiguity = spec_ambiguity(&suite->spec, script->decides[n]);
        char label[24];
        (void)snprintf(label, sizeof label, "%.*s", SPAN(script->decides[n]));
        if (ambiguity != NULL) {
            explain_field(label, record_field(ambiguity, "asks", 0), 0);
        }
    }
}

/* A case by its id, or the first of a table's by the name they share. */
static bool explain_case(const struct explaining *explaining, const char *word)
{
    size_t length = strlen(word);
    for (size_t n = 0; n < explaining->suite->scripts; n++) {
        const struct script *script = explaining->suite->script[n];
        if (strcmp(script->id, word) == 0 ||
            (strncmp(script->id, word, length) == 0 && script->id[length] == '[')) {
            (void)printf("%s, a case (%.*s:%u)\n", script->id, SPAN(script->file), script->line);
            print_demands(explaining->suite, script);
            explain_seen(explaining, word, true);
            return true;
        }
    }
    return false;
}

/* -- the command
 * ------------------------------------------------------------------------------------------ */

static bool explain(const struct explaining *explaining, const char *word)
{
    if (strcmp(word, "ambiguities") == 0) {
        ambiguities_page(explaining->suite);
        return true;
    }
    if (explain_clause(explaining, word) || explain_ambiguity(explaining, word) ||
        explain_case(explaining, word)) {
        return true;
    }
    bool number = explain_number(explaining, word);
    bool call = explain_function(explaining, word) || explain_method(explaining, word);
    if (!number && !call) {
        (void)fprintf(stderr,
                      "clus-cts: %s is no clause, ambiguity, case, error, constant, method, opnum "
                      "or function, nor `ambiguities`; clus-cts list names the cases\n",
                      word);
        explain_suggest(explaining, word);
    }
    return number || call;
}

/* A case of the reference's, in a process that was started again for it. */
static int work_as_child(const struct suite *suite, const char *name, const char *pipe)
{
    struct subject subject;
    FILE *out = child_out(pipe);
    struct case_work work = {&subject, suite_script(suite, name)};
    if (out == NULL || work.script == NULL || !subject_choose(&subject, "ref")) {
        return EXIT_USE;
    }
    case_work(&work, out);
    child_tell(out, "done\n");
    return EXIT_EXPECTED;
}

int explain_command(const struct options *options, const char *child, const char *pipe)
{
    static struct suite suite; /* large */
    struct background background;
    struct suite_request request = {.only = child, .everywhere = true};
    struct subject reference;
    char why[SUBJECT_TEXT];
    (void)subject_choose(&reference, "ref");
    (void)reference.type->prepare(&reference, why);
    request.endpoint = reference.endpoint;
    if (!suite_open(&suite, &request, stderr)) {
        return EXIT_USE;
    }
    int status = EXIT_USE;
    if (child != NULL) {
        status = work_as_child(&suite, child, pipe);
    } else if (background_open(&background)) {
        struct explaining explaining = {&suite, &background, options};
        status = explain(&explaining, options->word) ? EXIT_EXPECTED : EXIT_USE;
        background_close(&background);
    }
    suite_close(&suite);
    return status;
}
