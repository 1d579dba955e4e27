/* The client library against this server over TCP gives the same answers as in one process; and
 * what it gives when the server dies. Servers and clients are children of the test. */
#define _POSIX_C_SOURCE 200809L

#include "api/fixture.h"
#include "clusapi.h"
#include "interfaces.h"
#include "loop_posix.h"
#include "store.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { CLUSTERS = 3, TEXT = 200000, LOOPBACK = 0x7F000001, SECONDS = 60 };

struct ports {
    uint16_t server, mapper;
};
static struct ports ports[CLUSTERS];
static pid_t servers[CLUSTERS];
static char path[] = "/tmp/answers-XXXXXX";

/* -- servers ----------------------------------------------------------------------------------- */

static void serve(struct clusters *clusters, uint32_t cluster, int out)
{
    static struct store store;
    static struct host host;
    static const struct store_limits limits = {100, 1000, 1 << 20};
    static struct assoc_interface list[CLUSTER_INTERFACES], mapped[MAPPER_INTERFACES];
    struct assoc_service service = {list, CLUSTER_INTERFACES, ASSOC_FRAGMENT, "1", false};
    struct assoc_service mapper = {mapped, MAPPER_INTERFACES, ASSOC_FRAGMENT, "1", false};
    struct loop loop = {.host = &host, .endpoints = 2, .connections = 100};
    int never[2];
    interfaces_of_cluster(list, SINCE_2025, false);
    interfaces_of_mapper(mapped);
    if (pipe(never) != 0 || !loop_listen(&loop.endpoint[0], LOOPBACK, 0, &service) ||
        !loop_listen(&loop.endpoint[1], LOOPBACK, 0, &mapper) ||
        !store_open(&store, &host, clusters, cluster, &limits, (const uint8_t *)"0123456789abcdef"))
        _exit(1);
    struct tower tower = {interface_clusapi_3, rpc_syntax_ndr, loop.endpoint[0].port, 0};
    host.towers = &tower;
    host.tower_count = 1;
    loop.wake = never[0];
    const struct ports p = {loop.endpoint[0].port, loop.endpoint[1].port};
    (void)!write(out, &p, sizeof p);
    if (!loop_begin(&loop))
        _exit(1);
    loop_run(&loop);
    _exit(0);
}

static int start_servers(void **state)
{
    (void)state;
    struct fixture fixture;
    assert_true(fixture_open_default(&fixture));
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        int out[2];
        assert_int_equal(pipe(out), 0);
        servers[i] = fork();
        if (servers[i] == 0) {
            alarm(SECONDS);
            serve(&fixture.clusters, i, out[1]);
        }
        close(out[1]);
        assert_int_equal(read(out[0], &ports[i], sizeof ports[i]), sizeof ports[i]);
        close(out[0]);
    }
    fixture_close(&fixture);
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    return setenv("CLUSAPI_FIXTURE", path, 1);
}

static int stop_servers(void **state)
{
    (void)state;
    for (int i = 0; i < CLUSTERS; i++) {
        kill(servers[i], SIGKILL);
        waitpid(servers[i], NULL, 0);
    }
    return unlink(path);
}

/* -- the fixture of a client ------------------------------------------------------------------- */

enum way { DIRECT, ENDPOINT, MAPPER };

/* The two-node fixture, its first three clusters with that way to be reached. */
static void write_fixture(enum way way)
{
    char line[4000];
    int cluster = 0;
    FILE *in = fopen("spec/two-node.fixture", "r"), *out = fopen(path, "w");
    assert_non_null(in);
    assert_non_null(out);
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "#\n")] = '\0';
        fputs(line, out);
        if (strncmp(line, "cluster ", 8) == 0 && cluster < CLUSTERS) {
            if (way == ENDPOINT)
                fprintf(out, " endpoint 127.0.0.1[%u]", ports[cluster].server);
            if (way == MAPPER)
                fprintf(out, " mapper 127.0.0.1[%u] patience 10", ports[cluster].mapper);
            cluster++;
        }
        fputc('\n', out);
    }
    fclose(in);
    fclose(out);
}

/* -- what a client asks ------------------------------------------------------------------------ */

