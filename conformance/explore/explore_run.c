/* The order of events: one length after another, processes that walk, what they tell. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "explore.h"

enum { WORK_NAME = EXPLORE_PATH + 512, TRIED_ALONE = 1000, NOT_IMPLEMENTED = 120 };

/* What is heard from one process. */
struct hearing {
    struct exploration *exploration;
    struct child *child;
    struct explore_place place; /* the last one told */
    uint64_t tried;             /* by this process */
    enum {
        HEARD_NOTHING,
        HEARD_AT,
        HEARD_TRY,
        HEARD_GO,
        HEARD_LOST,
        HEARD_REST,
        HEARD_SHOWN,
        HEARD_DIFFERS,
        HEARD_COUNT
    } last;
    char cannot[SUBJECT_TEXT];
    struct model_answer answer; /* that differs, or of explore_alone */
    bool answered;
};

/* -- the child's part
 * ------------------------------------------------------------------------------- */

static void make_alone(struct explore_walk *walk, const struct explore_place *place, FILE *out)
{
    char why[SUBJECT_TEXT];
    char text[160];
    struct explore_maker maker;
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    struct model_answer answer = {.number = 0};
    if (!walk->subject->type->open(walk->subject, why) ||
        !explore_follow(walk, place, model, call)) {
        return;
    }
    explore_maker_start(&maker, walk->subject, &walk->names, &walk->stubs);
    for (unsigned n = 0; n <= place->steps; n++) {
        explore_make(&maker, &call[n], model[n].handles, &answer);
        if (n < place->steps && model_succeeded(&call[n], &answer) != place->step[n].succeeded) {
            return;
        }
    }
    (void)explore_answer_print(&answer, text, sizeof text);
    child_tell(out, "answer %s\n", text);
}

/* The stubs as a word, and back: their numbers behind a dash each. */
enum { STUBS_TEXT = (MODEL_CHANGE + 1) * EXPLORE_KINDS * 2 * 4 + 2 };

static void print_stubs(const struct explore_stubs *stubs, char *out)
{
    const bool *is = &stubs->is[0][0][0];
    size_t at = (size_t)snprintf(out, STUBS_TEXT, "-");
    for (size_t n = 0; n < sizeof *stubs / sizeof *is; n++) {
        if (is[n]) {
            at += (size_t)snprintf(out + at, STUBS_TEXT - at, "%zu-", n);
        }
    }
}

static void read_stubs(struct explore_stubs *stubs, struct span text)
{
    bool *is = &stubs->is[0][0][0];
    size_t number = 0;
    for (size_t n = 1; n < text.length; n++) {
        bool digit = text.at[n] >= '0' && text.at[n] <= '9';
        if (!digit && number < sizeof *stubs / sizeof *is) {
            is[number] = true;
        }
        number = digit ? number * 10 + (size_t)(text.at[n] - '0') : 0;
    }
}

bool explore_child(struct exploration *exploration, const char *name, FILE *out)
{
    struct explore_walk *walk = &exploration->walk;
    struct span rest = span_of(name);
    (void)span_word(&rest);
    struct span task = span_word(&rest);
    int64_t length;
    if (!span_number(span_word(&rest), &length) || length < 1 || length > EXPLORE_DEPTH ||
        !explore_place_read(&walk->from, span_word(&rest))) {
        return false;
    }
    read_stubs(&walk->stubs, span_word(&rest));
    walk->length = (unsigned)length;
    walk->careful = span_is(task, "carefully");
    if (span_is(task, "alone")) {
        make_alone(walk, &walk->from, out);
    } else {
        explore_walk(walk, out);
    }
    return true;
}

struct child_part {
    struct exploration *exploration;
    const char *name;
};

static void work_in_child(void *context, FILE *out)
{
    struct child_part *part = context;
    (void)explore_child(part->exploration, part->name, out);
}

/* -- what a process tells
 * ---------------------------------------------------------------------------- */

static void show_progress(const struct exploration *exploration, const struct hearing *hearing)
{
    (void)fprintf(stderr, "\r\033[K%u calls: %" PRIu64 " sequences, %zu differences",
                  exploration->walk.length, exploration->sequences + hearing->tried,
                  exploration->findings);
    (void)fflush(stderr);
}

