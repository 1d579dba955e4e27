#include "link_tcp_channel.h"

#include "core/client.h"
#include "core/error.h"

#include <stdlib.h>

/* What MS-ERREF 2.2 has beside core/error.h. */
enum {
    CALL_FAILED_DNE = 1727,       /* RPC_S_CALL_FAILED_DNE */
    UNSUPPORTED_TRANS_SYN = 1730, /* RPC_S_UNSUPPORTED_TRANS_SYN */
};

/* The transport failed: the connection is of no more use. */
static uint32_t fail(struct channel *c, uint32_t error)
{
    tcp_close(c->socket);
    c->socket = TCP_NONE;
    c->failure = error;
    return error;
}

/* The connection was lost, or the time is over. A method whose request was not sent to its end was
 * not executed (C706 12.6.3.1); before the bind was answered there was no server. */
static uint32_t lost(struct channel *c)
{
    uint32_t unsent;
    if (c->client.state == ASSOC_CLIENT_BINDING)
        return fail(c, RPC_S_SERVER_UNAVAILABLE);
    if (c->client.request_begun || assoc_client_output(&c->client, &unsent) != NULL)
        return fail(c, CALL_FAILED_DNE);
    return fail(c, RPC_S_CALL_FAILED);
}

static bool send_all(struct channel *c, int64_t deadline)
{
    uint32_t size;
    const uint8_t *octets;
    while ((octets = assoc_client_output(&c->client, &size)) != NULL) {
        if (!tcp_send(c->socket, octets, size, deadline))
            return false;
        assoc_client_sent(&c->client, size);
    }
    return true;
}

static bool receive(struct channel *c, int64_t deadline)
{
    if (c->used < c->filled)
        return true;
    c->used = 0;
    c->filled = tcp_receive(c->socket, c->input, CHANNEL_INPUT, deadline);
    return c->filled > 0;
}

/* *memory becomes false if there was not enough: then the client gives the connection up. */
static enum assoc_client_event lend(struct channel *c, bool *memory)
{
    enum assoc_client_event event = ASSOC_CLIENT_NEED;
    while (event == ASSOC_CLIENT_NEED) {
        uint8_t *larger = realloc(c->buffer, c->client.needed);
        *memory = larger != NULL;
        if (larger != NULL)
            c->buffer = larger;
        event = assoc_client_lend(&c->client, larger, larger != NULL ? c->client.needed : 0);
    }
    return event;
}

/* Says that the caller waits no longer; *deadline becomes that of the answer. */
static bool cancel(struct channel *c, int64_t *deadline)
{
    *deadline = tcp_now() + c->patience;
    return assoc_client_give_up(&c->client, true) && send_all(c, *deadline);
}

/* Sends what the client has to send and waits for what comes of it: CHANNEL_NO_LIMIT, as long as
 * there is patience; else for `limit` milliseconds before it cancels. 0 and *event, or an error. */
static uint32_t exchange(struct channel *c, uint32_t limit, enum assoc_client_event *event)
{
    int64_t deadline = tcp_now() + c->patience;
    bool may_cancel = limit != CHANNEL_NO_LIMIT, memory = true;
    *event = ASSOC_CLIENT_IDLE;
    if (!send_all(c, deadline))
        return lost(c);
    if (may_cancel)
        deadline = tcp_now() + limit;
    while (*event == ASSOC_CLIENT_IDLE) {
        uint32_t used;
        if (!receive(c, deadline)) {
            if (!may_cancel || tcp_now() < deadline || !cancel(c, &deadline))
                return lost(c);
            may_cancel = false;
            continue;
        }
        *event = assoc_client_feed(&c->client, c->input + c->used, c->filled - c->used, &used);
        c->used += used;
        if (*event == ASSOC_CLIENT_NEED)
            *event = lend(c, &memory);
    }
    if (*event != ASSOC_CLIENT_CLOSE)
        return 0;
    if (!memory)
        return fail(c, ERROR_NOT_ENOUGH_MEMORY);
    if (c->client.failure.error == PDU_OK) /* shutdown: the server goes */
        return lost(c);
    return fail(c, RPC_S_PROTOCOL_ERROR);
}

/* The first offer that was accepted. Features are never offered, so whatever else is a refusal. */
static uint32_t choose(struct channel *c)
{
    uint32_t error = RPC_S_UNKNOWN_IF;
    for (uint8_t i = 0; i < c->client.offer_count; i++) {
        const struct pdu_result *result = &c->client.results[i];
        c->context = i;
        if (result->result == RESULT_ACCEPTANCE)
            return 0;
        if (result->reason == REASON_TRANSFER_SYNTAXES)
            error = UNSUPPORTED_TRANS_SYN;
    }
    return fail(c, error);
}

uint32_t channel_open(struct channel *c, const char *host, uint16_t port, uint32_t patience,
                      const struct assoc_offer *offers, uint8_t count)
{
    enum assoc_client_event event;
    c->patience = patience;
    c->failure = 0;
    c->buffer = NULL;
    c->filled = c->used = 0;
    assoc_client_start(&c->client, PDU_FRAGMENT);
    c->socket = tcp_connect(host, port, tcp_now() + patience);
    if (c->socket == TCP_NONE)
        return fail(c, RPC_S_SERVER_UNAVAILABLE);
    if (!assoc_client_bind(&c->client, 0, offers, count))
        return fail(c, ERROR_INVALID_PARAMETER);
    uint32_t error = exchange(c, CHANNEL_NO_LIMIT, &event);
    if (error != 0)
        return error;
    if (event == ASSOC_CLIENT_REFUSED) /* bind_nak: MS-RPCE 3.3.2.4.1 */
        return fail(c, c->client.nak_reason == NAK_PROTOCOL_VERSION ? RPC_S_PROTOCOL_ERROR
                                                                    : RPC_S_SERVER_TOO_BUSY);
    return event == ASSOC_CLIENT_BOUND ? choose(c) : fail(c, RPC_S_PROTOCOL_ERROR);
}

uint32_t channel_call(struct channel *c, uint16_t opnum, const uint8_t *stub, uint32_t size)
{
    return channel_call_within(c, CHANNEL_NO_LIMIT, opnum, stub, size);
}

uint32_t channel_call_within(struct channel *c, uint32_t limit, uint16_t opnum, const uint8_t *stub,
                             uint32_t size)
{
    enum assoc_client_event event;
    if (c->failure != 0)
        return RPC_S_SERVER_UNAVAILABLE;
    if (!assoc_client_call(&c->client, c->context, opnum, NULL, stub, size))
        return fail(c, RPC_S_CALL_FAILED);
    uint32_t error = exchange(c, limit, &event);
    if (error != 0 || event == ASSOC_CLIENT_REPLY)
        return error;
    if (event != ASSOC_CLIENT_FAULT)
        return fail(c, RPC_S_PROTOCOL_ERROR);
    error = client_error_of_fault(c->client.fault.status);
    return error == RPC_S_CALL_FAILED && c->client.did_not_execute ? CALL_FAILED_DNE : error;
}

void channel_close(struct channel *c)
{
    tcp_close(c->socket);
    c->socket = TCP_NONE;
    free(c->buffer);
    c->buffer = NULL;
}
