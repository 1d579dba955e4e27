/*
 * One stub given to the reference's decoder and to a vendor's, and in what they differ.
 */
#ifndef FUZZ_DIFFER_H
#define FUZZ_DIFFER_H

#include "guard.h"
#include "input.h"
#include "vendor_load.h"

enum {
    DIFFER_TEXT = 1 << 19, /* fields with more text are not compared */
    DIFFER_FINDINGS = 16,  /* of one stub */
    DIFFER_DETAIL = 72,
    DIFFER_SAYS = 240
};

enum difference {
    DIFFERENCE_CRASH,
    DIFFERENCE_OVER_READ, /* octets behind the stub were read */
    DIFFERENCE_FORBIDDEN, /* accepted though forbidden */
    DIFFERENCE_LEGAL,     /* rejected though legal */
    DIFFERENCE_VALUE,     /* a different value, or other octets taken for the parameters */
    DIFFERENCE_ENCODING,  /* the vendor's encoding does not say what it had decoded */
    DIFFERENCES
};

struct finding {
    enum difference kind;
    char detail[DIFFER_DETAIL]; /* no white space: the clause broken, the vendor's reason, the
                                   field's name with [] for [2], `cut-at-null` of
    any string, `consumed`, `refused-` and a clause
                                 */
    char says[DIFFER_SAYS];     /* what each side does, for people */
};

struct findings {
    uint32_t count;
    struct finding finding[DIFFER_FINDINGS];
};

struct differ {
    struct vendor vendor;
    uint32_t alignment;
    struct guard stub, request;
    char *ours, *theirs; /* DIFFER_TEXT characters each */
    uint8_t *again;      /* DIFFER_TEXT octets */
};

/* Takes a loaded vendor; false if memory is short. */
bool differ_make(struct differ *differ, const struct vendor *vendor);

/* Compares the input's stub. Finds nothing where the vendor has no opinion (VENDOR_ABSENT), or
 * where a reply's request is not a valid one. */
void differ_stub(struct differ *differ, const struct stub_input *input, struct findings *findings);

/* `crash`, `over-read`, `accepted-though-forbidden`, … and back; DIFFERENCES if it is none. */
const char *difference_text(enum difference kind);
enum difference difference_named(const char *name, size_t length);

/* The clause of the register that a refusal rests on. */
const char *reason_clause(enum reason reason);

/* OPNUM.in.ndr, .ndr64 or .big, with -v2 for interface version 2: where a stub stands. */
enum { STUB_PLACE = 32 };
void stub_place(const struct stub_input *input, char text[STUB_PLACE]);

/* vendor.h's sum for a stub. */
uint32_t stub_how(const struct stub_input *input);

#endif
