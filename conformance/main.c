/* clus-cts: the command line, and which command it starts. */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include <errno.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

#include "base/out_file.h"
#include "discover/discover.h"
#include "endpoint/decode.h"
#include "explain/explain.h"
#include "explore/explore.h"
#include "fuzz/fuzz.h"
#include "options.h"
#include "out/out.h"
#include "run/run.h"
#include "saved/compare.h"
#include "saved/verify.h"
#include "shrink/shrink.h"

_Static_assert((int)MOST_JOBS == (int)CHILDREN_MAX, "--jobs takes as many as can be waited for");

/* What a run works with. */
struct session {
    const struct options *options;
    struct suite suite;
    struct subject subject;
    struct report report;
    struct run_request request;
    char saved[SUBJECT_TEXT]; /* the file of --failed */
};

static bool complain(const char *what, const char *word)
{
    (void)fprintf(stderr, "clus-cts: %s %s\n", what, word);
    return false;
}

/* `only`: the one case that a child needs, or NULL. */
static bool open_suite(struct session *session, const char *only)
{
    const struct options *options = session->options;
    const char *saved = session->saved;
    struct suite_request request = {.file = options->file,
                                    .files = options->files,
                                    .fixture = options->fixture,
                                    .known = options->known,
                                    .errors = options->errors,
                                    .profile = options_profile_file(options),
                                    .only = only,
                                    .everywhere = session->subject.type->everywhere};
    if (session->subject.endpoint[0] != '\0') {
        request.endpoint = session->subject.endpoint;
    }
    if (options->failed != NULL) {
        if (options->files > 0) {
            return complain("--failed and FILEs do not go together:", options->file[0]);
        }
        (void)snprintf(session->saved, sizeof session->saved, "%s/run.cases", options->failed);
        request.file = &saved;
        request.files = 1;
    }
    return suite_open(&session->suite, &request, stderr);
}

/* All profiles there are, and the one that decides. */
static bool choose_profiles(struct session *session)
{
    const struct options *options = session->options;
    struct report *report = &session->report;
    const char *name = options->profile != NULL         ? options->profile
                       : session->subject.type->foreign ? "sdk"
                                                        : "strict";
    const struct record *main_profile =
        suite_profile(&session->suite, options_profile_file(options) != NULL ? NULL : name);
    if (main_profile == NULL) {
        (void)fprintf(
            stderr, "clus-cts: there is no profile %s; sdk, strict, or a FILE with one of yours\n",
            name);
        return false;
    }
    report->suite = &session->suite;
    return report_choose_profile(report, main_profile);
}

static void dry_run(const struct report *report)
{
    size_t skipped = 0;
    for (size_t n = 0; n < report->results; n++) {
        out_trace(stdout, report, &report->result[n], SCRIPT_STEPS);
        skipped += report->result[n].skip != NULL ? 1 : 0;
        (void)printf("\n");
    }
    (void)printf("%zu cases, %zu would be skipped\n", report->results, skipped);
}

static int judge_here(struct session *session)
{
    struct report *report = &session->report;
    char why[SUBJECT_TEXT];
    if (report->results != 1) {
        (void)fprintf(stderr, "clus-cts: --here wants one case, --only chooses %zu\n",
                      report->results);
        return EXIT_USE;
    }
    struct case_result *result = &report->result[0];
    if (result->skip == NULL &&
        !run_here(report, result, &session->subject, &session->suite.arena, why)) {
        (void)complain("the subject cannot be judged:", why);
        return EXIT_SUBJECT;
    }
    report_judge(report, &session->suite.arena);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)printf("%.*s: %s%s%s\n", SPAN(report->profile[p]->id),
                     verdict_name(result->judgement[p].verdict),
                     result->judgement[p].why[0] != '\0' ? ": " : "", result->judgement[p].why);
    }
    return report->unexpected > 0 ? EXIT_UNEXPECTED : EXIT_EXPECTED;
}

/* What is left of standard output goes out. A verdict that nobody can read is none. */
static int end(int status)
{
    bool written = fflush(stdout) == 0 && ferror(stdout) == 0;
    if (!written) {
        (void)complain("standard output:", strerror(errno));
    }
    return written || status == EXIT_SUBJECT ? status : EXIT_USE;
}

