#include "api_sequence.h"

#include "mutate_sequence.h"

#include <string.h>

enum { FIRST_STEPS = 8, CHANGES = 3, VERBS = MODEL_CHANGE + 1 };

static uint32_t below(struct random *random, uint32_t end)
{
    return sequence_random(random) % end;
}

/* A step before `end` that may have given a handle of that kind (KIND_NONE: of any), the later the
 * likelier; MODEL_NULL: there is none. */
static int choose_handle(struct random *random, const struct api_sequence *s, int end,
                         enum kind kind)
{
    int found = MODEL_NULL;
    for (int n = 0; n < end; n++) {
        const struct model_call *c = &s->call[n];
        const enum kind gives = c->verb == MODEL_INSTANCE ? KIND_CLUSTER : c->kind;
        if (model_gives_handle(c) && (kind == KIND_NONE || gives == kind) &&
            (found == MODEL_NULL || below(random, 3) != 0))
            found = n;
    }
    return found;
}

static void give_handle(struct random *random, const struct api_sequence *s, int n,
                        struct model_call *call)
{
    const enum kind takes = call->verb == MODEL_OPEN_OBJECT ? KIND_CLUSTER : call->kind;
    const uint32_t how = below(random, 16);
    call->handle = how == 0   ? MODEL_NULL
                   : how == 1 ? MODEL_INVENTED
                              : choose_handle(random, s, n, how == 2 ? KIND_NONE : takes);
}

static void give_name(struct random *random, struct model_call *call)
{
    static const enum model_name names[] = {NAME_NULL, NAME_EMPTY, NAME_UNKNOWN};
    static const uint32_t rights[] = {0, 0x02000000, 0x80000000, 0x10000000};
    call->name = below(random, 6) == 0 ? names[below(random, 3)] : NAME_PLAIN;
    call->cluster = (int)below(random, 2);
    call->ex = below(random, 3) == 0;
    call->access = rights[below(random, 4)];
    call->asks = below(random, 4) != 0;
}

/* A call that may stand as step n. */
static struct model_call make_call(struct random *random, const struct api_sequence *s, int n)
{
    struct model_call call = {.verb = (enum model_verb)below(random, VERBS),
                              .kind = (enum kind)(KIND_CLUSTER + below(random, 6))};
    if (n == 0)
        call.verb = MODEL_OPEN_CLUSTER;
    give_handle(random, s, n, &call);
    give_name(random, &call);
    return call;
}

static void insert(struct api_sequence *s, int at, struct model_call call)
{
    if (s->steps == API_STEPS)
        return;
    memmove(&s->call[at + 1], &s->call[at], (size_t)(s->steps - at) * sizeof s->call[0]);
    s->call[at] = call;
    s->steps++;
    for (int n = at + 1; n < s->steps; n++)
        if (s->call[n].handle >= at)
            s->call[n].handle++;
}

static void change_one(struct random *random, struct api_sequence *s)
{
    const int n = (int)below(random, (uint32_t)s->steps);
    struct model_call *call = &s->call[n];
    switch (below(random, 7)) {
    case 0:
        api_remove(s, n);
        break;
    case 1:
        give_handle(random, s, n, call);
        break;
    case 2:
        give_name(random, call);
        break;
    case 3: /* the same once more, later: a second close, a use after it */
        insert(s, n + 1 + (int)below(random, (uint32_t)(s->steps - n)), *call);
        break;
    case 4:
        call->verb = (enum model_verb)below(random, VERBS);
        break;
    default: {
        const int at = (int)below(random, (uint32_t)s->steps + 1);
        insert(s, at, make_call(random, s, at));
        break;
    }
    }
}

void api_change(struct random *random, struct api_sequence *s)
{
    if (s->steps == 0)
        for (int n = 0; n < FIRST_STEPS; n++)
            insert(s, n, make_call(random, s, n));
    for (uint32_t left = 1 + below(random, CHANGES); left > 0 && s->steps > 0; left--)
        change_one(random, s);
}
