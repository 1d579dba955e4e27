#include "run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/give_up.h"
#include "endpoint/wire_run.h"
#include "execute.h"
#include "judge/errors_map.h"

enum { ANSWER_TEXT = 1 << 22, START_TRIES = 50, START_PAUSE = 100 };

/* -- the child's side ---------------------------------------------------------------------------
 */

struct telling {
    const struct script *script;
    FILE *out;
    char *text;
};

static void tell_begin(void *context, size_t step)
{
    struct telling *telling = context;
    child_tell(telling->out, "step %zu\n", step);
}

static void tell_answer(void *context, size_t step, const struct answer *answer)
{
    struct telling *telling = context;
    (void)answer_print(answer, telling->script->step[step].call, NULL, telling->text, ANSWER_TEXT);
    child_tell(telling->out, "answer %zu %s\n", step, telling->text);
}

void case_work(void *context, FILE *out)
{
    struct case_work *work = context;
    struct arena arena = {NULL};
    struct telling telling = {work->script, out, arena_take(&arena, ANSWER_TEXT)};
    struct witness witness = {tell_begin, tell_answer, &telling};
    char why[SUBJECT_TEXT];
    (void)signal(SIGINT, SIG_DFL); /* the subject's own */
    (void)signal(SIGTERM, SIG_DFL);
    if (!work->subject->type->open(work->subject, why)) { /* the preflight could */
        give_up(why);
    }
    execute(work->script, work->subject, &witness);
    arena_free(&arena);
}

/* -- the parent's side --------------------------------------------------------------------------
 */

struct listening {
    const struct suite *suite;
    struct case_result *result;
    const struct script *script;
    struct answer *answer;
    struct arena *arena;
    size_t step; /* the one that was begun last */
};

static void read_line(void *context, struct span line)
{
    struct listening *listening = context;
    struct span rest = line;
    struct span word = span_word(&rest);
    int64_t step;
    if (!span_number(span_word(&rest), &step) || step < 0 ||
        (size_t)step >= listening->script->steps) {
        return; /* the subject itself has written something */
    }
    if (span_is(word, "step")) {
        listening->step = (size_t)step;
    } else if (span_is(word, "answer")) {
        char why[200];
        struct span text = span_of(arena_print(listening->arena, "%.*s", SPAN(span_trim(rest))));
        struct answer *answer = &listening->answer[step];
        if (!answer_read(text, &listening->suite->dictionary, listening->arena, answer, why)) {
            *answer = (struct answer){.end = ANSWER_CRASH, .cause = span_of("unreadable-answer")};
        }
        errors_map(listening->suite, listening->script->step[step].call, answer);
    }
}

/* Put the end of the process down as the answer of the step that was under way, or of the next one
 * if it came between two. */
static void note_end(struct listening *listening, enum child_end end, const char *cause)
{
    size_t step = listening->step;
    step += listening->answer[step].end != ANSWER_NONE ? 1 : 0;
    if (end == CHILD_ENDED || step == listening->script->steps) {
        return;
    }
    struct answer *answer = &listening->answer[step];
    if (end == CHILD_HUNG) {
        answer->end = ANSWER_TIMEOUT;
    } else if (strcmp(cause, CHILD_STUB) == 0) {
        answer->end = ANSWER_STUB;
    } else {
        answer->end = ANSWER_CRASH;
        answer->cause = span_of(arena_print(listening->arena, "%s", cause));
    }
}

static bool is_chosen(const struct script *script, const struct run_request *request)
{
    for (size_t n = 0; n < request->onlys; n++) {
        if (script_matches(script, request->only[n])) {
            return true;
        }
    }
    return request->onlys == 0;
}

bool run_applies(const struct script *script, const struct subject_type *type)
{
    return script->wired ? type->connect != NULL : type->call != NULL;
}

const char *run_skips(const struct script *script, const struct run_request *request,
                      const struct subject *subject, struct arena *arena)
{
    if (wire_skips(script, subject->type) != NULL) {
        return wire_skips(script, subject->type);
    }
    if (script->skip != NULL) {
        return script->skip;
    }
    if (script->disturbs.length > 0 && subject->type->foreign && !request->may_disturb) {
        return arena_print(arena, "it disturbs the cluster (%.*s); --may-disturb runs it",
                           SPAN(script->disturbs));
    }
    return NULL;
}

void run_choose(struct report *report, const struct run_request *request,
                const struct subject *subject, struct arena *arena)
{
    const struct suite *suite = report->suite;
    report->result = arena_take(arena, (suite->scripts + 1) * sizeof *report->result);
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        if (!is_chosen(script, request)) {
            continue;
        }
        if (!run_applies(script, subject->type)) {
            report->elsewhere++;
        } else {
            report->result[report->results++] = (struct case_result){
                .script = script, .skip = run_skips(script, request, subject, arena)};
        }
    }
}

void run_skip_wire(struct report *report, const char *why)
{
    for (size_t n = 0; n < report->results; n++) {
        if (report->result[n].script->wired) {
            report->result[n].skip = why;
        }
    }
}

/* -- side by side -------------------------------------------------------------------------------
 */

/* A run under way: `jobs` places for children, and what is heard from the child in each. */
struct running {
    struct report *report;
    const struct run_request *request;
    struct subject *subject;
    struct arena *arena;
    struct child child[CHILDREN_MAX];
    struct listening listening[CHILDREN_MAX];
    size_t jobs;
};

