/*
 * The input of the fuzz targets that take sequences of calls. It survives change: new kinds of
 * records and items can be added, methods can be added, and old inputs mean what they meant.
 *
 *   sequence = { record }
 *   record   = class (1 octet), code (2), count (1), then so many items
 *   item     = tag (1), length (2), so many octets
 *
 * Numbers are little-endian. Records of an unknown class and items of an unknown tag are skipped;
 * what ends too early ends the sequence. A step that was made before is named by its distance: how
 * many records back it stands, 1 being the record before; 0 and what is beyond the start is none.
 *
 *   class             code                               items
 *   1 connect         bits: 1 NDR64, 2 big-endian,       GROUP
 *                     4 interface version 2
 *   2 close           -                                  CONNECTION
 *   3 call            opnum                              CONNECTION, then the parts of the stub
 *   4 call of the     the function's number (api_call)   parts: handles, numbers, strings
 *     API
 *
 *   tag               octets
 *   1 CONNECTION      distance (2) of the connect
 *   2 GROUP           distance (2) of the connect whose association group is joined
 *   16 to 28          a part, as in a.call(...) of spec/notation.md: octets, u8, u16, u32, u64,
 *                     count, pointer, string, units, zeros, handle, altered, NULL. A number has up
 *                     to 8 octets; strings are UTF-16 units; a handle is a distance (2), altered
 *                     has one more octet, which says the octet of the handle
 *
 * A call without CONNECTION is made on the newest one. Text is the source: the same sequence as a
 * case (conformance/fuzz/fuzz_text.h); these octets are made from it.
 */
#ifndef FUZZ_SEQUENCE_H
#define FUZZ_SEQUENCE_H

#include "fuzz/fuzz_sequence.h"

/* Reads any octets; of more than a mebibyte, none. */
void sequence_read(const uint8_t *data, size_t size, struct fuzz_sequence *sequence);

/* Writes a sequence. Returns its size, 0 if it is more than `capacity` octets. */
size_t sequence_write(const struct fuzz_sequence *sequence, uint8_t *data, size_t capacity);

#endif