static void hear(void *context, struct span line)
{
    struct hearing *hearing = context;
    struct span rest = line;
    struct span word = span_word(&rest);
    struct explore_place place;
    int64_t number;
    hearing->child->deadline = child_now() + (int64_t)hearing->exploration->seconds * 1000;
    if (span_is(word, "cannot")) {
        (void)snprintf(hearing->cannot, sizeof hearing->cannot, "%.*s", SPAN(rest));
    } else if (span_is(word, "answer")) {
        hearing->answered = explore_answer_read(&hearing->answer, rest);
    } else if (span_is(word, "count") && span_number(span_word(&rest), &number)) {
        hearing->tried = (uint64_t)number;
        hearing->last = HEARD_COUNT;
    } else if (explore_place_read(&place, span_word(&rest))) {
        bool counted = span_number(span_word(&rest), &number);
        hearing->place = place;
        if (span_is(word, "differs")) {
            hearing->answered = explore_answer_read(&hearing->answer, rest);
        }
        hearing->last = span_is(word, "at")        ? HEARD_AT
                        : span_is(word, "differs") ? HEARD_DIFFERS
                        : span_is(word, "try")     ? HEARD_TRY
                        : span_is(word, "lost")    ? HEARD_LOST
                        : span_is(word, "rest")    ? HEARD_REST
                        : span_is(word, "shown")   ? HEARD_SHOWN
                                                   : HEARD_GO;
        hearing->tried = counted ? (uint64_t)number : hearing->tried;
        hearing->tried += hearing->last == HEARD_TRY ? 1 : 0;
        if (hearing->last == HEARD_AT && hearing->exploration->progress) {
            show_progress(hearing->exploration, hearing);
        }
    }
}

/* -- processes
 * --------------------------------------------------------------------------------------- */

/* Run a process with that task from that place on; how it ended. */
static void run_one(struct exploration *exploration, const char *task,
                    const struct explore_place *place, struct hearing *hearing, struct child *child)
{
    char text[EXPLORE_PATH];
    char stubs[STUBS_TEXT];
    char name[WORK_NAME];
    (void)explore_place_print(place, text);
    print_stubs(&exploration->walk.stubs, stubs);
    (void)snprintf(name, sizeof name, EXPLORE " %s %u %s %s", task, exploration->walk.length, text,
                   stubs);
    struct child_part part = {exploration, name};
    struct child_work work = {name, work_in_child, &part};
    *hearing = (struct hearing){.exploration = exploration, .child = child, .place = *place};
    exploration->processes++;
    if (child_start(child, &work, exploration->seconds, hear, hearing)) {
        (void)child_wait(child, 1);
    }
    if (child->end == CHILD_FAILED) {
        (void)snprintf(exploration->lacked, sizeof exploration->lacked, "%s", child->cause);
    }
}

/* Make the sequence of a finding in a process of its own. */
static void explore_alone(struct exploration *exploration, struct finding *finding)
{
    struct hearing hearing;
    struct child child;
    run_one(exploration, "alone", &finding->place, &hearing, &child);
    struct model_answer answer = hearing.answer;
    if (child.end == CHILD_FAILED) {
        return;
    }
    if (child.end != CHILD_ENDED) {
        answer = (struct model_answer){.crashed = true};
    } else if (!hearing.answered) {
        return;
    }
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    struct model_permitted permitted;
    unsigned last = finding->place.steps;
    if (explore_follow(&exploration->walk, &finding->place, model, call)) {
        model_ask(&model[last], &call[last], &permitted);
        finding->alone = !model_allows(&permitted, &call[last], &answer);
    }
}

static struct finding *finding_of(struct exploration *exploration, const char *what)
{
    for (size_t n = 0; n < exploration->findings; n++) {
        if (strcmp(exploration->finding[n].what, what) == 0) {
            return &exploration->finding[n];
        }
    }
    if (exploration->findings == FINDINGS_MAX) {
        return NULL;
    }
    struct finding *finding = &exploration->finding[exploration->findings++];
    *finding = (struct finding){.count = 0};
    (void)strcpy(finding->what, what);
    return finding;
}

/* Does the function say no more than that it is not implemented (notation.md, "Answers")? Then it
 * is left out from now on. */
