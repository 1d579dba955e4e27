/*
 * Sequences of calls of the API on the reference, beside the conformance model under the profile
 * strict: every answer is one that the clauses permit, the library agrees with itself after every
 * call, and nothing is open when all cluster handles are closed. What is wrong is printed as a
 * case.
 */
#include "api_check.h"
#include "api_sequence.h"
#include "explore/explore.h"
#include "model/model_profile.h"
#include "property.h"
#include "target.h"

/* What is the same for all inputs. */
static struct {
    bool open;
    struct suite suite;
    struct subject subject;
    struct explore_names names;
    struct model_profile profile;
    struct explore_maker maker;
} world;

/* A sequence while it is taken: what was called, and the states before and after. */
struct taking {
    int steps;
    struct model_call call[API_STEPS + MODEL_HANDLES];
    struct model model[API_STEPS + MODEL_HANDLES + 1];
};

static void need(bool there, const char *what)
{
    if (!there) {
        (void)fprintf(stderr, "the api target needs %s\n", what);
        exit(2);
    }
}

static void open_world(void)
{
    static const struct suite_request request = {.files = 0};
    static const struct explore_stubs none;
    char why[SUBJECT_TEXT];
    need(suite_open(&world.suite, &request, stderr), "what is built in");
    const struct record *strict = suite_profile(&world.suite, "strict");
    need(strict != NULL, "the profile strict");
    explore_names_read(&world.names, &world.suite.dictionary, &world.suite.arena);
    need(subject_choose(&world.subject, "ref") && world.subject.type->open(&world.subject, why),
         "the reference");
    model_read_profile(&world.profile, &world.suite.spec, strict);
    explore_maker_start(&world.maker, &world.subject, &world.names, &none);
    world.open = true;
}

/* The steps so far, and what was wanted of the last. */
static void print_case(const struct taking *t, const struct model_permitted *permitted,
                       const struct model_answer *answer)
{
    (void)fputs("case    api-fuzz\n", stderr);
    for (int n = 0; n <= t->steps; n++) {
        const bool last = n == t->steps;
        explore_print_step(stderr, &t->model[n], last ? NULL : &t->model[n + 1], &t->call[n]);
        if (last)
            explore_print_want(stderr, permitted, &t->call[n]);
        (void)fputs("\n", stderr);
    }
    (void)fprintf(stderr, "    # came: %s, result %lld, last error %lu\n\n",
                  answer->handle ? "a handle" : "no handle", (long long)answer->number,
                  (unsigned long)answer->error);
}

/* Makes a call, and judges it. Returns the handle's number, or MODEL_NULL. */
static int take(struct taking *t, struct model_call call)
{
    struct model *now = &t->model[t->steps], *next = &t->model[t->steps + 1];
    struct model_permitted permitted;
    struct model_answer answer;
    t->call[t->steps] = call;
    if (!explore_has(&world.maker, &call) || !model_has_room(now, &call))
        return MODEL_NULL;
    model_ask(now, &call, &permitted);
    explore_make(&world.maker, &call, now->handles, &answer);
    const bool allowed = model_allows(&permitted, &call, &answer);
    const bool consistent = api_is_consistent();
    if (!allowed || !consistent)
        print_case(t, &permitted, &answer);
    property(allowed, "an answer is one that the clauses permit");
    property(consistent, "the library agrees with itself");
    *next = *now;
    model_step(next, &call, &permitted, &answer);
    t->steps++;
    return next->handles > now->handles ? now->handles : MODEL_NULL;
}

/* Closes all cluster handles, the newest first. */
static void close_all(struct taking *t)
{
    for (int n = t->model[t->steps].handles - 1; n >= 0; n--) {
        const struct model_handle *handle = &t->model[t->steps].handle[n];
        if (handle->kind == KIND_CLUSTER && handle->life == MODEL_OPEN)
            (void)take(t,
                       (struct model_call){.verb = MODEL_CLOSE, .kind = KIND_CLUSTER, .handle = n});
    }
    property(api_open() == 0, "nothing is open when all cluster handles are closed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct taking t;
    struct api_sequence sequence;
    int given[API_STEPS];
    api_read(data, size, &sequence);
    if (sequence.steps == 0)
        return TARGET_UNFIT;
    if (!world.open)
        open_world();
    t.steps = 0;
    model_start(&t.model[0], &world.names.world, &world.profile);
    for (int n = 0; n < sequence.steps; n++) {
        struct model_call call = sequence.call[n];
        if (call.handle >= 0)
            call.handle = given[call.handle];
        given[n] = take(&t, call);
    }
    close_all(&t);
    return TARGET_DONE;
}
