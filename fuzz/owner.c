#include "owner.h"

#include "owner_demand.h"
#include "property.h"

#include <string.h>

enum { REPLIED_MOST = 1048576, JOINED = 42, PIECE = 16, PIECES = 32 };

/* What is counted in the replies, so that a fragment out of place is seen. */
static uint8_t counting[255 * REPLY_UNIT];

static void count_once(void)
{
    if (counting[1] != 0)
        return;
    for (uint32_t i = 0; i < sizeof counting; i++)
        counting[i] = (uint8_t)(i % 251);
}

static bool chosen(const struct owner *o, uint8_t bit)
{
    return (o->choice[1] & bit) != 0;
}

static void start(struct owner *o, const uint8_t *header, uint32_t size, bool whole)
{
    const uint32_t fragment = PDU_MUST_RECEIVE + 18u * header[3];
    memcpy(o->choice, header, STREAM_HEADER);
    const uint8_t interfaces =
        interfaces_of_cluster(o->interfaces, chosen(o, STREAM_OLD) ? SINCE_VERSION_2 : SINCE_2025,
                              chosen(o, STREAM_PRIVACY));
    o->service = (struct assoc_service){.interfaces = o->interfaces,
                                        .interface_count = interfaces,
                                        .fragment = (uint16_t)fragment,
                                        .address = "49152",
                                        .reject_alloc_hint = chosen(o, STREAM_REJECT_ALLOC_HINT)};
    o->pieces = (struct random){header[0]};
    o->piece = PIECE + size / PIECES;
    o->whole = whole;
    o->lent = NULL;
    o->lent_size = o->received = o->calls = o->last_id = o->replied = o->pending_id = 0;
    o->pending = false;
    o->sum = 0;
    memset(&o->assoc, 0xAA, sizeof o->assoc);
    assoc_start(&o->assoc, &o->service);
    heard_start(&o->heard);
    o->stream = header + STREAM_HEADER;
    sent_start(&o->sent, fragment < ASSOC_FRAGMENT ? fragment : ASSOC_FRAGMENT);
}

/* At most this many octets are carried next. */
static uint32_t piece(struct owner *o, uint32_t size)
{
    const uint32_t cut = 1 + random_next(&o->pieces) % o->piece;
    return o->whole || size < cut ? size : cut;
}

static void send_all(struct owner *o)
{
    const uint8_t *octets;
    uint32_t size, used;
    while ((octets = assoc_output(&o->assoc, &size)) != NULL) {
        property(size > 0, "what is to be sent has octets");
        property(assoc_feed(&o->assoc, counting, 1, &used) == ASSOC_IDLE && used == 0,
                 "nothing is read while something waits to be sent");
        size = piece(o, size);
        sent_octets(&o->sent, octets, size);
        assoc_sent(&o->assoc, size);
    }
    property(!assoc_holds_reply(&o->assoc), "a reply is the owner's again when it is sent");
    sent_at_rest(&o->sent);
}

static void lend(struct owner *o)
{
    const uint32_t needed = o->assoc.needed;
    owner_demand_need(o);
    if (chosen(o, STREAM_LEND_NOTHING)) {
        assoc_lend(&o->assoc, o->lent, needed - 1);
        return;
    }
    o->lent = realloc(o->lent, needed);
    property(o->lent != NULL, "there is memory");
    o->lent_size = needed;
    assoc_lend(&o->assoc, o->lent, needed);
}

static void reply(struct owner *o, uint32_t call_id)
{
    uint32_t size = o->choice[2] * (uint32_t)REPLY_UNIT;
    if (o->replied > REPLIED_MOST - sizeof counting)
        size = 0;
    o->replied += size;
    property(assoc_reply(&o->assoc, counting, size), "a call can be answered");
    sent_expect_reply(&o->sent, call_id, size);
}

/* The stub comes back; it is read before the call is answered, which ends it. */
static void echo(struct owner *o)
{
    const struct assoc_call call = o->assoc.call;
    const uint32_t size = call.stub_size;
    property(size <= sizeof o->echo, "a stub is no longer than what was received");
    if (size > 0)
        memcpy(o->echo, call.stub, size);
    property(assoc_reply(&o->assoc, o->echo, size), "a call can be answered");
    sent_expect_reply(&o->sent, call.call_id, size);
}