static bool is_stub(struct exploration *exploration, const struct explore_place *place,
                    const struct model_answer *answer, const char *cause)
{
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    const struct model_call *last = &call[place->steps];
    if (!explore_follow(&exploration->walk, place, model, call)) {
        return false;
    }
    bool refused = !answer->crashed && !model_succeeded(last, answer) &&
                   model_code(last, answer) == NOT_IMPLEMENTED;
    bool is = refused || strcmp(cause, CHILD_STUB) == 0;
    if (is) {
        exploration->walk.stubs.is[last->verb][last->kind][last->ex] = true;
    }
    return is;
}

/* A sequence that ends otherwise than is permitted. Until one of its sort did so in a process of
 * its own, each is tried in one. */
static void find(struct exploration *exploration, const struct explore_place *place,
                 const struct model_answer *answer, const char *cause)
{
    char what[FINDING_TEXT];
    if (is_stub(exploration, place, answer, cause)) {
        return;
    }
    explore_describe(exploration, place, answer, cause, what);
    struct finding *finding = finding_of(exploration, what);
    if (finding == NULL) {
        exploration->unlisted++;
        return;
    }
    if (!finding->alone && finding->count < TRIED_ALONE) {
        finding->place = *place;
        finding->answer = *answer;
        explore_alone(exploration, finding);
    }
    finding->count++;
}

/* Put down what a process left behind. True: the call where it stopped is done with. */
static bool after_process(struct exploration *exploration, const struct hearing *hearing,
                          const struct child *child)
{
    struct model_answer crash = {.crashed = true, .cluster = -1};
    const char *cause = child->end == CHILD_HUNG ? "timeout" : child->cause;
    bool died = child->end != CHILD_ENDED;
    exploration->hangs += child->end == CHILD_HUNG ? 1 : 0;
    if (died && hearing->last == HEARD_TRY) {
        find(exploration, &hearing->place, &crash, cause);
    } else if (!died && hearing->last == HEARD_DIFFERS) {
        find(exploration, &hearing->place, &hearing->answer, "");
    } else if (died || hearing->last == HEARD_LOST ||
               (hearing->last == HEARD_SHOWN && exploration->findings == 0)) {
        exploration->abandoned++;
    }
    return died || (hearing->last != HEARD_REST && hearing->last != HEARD_SHOWN);
}

size_t explore_found(const struct exploration *exploration)
{
    size_t found = 0;
    for (size_t n = 0; n < exploration->findings; n++) {
        found += exploration->finding[n].alone ? 1 : 0;
    }
    return found;
}

static bool is_enough(const struct exploration *exploration)
{
    return exploration->hangs == EXPLORE_HANGS ||
           (exploration->first && explore_found(exploration) > 0);
}

/* All sequences of one length. */
static bool explore_length(struct exploration *exploration, char *why)
{
    struct explore_place place = {.steps = 0};
    bool careful = false;
    for (;;) {
        struct hearing hearing;
        struct child child;
        run_one(exploration, careful ? "carefully" : "quickly", &place, &hearing, &child);
        if (exploration->lacked[0] != '\0' || hearing.cannot[0] != '\0') {
            (void)snprintf(why, SUBJECT_TEXT, "%s",
                           exploration->lacked[0] != '\0' ? exploration->lacked : hearing.cannot);
            return false;
        }
        bool died = child.end != CHILD_ENDED;
        if (hearing.last < (died ? (careful ? HEARD_AT : HEARD_NOTHING) : HEARD_LOST)) {
            (void)strcpy(why, "a process of it ends before anything is tried");
            return false;
        }
        exploration->sequences += hearing.tried;
        if (!died && hearing.last == HEARD_COUNT) {
            return true;
        }
        place = hearing.place;
        careful = died && !careful; /* once more from this path, to see which call it was */
        if (!careful) {
            place.next += after_process(exploration, &hearing, &child) ? 1 : 0;
        }
        if (exploration->lacked[0] != '\0') { /* a process of its own for a sequence */
            (void)snprintf(why, SUBJECT_TEXT, "%s", exploration->lacked);
            return false;
        }
        if (is_enough(exploration)) {
            return true;
        }
    }
}

bool explore_all(struct exploration *exploration, char *why)
{
    for (unsigned length = 1; length <= exploration->depth; length++) {
        exploration->walk.length = length;
        bool explored = explore_length(exploration, why);
        if (exploration->progress) {
            (void)fprintf(stderr, "\r\033[K");
        }
        if (!explored || is_enough(exploration)) {
            return explored;
        }
    }
    return true;
}
