/* The timeline of a case on the wire. */
#include <string.h>

#include "timeline.h"

/* What the lanes are while the steps are walked through. */
struct walk {
    struct timeline *timeline;
    int bound[SCRIPT_NAMES];   /* the lane behind a name, or NOBODY */
    int group[TIMELINE_LANES]; /* a connection's association group: the lane that began it */
};

static bool is_connection(const struct lane *lane)
{
    return strcmp(lane->kind, "connection") == 0;
}

static int open_lane(struct walk *walk, const struct step *step, size_t s, const char *kind,
                     int origin)
{
    struct timeline *timeline = walk->timeline;
    int lane = timeline->lanes;
    if (lane == TIMELINE_LANES) {
        return NOBODY;
    }
    timeline->lanes++;
    timeline->lane[lane] =
        (struct lane){.name = step_name(step), .kind = kind, .origin = origin, .opened = s};
    timeline_mark(timeline, lane, s, MARK_OPENED);
    return lane;
}

static void connect_lane(struct walk *walk, const struct step *step, const struct answer *answer,
                         size_t s)
{
    const struct wire_connect *connect = step->wire->connect;
    int with =
        connect != NULL && connect->group != NO_CONNECTION ? walk->bound[connect->group] : NOBODY;
    bool stands = span_is(answer->cause, "bound") || span_is(answer->cause, "open");
    int lane = stands ? open_lane(walk, step, s, "connection", NOBODY) : NOBODY;
    if (lane != NOBODY) {
        walk->group[lane] = with != NOBODY ? walk->group[with] : lane;
    }
    if (step->name != NO_NAME) {
        walk->bound[step->name] = lane;
    }
}

/* A connection has ended; the context handles go with the last one of its association. */
static void end_connection(struct walk *walk, int connection, size_t s, enum mark mark)
{
    struct timeline *timeline = walk->timeline;
    int group = walk->group[connection];
    if (timeline->lane[connection].ended) {
        return;
    }
    timeline_mark(timeline, connection, s, mark);
    for (int n = 0; n < timeline->lanes; n++) {
        if (is_connection(&timeline->lane[n]) && walk->group[n] == group &&
            !timeline->lane[n].ended) {
            return;
        }
    }
    for (int n = 0; n < timeline->lanes; n++) {
        int origin = timeline->lane[n].origin;
        if (origin != NOBODY && walk->group[origin] == group && !timeline->lane[n].ended) {
            timeline_mark(timeline, n, s, MARK_INVALIDATED);
        }
    }
}

/* Mark the handles among the parts; returns the lane of the last one that was passed unaltered, or
 * NOBODY. Parts within parts have the depth of the notation's brackets. */
static int mark_parts(struct walk *walk, const struct part *part, size_t parts, size_t s,
                      bool closes)
{
    int given = NOBODY;
    for (size_t n = 0; n < parts; n++) {
        if (part[n].parts > 0) {
            int within = mark_parts(walk, part[n].part, part[n].parts, s, closes);
            given = within != NOBODY ? within : given;
        }
        bool altered = part[n].type == PART_ALTERED;
        int lane = altered || part[n].type == PART_HANDLE ? walk->bound[part[n].name] : NOBODY;
        if (lane == NOBODY) {
            continue;
        }
        given = altered ? given : lane;
        if (altered) {
            timeline_mark(walk->timeline, lane, s, MARK_USED_WRONG);
        } else if (walk->timeline->lane[lane].ended) {
            timeline_mark(walk->timeline, lane, s, MARK_USED_AFTER);
        } else if (!closes) {
            timeline_mark(walk->timeline, lane, s, MARK_USED);
        }
    }
    return given;
}

static void take_method(struct walk *walk, const struct step *step, const struct answer *answer,
                        size_t s)
{
    const struct wire_step *wire = step->wire;
    const char *name = wire->method != NULL ? method_text(wire->method) : "";
    bool closes = strncmp(name, "ApiClose", strlen("ApiClose")) == 0 &&
                  answer->end == ANSWER_NUMBER && answer->number == 0;
    int given = mark_parts(walk, wire->part, wire->parts, s, closes);
    if (closes && given != NOBODY && !walk->timeline->lane[given].ended) {
        timeline_mark(walk->timeline, given, s, MARK_CLOSED);
    }
    if (answer->end == ANSWER_HANDLE) {
        unsigned type = wire->method != NULL ? method_returns(wire->method) : 0;
        int lane =
            open_lane(walk, step, s, type != 0 ? handle_type_name(type) : "handle",
                      wire->connection != NO_CONNECTION ? walk->bound[wire->connection] : NOBODY);
        if (step->name != NO_NAME) {
            walk->bound[step->name] = lane;
        }
    }
}

static void take_step(struct walk *walk, const struct step *step, const struct answer *answer,
                      size_t s)
{
    const struct wire_step *wire = step->wire;
    int on = wire->connection != NO_CONNECTION ? walk->bound[wire->connection] : NOBODY;
    bool ends = answer->end == ANSWER_WORD && span_is(answer->cause, "closed");
    if (wire->act == WIRE_CONNECT || wire->act == WIRE_OPEN) {
        connect_lane(walk, step, answer, s);
        return;
    }
    if (on != NOBODY && wire->act != WIRE_CLOSE) {
        timeline_mark(walk->timeline, on, s,
                      walk->timeline->lane[on].ended ? MARK_USED_AFTER : MARK_USED);
    }
    if (wire->act == WIRE_METHOD || wire->act == WIRE_CALL) {
        take_method(walk, step, answer, s);
    }
    if (on != NOBODY && wire->act == WIRE_CLOSE) {
        end_connection(walk, on, s, MARK_CLOSED);
    } else if (on != NOBODY && ends) {
        end_connection(walk, on, s, MARK_INVALIDATED);
    }
}

void timeline_wire(struct timeline *timeline, const struct script *script,
                   const struct answer *answer)
{
    struct walk walk = {.timeline = timeline};
    for (int n = 0; n < SCRIPT_NAMES; n++) {
        walk.bound[n] = NOBODY;
    }
    for (size_t s = 0; s < script->steps; s++) {
        if (answer[s].end != ANSWER_NONE) {
            take_step(&walk, &script->step[s], &answer[s], s);
        }
    }
}
