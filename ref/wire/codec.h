/*
 * Decoding and encoding of stubs by the rows of the method table.
 *
 * NDR is C706 chapter 14 with MS-RPCE 2.2.4; NDR64 is MS-RPCE 2.2.5. Decoding applies the strict
 * consistency checks of MS-RPCE 3.1.1.5.3: target level 6.0 for interface version 3, 5.0 for
 * version 2 (MS-CMRP 2.1). It allocates nothing and takes time linear in the octets received.
 */
#ifndef WIRE_CODEC_H
#define WIRE_CODEC_H

#include <stdbool.h>
#include <stdint.h>

#include "methods.h"
#include "value.h"

enum {
    STATUS_BAD_STUB_DATA = 0x6F7 /* RPC_X_BAD_STUB_DATA: the fault that answers a refused request */
};

enum direction { REQUEST, REPLY };
enum transfer_syntax { NDR, NDR64 };

/* How a stub stands: its transfer syntax, octet order and interface version. */
struct encoding {
    enum transfer_syntax syntax;
    bool big;         /* big-endian integers; never with NDR64 (MS-RPCE 2.2.5) */
    uint32_t version; /* of the interface: 2 or 3 */
};

/* Why a stub is refused. */
enum reason {
    REASON_NONE,
    REASON_TRUNCATED,       /* fewer octets than the parameters need */
    REASON_TOO_MANY,        /* more than 2^31-1 elements */
    REASON_OFFSET,          /* an array or string does not start at its first element */
    REASON_ACTUAL_OVER_MAX, /* offset + actual count exceed the maximum count */
    REASON_SIZE_IS,         /* the maximum count is not what size_is says */
    REASON_LENGTH_IS,       /* the actual count is not what length_is says */
    REASON_RANGE,           /* a value outside its [range] */
    REASON_NULL_WITH_SIZE,  /* a NULL pointer whose size_is is not zero */
    REASON_NO_TERMINATOR,   /* a string that does not end with a null character */
    REASON_OVER_REQUEST,    /* a reply has more room than the request asked for */
    REASONS
};

struct refusal {
    enum reason reason;
    uint32_t offset; /* in the stub, of the first octet that is wrong; REASON_NONE: of the first
                        octet after the last parameter */
};

/* One sentence about a reason, with the rule it rests on. */
const char *reason_text(enum reason reason);

/*
 * Decodes a stub into views. Octets after the last parameter are tolerated.
 *   method    its row for encoding->version
 *   request   when decoding a reply: the message of the request, so that sizes can be held against
 *             it (MS-RPCE 3.1.2.7.1); NULL leaves that out
 *   message   receives the values; they point into the stub
 *   refusal   receives the first thing wrong, REASON_NONE if nothing is
 * Returns whether the stub is accepted; if not, the message's content means nothing.
 */
bool decode(const struct method *method, enum direction direction, const struct encoding *encoding,
            const uint8_t *stub, uint32_t length, const struct message *request,
            struct message *message, struct refusal *refusal);

/*
 * Encodes a message into `capacity` octets of the caller, in the syntax and octet order asked for.
 * Sets *length to the octets written. Returns false if they do not fit. Counts are written as the
 * values say; it is the caller who keeps the value that size_is names equal to the array's count.
 */
bool encode(const struct method *method, enum direction direction, const struct encoding *encoding,
            const struct message *message, uint8_t *stub, uint32_t capacity, uint32_t *length);

/* Steps through the rows of a list, decoded or given as cells. */
struct row_iterator {
    const struct structure *structure;
    const struct value *list;
    uint32_t next; /* rows given so far */
    uint32_t row;  /* decoded: offset of the next row */
    uint32_t leaf; /* decoded: offset of what it points to */
};

/* An iterator at the first row of `list`, whose rows are of the parameter's structure. */
struct row_iterator rows_of(const struct parameter *parameter, const struct value *list);

/* Fills in the next row's values, one per column. False when there are no more. */
bool next_row(struct row_iterator *rows, struct value column[COLUMNS]);

/* The parameters of a method in one direction. */
const struct parameter_list *parameters(const struct method *method, enum direction direction);

/* A context handle's 20 octets as a little-endian sender has them; all zero for none. */
/*@ requires \valid_read(handle) && \valid(octets + (0 .. CONTEXT_HANDLE_SIZE - 1));
    requires handle->at == \null || \valid_read(handle->at + (0 .. CONTEXT_HANDLE_SIZE - 1));
    requires \separated(octets + (0 .. CONTEXT_HANDLE_SIZE - 1), handle);
    requires handle->at == \null || \separated(octets + (0 .. CONTEXT_HANDLE_SIZE - 1),
      handle->at + (0 .. CONTEXT_HANDLE_SIZE - 1));
    assigns octets[0 .. CONTEXT_HANDLE_SIZE - 1];
    ensures handle->at == \null ==>
      \forall integer i; 0 <= i < CONTEXT_HANDLE_SIZE ==> octets[i] == 0;
    ensures handle->at != \null && !handle->big ==>
      \forall integer i; 0 <= i < CONTEXT_HANDLE_SIZE ==> octets[i] == handle->at[i];
    ensures handle->at != \null && handle->big ==>
      octets[0] == handle->at[3] && octets[1] == handle->at[2] &&
      octets[2] == handle->at[1] && octets[3] == handle->at[0] &&
      octets[4] == handle->at[7] && octets[5] == handle->at[6] &&
      octets[6] == handle->at[5] && octets[7] == handle->at[4] &&
      octets[8] == handle->at[9] && octets[9] == handle->at[8] &&
      octets[10] == handle->at[11] && octets[11] == handle->at[10] &&
      (\forall integer i; 12 <= i < CONTEXT_HANDLE_SIZE ==> octets[i] == handle->at[i]);
*/
void handle_octets(const struct value *handle, uint8_t octets[CONTEXT_HANDLE_SIZE]);

#endif
