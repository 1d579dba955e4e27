/* ref on the wire: the reference server, every cluster of the fixture, in this process. Octets go
 * the way that they go over a socket, to an association of their own; nothing else is shared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/fixture.h"
#include "base/give_up.h"
#include "base/growing.h"
#include "reference.h"
#include "server/interfaces.h"
#include "server/store.h"

enum {
    CLUSTERS = 16,
    CONNECTIONS = 1024,
    HANDLES = 4096,
    MEMORY = 64 << 20,
    LOOPBACK = 0x7F000001
};

/* One cluster that is served. */
struct served_cluster {
    bool open;
    struct store store;
    struct host host;
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_service service;
};

/* What this process serves; made when the first connection is. */
static struct {
    bool open;
    struct fixture fixture;
    struct served_cluster cluster[CLUSTERS];
} reference;

struct inside {
    struct stream stream; /* first */
    struct peer peer;
    struct growing in; /* written to it and not yet taken */
    bool over;
};

/* Let the server take what it was sent, until it has something to say. */
static void take(struct inside *inside)
{
    static const uint8_t nothing;
    uint32_t size;
    while (!inside->over && assoc_output(&inside->peer.assoc, &size) == NULL) {
        uint32_t used = 0;
        const uint8_t *octets = inside->in.length > 0 ? inside->in.octets : &nothing;
        inside->over = !peer_take(&inside->peer, octets, (uint32_t)inside->in.length, &used);
        growing_drop(&inside->in, used);
        if (used == 0) {
            break;
        }
    }
    if (inside->over) {
        peer_end(&inside->peer);
    }
}

static bool write_all(struct stream *stream, const uint8_t *octets, size_t size)
{
    struct inside *inside = (struct inside *)stream;
    if (inside->over) {
        return false;
    }
    growing_put(&inside->in, octets, size);
    take(inside);
    return true;
}

/* Whoever waits for an answer lets time pass: up to the end of the call that waits for it. */
static void pass_time(struct inside *inside)
{
    if (inside->peer.token != 0 && inside->peer.deadline != PEER_NO_DEADLINE) {
        inside->peer.host->now = inside->peer.deadline;
        peer_expire_all(inside->peer.host);
    }
}

static enum stream_state read_some(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                                   size_t *got)
{
    struct inside *inside = (struct inside *)stream;
    uint32_t there = 0;
    const uint8_t *output;
    take(inside);
    if (wait && assoc_output(&inside->peer.assoc, &there) == NULL) {
        pass_time(inside);
    }
    output = assoc_output(&inside->peer.assoc, &there);
    if (output == NULL) {
        return inside->over ? STREAM_ENDED : STREAM_NOTHING;
    }
    *got = there < size ? there : size;
    memcpy(octets, output, *got);
    peer_sent(&inside->peer, (uint32_t)*got);
    return STREAM_OCTETS;
}

static void close_it(struct stream *stream)
{
    struct inside *inside = (struct inside *)stream;
    peer_end(&inside->peer);
    growing_free(&inside->in);
    free(inside);
}

static bool open_reference(const char *fixture, char *why)
{
    struct problem problem;
    if (reference.open) {
        return true;
    }
    if (!fixture_open_file(&reference.fixture, fixture, &problem)) {
        (void)problem_print(&problem, why, REFERENCE_WHY);
        return false;
    }
    reference.open = true;
    return true;
}

/* The cluster of that $name, whose first character is the $. */
static bool find_cluster(const char *named, size_t length, uint32_t *found)
{
    const struct clusters *clusters = &reference.fixture.clusters;
    for (*found = 0; *found < clusters->count && *found < CLUSTERS; (*found)++) {
        const struct name *its = &reference.fixture.place[*found].named;
        bool same = its->units + 1 == length;
        for (size_t n = 0; same && n + 1 < length; n++) {
            same = its->at[2 * n] == (uint8_t)named[n + 1] && its->at[2 * n + 1] == 0;
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/* Nobody guesses at handles here: the secret need not be one. */
static bool open_cluster(uint32_t n)
{
    static const uint8_t secret[CONTEXT_SECRET_SIZE] = "clus-cts";
    static const struct store_limits limits = {CONNECTIONS, HANDLES, MEMORY};
    struct served_cluster *cluster = &reference.cluster[n];
    if (!cluster->open) {
        const enum method_since release = reference.fixture.clusters.cluster[n].release;
        const uint8_t offered =
            interfaces_of_cluster(cluster->interfaces, release, reference.fixture.place[n].privacy);
        cluster->service = (struct assoc_service){cluster->interfaces, offered, ASSOC_FRAGMENT,
                                                  REFERENCE_PORT, false};
        cluster->open = store_open(&cluster->store, &cluster->host, &reference.fixture.clusters, n,
                                   &limits, secret);
    }
    return cluster->open;
}

struct stream *reference_stream(const char *fixture, const char *named, size_t length, char *why)
{
    uint32_t n;
    if (!open_reference(fixture, why)) {
        give_up(why);
    }
    if (!find_cluster(named, length, &n) || reference.fixture.clusters.cluster[n].unreachable) {
        (void)snprintf(why, REFERENCE_WHY, "%.*s is not served", (int)length, named);
        return NULL;
    }
    struct inside *inside = open_cluster(n) ? calloc(1, sizeof *inside) : NULL;
    if (inside == NULL) {
        give_up(NO_MEMORY);
    }
    inside->stream = (struct stream){write_all, read_some, close_it};
    inside->peer.address = inside->peer.local = LOOPBACK;
    peer_begin(&inside->peer, &reference.cluster[n].host, &reference.cluster[n].service);
    return &inside->stream;
}