/* No other case may run beside it. */
static bool runs_alone(const struct running *running, const struct script *script)
{
    return running->subject->type->foreign && script->disturbs.length > 0;
}

/* Cases that share one live endpoint would see each other's work: there they run one after another.
 * Otherwise each has a process, and so a subject, of its own. */
static size_t choose_jobs(const struct run_request *request, const struct subject *subject)
{
    bool shared = subject->type->foreign && subject->type->connect != NULL;
    return shared ? 1 : request->jobs;
}

/* -- stopping
 * ------------------------------------------------------------------------------------
 */

static volatile sig_atomic_t stopped;

/* Once: a second signal ends the program. */
static void stop(int number)
{
    stopped = 1;
    (void)signal(number, SIG_DFL);
}

void run_catch_signals(void)
{
    (void)signal(SIGINT, stop);
    (void)signal(SIGTERM, stop);
}

/* It was not run, or what stopped this program has stopped it too. */
static void leave_out(struct report *report, struct case_result *result)
{
    result->answer = NULL;
    result->skip = "the run was stopped before it was made";
    report->cut++;
}

/* It could not be run, and that is no fault of the subject's. */
static void not_made(struct running *running, struct case_result *result, const char *cause)
{
    result->answer = NULL;
    result->skip = arena_print(running->arena, "it could not be run: %s", cause);
    running->report->unmade++;
    running->report->lacked = result->skip;
}

/* Wait until one has ended, and collect its answers. False: none runs. */
static bool collect(struct running *running)
{
    size_t place = child_wait(running->child, running->jobs);
    if (place == running->jobs) {
        return false;
    }
    const struct child *child = &running->child[place];
    struct case_result *result = running->listening[place].result;
    if (stopped && child->end == CHILD_CRASHED) {
        leave_out(running->report, result);
    } else if (child->end == CHILD_FAILED) {
        not_made(running, result, child->cause);
    } else {
        note_end(&running->listening[place], child->end, child->cause);
    }
    return true;
}

static size_t free_place(struct running *running)
{
    for (;;) {
        for (size_t n = 0; n < running->jobs; n++) {
            if (!running->child[n].running) {
                return n;
            }
        }
        (void)collect(running);
    }
}

static void start(struct running *running, struct case_result *result)
{
    const struct script *script = result->script;
    struct case_work with = {running->subject, script};
    struct child_work work = {script->id, case_work, &with};
    struct answer *answer = arena_take(running->arena, script->steps * sizeof *answer);
    size_t place = free_place(running);
    struct child *child = &running->child[place];
    struct listening *listening = &running->listening[place];
    result->answer = answer;
    *listening =
        (struct listening){running->report->suite, result, script, answer, running->arena, 0};
    unsigned seconds = script->within > 0 ? script->within : running->request->seconds;
    for (unsigned tries = 1; !child_start(child, &work, seconds, read_line, listening); tries++) {
        if (tries == START_TRIES) { /* no fault of the subject's */
            not_made(running, result, child->cause);
            return;
        }
        if (!collect(running)) { /* the others may have taken what it needs */
            child_rest(START_PAUSE);
        }
    }
}

static void show_progress(const struct report *report, size_t n)
{
    (void)fprintf(stderr, "\r\033[K%zu/%zu %.60s", n + 1, report->results,
                  report->result[n].script->id);
    (void)fflush(stderr);
}

void run_all(struct report *report, const struct run_request *request, struct subject *subject,
             struct arena *arena)
{
    struct running running = {.report = report,
                              .request = request,
                              .subject = subject,
                              .arena = arena,
                              .jobs = choose_jobs(request, subject)};
    bool alone = false;
    for (size_t n = 0; n < report->results; n++) {
        struct case_result *result = &report->result[n];
        if (request->progress) {
            show_progress(report, n);
        }
        if (result->skip != NULL) {
            continue;
        }
        if (stopped) {
            leave_out(report, result);
            continue;
        }
        bool others_end = alone || runs_alone(&running, result->script);
        while (others_end && collect(&running)) {
        }
        alone = runs_alone(&running, result->script);
        start(&running, result);
    }
    while (collect(&running)) {
    }
    if (request->progress) {
        (void)fprintf(stderr, "\r\033[K");
    }
}

/* -- in this process ----------------------------------------------------------------------------
 */

struct showing {
    struct listening listening;
    char *text;
};

static void show_begin(void *context, size_t step)
{
    struct showing *showing = context;
    (void)printf("    %.*s\n", SPAN(showing->listening.script->step[step].text));
    (void)fflush(stdout);
}

static void show_answer(void *context, size_t step, const struct answer *answer)
{
    struct showing *showing = context;
    struct listening *listening = &showing->listening;
    (void)answer_print(answer, listening->script->step[step].call, &listening->suite->dictionary,
                       showing->text, ANSWER_TEXT);
    (void)printf("        => %s\n", showing->text);
    struct span line = span_of(arena_print(listening->arena, "answer %zu %s", step, showing->text));
    read_line(listening, line);
}

bool run_here(struct report *report, struct case_result *result, struct subject *subject,
              struct arena *arena, char *why)
{
    const struct script *script = result->script;
    struct answer *answer = arena_take(arena, script->steps * sizeof *answer);
    struct showing showing = {{report->suite, result, script, answer, arena, 0},
                              arena_take(arena, ANSWER_TEXT)};
    struct witness witness = {show_begin, show_answer, &showing};
    if (!subject->type->open(subject, why)) {
        return false;
    }
    execute(script, subject, &witness);
    result->answer = answer;
    return true;
}
