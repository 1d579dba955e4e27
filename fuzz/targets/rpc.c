/*
 * Sequences of RPC calls with harvested handles, on several connections and association groups,
 * against the reference's server. After each call: the server agrees with itself, as many handles
 * are open as the answers say, the answer is what the documents demand of handles that are closed,
 * of another type, another association, altered or none, and the reply decodes strictly.
 */
#include "core/consistent.h"
#include "property.h"
#include "rpc_ledger.h"
#include "rpc_link.h"
#include "rpc_world.h"
#include "sequence.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_AFTER = 1000000000 }; /* milliseconds */

/* A sequence while it is taken. */
struct taking {
    struct rpc_world world;
    struct rpc_ledger ledger;
    part_token token[FUZZ_STEPS];
    struct rpc_link *link[FUZZ_STEPS];            /* that the step made */
    struct rpc_expected waited[FUZZ_CONNECTIONS]; /* what the call that waits is due */
    uint32_t links;
};

static struct rpc_link links[FUZZ_CONNECTIONS];
static uint8_t replies[FUZZ_CONNECTIONS][RPC_REPLY_LARGEST];

static uint32_t place_of(const struct rpc_link *link)
{
    return (uint32_t)(link - links);
}

/* -- what holds after each step ---------------------------------------------------------------- */

static void check(const struct taking *t)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < t->links; i++)
        open += links[i].open;
    property(server_consistent(t->world.server), "the server agrees with itself");
    property(handles_open(&t->world.server->table) ==
                 rpc_open(&t->ledger) + rpc_world_associations(&t->world),
             "as many handles are open as were given and not closed");
    property(rpc_world_connections(&t->world) == open, "the groups have the connections there are");
}

/* -- answers ----------------------------------------------------------------------------------- */

static void take_reply(struct taking *t, const struct rpc_link *link,
                       const struct rpc_expected *expected, part_token token)
{
    const struct encoding encoding = {link->wide ? NDR64 : NDR, false, link->version};
    struct message reply;
    struct refusal refusal;
    property(expected->due != RPC_DUE_FAULT, "what must be refused with a fault is");
    /* exactly as large as it is, so that a read beyond it is seen */
    uint8_t *octets = malloc(link->reply_size + 1u);
    property(octets != NULL, "there is memory");
    memcpy(octets, link->reply, link->reply_size);
    const bool decodes = decode(expected->method, REPLY, &encoding, octets, link->reply_size,
                                &expected->request, &reply, &refusal);
    if (!decodes || refusal.offset != link->reply_size)
        (void)fprintf(stderr, "opnum %u, octet %u of %u: %s\n", (unsigned)link->opnum,
                      (unsigned)refusal.offset, (unsigned)link->reply_size,
                      reason_text(refusal.reason));
    property(decodes && refusal.offset == link->reply_size,
             "a reply decodes, and nothing follows it");
    rpc_note(&t->ledger, link->group, link->version, expected, &reply, token);
    free(octets);
}

static void take_fault(const struct rpc_link *link, const struct rpc_expected *expected, bool full)
{
    if (expected->due == RPC_DUE_ANY || (full && link->status == FAULT_SERVER_TOO_BUSY))
        return;
    property(expected->due == RPC_DUE_FAULT, "what needs no fault has none");
    property(link->status == expected->status, "a fault has the status that the documents demand");
}

/* The answers of calls that waited, which this step may have brought about. */
static void take_waited(struct taking *t)
{
    part_token token;
    for (uint32_t i = 0; i < t->links; i++) {
        const bool waits = links[i].open && links[i].waits;
        const enum rpc_answer answer = waits ? rpc_link_answer(&links[i]) : RPC_NONE;
        property(answer != RPC_FAULT && answer != RPC_ENDED, "a call that waits gets its reply");
        if (answer == RPC_REPLY)
            take_reply(t, &links[i], &t->waited[i], token);
    }
}

/* -- steps ------------------------------------------------------------------------------------- */

