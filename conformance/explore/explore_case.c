/* A difference as a case of the notation. */
#include <inttypes.h>
#include <string.h>

#include "explore.h"
#include "model/model_readings.h"

enum { WORD = 64, HANDLE_NAME = 16 };

#define READ_ACCESS 0x80000000u
#define ALL_ACCESS 0x10000000u
#define MAXIMUM_ACCESS 0x02000000u

static const char *access_word(uint32_t access)
{
    return access == READ_ACCESS      ? "GENERIC_READ"
           : access == ALL_ACCESS     ? "GENERIC_ALL"
           : access == MAXIMUM_ACCESS ? "MAXIMUM_ALLOWED"
                                      : "0";
}

/* -- steps
 * -------------------------------------------------------------------------------------------- */

/* The name of a handle: a letter for its kind, and its number. */
static void name_of(const struct model *model, int handle, char *out)
{
    static const char letters[] = {
        [KIND_CLUSTER] = 'c',  [KIND_NODE] = 'n',    [KIND_GROUP] = 'g',
        [KIND_RESOURCE] = 'r', [KIND_NETWORK] = 'w', [KIND_NETINTERFACE] = 'i'};
    (void)snprintf(out, HANDLE_NAME, "%c%d", letters[model->handle[handle].kind], handle + 1);
}

/* The handle as an argument. */
static void print_handle(const struct model *model, const struct model_call *call, char *out)
{
    enum kind takes = call->verb == MODEL_OPEN_OBJECT ? KIND_CLUSTER : call->kind;
    char name[HANDLE_NAME];
    if (call->handle == MODEL_NULL) {
        (void)strcpy(out, "NULL");
    } else if (call->handle == MODEL_INVENTED) {
        (void)snprintf(out, WORD, "0x%X", INVENTED_HANDLE);
    } else {
        name_of(model, call->handle, name);
        bool fits = model->handle[call->handle].kind == takes;
        (void)snprintf(out, WORD, "%s%s%s", name, fits ? "" : " as ", fits ? "" : kind_name(takes));
    }
}

/* The name in an open, as an argument. */
static const char *name_word(const struct model_call *call)
{
    switch (call->name) {
    case NAME_NULL:
        return "NULL";
    case NAME_EMPTY:
        return "\"\"";
    case NAME_UNKNOWN:
        return "\"" NOBODY "\"";
    default:
        return call->verb == MODEL_OPEN_CLUSTER ? explore_cluster_word(call->cluster)
                                                : explore_object_word(call->kind);
    }
}

static void print_call(FILE *out, const struct model *model, const struct model_call *call)
{
    char function[EXPLORE_FUNCTION];
    char handle[WORD] = "";
    explore_function(call, function);
    if (call->verb != MODEL_OPEN_CLUSTER) {
        print_handle(model, call, handle);
    }
    (void)fprintf(out, "%s(%s", function, handle);
    if (call->verb == MODEL_OPEN_CLUSTER) {
        (void)fprintf(out, "%s", name_word(call));
    } else if (call->verb == MODEL_OPEN_OBJECT) {
        (void)fprintf(out, ", %s", name_word(call));
    } else if (call->verb == MODEL_CHANGE) {
        char kind[WORD];
        (void)snprintf(kind, sizeof kind, "%s", kind_name(call->kind));
        for (char *at = kind; *at != '\0'; at++) {
            *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        }
        (void)fprintf(out,
                      ", NULL, CLUSCTL_%s_SET_COMMON_PROPERTIES, x\"00000000\", 4, NULL, 0, &size",
                      kind);
    } else if (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER) {
        (void)fprintf(out, ", name[256], &length = 256, NULL");
    } else if (call->verb == MODEL_ASK && call->kind == KIND_GROUP) {
        (void)fprintf(out, ", NULL, NULL");
    } else if (call->verb == MODEL_ASK && call->kind == KIND_RESOURCE) {
        (void)fprintf(out, ", NULL, NULL, NULL, NULL");
    }
    if (call->ex) {
        (void)fprintf(out, call->asks ? ", %s, &granted" : ", %s, NULL", access_word(call->access));
    }
    (void)fprintf(out, ")");
}

void explore_print_step(FILE *out, const struct model *before, const struct model *after,
                        const struct model_call *call)
{
    char name[HANDLE_NAME];
    if (after != NULL && after->handles > before->handles) {
        name_of(after, before->handles, name);
        (void)fprintf(out, "        %s = ", name);
    } else {
        (void)fprintf(out, "             ");
    }
    print_call(out, before, call);
}

/* -- wants
 * ---------------------------------------------------------------------------------------------- */

static const char *failure_word(const struct model_call *call)
{
    return model_gives_handle(call)     ? "NULL"
           : call->verb == MODEL_CLOSE  ? "FALSE"
           : call->kind == KIND_CLUSTER ? ""
           : call->verb == MODEL_CHANGE ? ""
                                        : "-1";
}

