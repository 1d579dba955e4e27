/* The command `discover`: what the child tells, and what becomes of it. */
#include "discover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/report.h"
#include "run/run.h"

enum { ROUNDS_MOST = 24 };

/* -- what the child tells
 * ---------------------------------------------------------------------------------- */

static const char *kept(struct discovery *discovery, struct span text)
{
    return arena_print(&discovery->arena, "%.*s", SPAN(span_trim(text)));
}

static void note_cluster(struct discovery *discovery, struct span rest)
{
    int64_t n = FOUND_CLUSTERS;
    if (!span_number(span_word(&rest), &n) || n < 0 || n >= FOUND_CLUSTERS) {
        return;
    }
    struct span what = span_word(&rest);
    struct found_cluster *cluster = &discovery->cluster[n];
    discovery->clusters = (size_t)n >= discovery->clusters ? (size_t)n + 1 : discovery->clusters;
    if (span_is(what, "name")) {
        cluster->name = kept(discovery, rest);
    } else if (span_is(what, "fqdn")) {
        cluster->fqdn = kept(discovery, rest);
    } else if (span_is(what, "release")) {
        cluster->release = kept(discovery, rest);
    }
    cluster->local = cluster->local || span_is(what, "local");
    cluster->reads = cluster->reads || span_is(what, "reads") || span_is(what, "release");
    cluster->changes = cluster->changes || span_is(what, "changes") || span_is(what, "release");
    cluster->unreachable = cluster->unreachable || span_is(what, "unreachable");
    cluster->privacy = cluster->privacy || span_is(what, "privacy");
}

static void note_object(struct discovery *discovery, struct span rest)
{
    int64_t kind = KIND_NONE;
    if (span_number(span_word(&rest), &kind) && kind > KIND_NONE && kind < KINDS &&
        discovery->objects < FOUND_OBJECTS) {
        discovery->object[discovery->objects++] =
            (struct found_object){.kind = (enum kind)kind, .name = kept(discovery, rest)};
    }
}

static void note_fact(struct discovery *discovery, struct span rest)
{
    int64_t n = -1;
    if (!span_number(span_word(&rest), &n) || n < 0 || (size_t)n >= discovery->objects) {
        return;
    }
    struct span what = span_word(&rest);
    for (enum fact fact = 0; fact < FACTS; fact++) {
        if (span_is(what, discover_facts[fact])) {
            discovery->object[n].fact[fact] = kept(discovery, rest);
        }
    }
}

void discover_line(void *context, struct span line)
{
    struct discovery *discovery = context;
    struct span rest = line;
    struct span word = span_word(&rest);
    if (span_is(word, "cluster")) {
        note_cluster(discovery, rest);
    } else if (span_is(word, "object")) {
        note_object(discovery, rest);
    } else if (span_is(word, "fact")) {
        note_fact(discovery, rest);
    } else if (span_is(word, "localnode")) {
        discovery->local_node = kept(discovery, rest);
    } else if (span_is(word, "asking")) {
        (void)snprintf(discovery->asking, sizeof discovery->asking, "%.*s", SPAN(span_trim(rest)));
    } else if (span_is(word, "cannot")) {
        (void)snprintf(discovery->cannot, sizeof discovery->cannot, "%.*s", SPAN(span_trim(rest)));
    }
}

/* -- asking
 * -----------------------------------------------------------------------------------------------
 */

static void forget(struct discovery *discovery)
{
    memset(discovery->cluster, 0, sizeof discovery->cluster);
    discovery->clusters = discovery->objects = 0;
    discovery->asking[0] = '\0';
}

/* The call that was under way when the process ended is left out from now on. False: there was
 * none, or it is left out already. */
static bool leave_out(struct discovery *discovery)
{
    char call[80];
    size_t length = strcspn(discovery->asking, " ");
    (void)snprintf(call, sizeof call, " %.*s", (int)(length < 70 ? length : 70), discovery->asking);
    if (length < 2 || strstr(discovery->left_out, call) != NULL ||
        strlen(discovery->left_out) + strlen(call) >= sizeof discovery->left_out) {
        return false;
    }
    (void)strcat(discovery->left_out, call);
    return true;
}

void discover_ask(struct discovery *discovery, const struct discover_work *work, unsigned seconds)
{
    for (unsigned round = 0; round < ROUNDS_MOST; round++) {
        char name[FOUND_TEXT + 20];
        char cause[CHILD_CAUSE];
        struct discover_work with = *work;
        struct child_work child = {name, discover_work, &with};
        forget(discovery);
        with.left_out = discovery->left_out;
        (void)snprintf(name, sizeof name, DISCOVER "%s", discovery->left_out);
        enum child_end end = child_run(&child, seconds, discover_line, discovery, cause);
        if (end == CHILD_FAILED) { /* nothing can be said of the subject */
            (void)snprintf(discovery->cannot, sizeof discovery->cannot, "%s", cause);
        }
        if (end == CHILD_ENDED || discovery->cannot[0] != '\0') {
            return;
        }
        if (!leave_out(discovery)) {
            (void)snprintf(discovery->cannot, sizeof discovery->cannot, "%s: %.400s",
                           end == CHILD_HUNG ? "no answer in time" : cause, discovery->asking);
            return;
        }
    }
}

