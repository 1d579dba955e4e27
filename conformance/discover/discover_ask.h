/* What the parts of asking a live subject share. */
#ifndef CONFORMANCE_DISCOVER_ASK_H
#define CONFORMANCE_DISCOVER_ASK_H

#include "discover.h"
#include "script/answer.h"
#include "script/case.h"

enum { ANSWER_TEXT = 1 << 20, TEXT_MOST = 1200 }; /* bytes of an answer, and of a value, as text */

struct asking {
    const struct discover_work *work;
    FILE *out;
    struct arena arena;
    struct dictionary dictionary;
    const struct script *script;
    struct answer *answer; /* of the last case, one for each step */
    char *text;
    bool wire;
    const char *open; /* the step that opens the cluster */
    bool reads_only;
    const char *domain; /* of the cluster's DNS name, or NULL */
    size_t objects;
};

/* Make the steps. False: they make no case, or one of them is left out. */
bool asking_case(struct asking *asking, const char *const *line, size_t lines);

/* The value of that name as a word of a fixture; NULL: it was not given. */
const char *asking_word(struct asking *asking, size_t step, const char *name);

bool answered_zero(const struct answer *answer);
bool answered_bound(const struct answer *answer);

/* The code by which an open failed. */
int64_t answered_failure(const struct answer *answer);

/* Tell of the n-th cluster, by the API or by the protocol. False: nothing more can be asked of it.
 */
bool asking_api_cluster(struct asking *asking, size_t n);
bool asking_wire_cluster(struct asking *asking, size_t n);

#endif
