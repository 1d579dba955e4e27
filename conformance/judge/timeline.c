#include "timeline.h"

#include <string.h>

void timeline_mark(struct timeline *timeline, int lane, size_t step, enum mark mark)
{
    if (timeline->events < TIMELINE_EVENTS) {
        timeline->event[timeline->events++] = (struct event){lane, step, mark};
    }
    if (mark == MARK_CLOSED || mark == MARK_INVALIDATED) {
        timeline->lane[lane].ended = true;
    }
    if (mark == MARK_QUESTIONED) {
        timeline->lane[lane].questioned = true;
    }
}

struct span step_name(const struct step *step)
{
    struct span name = {step->text.at, 0};
    const char *equals = memchr(step->text.at, '=', step->text.length);
    if (step->name == NO_NAME || equals == NULL) {
        return name;
    }
    name.length = (size_t)(equals - name.at);
    name = span_trim(name);
    for (size_t n = name.length; n-- > 0;) { /* `each`, `repeat 3`, `send` may stand before it */
        if (name.at[n] == ' ') {
            return (struct span){name.at + n + 1, name.length - n - 1};
        }
    }
    return name;
}

/* The handles that a step of the API is given, as they were before it. */
static void mark_uses(struct timeline *timeline, const struct ledger *ledger,
                      const struct step *step, size_t s)
{
    for (size_t n = 0; step->call->shape->parameters[n] != '\0'; n++) {
        const struct argument *argument = &step->argument[n];
        enum kind wanted = call_takes(step->call, n);
        int entry = wanted != KIND_NONE && argument->type == ARGUMENT_NAME
                        ? ledger->bound[argument->name]
                        : NOBODY;
        if (entry == NOBODY) {
            continue;
        }
        bool stale = timeline->lane[entry].ended;
        bool wrong = wanted != KIND_ANY && ledger->entry[entry].kind != wanted;
        bool closes = step->call->relation == RELATION_CLOSES && n == 0;
        if (wrong || stale || !closes) {
            timeline_mark(timeline, entry, s,
                          wrong   ? MARK_USED_WRONG
                          : stale ? MARK_USED_AFTER
                                  : MARK_USED);
        }
    }
}

/* Is every closed cluster handle above it on the other side of an instance? */
static bool is_behind_instance(const struct timeline *timeline, const struct ledger *ledger,
                               int entry)
{
    for (int at = entry; !timeline->lane[at].instance; at = ledger->entry[at].origin) {
        int origin = ledger->entry[at].origin;
        if (origin == NOBODY ||
            (ledger->entry[origin].kind == KIND_CLUSTER && ledger->entry[origin].closed)) {
            return false;
        }
    }
    return true;
}

static void mark_end(struct timeline *timeline, const struct ledger *ledger, int n, size_t s)
{
    struct lane *lane = &timeline->lane[n];
    if (lane->ended) {
        return;
    }
    if (ledger->entry[n].closed) {
        timeline_mark(timeline, n, s, MARK_CLOSED);
    } else if (ledger_is_ended(ledger, n)) {
        if (!is_behind_instance(timeline, ledger, n)) {
            timeline_mark(timeline, n, s, MARK_INVALIDATED);
        } else if (!lane->questioned) {
            timeline_mark(timeline, n, s, MARK_QUESTIONED);
        }
    }
}

/* What the step has changed in the ledger. */
static void mark_changes(struct timeline *timeline, const struct ledger *ledger,
                         const struct step *step, size_t s)
{
    while (timeline->lanes < ledger->entries) {
        const struct ledger_entry *entry = &ledger->entry[timeline->lanes];
        bool last = timeline->lanes + 1 == ledger->entries;
        timeline->lane[timeline->lanes] =
            (struct lane){.name = last ? step_name(step) : (struct span){"", 0},
                          .kind = kind_name(entry->kind),
                          .origin = entry->origin,
                          .opened = s,
                          .instance = step->call->relation == RELATION_INSTANCE};
        timeline_mark(timeline, timeline->lanes++, s, MARK_OPENED);
    }
    for (int n = 0; n < timeline->lanes; n++) {
        mark_end(timeline, ledger, n, s);
    }
}

void timeline_make(struct timeline *timeline, const struct script *script,
                   const struct answer *answer)
{
    struct ledger ledger;
    timeline->lanes = 0;
    timeline->events = 0;
    if (script->wired) {
        timeline_wire(timeline, script, answer);
        return;
    }
    ledger_start(&ledger);
    for (size_t s = 0; s < script->steps; s++) {
        if (answer[s].end != ANSWER_NONE) {
            mark_uses(timeline, &ledger, &script->step[s], s);
            (void)ledger_take(&ledger, &script->step[s], &answer[s]);
            mark_changes(timeline, &ledger, &script->step[s], s);
        }
    }
}

const char *mark_text(enum mark mark)
{
    static const char *const texts[MARKS] = {[MARK_OPENED] = "opened",
                                             [MARK_CLOSED] = "closed",
                                             [MARK_INVALIDATED] = "invalidated",
                                             [MARK_QUESTIONED] = "in question",
                                             [MARK_USED] = "used",
                                             [MARK_USED_AFTER] = "used after",
                                             [MARK_USED_WRONG] = "misused"};
    return texts[mark];
}
