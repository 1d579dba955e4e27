#include "peer.h"

#include "interfaces.h"
#include "management.h"
#include "mapper.h"

#include <string.h>

/* Sends this much or less in one fragment, whatever the client agreed to receive: the association
 * has copied it when assoc_reply returns. */
enum { ONE_FRAGMENT = PDU_MUST_RECEIVE - PDU_STUB - 8 };

enum { TIMED_OUT = 258 }; /* WAIT_TIMEOUT */

void peer_begin(struct peer *peer, struct host *host, const struct assoc_service *service)
{
    peer->host = host;
    peer->group = 0;
    peer->token = 0;
    peer->request = peer->reply = (struct loan){NULL, 0};
    assoc_start(&peer->assoc, service);
}

static void give_back(struct peer *peer)
{
    if (!assoc_holds_buffer(&peer->assoc))
        budget_return(&peer->host->budget, &peer->request);
    if (!assoc_holds_reply(&peer->assoc))
        budget_return(&peer->host->budget, &peer->reply);
}

static bool is(const struct assoc_call *call, const struct rpc_syntax *syntax)
{
    return rpc_uuid_equal(&call->interface->abstract.uuid, &syntax->uuid);
}

/* The towers, at the address that this client can reach. */
static uint32_t map(const struct peer *peer, struct builder *reply)
{
    struct tower towers[HOST_TOWERS];
    for (uint32_t i = 0; i < peer->host->tower_count; i++) {
        towers[i] = peer->host->towers[i];
        towers[i].address = peer->local;
    }
    return mapper_call(towers, peer->host->tower_count, &peer->assoc.call, reply);
}

/* The two interfaces that know no clusters. */
static void serve_other(const struct peer *peer, struct served *served)
{
    const struct assoc_call *call = &peer->assoc.call;
    struct builder reply = builder_over(peer->host->room.octets, peer->host->room.size);
    served->fault = is(call, &interface_mapper)
                        ? map(peer, &reply)
                        : management_call(peer->assoc.service, call, &reply);
    served->executed = served->fault == 0;
    served->length = reply.length;
    if (reply.full)
        served->fault = FAULT_UNSPECIFIED;
}

/* A reply that goes out in several fragments waits in a buffer of its own. */
static void send_reply(struct peer *peer, uint32_t length)
{
    const uint8_t *octets = peer->host->room.octets;
    if (length > ONE_FRAGMENT) {
        uint8_t *own = budget_lend(&peer->host->budget, &peer->reply, length);
        if (own == NULL) {
            assoc_fault(&peer->assoc, FAULT_SERVER_TOO_BUSY, false);
            return;
        }
        memcpy(own, octets, length);
        octets = own;
    }
    assoc_reply(&peer->assoc, octets, length);
}

static void give_answer(struct peer *peer, const struct served *served)
{
    if (peer->host->report != NULL)
        peer->host->report(peer, served);
    if (served->fault != 0)
        assoc_fault(&peer->assoc, served->fault, !served->executed);
    else
        send_reply(peer, served->length);
}

/* Its call waits no longer. */
static void stop_waiting(struct peer *peer)
{
    struct peer **at = &peer->host->waiting;
    if (peer->token == 0)
        return;
    while (*at != peer)
        at = &(*at)->next;
    *at = peer->next;
    peer->token = 0;
}

/* Nobody is to hear the answer. */
static void forget_wait(struct peer *peer)
{
    if (peer->token != 0)
        server_end_wait(peer->host->serve.server, peer->token, 0);
    stop_waiting(peer);
}

static void start_waiting(struct peer *peer, const struct served *served)
{
    struct host *host = peer->host;
    peer->token = host->calls;
    peer->deadline = served->limit == SERVE_NO_LIMIT ? PEER_NO_DEADLINE : host->now + served->limit;
    peer->next = host->waiting;
    host->waiting = peer;
    if (host->report != NULL)
        host->report(peer, served);
    if (!peer->assoc.call.cancelled) {
        assoc_pending(&peer->assoc);
        return;
    }
    forget_wait(peer);
    assoc_fault(&peer->assoc, FAULT_CANCEL, false);
}

static void complete(struct peer *peer)
{
    struct host *host = peer->host;
    struct served served;
    serve_complete(&host->serve, peer->group, &peer->assoc.call, peer->token, host->room.octets,
                   host->room.size, &served);
    if (served.waits)
        return;
    stop_waiting(peer);
    give_answer(peer, &served);
}

static struct peer *waiting_for(const struct host *host, uint64_t token)
{
    struct peer *peer = host->waiting;
    while (peer != NULL && peer->token != token)
        peer = peer->next;
    return peer;
}

/* Every call makes at most all that wait ready. */
static void complete_all(struct host *host)
{
    const struct server *server = host->serve.server;
    uint64_t token;
    for (uint32_t i = 0; i < server->events.waitings && server_ready(server, &token); i++) {
        struct peer *peer = waiting_for(host, token);
        if (peer != NULL)
            complete(peer);
    }
}

void peer_expire_all(struct host *host)
{
    for (struct peer *peer = host->waiting; peer != NULL; peer = peer->next)
        if (peer->deadline <= host->now)
            server_end_wait(host->serve.server, peer->token, TIMED_OUT);
    complete_all(host);
}

static void answer(struct peer *peer)
{
    struct host *host = peer->host;
    const struct assoc_call *call = &peer->assoc.call;
    struct served served = {0};
    host->calls++;
    if (is(call, &interface_clusapi_3))
        serve_call(&host->serve, peer->group, call, host->calls, host->room.octets, host->room.size,
                   &served);
    else
        serve_other(peer, &served);
    if (served.waits)
        start_waiting(peer, &served);
    else
        give_answer(peer, &served);
    complete_all(host);
}

static void join(struct peer *peer)
{
    peer->group = groups_join(&peer->host->serve.groups, peer->assoc.group, peer->address);
    assoc_join(&peer->assoc, peer->group);
}

static void lend(struct peer *peer)
{
    uint8_t *octets = budget_lend(&peer->host->budget, &peer->request, peer->assoc.needed);
    assoc_lend(&peer->assoc, octets, octets != NULL ? peer->request.size : 0);
}

bool peer_take(struct peer *peer, const uint8_t *octets, uint32_t size, uint32_t *used)
{
    *used = 0;
    for (;;) {
        uint32_t taken;
        enum assoc_event event = assoc_feed(&peer->assoc, octets + *used, size - *used, &taken);
        *used += taken;
        if (event == ASSOC_GROUP)
            join(peer);
        else if (event == ASSOC_NEED)
            lend(peer);
        else if (event == ASSOC_CALL)
            answer(peer);
        else if (event == ASSOC_ENDED || event == ASSOC_CLOSE)
            forget_wait(peer);
        give_back(peer);
        if (event == ASSOC_CLOSE)
            return false;
        if (event == ASSOC_IDLE)
            return true;
    }
}

void peer_sent(struct peer *peer, uint32_t size)
{
    assoc_sent(&peer->assoc, size);
    give_back(peer);
}

void peer_end(struct peer *peer)
{
    forget_wait(peer);
    if (peer->group != 0)
        serve_leave(&peer->host->serve, peer->group);
    peer->group = 0;
    budget_return(&peer->host->budget, &peer->request);
    budget_return(&peer->host->budget, &peer->reply);
}
