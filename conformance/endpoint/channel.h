/* A connection of a wire case: what was sent and came, what was negotiated. */
#ifndef CONFORMANCE_CHANNEL_H
#define CONFORMANCE_CHANNEL_H

#include "pdu_put.h"
#include "stub.h"
#include "subject/stream.h"

enum { CHANNEL_CONTEXTS = 64 };

/* A presentation context that the server accepted. */
struct channel_context {
    uint16_t id;
    bool wide; /* in NDR64 */
};

struct channel {
    struct stream *stream;
    bool lines;  /* it speaks the lines of cmd:, not PDUs */
    bool opened; /* made by `open`: it was not bound, and PDUs are sent on it */
    bool ended;  /* by the server */

    /* the context in which methods are called, once one was accepted */
    bool bound;
    uint16_t context;
    struct stub_form form; /* of requests */
    uint32_t fragment;     /* the longest that is sent, header and all */
    uint32_t group;        /* 0: not known */

    struct channel_context accepted[CHANNEL_CONTEXTS];
    size_t accepted_count;
    const struct wire_pdu *offer; /* the last bind or alter_context, until it is answered */
    unsigned offer_first;         /* its first context's id, where they are numbered */
    unsigned next_context;        /* one more than the highest id used */

    uint32_t last_call;   /* the highest call id used */
    uint32_t recent_call; /* that of the PDU sent last */
    bool in_call;         /* it was a request without PFC_LAST_FRAG */

    const struct wire_step *pending; /* the method sent and not yet answered */
    struct growing asked;            /* its stub */

    struct growing held;     /* octets that go out with the next PDU */
    struct growing received; /* octets that came */
    size_t current;          /* those of them that are the PDU last looked at */
};

/* A new connection, which owns the stream. */
void channel_begin(struct channel *channel, struct stream *stream, bool lines);
void channel_end(struct channel *channel);

/* -- octets and PDUs -----------------------------------------------------------------------------
 */

/* Send what is held and these octets, in one write, or in writes of `cut` octets. False: the server
 * has ended the connection. */
bool channel_send(struct channel *channel, const struct growing *octets, size_t cut);

enum channel_came {
    CAME_PDU,  /* `pdu` points into `received`, until the next one is looked for */
    CAME_END,  /* the connection has ended */
    CAME_NONE, /* nothing will ever come */
    CAME_BAD   /* what came is no PDU; `failure` says why */
};

/* Wait for the next PDU. */
enum channel_came channel_receive(struct channel *channel, struct pdu *pdu,
                                  struct pdu_failure *failure);

/* Has something come that channel_receive would give? Does not wait. */
bool channel_has(struct channel *channel);

/* -- what was negotiated -------------------------------------------------------------------------
 */

/* Fill in what a PDU does not give, and note what it says (notation.md, "PDUs"). */
struct pdu_filling channel_fill(struct channel *channel, const struct wire_pdu *pdu);

/* Note which contexts a bind_ack or alter_context_resp accepts. */
void channel_accept(struct channel *channel, const struct pdu *pdu);

/* Bind as `connect` says; `group` is the association group to join, or 0. The answer is appended as
 * text. */
void channel_bind(struct channel *channel, const struct wire_connect *connect, uint32_t group,
                  struct growing *text);

/* -- methods -------------------------------------------------------------------------------------
 */

/* Send the request of a method, or of a stub of parts; its answer is then pending. False: the
 * server has ended the connection. */
bool channel_ask(struct channel *channel, const struct wire_step *step, const part_token *tokens,
                 uint32_t index);

/* Wait for the answer of the pending method, which is appended as text. A handle that it returns is
 * `token`. */
void channel_answer(struct channel *channel, part_token token, struct growing *text);

/* The same for a program that speaks lines (notation.md, "Programs"). */
bool lines_call(struct channel *channel, uint16_t opnum);
void lines_answer(struct channel *channel, part_token token, struct growing *text);

/* Append what a stub that came as an answer to `step` means. */
void channel_reply(const struct channel *channel, const struct wire_step *step,
                   const uint8_t *octets, size_t length, struct stub_form form, part_token token,
                   struct growing *text);

#endif