static void fault(struct owner *o, uint32_t call_id)
{
    const uint32_t status = o->choice[2] == 0 ? FAULT_BAD_STUB_DATA : 0xC0000000u + o->choice[2];
    property(assoc_fault(&o->assoc, status, true), "a call can be answered");
    sent_expect_fault(&o->sent, call_id, status);
}

static void answer(struct owner *o, uint32_t call_id)
{
    if (chosen(o, STREAM_FAULT))
        fault(o, call_id);
    else
        reply(o, call_id);
    property(!assoc_reply(&o->assoc, counting, 0) && !assoc_fault(&o->assoc, 5, false) &&
                 !assoc_pending(&o->assoc),
             "a call is answered once");
}

static void call(struct owner *o)
{
    const struct assoc_call *c = &o->assoc.call;
    owner_demand_call(o);
    if (chosen(o, STREAM_PENDING)) {
        o->pending = true;
        o->pending_id = c->call_id;
        property(assoc_pending(&o->assoc), "a call can be left pending");
    } else if (o->choice[2] == 0 && !chosen(o, STREAM_FAULT)) {
        echo(o);
    } else {
        answer(o, c->call_id);
    }
}

/* A buffer that the association no longer holds is gone at once, so that a use of it is seen. */
static void take_back(struct owner *o)
{
    if (assoc_holds_buffer(&o->assoc))
        return;
    free(o->lent);
    o->lent = NULL;
    o->lent_size = 0;
}

/* Does what the event asks for. */
static void act(struct owner *o, enum assoc_event event)
{
    switch (event) {
    case ASSOC_GROUP:
        assoc_join(&o->assoc, chosen(o, STREAM_JOIN_NOTHING) ? 0 : JOINED);
        break;
    case ASSOC_NEED:
        lend(o);
        break;
    case ASSOC_CALL:
        call(o);
        break;
    case ASSOC_ENDED:
        property(o->pending, "a call that ends was left pending");
        o->pending = false;
        break;
    default: /* nothing to do, or closed */
        break;
    }
}

/* Feeds one piece and serves what it stops for. Returns how many octets were read. */
static uint32_t feed(struct owner *o, const uint8_t *octets, uint32_t size)
{
    uint32_t used, none;
    const enum assoc_event event = assoc_feed(&o->assoc, octets, size, &used);
    property(used <= size, "no more is read than there is");
    property(event == ASSOC_ENDED || assoc_feed(&o->assoc, NULL, 0, &none) == event,
             "an event stands until it is dealt with");
    o->received += used;
    take_back(o);
    owner_demand_state(o, event);
    act(o, event);
    take_back(o);
    send_all(o);
    return used;
}

/* Serves what stands when no more octets come. */
static void finish(struct owner *o)
{
    uint32_t steps = 0;
    while (o->assoc.state != ASSOC_CLOSED && steps < 3) {
        (void)feed(o, NULL, 0);
        steps++;
    }
    if (o->pending && o->assoc.state == ASSOC_PENDING) {
        answer(o, o->pending_id);
        o->pending = false;
    }
    send_all(o);
}

static void demand_closed(struct owner *o)
{
    uint32_t used, size;
    property(assoc_feed(&o->assoc, counting, sizeof counting, &used) == ASSOC_CLOSE && used == 0 &&
                 assoc_output(&o->assoc, &size) == NULL && o->assoc.state == ASSOC_CLOSED,
             "what is closed stays closed");
    property(!assoc_holds_buffer(&o->assoc), "what is closed holds no buffer");
}

void owner_run(struct owner *o, const uint8_t *data, uint32_t size, bool whole)
{
    uint32_t at = STREAM_HEADER, idle = 0;
    count_once();
    start(o, data, size, whole);
    while (at < size && o->assoc.state != ASSOC_CLOSED) {
        const uint32_t used = feed(o, data + at, piece(o, size - at));
        idle = used > 0 ? 0 : idle + 1;
        property(idle < 4, "an association goes on reading");
        at += used;
    }
    finish(o);
    property(!o->sent.over || o->assoc.state == ASSOC_CLOSED, "what ends a connection closes it");
    if (o->assoc.state == ASSOC_CLOSED)
        demand_closed(o);
    free(o->lent);
    o->lent = NULL;
}
