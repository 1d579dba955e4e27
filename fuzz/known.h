/*
 * Differences that are known, each with its reason, so that a run goes on past them: a file in the
 * notation (spec/notation.md) of such records:
 *
 *   differs    ID CLASS          CLASS as difference_text has it
 *   where      PATTERN…          of PLACE.DETAIL, e.g. 43.in.*.consumed; * and ? as usual; may
 * repeat stub       PLACE HEX [HEX]   the smallest stub that shows it, and for a reply its
 * request's;
 *                                "" for no octets; may repeat
 *   verdict    fault: a document says otherwise; permitted: none asks for what the reference does;
 * open: the documents are silent, or a reading decides vendor     what the vendor does why which
 * document decides
 */
#ifndef FUZZ_KNOWN_H
#define FUZZ_KNOWN_H

#include "differ.h"
#include "document.h"

struct known {
    struct document document; /* of `differs` records only, each with all its fields */
    char *bytes;
};

/* Reads a file; false, and `why` says PATH:LINE: what, if it is not such a list. */
bool known_open(struct known *known, const char *path, char *why, size_t capacity);
void known_close(struct known *known);

/* The record that lists a difference found at a place (stub_place), or NULL. */
const struct record *known_find(const struct known *known, const char *place,
                                const struct finding *finding);

/* Takes the n-th `stub` of a record apart. The octets are written to `memory` (STUB_LARGEST
 * octets), to which the input points. False if there is no such field. known_open has seen that all
 * can be taken. */
bool known_stub(const struct record *record, size_t n, struct stub_input *input, uint8_t *memory);

#endif