/* Why there is nothing to write, or NULL. */
static const char *problem_of(struct discovery *discovery)
{
    const struct found_cluster *cluster = &discovery->cluster[0];
    if (discovery->cannot[0] != '\0') {
        return discovery->cannot;
    }
    if (cluster->privacy) {
        return "the endpoint answers only with packet privacy: discover it through cmd:tools/relay";
    }
    if (discovery->clusters == 0 || cluster->unreachable) {
        return "nobody answers there: no cluster can be opened";
    }
    if (cluster->release != NULL && discovery->objects == 0) {
        return "it knows only version 2.0 of the interface: name a cluster of version 3.0 first";
    }
    if (cluster->name == NULL) {
        return "the cluster opens, but does not tell its name";
    }
    return discovery->objects == 0 ? "the cluster opens, but its enumerations name nothing" : NULL;
}

/* -- what the fixture makes possible
 * ------------------------------------------------------------------------- */

/* The cases that are skipped for that reason. */
static void print_skipped(const struct report *report, const char *why)
{
    struct span last = {"", 0};
    size_t count = 0;
    for (size_t n = 0; n < report->results; n++) {
        count += report->result[n].skip != NULL && strcmp(report->result[n].skip, why) == 0;
    }
    (void)printf("%zu not: %s\n", count, why);
    for (size_t n = 0; n < report->results; n++) {
        const char *id = report->result[n].script->id;
        struct span record = {id, strcspn(id, "[")};
        if (report->result[n].skip != NULL && strcmp(report->result[n].skip, why) == 0 &&
            !span_equal(record, last)) {
            (void)printf("        %.*s\n", SPAN(record));
            last = record;
        }
    }
}

static void print_possible(const struct report *report)
{
    size_t possible = 0;
    for (size_t n = 0; n < report->results; n++) {
        possible += report->result[n].skip == NULL ? 1 : 0;
    }
    (void)printf("%zu of %zu cases can run with it\n", possible, report->results);
    for (size_t n = 0; n < report->results; n++) {
        bool told = report->result[n].skip == NULL;
        for (size_t m = 0; m < n && !told; m++) {
            told = report->result[m].skip != NULL &&
                   strcmp(report->result[m].skip, report->result[n].skip) == 0;
        }
        if (!told) {
            print_skipped(report, report->result[n].skip);
        }
    }
}

static int dry_run(const struct discovery *discovery, const struct options *options,
                   const struct subject *subject, const struct growing *text)
{
    static struct suite suite; /* large */
    static struct report report;
    struct suite_request request = {.fixture_text = (const char *)text->octets,
                                    .everywhere = subject->type->everywhere};
    struct run_request run = {.may_disturb = options->may_disturb};
    if (subject->endpoint[0] != '\0') {
        request.endpoint = subject->endpoint;
    }
    if (!suite_open(&suite, &request, stderr)) {
        return EXIT_USE;
    }
    report = (struct report){.suite = &suite, .options = options};
    run_choose(&report, &run, subject, &suite.arena);
    print_possible(&report);
    (void)printf("%s", discover_untold(discovery));
    suite_close(&suite);
    return EXIT_EXPECTED;
}

/* -- the command
 * ------------------------------------------------------------------------------------------ */

static int discover(const struct options *options, struct discover_work *work)
{
    static struct discovery discovery; /* large */
    struct growing text = {.octets = NULL};
    discovery.object = arena_take(&discovery.arena, FOUND_OBJECTS * sizeof *discovery.object);
    discovery.wire = work->subject->type->call == NULL;
    discover_ask(&discovery, work, options->seconds * 12);
    const char *problem = problem_of(&discovery);
    int status = EXIT_EXPECTED;
    if (problem != NULL) {
        (void)fprintf(stderr, "clus-cts: %s cannot be discovered: %s\n", options->word, problem);
        if (discovery.left_out[0] != '\0') {
            (void)fprintf(stderr,
                          "clus-cts: left out, because the call ended or hung the process:%s\n",
                          discovery.left_out);
        }
        status = EXIT_SUBJECT;
    } else {
        discover_assign(&discovery);
        discover_fixture(&discovery, options, work->subject, &text);
        if (options->dry_run) {
            status = dry_run(&discovery, options, work->subject, &text);
        } else {
            (void)fputs((const char *)text.octets, stdout);
        }
    }
    growing_free(&text);
    arena_free(&discovery.arena);
    return status;
}

static int work_as_child(struct discover_work *work, const char *name, const char *pipe)
{
    FILE *out = child_out(pipe);
    if (out == NULL || strncmp(name, DISCOVER, strlen(DISCOVER)) != 0) {
        return EXIT_USE;
    }
    work->left_out = name + strlen(DISCOVER);
    discover_work(work, out);
    child_tell(out, "done\n");
    return EXIT_EXPECTED;
}

int discover_command(const struct options *options, const char *child, const char *pipe)
{
    static struct suite suite; /* large */
    struct subject subject;
    char why[SUBJECT_TEXT] = "no such subject";
    if (!subject_choose(&subject, options->word) ||
        (subject.type->prepare != NULL && subject.type->prepare(&subject, why) != SUBJECT_READY)) {
        (void)fprintf(stderr, "clus-cts: %s: %s\n", options->word, why);
        return EXIT_USE;
    }
    subject.fixture = options->fixture;
    struct suite_request request = {.endpoint =
                                        subject.endpoint[0] != '\0' ? subject.endpoint : NULL};
    if (options->files >= FOUND_CLUSTERS || !suite_open(&suite, &request, stderr)) {
        return EXIT_USE;
    }
    struct discover_work work = {&subject, &suite, options->file, options->files, ""};
    int status = child != NULL ? work_as_child(&work, child, pipe) : discover(options, &work);
    suite_close(&suite);
    return status;
}