static FILE *say;

/* Says whether the handle is NULL and why. */
static void *got(const char *what, const void *handle)
{
    fprintf(say, "%s %s %u\n", what, handle != NULL ? "handle" : "NULL",
            handle != NULL ? 0 : (unsigned)GetLastError());
    return (void *)(uintptr_t)handle;
}

static void code(const char *what, long long result)
{
    fprintf(say, "%s %lld %u\n", what, result, result == -1 ? (unsigned)GetLastError() : 0);
}

static void text(const char *what, DWORD result, const WCHAR *units, DWORD count)
{
    fprintf(say, "%s %u %u ", what, (unsigned)result, (unsigned)count);
    for (DWORD i = 0; i < count && i < 100; i++)
        fprintf(say, "%04x", units[i]);
    fputc('\n', say);
}

static void ask_cluster(HCLUSTER c)
{
    WCHAR name[100] = {0};
    DWORD count = 100, small = 3, type, size = 1000;
    static uint8_t item[1000];
    CLUSTERVERSIONINFO version = {.dwVersionInfoSize = sizeof version};
    DWORD result = GetClusterInformation(c, name, &count, &version);
    text("information", result, name, count);
    fprintf(say, "%u.%u.%u %x\n", version.MajorVersion, version.MinorVersion, version.BuildNumber,
            (unsigned)version.dwClusterHighestVersion);
    result = GetClusterInformation(c, name, &small, NULL);
    text("small", result, name, small);
    HCLUSENUM e = got("enum", ClusterOpenEnum(c, 0x3F));
    code("count", ClusterGetEnumCount(e));
    for (DWORD i = 0; (count = 100, result = ClusterEnum(e, i, &type, name, &count)) == 0; i++)
        text("entry", type, name, count);
    code("end", result);
    code("close", ClusterCloseEnum(e));
    HCLUSENUMEX x = got("enumex", ClusterOpenEnumEx(c, 0x3F, NULL));
    code("count", ClusterGetEnumCountEx(x));
    code("size", ClusterEnumEx(x, 0, (PCLUSTER_ENUM_ITEM)(void *)item, &size));
    code("needs", size);
    code("close", ClusterCloseEnumEx(x));
    count = 100;
    result = GetClusterNetInterface(c, u"node1", u"Cluster Network 1", name, &count);
    text("interface", result, name, count);
    code("no interface", GetClusterNetInterface(c, u"node1", u"none", name, &count));
    code("control", ClusterControl(c, NULL, 0x07000059, NULL, 0, item, sizeof item, &size));
    code("size", size);
    code("control", ClusterControl(c, NULL, 0x07000059, NULL, 0, item, 3, &size));
    code("size", size);
    code("no control", ClusterControl(c, NULL, 0x07FFFFFF, NULL, 0, NULL, 0, &size));
}

static void ask_objects(HCLUSTER c, DWORD access)
{
    WCHAR one[100] = {0}, two[100] = {0};
    DWORD granted = 7, a = 100, b = 100;
    HNODE node = got("node", OpenClusterNodeEx(c, u"NODE1", access, &granted));
    code("granted", granted);
    code("state", GetClusterNodeState(node));
    code("id", GetClusterNodeId(node, one, &a));
    text("is", 0, one, a);
    HCLUSTER instance = got("instance", GetClusterFromNode(node));
    got("no node", OpenClusterNode(c, u"none"));
    HNETWORK network = got("network", OpenClusterNetwork(c, u"Cluster Network 1"));
    code("state", GetClusterNetworkState(network));
    a = 100;
    code("id", GetClusterNetworkId(network, one, &a));
    text("is", 0, one, a);
    HGROUP group = got("group", OpenClusterGroupEx(instance, u"Cluster Group", access, NULL));
    a = 100;
    code("state", GetClusterGroupState(group, one, &a));
    text("on", 0, one, a);
    HRESOURCE resource = got("resource", OpenClusterResourceEx(c, u"cluster name", access, NULL));
    a = 100;
    code("state", GetClusterResourceState(resource, one, &a, two, &b));
    text("in", 0, two, b);
    HNETINTERFACE i =
        got("interface", OpenClusterNetInterfaceEx(c, u"node1 - Ethernet", access, NULL));
    code("state", GetClusterNetInterfaceState(i));
    code("close", CloseClusterNetInterface(i));
    code("stale", GetClusterNetInterfaceState(i));
    HGROUPENUM e = got("contains", ClusterGroupOpenEnum(group, CLUSTER_GROUP_ENUM_CONTAINS));
    code("count", ClusterGroupGetEnumCount(e));
    code("control", ClusterResourceControl(resource, NULL, 0x0140005E, "\1", 1, NULL, 0, &a));
    code("close", CloseCluster(c));
    code("stale", GetClusterNodeState(node));
    code("of instance", GetClusterGroupState(group, NULL, NULL));
    code("close", CloseCluster(instance));
    code("stale", GetClusterGroupState(group, NULL, NULL));
}

