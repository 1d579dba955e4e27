/* The link to a server over TCP. */
#include "link.h"

#include "core/error.h"
#include "link_tcp_channel.h"

#include <stdlib.h>

enum { MILLISECONDS = 1000 };

struct tcp {
    struct link link;
    struct channel channel;
};

/* Version 3.0 in both transfer syntaxes; the server chooses (MS-CMRP 1.9, 2.2). */
static const struct rpc_syntax clusapi = {
    {0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 0x08, 0x00, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0};

static uint32_t exchange(struct link *link, const struct carried *request, const uint8_t **reply,
                         uint32_t *reply_length)
{
    struct channel *channel = &((struct tcp *)link)->channel;
    uint32_t error = channel_call_within(channel, request->limit, (uint16_t)request->opnum,
                                         request->stub, request->length);
    link->broken = channel->failure != 0;
    link->big = channel->client.big_endian;
    *reply = channel->client.stub;
    *reply_length = channel->client.stub_size;
    return error == RPC_S_CALL_CANCELLED && request->limit != LINK_NO_LIMIT ? WAIT_TIMEOUT : error;
}

static void end(struct link *link)
{
    struct tcp *tcp = (struct tcp *)link;
    channel_close(&tcp->channel);
    free(tcp);
}

static uint32_t find_port(const struct fixture_place *place, uint16_t *port)
{
    *port = place->port;
    if (!place->mapper)
        return ERROR_SUCCESS;
    return channel_ask_mapper(place->host, place->port, place->patience * MILLISECONDS, &clusapi,
                              port);
}

static uint32_t connect_to(struct tcp *tcp, const struct fixture_place *place)
{
    const struct assoc_offer offers[] = {{0, clusapi, rpc_syntax_ndr},
                                         {1, clusapi, rpc_syntax_ndr64}};
    uint16_t port;
    tcp->channel.socket = TCP_NONE;
    tcp->channel.buffer = NULL;
    uint32_t error = find_port(place, &port);
    if (error == ERROR_SUCCESS)
        error = channel_open(&tcp->channel, place->host, port, place->patience * MILLISECONDS,
                             offers, sizeof offers / sizeof *offers);
    tcp->link.syntax = tcp->channel.context == 1 ? NDR64 : NDR;
    return error;
}

struct link *link_tcp(const struct fixture_place *place, uint32_t *error)
{
    static const struct link_kind kind = {exchange, end};
    struct tcp *tcp = calloc(1, sizeof *tcp);
    *error = ERROR_NOT_ENOUGH_MEMORY;
    if (tcp == NULL)
        return NULL;
    tcp->link.kind = &kind;
    tcp->link.waits = true;
    *error = connect_to(tcp, place);
    if (*error == ERROR_SUCCESS)
        return &tcp->link;
    end(&tcp->link);
    return NULL;
}
