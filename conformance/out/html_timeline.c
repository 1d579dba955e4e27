/* The handles of a case, drawn: a line for each, a column for each step. */
#include <string.h>

#include "html.h"
#include "judge/timeline.h"

enum { LABEL = 112, STEP = 24, LINE = 22, TOP = 18 };

static size_t x_of(size_t step)
{
    return LABEL + step * STEP + STEP / 2;
}

static size_t y_of(int lane)
{
    return TOP + (size_t)lane * LINE + LINE / 2;
}

/* Until which step is the lane drawn, and is it alive there? */
static size_t end_of(const struct timeline *timeline, int lane, size_t steps)
{
    for (size_t n = 0; n < timeline->events; n++) {
        const struct event *event = &timeline->event[n];
        if (event->lane == lane &&
            (event->mark == MARK_CLOSED || event->mark == MARK_INVALIDATED)) {
            return event->step;
        }
    }
    return steps - 1;
}

static void print_label(FILE *file, const struct lane *lane, size_t y)
{
    (void)fprintf(file, "<text x=2 y=%zu><tspan class=name>", y + 4);
    html_span(file, lane->name.length > 0 ? lane->name : span_of("-"));
    (void)fprintf(file, "</tspan> %s</text>", lane->kind);
}

static void print_lane(FILE *file, const struct timeline *timeline, int n, size_t steps)
{
    const struct lane *lane = &timeline->lane[n];
    size_t y = y_of(n);
    size_t last = end_of(timeline, n, steps);
    size_t open_end = last + 1 == steps && !lane->ended ? x_of(last) + STEP / 2 : x_of(last);
    print_label(file, lane, y);
    (void)fprintf(file, "<path class=life d=\"M%zu %zuH%zu\"/>", x_of(lane->opened), y, open_end);
    if (lane->ended && last + 1 < steps) {
        (void)fprintf(file, "<path class=after d=\"M%zu %zuH%zu\"/>", x_of(last), y,
                      x_of(steps - 1));
    }
    if (lane->origin != NOBODY) {
        (void)fprintf(file, "<path class=from d=\"M%zu %zuV%zu\"/>", x_of(lane->opened),
                      y_of(lane->origin), y);
    }
}

static void print_steps(FILE *file, const struct script *script, size_t wrong, size_t height)
{
    if (wrong < script->steps) {
        (void)fprintf(file, "<rect class=wrong x=%zu width=%d height=%zu />", LABEL + wrong * STEP,
                      STEP, height);
    }
    for (size_t s = 0; s < script->steps; s++) {
        (void)fprintf(file, "<text class=step x=%zu y=13>%zu</text>", x_of(s), s + 1);
    }
}

/* The same in words, for those who do not see it. */
static void print_words(FILE *file, const struct timeline *timeline)
{
    for (int n = 0; n < timeline->lanes; n++) {
        const struct lane *lane = &timeline->lane[n];
        bool first = true;
        (void)fputs(n > 0 ? "; " : "", file);
        html_span(file, lane->name);
        (void)fprintf(file, " %s", lane->kind);
        for (size_t e = 0; e < timeline->events; e++) {
            if (timeline->event[e].lane == n) {
                (void)fprintf(file, "%s %s %zu", first ? ":" : ",",
                              mark_text(timeline->event[e].mark), timeline->event[e].step + 1);
                first = false;
            }
        }
    }
}

static const char *symbol(enum mark mark)
{
    static const char *const symbols[MARKS] = {[MARK_OPENED] = "opened",
                                               [MARK_CLOSED] = "closed",
                                               [MARK_INVALIDATED] = "invalidated",
                                               [MARK_QUESTIONED] = "questioned",
                                               [MARK_USED] = "used",
                                               [MARK_USED_AFTER] = "after",
                                               [MARK_USED_WRONG] = "misused"};
    return symbols[mark];
}

void html_timeline(FILE *file, const struct case_result *result, const struct judgement *accusation)
{
    struct timeline timeline;
    const struct script *script = result->script;
    if (result->answer == NULL) {
        return;
    }
    timeline_make(&timeline, script, result->answer);
    if (timeline.lanes == 0) {
        return;
    }
    size_t height = TOP + (size_t)timeline.lanes * LINE + 2;
    (void)fprintf(file, "<figure class=timeline><svg width=%zu height=%zu role=img aria-label=\"",
                  LABEL + script->steps * STEP + 4, height);
    print_words(file, &timeline);
    (void)fputs("\">", file);
    print_steps(file, script, accusation->step, height);
    for (int n = 0; n < timeline.lanes; n++) {
        print_lane(file, &timeline, n, script->steps);
    }
    for (size_t n = 0; n < timeline.events; n++) {
        const struct event *event = &timeline.event[n];
        (void)fprintf(file, "<use href=\"#mark-%s\" x=%zu y=%zu />", symbol(event->mark),
                      x_of(event->step), y_of(event->lane));
    }
    (void)fputs("</svg></figure>\n", file);
}

void html_legend(FILE *file)
{
    static const char *const shapes[MARKS] = {
        [MARK_OPENED] = "<circle r=5 class=opened />",
        [MARK_CLOSED] = "<path d=\"M-4 -5h8v10h-8z\" class=closed />",
        [MARK_INVALIDATED] = "<path d=\"M-5 -5L5 5M-5 5L5 -5\" class=invalidated />",
        [MARK_QUESTIONED] = "<path d=\"M-6 0L0 -6L6 0L0 6z\" class=questioned />",
        [MARK_USED] = "<circle r=2.5 class=used />",
        [MARK_USED_AFTER] = "<path d=\"M-6 5L0 -6L6 5z\" class=stale />",
        [MARK_USED_WRONG] = "<path d=\"M-5 0L0 -6L5 0L0 6z\" class=misused />"};
    static const char *const words[MARKS] = {
        [MARK_OPENED] = "opened",
        [MARK_CLOSED] = "closed",
        [MARK_INVALIDATED] = "invalidated by what it was obtained from",
        [MARK_QUESTIONED] = "in question: an instance whose origin ends (AMB-14)",
        [MARK_USED] = "used",
        [MARK_USED_AFTER] = "used after its end",
        [MARK_USED_WRONG] = "passed as another kind, or altered"};
    (void)fputs("<svg width=0 height=0 class=symbols><defs>", file);
    for (enum mark mark = 0; mark < MARKS; mark++) {
        (void)fprintf(file, "<g id=mark-%s>%s</g>", symbol(mark), shapes[mark]);
    }
    (void)fputs("</defs></svg>\n<details class=legend><summary>How to read the drawings</summary>\n"
                "<p class=note>A line is a handle or a connection, a column a step; what the rules "
                "say of it, whatever the subject thinks.\n<ul>",
                file);
    for (enum mark mark = 0; mark < MARKS; mark++) {
        (void)fprintf(file,
                      "<li><svg width=16 height=16><use href=\"#mark-%s\" x=8 y=8 /></svg> %s\n",
                      symbol(mark), words[mark]);
    }
    (void)fputs("</ul></details>\n", file);
}
