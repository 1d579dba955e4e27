/* clus-cts discover: what a live subject serves, as a fixture. */
#ifndef CONFORMANCE_DISCOVER_H
#define CONFORMANCE_DISCOVER_H

#include "base/arena.h"
#include "base/child.h"
#include "base/growing.h"
#include "options.h"
#include "script/suite.h"
#include "subject/subject.h"

/* The name of the child's work begins with it; the calls to leave out follow. */
#define DISCOVER "(discover)"

enum { FOUND_CLUSTERS = 16, FOUND_OBJECTS = 2000, FOUND_TEXT = 600 };

/* What is known of an object beside its name. */
enum fact {
    FACT_STATE,
    FACT_ID,
    FACT_NODE,
    FACT_GROUP,
    FACT_NETWORK,
    FACT_TYPE,
    FACT_FQDN,
    FACT_DEPENDS,
    FACTS
};

struct found_object {
    enum kind kind;
    const char *name;        /* in quotes, as a fixture has it */
    const char *fact[FACTS]; /* likewise, a state as a number; NULL: not known */
    const char *word;        /* the $name that it is given; NULL: none yet */
};

struct found_cluster {
    const char *name; /* in quotes; NULL: it did not say */
    const char *fqdn;
    const char *release; /* of an old one, MAJOR.MINOR; NULL */
    bool local;
    bool reads;       /* the caller may read */
    bool changes;     /* and change */
    bool unreachable; /* nobody answers under that name */
    bool privacy;
};

struct discovery {
    struct arena arena;
    struct found_cluster cluster[FOUND_CLUSTERS];
    size_t clusters;
    struct found_object *object; /* FOUND_OBJECTS */
    size_t objects;
    const char *local_node;    /* its id in quotes, or NULL */
    bool wire;                 /* states are those of the protocol */
    char left_out[FOUND_TEXT]; /* calls that ended or hung the process, with blanks */
    char asking[FOUND_TEXT];
    char cannot[FOUND_TEXT];
};

/* The child's part: ask, and write a line for each find. */
struct discover_work {
    struct subject *subject;
    const struct suite *suite;
    const char *const *cluster; /* names, or further endpoints; none: the local one */
    size_t clusters;
    const char *left_out;
};
void discover_work(void *context, FILE *out);

/* The parent's part: take such a line. */
void discover_line(void *context, struct span line);

/* Ask until no call ends the process. */
void discover_ask(struct discovery *discovery, const struct discover_work *work, unsigned seconds);

/* Give the objects the $names that cases use. */
void discover_assign(struct discovery *discovery);

/* How many objects of that kind name this one in that fact; `only` (may be NULL) receives one. */
size_t discover_members(const struct discovery *discovery, enum kind kind, enum fact fact,
                        const char *name, const struct found_object **only);

/* What no call of the subject tells, as comments of a fixture. */
const char *discover_untold(const struct discovery *discovery);

/* The fixture. `options` has the words of the command line. */
void discover_fixture(const struct discovery *discovery, const struct options *options,
                      const struct subject *subject, struct growing *text);

/* The command; returns the exit status. `child` and `pipe`: of a child that was started again, or
 * NULL. */
int discover_command(const struct options *options, const char *child, const char *pipe);

/* The name of a fact's line between child and parent. */
extern const char *const discover_facts[FACTS];

#endif
