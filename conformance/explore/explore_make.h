/* Making the model's calls on a subject. */
#ifndef CONFORMANCE_EXPLORE_MAKE_H
#define CONFORMANCE_EXPLORE_MAKE_H

#include "model/model.h"
#include "script/dictionary.h"
#include "subject/subject.h"

enum { EXPLORE_CLUSTERS = 2, EXPLORE_KINDS = KIND_NETINTERFACE + 1 };

/* A handle that was never given out. */
#define INVENTED_HANDLE 0x12345677u

/* The name of nothing, for NAME_UNKNOWN. */
#define NOBODY "nobody"

/* What the calls name, from the fixture: two clusters, $cluster and $reader where there is one, and
 * an object of each kind. */
struct explore_names {
    struct model_world world;
    int clusters;
    uint16_t *cluster[EXPLORE_CLUSTERS];
    uint16_t *object[EXPLORE_KINDS];
    uint32_t change[EXPLORE_KINDS]; /* the code of SET_COMMON_PROPERTIES */
};

/* The $names behind them, as a case has them. */
const char *explore_cluster_word(int cluster);
const char *explore_object_word(enum kind kind);

/* What the fixture lacks is NULL. */
void explore_names_read(struct explore_names *names, const struct dictionary *dictionary,
                        struct arena *arena);

/* The name of the function; `out` has room for EXPLORE_FUNCTION characters. */
enum { EXPLORE_FUNCTION = 40 };
void explore_function(const struct model_call *call, char *out);

/* A subject, and the handles that it gave out. */
struct explore_maker {
    const struct subject *subject;
    const struct explore_names *names;
    void *handle[MODEL_HANDLES]; /* by the model's numbers */
    struct {
        const struct call *call;
        any_function function;                /* NULL: the subject lacks it */
    } of[MODEL_CHANGE + 1][EXPLORE_KINDS][2]; /* by verb, kind, Ex */
};

/* Functions that are only stubs, by verb, kind, Ex. */
struct explore_stubs {
    bool is[MODEL_CHANGE + 1][EXPLORE_KINDS][2];
};

/* The subject is open and stays so. Stubs count as functions that it lacks. */
void explore_maker_start(struct explore_maker *maker, const struct subject *subject,
                         const struct explore_names *names, const struct explore_stubs *stubs);

bool explore_has(const struct explore_maker *maker, const struct model_call *call);

/* Make the call. A handle given out is kept under the number `next`. */
void explore_make(struct explore_maker *maker, const struct model_call *call, int next,
                  struct model_answer *answer);

#endif