static bool write_all(const struct session *session)
{
    const struct options *options = session->options;
    const struct report *report = &session->report;
    bool written = options->tap == NULL || out_tap(report, options->tap);
    written = (options->junit == NULL || out_junit(report, options->junit)) && written;
    written = (options->json == NULL || out_json(report, options->json)) && written;
    written = (options->html == NULL || out_html(report, options->html)) && written;
    written = (options->accept == NULL || out_accept(report, options->accept)) && written;
    return (options->save == NULL || save(report, options->save)) && written;
}

static int judge_all(struct session *session)
{
    struct report *report = &session->report;
    if (!preflight_run(&report->preflight, &session->subject, &session->suite.dictionary,
                       session->options->seconds * 2)) {
        (void)fprintf(stderr, "clus-cts: %s cannot be judged: %s\n", session->options->word,
                      report->preflight.problem);
        return EXIT_SUBJECT;
    }
    if (report->preflight.privacy) {
        run_skip_wire(report, NEEDS_PRIVACY);
    }
    run_catch_signals();
    run_all(report, &session->request, &session->subject, &session->suite.arena);
    identity_now(&report->identity, &session->suite, report->subject, report->preflight.file,
                 session->subject.endpoint, &session->suite.arena);
    report->may_disturb = session->request.may_disturb;
    report_partial(report, &session->suite.arena);
    report_judge(report, &session->suite.arena);
    out_term(report, isatty(fileno(stdout)) != 0);
    if (!write_all(session)) {
        return EXIT_USE;
    }
    if (report->cut > 0) {
        (void)fprintf(stderr, "clus-cts: stopped: %zu cases were not run\n", report->cut);
        return EXIT_SUBJECT;
    }
    if (report->unmade > 0) {
        (void)fprintf(stderr,
                      "clus-cts: %zu cases could not be run, so that the run is not whole; the "
                      "last: %s; try --jobs 1\n",
                      report->unmade, report->lacked);
        return EXIT_SUBJECT;
    }
    return report->unexpected > 0 ? EXIT_UNEXPECTED : EXIT_EXPECTED;
}

/* The work that a child was started again for. */
static int work_as_child(struct session *session, const char *name, const char *pipe)
{
    FILE *out = child_out(pipe);
    struct preflight_work first = {&session->subject, &session->suite.dictionary};
    struct case_work one = {&session->subject, suite_script(&session->suite, name)};
    if (out == NULL || (one.script == NULL && strcmp(name, PREFLIGHT) != 0)) {
        return EXIT_USE;
    }
    if (one.script == NULL) {
        preflight_work(&first, out);
    } else {
        case_work(&one, out);
    }
    child_tell(out, "done\n");
    return EXIT_EXPECTED;
}

static int run_session(struct session *session)
{
    struct report *report = &session->report;
    struct arena *arena = &session->suite.arena;
    if (!choose_profiles(session)) {
        return EXIT_USE;
    }
    run_choose(report, &session->request, &session->subject, arena);
    if (session->options->failed != NULL) {
        saved_keep_failed(report, arena);
    }
    if (report->results == 0 && session->options->failed != NULL) {
        (void)printf("no case failed in %s\n", session->options->failed);
        return EXIT_EXPECTED;
    }
    if (report->results == 0) {
        (void)complain(report->elsewhere > 0 ? "no case that applies to this subject matches"
                                             : "no case matches",
                       "--only; clus-cts list names them, with their clauses");
        return EXIT_USE;
    }
    if (session->options->dry_run) {
        dry_run(report);
        return EXIT_EXPECTED;
    }
    return session->options->here ? judge_here(session) : judge_all(session);
}

/* Find the endpoint, where the subject has one. */
static int prepare(struct subject *subject, const char *word)
{
    char why[SUBJECT_TEXT];
    enum subject_ready ready =
        subject->type->prepare != NULL ? subject->type->prepare(subject, why) : SUBJECT_READY;
    if (ready == SUBJECT_READY) {
        return EXIT_EXPECTED;
    }
    (void)fprintf(stderr, "clus-cts: %s: %s\n", word, why);
    return ready == SUBJECT_MISNAMED ? EXIT_USE : EXIT_SUBJECT;
}

static int fuzz_session(const struct session *session)
{
    const struct options *options = session->options;
    struct subject subject = session->subject;
    struct fuzz_request request = {
        .word = options->word,
        .subject = &subject,
        .dictionary = &session->suite.dictionary,
        .seed = options->seed,
        .count = options->count,
        .seconds = options->span == 0 && options->count == 0 ? FUZZ_SECONDS : options->span,
        .timeout = options->seconds,
        .log = options->log,
        .save = options->save,
        .restart = options->restart};
    return fuzz(&request);
}

