/*
 * What the rpc target knows of context handles, from the answers alone: which were given, on which
 * association, of which type, and which were closed since. From it follows what the server has to
 * say to a call. It shares nothing with the server but the table of methods and the codec.
 */
#ifndef FUZZ_RPC_LEDGER_H
#define FUZZ_RPC_LEDGER_H

#include "fuzz/fuzz_sequence.h"
#include "wire/codec.h"

/* A context handle that was given. */
struct rpc_entry {
    part_token token;
    enum handle_type type;
    uint32_t group;   /* of the association */
    uint32_t version; /* of the interface: an association of its own (strict_context_handle) */
    bool open;
};

struct rpc_ledger {
    uint32_t count;
    struct rpc_entry entry[FUZZ_STEPS];
};

/* What is to come. */
enum rpc_due {
    RPC_DUE_FAULT, /* a fault with `status` */
    RPC_DUE_CODE,  /* a reply with the code ERROR_INVALID_HANDLE */
    RPC_DUE_REPLY, /* a reply, or a call that waits: no fault */
    RPC_DUE_ANY    /* the documents leave it open */
};

struct rpc_expected {
    enum rpc_due due;
    uint32_t status;
    const struct method *method; /* NULL: there is none */
    struct message request;      /* unless due is RPC_DUE_FAULT for what comes before decoding */
    struct rpc_entry *closes;    /* the entry that a close method is given; NULL: none */
};

/* What a call of a stub is due. */
void rpc_expect(struct rpc_ledger *ledger, uint32_t group, uint16_t opnum,
                const struct encoding *encoding, const uint8_t *stub, uint32_t size,
                struct rpc_expected *expected);

/* Notes what a reply gives and closes, and demands that it is consistent with it: a handle exactly
 * where the code is 0, and one that was never given before; none back from a close. The handle that
 * was given, all zero if none, is `token`. */
void rpc_note(struct rpc_ledger *ledger, uint32_t group, uint32_t version,
              const struct rpc_expected *expected, const struct message *reply, part_token token);

/* The code of a reply: Status where a context handle is returned, else the return value
 * (MS-CMRP 3.1.4.2). */
uint32_t rpc_code(const struct method *method, const struct message *reply);

/* An association group has ended, and its handles with it (MS-CMRP 3.1.6). */
void rpc_group_ended(struct rpc_ledger *ledger, uint32_t group);

/* How many are open. */
uint32_t rpc_open(const struct rpc_ledger *ledger);

#endif
