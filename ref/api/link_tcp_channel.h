/*
 * One connection to an RPC server over TCP: bind, calls one at a time, within a time limit each.
 *
 * After the first failure of the transport nothing more is sent; every further call gives
 * RPC_S_SERVER_UNAVAILABLE.
 */
#ifndef API_LINK_TCP_CHANNEL_H
#define API_LINK_TCP_CHANNEL_H

#include "link_tcp_socket.h"
#include "wire/assoc_client.h"

enum { CHANNEL_INPUT = 8192 };

struct channel {
    tcp_socket socket;
    uint32_t patience; /* milliseconds for each exchange */
    uint32_t failure;  /* error code of the transport's first failure; 0: none */
    uint16_t context;  /* the presentation context that was accepted */
    uint8_t *buffer;   /* lent to the client; its reply is valid until the next call */
    uint32_t filled;
    uint32_t used;
    struct assoc_client client;
    uint8_t input[CHANNEL_INPUT];
};

/* Connects and binds. Of the offers, whose presentation contexts are 0, 1, … in their order, the
 * first that is accepted is used: channel->context. Returns 0 or the system error code:
 * RPC_S_SERVER_UNAVAILABLE where nobody answers, RPC_S_UNKNOWN_IF and
 * RPC_S_UNSUPPORTED_TRANS_SYN where no offer is accepted. Whatever it returns, channel_close must
 * follow. */
uint32_t channel_open(struct channel *channel, const char *host, uint16_t port, uint32_t patience,
                      const struct assoc_offer *offers, uint8_t count);

/* Calls a method. 0: channel->client.stub is the reply. Otherwise the error code: what a fault
 * means (MS-RPCE 3.1.1.5.5), or how the transport failed: RPC_S_CALL_FAILED_DNE if the method
 * surely was not executed, RPC_S_CALL_FAILED if it may have been, RPC_S_PROTOCOL_ERROR. */
uint32_t channel_call(struct channel *channel, uint16_t opnum, const uint8_t *stub, uint32_t size);

#define CHANNEL_NO_LIMIT UINT32_MAX

/* The same; a call that `limit` milliseconds have not answered is cancelled (co_cancel, C706 9.3),
 * and the server has the channel's patience to say so: RPC_S_CALL_CANCELLED. An answer that comes
 * before that is as good as any. */
uint32_t channel_call_within(struct channel *channel, uint32_t limit, uint16_t opnum,
                             const uint8_t *stub, uint32_t size);

void channel_close(struct channel *channel);

/* The port under which the endpoint mapper at host[port] knows an interface (ept_map, C706 appendix
 * O). Returns 0 and sets *found, or the error code: EPT_S_NOT_REGISTERED, or as channel_call. */
uint32_t channel_ask_mapper(const char *host, uint16_t port, uint32_t patience,
                            const struct rpc_syntax *abstract, uint16_t *found);

#endif