/* What a notification port tells of a group that goes online and offline again. */
static void ask_port(HCLUSTER c, DWORD limit)
{
    WCHAR name[100] = {0};
    DWORD_PTR key = 0;
    DWORD filter = 0, count = 100, result;
    HCHANGE port = got("port", CreateClusterNotifyPort(INVALID_HANDLE_VALUE, c, 0x1100, 7));
    HGROUP group = got("group", OpenClusterGroupEx(c, u"File Server", MAXIMUM_ALLOWED, NULL));
    code("register", RegisterClusterNotify(port, 0x80001000, group, 8));
    code("nothing", GetClusterNotify(port, &key, &filter, name, &count, limit));
    code("online", OnlineClusterGroup(group, NULL));
    code("offline", OfflineClusterGroup(group));
    while ((count = 100, result = GetClusterNotify(port, &key, &filter, name, &count, limit)) ==
           0) {
        fprintf(say, "%u %x ", (unsigned)key, (unsigned)filter);
        text("event", result, name, count);
    }
    code("none", result);
    code("online", OnlineClusterGroup(group, NULL));
    code("close", CloseClusterGroup(group));
    count = 3;
    code("small", GetClusterNotify(port, &key, &filter, name, &count, limit));
    count = 100;
    result = GetClusterNotify(port, &key, &filter, name, &count, limit);
    text("event", result, name, count);
    group = got("group", OpenClusterGroupEx(c, u"File Server", MAXIMUM_ALLOWED, NULL));
    code("offline", OfflineClusterGroup(group));
    code("close", CloseClusterNotifyPort(port));
    code("closed", GetClusterNotify(port, &key, &filter, name, &count, limit));
}

static void ask_everything(void)
{
    static const LPCWSTR names[] = {u"cluster1",   u"CLUSTER1.example.test",
                                    u"192.0.2.20", u"cluster2",
                                    u"cluster3",   u"cluster9",
                                    u"none",       u""};
    static const DWORD access[] = {GENERIC_READ, GENERIC_ALL, MAXIMUM_ALLOWED, 2, 0};
    for (unsigned n = 0; n < sizeof names / sizeof *names; n++) {
        HCLUSTER c = got("cluster", OpenCluster(names[n]));
        if (c != NULL) {
            ask_cluster(c);
            ask_port(c, 0);
            ask_objects(c, GENERIC_READ);
        }
        for (unsigned i = 0; i < sizeof access / sizeof *access; i++) {
            DWORD granted = 7;
            c = got("cluster ex", OpenClusterEx(names[n], access[i], &granted));
            code("granted", granted);
            if (c != NULL)
                ask_objects(c, access[i]);
        }
    }
}

/* What a client in a process of its own says. */
static char *answers(enum way way)
{
    int out[2];
    size_t length = 0;
    ssize_t more;
    char *said = calloc(TEXT + 1, 1);
    write_fixture(way);
    assert_int_equal(pipe(out), 0);
    pid_t client = fork();
    if (client == 0) {
        alarm(SECONDS);
        say = fdopen(out[1], "w");
        ask_everything();
        fclose(say);
        _exit(0);
    }
    close(out[1]);
    while ((more = read(out[0], said + length, TEXT - length)) > 0)
        length += (size_t)more;
    close(out[0]);
    int status;
    assert_int_equal(waitpid(client, &status, 0), client);
    assert_int_equal(status, 0);
    return said;
}

