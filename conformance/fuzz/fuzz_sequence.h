/* A sequence of calls to be tried on a server: small, without pointers, so that it can be copied,
 * changed and written as a case (notation.md, "Wire cases"). */
#ifndef CONFORMANCE_FUZZ_SEQUENCE_H
#define CONFORMANCE_FUZZ_SEQUENCE_H

#include "script/part.h"

enum {
    FUZZ_STEPS = 32,
    FUZZ_PARTS = 24,      /* of a call's stub; a case takes 32 */
    FUZZ_LINE = 3000,     /* characters that a call's parts may take in a line of a case */
    FUZZ_OCTETS = 4096,   /* of all octets in a sequence */
    FUZZ_UNITS = 2048,    /* of all UTF-16 units */
    FUZZ_ZEROS = 65536,   /* the most that zeros(N) stands for */
    FUZZ_CONNECTIONS = 8, /* that a sequence opens */
    FUZZ_NONE = 0xFFFF,   /* no step */
    FUZZ_OPNUM_NAME = 3,  /* ApiGetClusterName: takes nothing, so that any server answers it */
};

enum fuzz_act {
    FUZZ_CONNECT,
    FUZZ_CLOSE, /* of a connection */
    FUZZ_CALL,
};

/* A part of a stub, of one of the types that stand in a.call(…) but `first` and `after`. */
struct fuzz_part {
    enum part_type type;
    uint16_t producer; /* PART_HANDLE, PART_ALTERED: the step that gave the handle, or FUZZ_NONE */
    uint64_t number;   /* a number; the N of zeros; the octet of altered */
    uint32_t at;       /* PART_OCTETS, PART_STRING, PART_UNITS: in the sequence's octet or unit */
    uint32_t count;    /* of octets or units */
};

struct fuzz_step {
    enum fuzz_act act;
    uint16_t connection; /* FUZZ_CLOSE, FUZZ_CALL: the step that made it */
    /* FUZZ_CONNECT: */
    uint16_t group; /* joins the association group of the connection of that step, or FUZZ_NONE */
    bool version_2;
    bool wide; /* NDR64 */
    bool big;  /* big-endian; never with NDR64 */
    /* FUZZ_CALL: */
    uint16_t opnum;
    uint8_t parts;
    struct fuzz_part part[FUZZ_PARTS];
};

struct fuzz_sequence {
    uint16_t steps;
    uint32_t octets; /* used */
    uint32_t units;
    struct fuzz_step step[FUZZ_STEPS];
    uint8_t octet[FUZZ_OCTETS];
    uint16_t unit[FUZZ_UNITS];
};

/* An empty sequence. */
void fuzz_begin(struct fuzz_sequence *sequence);

/* Add a step; NULL: there is no room, or the connection that it names is none. The caller fills in
 * what the act needs. */
struct fuzz_step *fuzz_add_connect(struct fuzz_sequence *sequence, uint16_t group);
struct fuzz_step *fuzz_add_close(struct fuzz_sequence *sequence, uint16_t connection);
struct fuzz_step *fuzz_add_call(struct fuzz_sequence *sequence, uint16_t connection,
                                uint16_t opnum);

/* Add a part to a call. Numbers are cut to what the part can hold. False: there is no room for it,
 * or no such part; nothing was added. */
bool fuzz_add_number(struct fuzz_step *call, enum part_type type, uint64_t number);
bool fuzz_add_octets(struct fuzz_sequence *sequence, struct fuzz_step *call, const uint8_t *octets,
                     size_t count);
bool fuzz_add_units(struct fuzz_sequence *sequence, struct fuzz_step *call, enum part_type type,
                    const uint16_t *units, size_t count);
/* PART_HANDLE, PART_ALTERED (`octet` of 20 has its lowest bit turned) or PART_NULL. */
bool fuzz_add_handle(struct fuzz_step *call, enum part_type type, uint16_t producer, uint8_t octet);

/* Leave out the step, and what cannot be without it: the steps on its connection, the handles that
 * it gave (which become NULL). */
void fuzz_remove(struct fuzz_sequence *sequence, uint16_t step);

/* The version of the interface that the connection of a call speaks, and how stubs stand on it. */
unsigned fuzz_version(const struct fuzz_sequence *sequence, const struct fuzz_step *step);
struct part_form fuzz_form(const struct fuzz_sequence *sequence, const struct fuzz_step *step);

/* Does the step give a context handle, should it succeed? */
bool fuzz_gives_handle(const struct fuzz_sequence *sequence, const struct fuzz_step *step);

/* Calls that are answered only when something happens (MS-CMRP 3.1.4.2.66, .138, .147): nobody
 * waits for their answer, and nothing more is called on their connection. */
bool fuzz_waits(uint16_t opnum);

/* Leave out steps on a connection that is closed or waits, and handles that no step before gives,
 * so that all can be taken. */
void fuzz_settle(struct fuzz_sequence *sequence);

/* Add a copy of a part of `from`; map[n] is the step here that step n there has become, or
 * FUZZ_NONE. False: there is no room. */
bool fuzz_copy_part(struct fuzz_sequence *sequence, struct fuzz_step *call,
                    const struct fuzz_sequence *from, const struct fuzz_part *part,
                    const uint16_t map[FUZZ_STEPS]);

/* Add a copy of `step`, which stands in `from`, likewise. NULL: there is no room. */
struct fuzz_step *fuzz_copy(struct fuzz_sequence *sequence, const struct fuzz_sequence *from,
                            const struct fuzz_step *step, const uint16_t map[FUZZ_STEPS]);

/* Append the call's stub. `tokens` are the handles that the steps gave, all zero where none. */
void fuzz_stub(const struct fuzz_sequence *sequence, const struct fuzz_step *call,
               const part_token tokens[FUZZ_STEPS], struct growing *stub);

#endif