static void print_failure(FILE *out, const struct model_permitted *permitted,
                          const struct model_call *call)
{
    const char *word = failure_word(call);
    bool one = !permitted->any_code && permitted->codes == 1;
    (void)fprintf(out, "%s%s", word, word[0] != '\0' ? " " : "");
    if (one) {
        (void)fprintf(out, "%" PRIu32, permitted->code[0]);
    } else {
        (void)fprintf(out, "error");
    }
    if (call->ex && permitted->granted_failed == GRANTED_KEPT) {
        (void)fprintf(out, ", granted = kept");
    }
}

static void print_success(FILE *out, const struct model_permitted *permitted,
                          const struct model_call *call)
{
    if (model_gives_handle(call)) {
        (void)fprintf(out, "handle");
    } else if (call->verb == MODEL_CLOSE) {
        (void)fprintf(out, "TRUE");
    } else if (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER) {
        (void)fprintf(out, "0, name = %s", explore_cluster_word(permitted->cluster));
    } else {
        (void)fprintf(out, "%" PRId64 "..%" PRId64, permitted->low, permitted->high);
    }
    if (call->ex && permitted->granted == GRANTED_WRITTEN) {
        (void)fprintf(out, ", granted = written");
    } else if (call->ex && permitted->granted != GRANTED_ANY) {
        (void)fprintf(out, ", granted = %s%s", permitted->granted == GRANTED_HAS ? "has " : "",
                      access_word(permitted->granted_value));
    }
}

/* Nothing where a want cannot say what is permitted. */
void explore_print_want(FILE *out, const struct model_permitted *permitted,
                        const struct model_call *call)
{
    if (permitted->success && permitted->failure) {
        return;
    }
    (void)fprintf(out, " -> ");
    if (permitted->success) {
        print_success(out, permitted, call);
    } else {
        print_failure(out, permitted, call);
    }
}

static void print_answer(char *out, size_t capacity, const struct model_call *call,
                         const struct model_answer *answer, const char *cause)
{
    const char *word = failure_word(call);
    if (answer->crashed) {
        (void)snprintf(out, capacity, "%s%s", strcmp(cause, "timeout") == 0 ? "" : "crash ", cause);
    } else if (model_succeeded(call, answer)) {
        bool number = !model_gives_handle(call);
        int at = number ? snprintf(out, capacity, "%" PRId64, answer->number)
                        : snprintf(out, capacity, "handle");
        if (call->ex && answer->granted == call->before) {
            (void)snprintf(out + at, capacity - (size_t)at, ", granted = kept");
        } else if (call->ex) {
            (void)snprintf(out + at, capacity - (size_t)at, ", granted = 0x%" PRIX32,
                           answer->granted);
        } else if (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER) {
            (void)snprintf(out + at, capacity - (size_t)at, ", name = %s",
                           answer->cluster >= 0 ? explore_cluster_word(answer->cluster)
                                                : "another");
        }
    } else if (word[0] == '\0') {
        (void)snprintf(out, capacity, "%" PRId64, answer->number);
    } else if (answer->error_set) {
        (void)snprintf(out, capacity, "%s %" PRIu32, word, answer->error);
    } else {
        (void)snprintf(out, capacity, "%s, last error not set", word);
    }
}

/* -- clauses
 * -------------------------------------------------------------------------------------------- */

/* The clause of the call whose promise is broken. */
static void clause_of(const struct model *model, const struct model_call *call,
                      const struct model_permitted *permitted, char *out)
{
    static const char *const letters[] = {
        [KIND_CLUSTER] = "OC",  [KIND_NODE] = "ND",    [KIND_GROUP] = "GR",
        [KIND_RESOURCE] = "RS", [KIND_NETWORK] = "NW", [KIND_NETINTERFACE] = "NI"};
    static const char *const from[] = {[KIND_NODE] = "NDF",
                                       [KIND_GROUP] = "GRF",
                                       [KIND_RESOURCE] = "RSF",
                                       [KIND_NETWORK] = "GCN",
                                       [KIND_NETINTERFACE] = "NIF"};
    const char *kind = letters[call->kind];
    bool fails = !permitted->success;
    bool cluster = call->kind == KIND_CLUSTER;
    enum kind takes = call->verb == MODEL_OPEN_OBJECT ? KIND_CLUSTER : call->kind;
    const struct model_handle *given =
        call->verb != MODEL_OPEN_CLUSTER && call->handle >= 0 ? &model->handle[call->handle] : NULL;
    if (given != NULL && given->kind == takes && given->life == MODEL_ENDED) {
        (void)strcpy(out, "CC-3");
        return;
    }
    switch (call->verb) {
    case MODEL_OPEN_CLUSTER:
        (void)strcpy(out, call->ex ? (fails ? "OCX-10" : "OCX-1") : (fails ? "OC-8" : "OC-1"));
        break;
    case MODEL_OPEN_OBJECT:
        (void)snprintf(out, WORD, "%s%s", kind,
                       call->ex ? (fails ? "X-8" : "X-1") : (fails ? "O-4" : "O-1"));
        break;
    case MODEL_INSTANCE:
        (void)snprintf(out, WORD, "%s-%d", from[call->kind], fails ? 2 : 1);
        break;
    case MODEL_CLOSE:
        (void)snprintf(out, WORD, "%sC-%d", cluster ? "C" : kind, fails ? 3 : 2);
        if (cluster) {
            (void)strcpy(out, "CC-2");
        }
        break;
    case MODEL_ASK:
        (void)snprintf(out, WORD, "%s%s-%d", cluster ? "INF" : kind, cluster ? "" : "S",
                       cluster && fails ? 5
                       : fails          ? 2
                                        : 1);
        break;
    case MODEL_CHANGE:
        (void)snprintf(out, WORD, "%sT-8", cluster ? "CL" : kind);
        break;
    }
}

