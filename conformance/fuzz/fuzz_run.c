#include "fuzz_run.h"

#include <string.h>

#include "base/give_up.h"
#include "endpoint/wire_run.h"
#include "fuzz_text.h"
#include "script/case.h"

enum { TRIES = 5, PAUSE = 100 /* milliseconds */ };

/* -- the child's side ----------------------------------------------------------------------------
 */

struct fuzz_work {
    const struct fuzz_runner *runner;
    const struct script *script;
    const char *id;
    struct fuzz_sequence sequence; /* what is sent becomes known as it goes */
    bool given[FUZZ_STEPS];
    struct wire_run run;
};

/* Handles that were not given are NULL. */
static void forget_missing(struct fuzz_sequence *sequence, uint16_t n, const bool *given)
{
    struct fuzz_step *step = &sequence->step[n];
    for (size_t m = 0; m < step->parts; m++) {
        struct fuzz_part *part = &step->part[m];
        if (part->producer != FUZZ_NONE && !given[part->producer]) {
            part->type = PART_NULL;
            part->producer = FUZZ_NONE;
        }
    }
}

static void write_log(struct fuzz_work *work, uint16_t n)
{
    struct growing text = {.octets = NULL};
    FILE *log = work->runner->log;
    if (log == NULL) {
        return;
    }
    fuzz_step_text(&work->sequence, n, &text);
    child_tell(log, "%s\n", (const char *)text.octets);
    growing_free(&text);
}

/* What the parent is told of an answer. */
static const char *word_of(const struct answer *answer, enum fuzz_act act)
{
    bool closed = answer->end == ANSWER_WORD && span_is(answer->cause, "closed");
    return answer->end == ANSWER_HANDLE      ? "handle"
           : answer->end == ANSWER_MALFORMED ? "malformed"
           : closed && act != FUZZ_CLOSE     ? "closed"
                                             : "other";
}

/* False: the server has ended the connection. */
static bool take_step(struct fuzz_work *work, uint16_t n, FILE *out)
{
    struct arena arena = {NULL};
    struct answer answer;
    forget_missing(&work->sequence, n, work->given);
    write_log(work, n);
    child_tell(out, "step %u\n", (unsigned)n);
    (void)wire_take(&work->run, n, work->script->steps, &arena, &answer);
    const char *word = word_of(&answer, work->sequence.step[n].act);
    work->given[n] = answer.end == ANSWER_HANDLE;
    child_tell(out, "%s %u\n", word, (unsigned)n);
    arena_free(&arena);
    return strcmp(word, "closed") != 0;
}

static void take_steps(void *context, FILE *out)
{
    struct fuzz_work *work = context;
    char why[SUBJECT_TEXT];
    if (!work->runner->subject->type->open(work->runner->subject, why)) {
        give_up(why);
    }
    if (work->runner->log != NULL) {
        child_tell(work->runner->log, "case    %s\n", work->id);
    }
    for (uint16_t n = 0; n < work->sequence.steps; n++) {
        if (wire_can_take(&work->run, n) && !take_step(work, n, out)) {
            break;
        }
    }
    wire_run_end(&work->run);
    if (work->runner->log != NULL) {
        child_tell(work->runner->log, "\n");
    }
}

/* -- the parent's side ---------------------------------------------------------------------------
 */

static void read_line(void *context, struct span line)
{
    struct fuzz_report *report = context;
    struct span rest = line;
    struct span word = span_word(&rest);
    int64_t n;
    if (!span_number(span_word(&rest), &n) || n < 0 || n >= FUZZ_STEPS) {
        return; /* the subject itself has written something */
    }
    if (span_is(word, "step")) {
        report->last = (uint16_t)n;
        report->taken[n] = true;
        report->calls++;
    } else if (span_is(word, "handle")) {
        report->given[n] = true;
    } else if (span_is(word, "malformed")) {
        report->malformed++;
    } else if (span_is(word, "closed")) {
        report->came = FUZZ_ENDED;
    }
}

static void note_end(struct fuzz_report *report, enum child_end end)
{
    switch (end) {
    case CHILD_ENDED:
        report->came = report->came == FUZZ_ENDED ? FUZZ_ENDED : FUZZ_ALL;
        break;
    case CHILD_CRASHED:
        report->came = FUZZ_CRASH;
        break;
    case CHILD_HUNG:
        report->came = FUZZ_SILENT;
        break;
    case CHILD_FAILED: /* nothing can be said of the server */
        give_up(report->cause);
    }
}

static void keep(void *context, const struct script *script)
{
    *(const struct script **)context = script;
}

static void run_script(const struct fuzz_runner *runner, const struct fuzz_sequence *sequence,
                       const char *id, const struct script *script, struct fuzz_report *report)
{
    static struct fuzz_work work; /* large */
    struct child_work child = {id, take_steps, &work};
    enum child_end end = CHILD_FAILED;
    for (unsigned tries = 0; end == CHILD_FAILED && tries < TRIES; tries++) {
        work =
            (struct fuzz_work){.runner = runner, .script = script, .id = id, .sequence = *sequence};
        work.run = (struct wire_run){.script = script, .subject = runner->subject};
        *report = (struct fuzz_report){.came = FUZZ_UNMADE, .last = FUZZ_NONE};
        child_rest(tries * PAUSE);
        end = child_run(&child, runner->seconds, read_line, report, report->cause);
    }
    note_end(report, end);
}

/* The text of the sequence is read as any case is: so the same case does the same again. */
void fuzz_run(const struct fuzz_runner *runner, const struct fuzz_sequence *sequence,
              const char *id, struct fuzz_report *report)
{
    struct growing text = {.octets = NULL};
    struct arena arena = {NULL};
    struct document document;
    struct problem problem;
    const struct script *script = NULL;
    *report = (struct fuzz_report){.came = FUZZ_UNMADE, .last = FUZZ_NONE};
    fuzz_text(sequence, id, &text);
    if (!document_open(&document, id, (const char *)text.octets, text.length, &problem)) {
        give_up(problem.what);
    }
    if (case_read(&document.record[0], runner->dictionary, &arena, keep, &script, &problem)) {
        run_script(runner, sequence, id, script, report);
    } else {
        (void)problem_print(&problem, report->cause, sizeof report->cause);
    }
    document_close(&document);
    arena_free(&arena);
    growing_free(&text);
}

void fuzz_as_sent(struct fuzz_sequence *sequence, const struct fuzz_report *report)
{
    for (uint16_t n = 0; n < sequence->steps; n++) {
        forget_missing(sequence, n, report->given);
    }
    for (uint16_t n = sequence->steps; n > 0; n--) {
        if (!report->taken[n - 1] && n <= sequence->steps) {
            fuzz_remove(sequence, (uint16_t)(n - 1));
        }
    }
}