static bool is_stdout(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}

/* One of the files for machines may be `-`. */
static bool share_stdout(const struct options *options)
{
    int wanted = is_stdout(options->tap) + is_stdout(options->junit) + is_stdout(options->json) +
                 is_stdout(options->html) + is_stdout(options->accept);
    if (wanted > 1) {
        return complain("only one of --tap, --junit, --json, --html and --accept can be", "-");
    }
    return wanted == 0 || out_take_stdout() || complain("standard output:", strerror(errno));
}

static int run(const struct options *options, const char *child, const char *pipe)
{
    static struct session session; /* large */
    if (child == NULL && !share_stdout(options)) {
        return EXIT_USE;
    }
    session.options = options;
    session.request =
        (struct run_request){.only = options->only,
                             .onlys = options->onlys,
                             .seconds = options->seconds,
                             .jobs = options->jobs > 0 ? options->jobs : child_processors(),
                             .may_disturb = options->may_disturb,
                             .progress = isatty(fileno(stderr)) != 0};
    if (!subject_choose(&session.subject, options->word)) {
        (void)complain("no such subject (ref, dll:PATH, rpc:ncacn_ip_tcp:HOST[PORT], cmd:PROGRAM):",
                       options->word);
        return EXIT_USE;
    }
    session.subject.fixture = options->fixture;
    if (options->command == COMMAND_FUZZ &&
        !fuzz_allowed(options->word, &session.subject, options->may_disturb)) {
        return EXIT_USE;
    }
    int prepared = prepare(&session.subject, options->word);
    if (prepared != EXIT_EXPECTED) {
        return prepared;
    }
    if (!open_suite(&session, child)) {
        return EXIT_USE;
    }
    session.report.suite = &session.suite;
    session.report.subject = options->word;
    session.report.options = options;
    int status = options->command == COMMAND_FUZZ ? fuzz_session(&session)
                 : child != NULL                  ? work_as_child(&session, child, pipe)
                                                  : run_session(&session);
    suite_close(&session.suite);
    return status;
}

static int list_command(const struct options *options)
{
    static struct suite suite;
    struct suite_request request = {.file = options->file, .files = options->files};
    if (!suite_open(&suite, &request, stderr)) {
        return EXIT_USE;
    }
    bool found = list(&suite, options->only, options->onlys);
    suite_close(&suite);
    return found ? EXIT_EXPECTED : EXIT_USE;
}

static int print_version(void)
{
    struct suite_digests digests;
    identity_suite(&digests);
    (void)printf("clus-cts %s\nits suite has the SHA-256 %s\n", suite_version, digests.suite);
    return EXIT_EXPECTED;
}

static int perform(const struct options *options, const char *child, const char *pipe)
{
    switch (options->command) {
    case COMMAND_RUN:
    case COMMAND_FUZZ:
        return run(options, child, pipe);
    case COMMAND_EXPLORE:
        return explore_command(options, child, pipe);
    case COMMAND_VERIFY:
        return verify_command(options);
    case COMMAND_COMPARE:
        return compare_command(options);
    case COMMAND_LIST:
        return list_command(options);
    case COMMAND_EXPLAIN:
        return explain_command(options, child, pipe);
    case COMMAND_DISCOVER:
        return discover_command(options, child, pipe);
    case COMMAND_SHRINK:
        return shrink_command(options, child, pipe);
    case COMMAND_DECODE: {
        struct decode_request request = {options->word,      options->file[0], options->file + 1,
                                         options->files - 1, options->ndr64,   options->big_endian,
                                         options->version_2};
        return decode_print(&request);
    }
    case COMMAND_HELP:
        options_help(options->helped);
        return EXIT_EXPECTED;
    case COMMAND_VERSION:
        return print_version();
    }
    return EXIT_USE;
}

int main(int count, char **argument)
{
    struct options options;
    const char *child = NULL;
    const char *pipe = NULL;
    child_setup(count, argument);
    if (count > 4 && strcmp(argument[1], "--child") == 0) { /* child.h: --child NAME --pipe N */
        child = argument[2];
        pipe = argument[4];
        argument += 4;
        count -= 4;
    }
    return options_read(&options, count, argument) ? end(perform(&options, child, pipe)) : EXIT_USE;
}