/* The readings without which the answer would be permitted. */
static void print_under(FILE *out, const struct exploration *exploration,
                        const struct finding *finding)
{
    struct explore_walk other = exploration->walk;
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    unsigned last = finding->place.steps;
    for (enum model_question q = 0; q < MODEL_QUESTIONS; q++) {
        struct model_permitted permitted;
        unsigned chosen = exploration->walk.profile.chosen[q];
        if (chosen == READING_NONE) {
            continue;
        }
        other.profile.chosen[q] = READING_NONE;
        bool same = explore_follow(&other, &finding->place, model, call);
        model_ask(&model[last], &call[last], &permitted);
        if (!same || model_allows(&permitted, &call[last], &finding->answer)) {
            (void)fprintf(out, "under   %s %s\n", model_question_id(q),
                          model_reading_name(q, chosen));
        }
        other.profile.chosen[q] = (uint8_t)chosen;
    }
}

/* -- findings
 * ------------------------------------------------------------------------------------------- */

/* What the call is given, as far as it matters to a reader. */
static const char *given_word(const struct model *model, const struct model_call *call)
{
    enum kind takes = call->verb == MODEL_OPEN_OBJECT ? KIND_CLUSTER : call->kind;
    static const char *const lives[] = {[MODEL_OPEN] = "an open handle",
                                        [MODEL_CLOSED] = "a closed handle",
                                        [MODEL_ENDED] = "the handle of a closed cluster",
                                        [MODEL_DOUBTFUL] = "a handle"};
    if (call->verb == MODEL_OPEN_CLUSTER) {
        return call->name == NAME_NULL ? "NULL" : explore_cluster_word(call->cluster);
    }
    if (call->handle < 0) {
        return call->handle == MODEL_NULL ? "NULL" : "an invented handle";
    }
    const struct model_handle *handle = &model->handle[call->handle];
    if (handle->kind != takes) {
        return "a handle of another kind";
    }
    return handle->life == MODEL_OPEN && handle->through >= 0 ? "an instance" : lives[handle->life];
}

void explore_describe(const struct exploration *exploration, const struct explore_place *place,
                      const struct model_answer *answer, const char *cause, char *what)
{
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    char function[EXPLORE_FUNCTION];
    char came[80];
    unsigned last = place->steps;
    if (!explore_follow(&exploration->walk, place, model, call)) {
        (void)strcpy(what, "a difference that cannot be followed");
        return;
    }
    explore_function(&call[last], function);
    print_answer(came, sizeof came, &call[last], answer, cause);
    (void)snprintf(what, FINDING_TEXT, "%s%s%s of %s: %s", function, call[last].ex ? " " : "",
                   call[last].ex ? access_word(call[last].access) : "",
                   given_word(&model[last], &call[last]), came);
}

void explore_case_print(FILE *out, const struct exploration *exploration,
                        const struct finding *finding, size_t number)
{
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call call[EXPLORE_DEPTH + 1];
    struct model_permitted permitted;
    char clause[WORD];
    unsigned last = finding->place.steps;
    if (!explore_follow(&exploration->walk, &finding->place, model, call)) {
        return;
    }
    model_ask(&model[last], &call[last], &permitted);
    clause_of(&model[last], &call[last], &permitted, clause);
    (void)fprintf(out, "case    explored-%zu\nclause  %s\n", number, clause);
    print_under(out, exploration, finding);
    (void)fprintf(out, "about   %s\n", finding->what);
    for (unsigned n = 0; n < last; n++) {
        explore_print_step(out, &model[n], &model[n + 1], &call[n]);
        (void)fprintf(out, "\n");
    }
    explore_print_step(out, &model[last], NULL, &call[last]);
    explore_print_want(out, &permitted, &call[last]);
    (void)fprintf(out, "\n\n");
}
