/* Asking what a cluster is called, how old it is, and what the caller may do there. */
#include <string.h>

#include "discover_ask.h"

enum { DENIED = 5, NO_EX = 1745 };

/* -- clusters
 * --------------------------------------------------------------------------------------------- */

static void tell(struct asking *asking, size_t n, const char *what, const char *word)
{
    if (word != NULL) {
        child_tell(asking->out, "cluster %zu %s %s\n", n, what, word);
    }
}

/* MAJOR.MINOR of a CLUSTERVERSIONINFO, if it is one without Ex methods. */
static void tell_release(struct asking *asking, size_t n, size_t step)
{
    const struct answer_value *info = answer_value(&asking->answer[step], span_of("info"));
    if (info != NULL && info->value->type == VALUE_OCTETS && info->value->count >= 8) {
        const uint8_t *octets = info->value->octets;
        tell(asking, n, "release",
             arena_print(&asking->arena, "%u.%u", octets[4] + 256u * octets[5],
                         octets[6] + 256u * octets[7]));
    } else {
        tell(asking, n, "release", "6.0");
    }
}

/* What OpenCluster is given: NULL, or the name in quotes. */
static const char *api_word(struct asking *asking, size_t n)
{
    return asking->work->clusters == 0
               ? "NULL"
               : arena_print(&asking->arena, "\"%s\"", asking->work->cluster[n]);
}

static void tell_local(struct asking *asking, size_t n, const char *name)
{
    static const char *const lines[] = {"c = OpenCluster(NULL)",
                                        "GetClusterInformation(c, name[256], &length = 256, NULL)"};
    if (asking_case(asking, lines, 2) && name != NULL) {
        const char *local = asking_word(asking, 1, "name");
        tell(asking, n, local != NULL && strcmp(local, name) == 0 ? "local" : "remote", "-");
    }
}

static void ask_identity(struct asking *asking, size_t n, bool old)
{
    const char *lines[] = {
        asking->open, "GetClusterInformation(c, name[256], &length = 256, info[284])",
        "ClusterControl(c, NULL, 0x0700003D, NULL, 0, out[1024], 1024, &size = 0)"};
    const char *name = NULL;
    if (asking_case(asking, lines, 2)) {
        name = asking_word(asking, 1, "name");
        tell(asking, n, "name", name);
        if (old) {
            tell_release(asking, n, 1);
        }
    }
    const char *fqdn = asking_case(asking, lines, 3) && answered_zero(&asking->answer[2])
                           ? asking_word(asking, 2, "out")
                           : NULL;
    tell(asking, n, "fqdn", fqdn);
    if (n == 0 && fqdn != NULL && strchr(fqdn, '.') != NULL) {
        asking->domain = strchr(fqdn, '.');
    }
    tell_local(asking, n, name);
}

/* Which opens succeed says who the caller is. False: none does. */
bool asking_api_cluster(struct asking *asking, size_t n)
{
    const char *word = api_word(asking, n);
    const char *plain = arena_print(&asking->arena, "c = OpenCluster(%s)", word);
    const char *all = arena_print(&asking->arena, "c = OpenClusterEx(%s, GENERIC_ALL, NULL)", word);
    const char *read =
        arena_print(&asking->arena, "c = OpenClusterEx(%s, GENERIC_READ, NULL)", word);
    bool opens = asking_case(asking, &plain, 1) && asking->answer[0].end == ANSWER_HANDLE;
    bool changes = asking_case(asking, &all, 1) && asking->answer[0].end == ANSWER_HANDLE;
    bool old = !changes && asking->answer != NULL && answered_failure(&asking->answer[0]) == NO_EX;
    bool reads = asking_case(asking, &read, 1) && asking->answer[0].end == ANSWER_HANDLE;
    if (!opens && !reads) {
        tell(asking, n, "unreachable", "-");
        return false;
    }
    if (opens || changes) {
        tell(asking, n, "changes", "-");
    }
    tell(asking, n, "reads", "-");
    asking->open = opens ? plain : read;
    asking->reads_only = !opens;
    ask_identity(asking, n, old);
    return true;
}

/* -- clusters on the wire
 * --------------------------------------------------------------------------------- */

static const char *wire_word(struct asking *asking, size_t n)
{
    return n == 0 ? "$cluster" : arena_print(&asking->arena, "$more%zu", n);
}

/* Version 3.0, or 2.0 alone, or only with packet privacy, or nobody. */
static bool ask_bind(struct asking *asking, size_t n, const char *connect)
{
    const char *older =
        arena_print(&asking->arena, "b = connect(%s, version = 2)", wire_word(asking, n));
    const struct answer_value *reason = NULL;
    if (asking_case(asking, &connect, 1) && answered_bound(&asking->answer[0])) {
        return true;
    }
    if (asking->answer != NULL) {
        reason = answer_value(&asking->answer[0], span_of("provider_reject_reason"));
    }
    bool privacy = reason != NULL && reason->value->number != 2 && reason->value->number != 4;
    if (privacy) {
        tell(asking, n, "privacy", "-");
    } else if (!asking->work->subject->type->lines && asking_case(asking, &older, 1) &&
               answered_bound(&asking->answer[0])) {
        tell(asking, n, "release", "5.2");
        const char *lines[] = {older, "b.ApiGetClusterName()"};
        tell(asking, n, "name",
             asking_case(asking, lines, 2) ? asking_word(asking, 1, "ClusterName") : NULL);
    } else {
        tell(asking, n, "unreachable", "-");
    }
    return false;
}

bool asking_wire_cluster(struct asking *asking, size_t n)
{
    const char *connect = arena_print(&asking->arena, "a = connect(%s)", wire_word(asking, n));
    const char *lines[] = {connect, "a.ApiGetClusterName()", "a.ApiOpenClusterEx(GENERIC_ALL)",
                           "a.ApiOpenClusterEx(GENERIC_READ)"};
    if (!ask_bind(asking, n, connect)) {
        return false;
    }
    asking->open = connect;
    if (!asking_case(asking, lines, 4)) {
        return false;
    }
    if (answered_failure(&asking->answer[1]) == DENIED) {
        tell(asking, n, "privacy", "-");
        return false;
    }
    tell(asking, n, "name", asking_word(asking, 1, "ClusterName"));
    bool changes = asking->answer[2].end == ANSWER_HANDLE;
    bool old = !changes && answered_failure(&asking->answer[2]) != DENIED;
    tell(asking, n, "reads", "-");
    tell(asking, n, "changes", changes || old ? "-" : NULL);
    tell(asking, n, "release", old ? "6.0" : NULL);
    asking->reads_only = !changes && !old;
    const char *more[] = {connect,
                          changes ? "c = a.ApiOpenClusterEx(GENERIC_ALL)"
                                  : "c = a.ApiOpenClusterEx(GENERIC_READ)",
                          "a.ApiClusterControl(c, 0x0700003D, NULL, 1024)"};
    if (!old && asking_case(asking, more, 3)) {
        tell(asking, n, "fqdn", asking_word(asking, 2, "lpOutBuffer"));
    }
    return true;
}
