#define _POSIX_C_SOURCE 200809L

#include "bench.h"

#include "clusapi.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static bool open_and_close_cluster(HCLUSTER unused)
{
    (void)unused;
    HCLUSTER cluster = OpenCluster(NULL);
    return cluster != NULL && CloseCluster(cluster);
}

static bool open_and_close_node(HCLUSTER cluster)
{
    static const WCHAR name[] = {'n', 'o', 'd', 'e', '1', 0};
    HNODE node = OpenClusterNode(cluster, name);
    return node != NULL && CloseClusterNode(node);
}

/* Nanoseconds that each of `count` acts takes, measured `rounds` times. */
static bool measure(const char *name, bool (*act)(HCLUSTER), uint32_t rounds, uint32_t count)
{
    HCLUSTER cluster = OpenCluster(NULL);
    bool right = cluster != NULL;
    for (uint32_t r = 0; r < rounds && right; r++) {
        const double start = now();
        for (uint32_t i = 0; i < count && right; i++)
            right = act(cluster);
        printf("%s %.1f\n", name, (now() - start) / count);
    }
    return right && CloseCluster(cluster);
}

bool bench_direct(uint32_t rounds, uint32_t count)
{
    return measure("node", open_and_close_node, rounds, count) &&
           measure("cluster", open_and_close_cluster, rounds, count);
}