static void tcp_answers_as_the_direct_link(void **state)
{
    (void)state;
    char *direct = answers(DIRECT);
    char *endpoint = answers(ENDPOINT);
    char *mapper = answers(MAPPER);
    assert_true(strlen(direct) > 5000);
    assert_string_equal(direct, endpoint);
    assert_string_equal(direct, mapper);
    free(direct);
    free(endpoint);
    free(mapper);
}

/* -- the server dies --------------------------------------------------------------------------- */

static void kill_server(int i)
{
    kill(servers[i], SIGKILL);
    assert_int_equal(waitpid(servers[i], NULL, 0), servers[i]);
}

/* What the server has not told of is waited for; another client makes it happen. In this process,
 * after the first test: the library reads its fixture once. */
static void an_event_that_another_client_makes(void **state)
{
    (void)state;
    WCHAR name[100];
    DWORD count = 100, filter = 0;
    write_fixture(ENDPOINT);
    pid_t other = fork();
    if (other == 0) {
        alarm(SECONDS);
        HCLUSTER c = OpenCluster(u"cluster1");
        for (;;) { /* until somebody has heard of it */
            HGROUP group = OpenClusterGroup(c, u"File Server");
            if (OnlineClusterGroup(group, NULL) != 0 || OfflineClusterGroup(group) != 0)
                _exit(1);
            CloseClusterGroup(group);
        }
    }
    HCLUSTER c = OpenCluster(u"cluster1");
    HCHANGE port = CreateClusterNotifyPort(INVALID_HANDLE_VALUE, c, 0x00001000, 1);
    assert_int_equal(GetClusterNotify(port, NULL, &filter, name, &count, INFINITE), 0);
    assert_int_equal(filter, 0x00001000);
    assert_int_equal(count, 11);
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    assert_int_equal(CloseCluster(c), TRUE);
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
}

static void a_server_that_dies_leaves_the_rules_of_handles(void **state)
{
    (void)state;
    write_fixture(ENDPOINT);
    HCLUSTER c = OpenCluster(u"cluster1");
    HCLUSTER other = OpenClusterEx(u"cluster2", GENERIC_READ, NULL);
    assert_non_null(c);
    assert_non_null(other);
    HNODE node = OpenClusterNode(c, u"node1");
    HNODE second = OpenClusterNode(c, u"node2");
    assert_int_equal(GetClusterNodeState(node), ClusterNodeUp);
    HCHANGE port = CreateClusterNotifyPort(INVALID_HANDLE_VALUE, c, 0x00001000, 1);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, 20), 258);
    kill_server(0);
    assert_int_equal(GetClusterNodeState(node), -1);
    assert_true(GetLastError() == 1726 || GetLastError() == 1727);
    assert_int_equal(GetClusterNodeState(second), -1); /* not sent any more */
    assert_int_equal(GetLastError(), 1722);
    assert_null(OpenClusterNode(c, u"node1"));
    assert_int_equal(GetLastError(), 1722);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, INFINITE), 1722);
    assert_null(OpenCluster(u"cluster1"));
    assert_int_equal(GetLastError(), 1722);
    /* the handles are closed as if nothing had happened, once */
    CloseClusterNode(node);
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
    assert_int_equal(CloseCluster(c), TRUE);
    assert_null(GetClusterFromNode(second));
    assert_int_equal(GetLastError(), 6);
    assert_int_equal(CloseCluster(c), TRUE);
    /* and nobody else is touched */
    HNODE there = OpenClusterNodeEx(other, u"node1", GENERIC_READ, NULL);
    assert_int_equal(GetClusterNodeState(there), ClusterNodeUp);
    assert_int_equal(CloseCluster(other), TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tcp_answers_as_the_direct_link),
        cmocka_unit_test(an_event_that_another_client_makes),
        cmocka_unit_test(a_server_that_dies_leaves_the_rules_of_handles),
    };
    return cmocka_run_group_tests(tests, start_servers, stop_servers);
}
