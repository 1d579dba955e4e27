/* What the clauses permit each call on handles to answer, as the smallest program that says it.
 * Written from the register (spec/) alone, so that it can disagree with the reference. No
 * allocation and no pointers to itself: a model is copied with `=`. Each rule stands beside the id
 * of the clause or ambiguity it comes from. */
#ifndef CONFORMANCE_MODEL_H
#define CONFORMANCE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "script/calls.h"

enum { MODEL_HANDLES = 48, MODEL_CLUSTERS = 4, MODEL_CODES = 4 };

/* In the place of a handle's number. */
enum { MODEL_NULL = -1, MODEL_INVENTED = -2 };

/* The questions whose readings matter here, and what a profile chose of each: a number of
 * model_readings.h, 0 for none. */
enum model_question {
    AMB_01,
    AMB_03,
    AMB_04,
    AMB_06,
    AMB_07,
    AMB_08,
    AMB_09,
    AMB_10,
    AMB_11,
    AMB_12,
    AMB_13,
    AMB_14,
    AMB_15,
    AMB_16,
    AMB_17,
    AMB_18,
    AMB_19,
    AMB_20,
    AMB_22,
    AMB_25,
    AMB_27,
    AMB_28,
    AMB_30,
    AMB_32,
    AMB_36,
    AMB_48,
    MODEL_QUESTIONS
};

struct model_profile {
    uint8_t chosen[MODEL_QUESTIONS];
};

/* What is served. */
struct model_cluster {
    bool reachable;
    bool all; /* the caller may have All, not only Read */
    bool ex;  /* the server has the Ex methods (OCX-11) */
};

struct model_world {
    struct model_cluster cluster[MODEL_CLUSTERS];
    int local; /* the cluster that this computer belongs to; -1: none */
};

enum model_life {
    MODEL_OPEN,
    MODEL_CLOSED,  /* by a call of its own */
    MODEL_ENDED,   /* by a close of the cluster handle that it was obtained from (CC-3) */
    MODEL_DOUBTFUL /* the profile chooses none of the readings that would say */
};

enum model_access { MODEL_READ, MODEL_ALL, MODEL_UNTOLD };

struct model_handle {
    uint8_t kind;   /* enum kind: KIND_CLUSTER to KIND_NETINTERFACE */
    uint8_t life;   /* enum model_life */
    uint8_t access; /* enum model_access */
    int8_t cluster; /* of the world */
    int8_t parent;  /* object: the cluster handle it was opened with; instance: the one it is an
                       instance of; else -1 */
    int8_t through; /* instance: the object handle it was obtained from; else -1 */
};

struct model {
    const struct model_world *world;
    const struct model_profile *profile;
    bool lost; /* a mistake was made that the profile demands nothing after: everything is permitted
                */
    uint8_t handles;
    struct model_handle handle[MODEL_HANDLES]; /* in the order in which they were given out */
};

enum model_verb {
    MODEL_OPEN_CLUSTER, /* OpenCluster, OpenClusterEx */
    MODEL_OPEN_OBJECT,  /* OpenCluster<kind>, OpenCluster<kind>Ex */
    MODEL_INSTANCE,     /* GetClusterFrom<kind> */
    MODEL_CLOSE,        /* CloseCluster, CloseCluster<kind> */
    MODEL_ASK,          /* GetClusterInformation with room for the name, GetCluster<kind>State */
    MODEL_CHANGE /* Cluster<kind>Control: SET_COMMON_PROPERTIES with a list of no properties */
};

/* What the name in an open is. */
enum model_name {
    NAME_PLAIN, /* the name that the cluster, or an object of the kind, has */
    NAME_NULL,
    NAME_EMPTY,
    NAME_UNKNOWN, /* nothing's, or only the name of objects of other kinds */
    NAME_OTHER_LETTERS,
    NAME_ID,     /* an object's id */
    NAME_DNS,    /* the fully qualified name of a cluster or a node */
    NAME_ADDRESS /* the IPv4 address of a cluster or a node */
};

struct model_call {
    enum model_verb verb;
    enum kind kind; /* of the handle that the function opens, closes or is about: of X in
                       GetClusterFromX */
    int handle;     /* the handle given: its number, MODEL_NULL or MODEL_INVENTED */
    int cluster;    /* MODEL_OPEN_CLUSTER: the cluster of the world that the name belongs to */
    enum model_name name;
    bool ex;
    uint32_t access; /* Ex: the access asked for */
    bool asks;       /* Ex: an address for the granted access is passed */
    uint32_t before; /* Ex: what stands there before the call */
};

/* What a call answered. */
struct model_answer {
    bool crashed;     /* or hung: there is no more to it */
    bool handle;      /* of a call that gives a handle: not NULL */
    int64_t number;   /* of any other: its result */
    uint32_t error;   /* the last error after the call */
    bool error_set;   /* it was changed by the call */
    uint32_t granted; /* Ex: what stands at the address after the call */
    int cluster;      /* MODEL_ASK of a cluster: whose name it gave; -1: none of the world's */
};

enum model_granted {
    GRANTED_ANY,
    GRANTED_WRITTEN, /* not what stood there before */
    GRANTED_KEPT,
    GRANTED_HAS, /* all bits of the value */
    GRANTED_IS
};

/* The set of permitted answers. */
struct model_permitted {
    bool anything; /* a crash too */
    bool success;
    bool failure;
    bool any_code; /* a failure may have any code that is not 0; otherwise one of `code` */
    uint8_t codes;
    uint32_t code[MODEL_CODES];
    int64_t low; /* success of a call that gives no handle: the result's range, without `but` */
    int64_t high;
    int64_t but;
    int cluster;                /* success of MODEL_ASK of a cluster: whose name it gives */
    enum model_granted granted; /* Ex, after success */
    uint32_t granted_value;
    enum model_granted granted_failed; /* Ex, after failure */
    enum model_access access;          /* of the handle given out */
};

/* Nothing is open. World and profile outlive the model. */
void model_start(struct model *model, const struct model_world *world,
                 const struct model_profile *profile);

/* Is there room for what the call may give out? A call for which there is none must not be made. */
bool model_has_room(const struct model *model, const struct model_call *call);

void model_ask(const struct model *model, const struct model_call *call,
               struct model_permitted *permitted);

/* Is the answer among the permitted ones? */
bool model_allows(const struct model_permitted *permitted, const struct model_call *call,
                  const struct model_answer *answer);

/* What the call does to the handles; `permitted` is what model_ask said before. A handle given out
 * gets the number `handles` had. */
void model_step(struct model *model, const struct model_call *call,
                const struct model_permitted *permitted, const struct model_answer *answer);

/* Are two models of one world in the same state? */
bool model_same(const struct model *a, const struct model *b);

/* All in one: may the call be answered so? Steps on. After false nothing more is judged. */
bool model_permits(struct model *model, const struct model_call *call,
                   const struct model_answer *answer);

/* Which of the two ways a permitted set means: does the answer say that the call succeeded? */
bool model_succeeded(const struct model_call *call, const struct model_answer *answer);

/* The code of a failure: what the function returns, where that is a code, or the last error; 0:
 * none was set. */
int64_t model_code(const struct model_call *call, const struct model_answer *answer);

/* Does the call give out a handle when it succeeds? */
bool model_gives_handle(const struct model_call *call);

#endif
