/* What the tests of the model share: a world, calls, answers, and judging them. */
#ifndef CONFORMANCE_MODEL_TEST_H
#define CONFORMANCE_MODEL_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "model_profile.h"
#include "model_readings.h"
#include "script/suite.h"

enum { MINE, READERS, OLD, NOWHERE };

#define SOME_READ 0x80000000u
#define SOME_ALL 0x10000000u
#define SOME_MAXIMUM 0x02000000u
#define BEFORE 0xA5A5A5A5u

static const struct model_world world = {
    .cluster = {{true, true, true}, {true, false, true}, {true, true, false}, {.ex = true}},
    .local = MINE};
static struct suite suite;
static struct model_profile sdk;
static struct model_profile strict;

static inline int set_up(void **state)
{
    struct suite_request request = {.file = NULL};
    (void)state;
    if (!suite_open(&suite, &request, stderr)) {
        return 1;
    }
    model_read_profile(&sdk, &suite.spec, suite_profile(&suite, "sdk"));
    model_read_profile(&strict, &suite.spec, suite_profile(&suite, "strict"));
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    suite_close(&suite);
    return 0;
}

/* -- calls and answers */

static inline struct model_call open_cluster(int cluster)
{
    return (struct model_call){
        .verb = MODEL_OPEN_CLUSTER, .kind = KIND_CLUSTER, .cluster = cluster};
}

static inline struct model_call open_cluster_ex(int cluster, uint32_t access)
{
    return (struct model_call){.verb = MODEL_OPEN_CLUSTER,
                               .kind = KIND_CLUSTER,
                               .cluster = cluster,
                               .ex = true,
                               .access = access,
                               .asks = true,
                               .before = BEFORE};
}

static inline struct model_call open_object(int handle, enum kind kind)
{
    return (struct model_call){.verb = MODEL_OPEN_OBJECT, .kind = kind, .handle = handle};
}

static inline struct model_call open_object_ex(int handle, enum kind kind, uint32_t access)
{
    struct model_call call = open_cluster_ex(0, access);
    call.verb = MODEL_OPEN_OBJECT;
    call.kind = kind;
    call.handle = handle;
    return call;
}

static inline struct model_call with(int handle, enum model_verb verb, enum kind kind)
{
    return (struct model_call){.verb = verb, .kind = kind, .handle = handle};
}

static inline struct model_answer handle_granted(uint32_t granted)
{
    return (struct model_answer){.handle = true, .granted = granted};
}

static inline struct model_answer number(int64_t value)
{
    return (struct model_answer){.number = value};
}

static inline struct model_answer information(int cluster)
{
    return (struct model_answer){.cluster = cluster};
}

/* NULL, FALSE, -1, or the code itself. */
static inline struct model_answer refusal(const struct model_call *call, uint32_t error)
{
    struct model_answer answer = {.error = error, .error_set = true, .granted = BEFORE};
    bool returned =
        call->verb == MODEL_CHANGE || (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER);
    answer.number = returned ? (int64_t)error : call->verb == MODEL_ASK ? INT64_C(-1) : 0;
    answer.cluster = -1;
    return answer;
}

/* -- judging */

static inline bool permits(const struct model *model, struct model_call call,
                           struct model_answer answer)
{
    struct model copy = *model;
    return model_permits(&copy, &call, &answer);
}

/* The call is made and answered well. */
static inline int opened(struct model *model, struct model_call call)
{
    struct model_answer answer = handle_granted(call.access == SOME_READ ? SOME_READ : SOME_ALL);
    assert_true(model_permits(model, &call, &answer));
    return model->handles - 1;
}

static inline void closed(struct model *model, int handle, enum kind kind)
{
    struct model_call call = with(handle, MODEL_CLOSE, kind);
    struct model_answer answer = number(1);
    assert_true(model_permits(model, &call, &answer));
}

/* It must be refused, with that code and no other. */
static inline void refused(const struct model *model, struct model_call call, uint32_t error)
{
    assert_true(permits(model, call, refusal(&call, error)));
    assert_false(permits(model, call, refusal(&call, error + 1)));
    assert_false(permits(model, call, refusal(&call, 0)));
    assert_false(permits(model, call, (struct model_answer){.handle = true, .cluster = -1}));
    assert_false(permits(model, call, (struct model_answer){.crashed = true}));
}

/* Is the handle one that the model takes for open? */
static inline bool lives(const struct model *model, int handle, enum kind kind)
{
    struct model_call call = with(handle, MODEL_ASK, kind);
    struct model_answer good = information(model->handle[handle].cluster);
    bool alive = permits(model, call, good);
    assert_int_not_equal(alive, permits(model, call, refusal(&call, 6)));
    return alive;
}

static inline struct model begun(const struct model_profile *profile)
{
    struct model model;
    model_start(&model, &world, profile);
    return model;
}

#endif
