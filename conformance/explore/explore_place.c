/* Places, paths and answers as text. */
#include <inttypes.h>
#include <string.h>

#include "explore_walk.h"

size_t explore_place_print(const struct explore_place *place, char *out)
{
    size_t at = 0;
    for (unsigned n = 0; n < place->steps; n++) {
        at += (size_t)snprintf(out + at, EXPLORE_PATH - at, "%s%u%s", n > 0 ? "." : "",
                               place->step[n].call, place->step[n].succeeded ? "" : "-");
    }
    return at + (size_t)snprintf(out + at, EXPLORE_PATH - at, ":%u", place->next);
}

static bool take_number(struct span *text, unsigned *number)
{
    size_t n = 0;
    *number = 0;
    while (n < text->length && n < 6 && text->at[n] >= '0' && text->at[n] <= '9') {
        *number = *number * 10 + (unsigned)(text->at[n++] - '0');
    }
    *text = (struct span){text->at + n, text->length - n};
    return n > 0;
}

static bool take_mark(struct span *text, char mark)
{
    if (text->length == 0 || text->at[0] != mark) {
        return false;
    }
    *text = (struct span){text->at + 1, text->length - 1};
    return true;
}

bool explore_place_read(struct explore_place *place, struct span text)
{
    *place = (struct explore_place){.steps = 0};
    while (!take_mark(&text, ':')) {
        if ((place->steps > 0 && !take_mark(&text, '.')) || place->steps == EXPLORE_DEPTH) {
            return false;
        }
        struct explore_step *step = &place->step[place->steps++];
        if (!take_number(&text, &step->call)) {
            return false;
        }
        step->succeeded = !take_mark(&text, '-');
    }
    return take_number(&text, &place->next) && text.length == 0;
}

size_t explore_answer_print(const struct model_answer *answer, char *out, size_t capacity)
{
    return (size_t)snprintf(out, capacity, "%d %d %" PRId64 " %" PRIu32 " %d %" PRIu32 " %d",
                            answer->crashed, answer->handle, answer->number, answer->error,
                            answer->error_set, answer->granted, answer->cluster);
}

bool explore_answer_read(struct model_answer *answer, struct span text)
{
    int64_t number[7];
    for (size_t n = 0; n < 7; n++) {
        if (!span_number(span_word(&text), &number[n])) {
            return false;
        }
    }
    *answer = (struct model_answer){.crashed = number[0] != 0,
                                    .handle = number[1] != 0,
                                    .number = number[2],
                                    .error = (uint32_t)number[3],
                                    .error_set = number[4] != 0,
                                    .granted = (uint32_t)number[5],
                                    .cluster = (int)number[6]};
    return true;
}

void explore_advance(const struct model *before, const struct model_call *call, bool succeeded,
                     struct model *after)
{
    struct model_permitted permitted;
    bool returns_zero =
        call->verb == MODEL_CHANGE || (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER);
    struct model_answer answer = {.handle = succeeded, .number = returns_zero != succeeded};
    *after = *before;
    model_ask(before, call, &permitted);
    model_step(after, call, &permitted, &answer);
}

bool explore_follow(const struct explore_walk *walk, const struct explore_place *place,
                    struct model *model, struct model_call *call)
{
    static struct model_call calls[EXPLORE_CALLS];
    model_start(&model[0], &walk->names.world, &walk->profile);
    for (unsigned n = 0; n <= place->steps; n++) {
        unsigned chosen = n < place->steps ? place->step[n].call : place->next;
        if (chosen >= alphabet_calls(&walk->alphabet, &model[n], calls)) {
            return false;
        }
        call[n] = calls[chosen];
        if (n < place->steps) {
            explore_advance(&model[n], &call[n], place->step[n].succeeded, &model[n + 1]);
        }
    }
    return true;
}