static void take_connect(struct taking *t, const struct fuzz_sequence *s, uint16_t n)
{
    const struct fuzz_step *step = &s->step[n];
    const struct rpc_link *joined = step->group != FUZZ_NONE ? t->link[step->group] : NULL;
    struct rpc_link *link = &links[t->links];
    link->reply = replies[t->links++];
    link->wide = step->wide;
    link->big = step->big;
    link->version = step->version_2 ? 2 : 3;
    rpc_link_open(link, t->world.host, t->world.service, joined != NULL ? joined->group : 0);
    t->link[n] = link;
}

static void take_close(struct taking *t, struct rpc_link *link)
{
    const uint32_t group = link->group;
    rpc_link_close(link);
    if (groups_find(&t->world.host->serve.groups, group) == NULL)
        rpc_group_ended(&t->ledger, group);
}

static void take_answer(struct taking *t, struct rpc_link *link, enum rpc_answer answer,
                        const struct rpc_expected *expected, bool full, part_token token)
{
    switch (answer) {
    case RPC_NONE:
        property(fuzz_waits(link->opnum) &&
                     (expected->due == RPC_DUE_REPLY || expected->due == RPC_DUE_ANY),
                 "a call that does not wait is answered");
        t->waited[place_of(link)] = *expected;
        /* its stub is no longer there, and no reply that waits is held against sizes in it */
        break;
    case RPC_FAULT:
        take_fault(link, expected, full);
        break;
    case RPC_REPLY:
        take_reply(t, link, expected, token);
        break;
    case RPC_ENDED:
        property(false, "no call ends the connection");
        break;
    }
}

static void take_call(struct taking *t, const struct fuzz_sequence *s, uint16_t n)
{
    const struct fuzz_step *step = &s->step[n];
    struct rpc_link *link = t->link[step->connection];
    const struct encoding encoding = {link->wide ? NDR64 : NDR, link->big, link->version};
    const bool full = rpc_world_is_full(&t->world);
    struct growing stub = {.octets = NULL};
    struct rpc_expected expected;
    growing_put(&stub, NULL, 0);
    fuzz_stub(s, step, (const part_token *)t->token, &stub);
    rpc_expect(&t->ledger, link->group, step->opnum, &encoding, stub.octets, (uint32_t)stub.length,
               &expected);
    const enum rpc_answer answer =
        rpc_link_call(link, step->opnum, stub.octets, (uint32_t)stub.length);
    take_answer(t, link, answer, &expected, full, t->token[n]);
    growing_free(&stub);
}

static void take_step(struct taking *t, const struct fuzz_sequence *s, uint16_t n)
{
    switch (s->step[n].act) {
    case FUZZ_CONNECT:
        take_connect(t, s, n);
        break;
    case FUZZ_CLOSE:
        take_close(t, t->link[s->step[n].connection]);
        break;
    case FUZZ_CALL:
        if (!t->link[s->step[n].connection]->waits) /* settled sequences see to it */
            take_call(t, s, n);
        break;
    }
    take_waited(t);
    check(t);
}

/* Time passes, and everybody goes. */
static void end(struct taking *t)
{
    t->world.host->now += LONG_AFTER;
    peer_expire_all(t->world.host);
    take_waited(t);
    check(t);
    for (uint32_t i = 0; i < t->links; i++)
        if (links[i].open)
            take_close(t, &links[i]);
    property(handles_open(&t->world.server->table) == 0, "nothing is open when everybody has gone");
    property(t->world.host->waiting == NULL, "nobody waits when everybody has gone");
    property(t->world.host->budget.lent == t->world.host->room.size, "nothing lent is kept");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fuzz_sequence sequence;
    static struct taking taking;
    sequence_read(data, size, &sequence);
    if (sequence.steps == 0)
        return TARGET_UNFIT;
    memset(&taking, 0, sizeof taking);
    taking.world = rpc_world_fresh();
    for (uint16_t n = 0; n < sequence.steps; n++)
        take_step(&taking, &sequence, n);
    end(&taking);
    return TARGET_DONE;
}
