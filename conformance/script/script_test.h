/* For unit tests: a case written in the notation, with its answers, over a small register. */
#ifndef CONFORMANCE_SCRIPT_TEST_H
#define CONFORMANCE_SCRIPT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "answer.h"
#include "case.h"

enum { SCRIPTS_READ = 16, TEXT_READ = 8192 };

static const char small_register[] =
    "clause T-1 implementation\nfrom here\nmeans something\nshows somehow\n\n"
    "clause T-2 implementation\nfrom here\nmeans something\nshows somehow\n\n"
    "ambiguity AMB-16\nasks what?\nreading ended It ends.\nreading kept It lives.\nsettle by "
    "asking\n\n"
    "ambiguity AMB-32\nasks what?\nreading noticed It is.\nreading overlooked It is not.\nsettle "
    "so\n\n"
    "profile sdk\nmeans nothing is chosen\n\n"
    "profile strict\nmeans much is chosen\nchoose AMB-16 ended so\nchoose AMB-32 noticed so\n\n"
    "error ERROR_ACCESS_DENIED 5\nfrom here\nmeans no\n\n"
    "error ERROR_INVALID_HANDLE 6\nfrom here\nmeans no\n\n"
    "constant GENERIC_READ 0x80000000\nfrom here\n\n"
    "constant GENERIC_ALL 0x10000000\nfrom here\n\n"
    "fixture small\ncluster $cluster \"cluster1\" address 192.0.2.10\n"
    "node $node \"Node1\" up id 1\ngroup $group \"A \\\"group\\\"\" owner $node\n\n"
    "table object name state\n Node $node GetClusterNodeState(x)\n"
    " Group $group GetClusterGroupState(x,NULL,NULL)\n\n"
    "table wanted access\n read GENERIC_READ\n all GENERIC_ALL\n\n";

struct small_world {
    struct arena arena;
    char text[TEXT_READ];
    struct document document;
    struct spec spec;
    struct dictionary dictionary;
    const struct script *script[SCRIPTS_READ];
    size_t scripts;
    struct problem problem;
    bool read; /* the case is as it should be */
};

static inline void small_world_found(void *context, const struct script *script)
{
    struct small_world *world = context;
    assert_true(world->scripts < SCRIPTS_READ);
    world->script[world->scripts++] = script;
}

/* Read the case that `text` holds; with `read` false, `problem` says why it could not be. Line 1 is
 * the first of `text`. */
static inline void small_world_open(struct small_world *world, const char *text)
{
    *world = (struct small_world){.scripts = 0};
    (void)snprintf(world->text, sizeof world->text, "%sfile test\n%s", small_register, text);
    assert_true(document_open(&world->document, "register", world->text, strlen(world->text),
                              &world->problem));
    assert_true(spec_open(&world->spec, &world->document, 1, &world->problem));
    world->dictionary.spec = &world->spec;
    world->dictionary.fixture = spec_find(&world->spec, "fixture", span_of("small"));
    const struct record *record = &world->document.record[world->document.records - 1];
    world->read = case_read(record, &world->dictionary, &world->arena, small_world_found, world,
                            &world->problem);
}

static inline void small_world_close(struct small_world *world)
{
    spec_close(&world->spec);
    document_close(&world->document);
    arena_free(&world->arena);
}

/* The answers that stand in the case behind =>; a step without one was not made. */
static inline struct answer *small_world_answers(struct small_world *world)
{
    const struct script *script = world->script[0];
    struct answer *answer = arena_take(&world->arena, script->steps * sizeof *answer);
    for (size_t s = 0; s < script->steps; s++) {
        char why[200];
        struct span text = script->step[s].recorded;
        if (text.length > 0 &&
            !answer_read(text, &world->dictionary, &world->arena, &answer[s], why)) {
            fail_msg("%.*s: %s", (int)text.length, text.at, why);
        }
    }
    return answer;
}

#endif
