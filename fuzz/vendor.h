/*
 * How a decoder of clusapi stubs (MS-CMRP) is held against the documents: build a shared object or
 * DLL that exports the functions below. C or C++, any runtime that can export C functions; nothing
 * else is needed, and nothing of the suite's is linked.
 *
 * All integers are of fixed width, all memory is the caller's. No function is called by two threads
 * at once. Only vendor_interface and vendor_decode have to be there: what is missing is not
 * compared.
 */
#ifndef VENDOR_H
#define VENDOR_H

#include <stdint.h>

#if defined(VENDOR_EXPORT)
/* linked, not loaded */
#elif defined(_WIN32)
#define VENDOR_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define VENDOR_EXPORT __attribute__((visibility("default")))
#else
#define VENDOR_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define VENDOR_INTERFACE 1u        /* what vendor_interface returns */
#define VENDOR_UNKNOWN 0xffffffffu /* in place of a length: cannot say */

/* `how` a stub stands: a sum of these. 0: a request in little-endian NDR, interface version 3.0. */
#define VENDOR_NDR64 1u      /* NDR64 (MS-RPCE 2.2.5), else NDR (C706 14) */
#define VENDOR_BIG_ENDIAN 2u /* big-endian integers; never with NDR64 */
#define VENDOR_VERSION_2 4u  /* interface version 2.0 (MS-CMRP 6.1), else 3.0 (MS-CMRP 6.2) */
#define VENDOR_REPLY 8u      /* the stub of a reply, else of a request */

/* What vendor_decode answers. */
#define VENDOR_REFUSED 0 /* the stub is invalid: a server would answer fault 0x6F7 */
#define VENDOR_ACCEPTED 1
#define VENDOR_ABSENT                                                                              \
    (-1) /* this opnum, version or syntax is not supported: nothing is compared                    \
          */

/* VENDOR_INTERFACE, the version of this header. */
VENDOR_EXPORT uint32_t vendor_interface(void);

/* Optional. Name and version of the implementation, for reports. */
VENDOR_EXPORT const char *vendor_name(void);

/* Optional. The alignment in memory that a stub must have, a power of two up to 16. Without it 1:
 * the stub's last octet then is the last one before a page that cannot be read. */
VENDOR_EXPORT uint32_t vendor_alignment(void);

/*
 * Decodes the stub of a method.
 *   opnum, how      which method, and how its stub stands
 *   stub, length    its octets. They are not to be changed, and stay until the next vendor_decode
 *   request, request_length
 *                   for a reply: the stub of the request that it answers, in the same syntax and
 *                   order, always a valid one; else NULL and 0
 *   consumed        receives how many octets the parameters took, or VENDOR_UNKNOWN; octets behind
 *                   them are tolerated
 * Returns one of the three answers above.
 */
VENDOR_EXPORT int32_t vendor_decode(uint32_t opnum, uint32_t how, const uint8_t *stub,
                                    uint32_t length, const uint8_t *request,
                                    uint32_t request_length, uint32_t *consumed);

/*
 * Optional. After VENDOR_ACCEPTED: the values decoded, one `name=value` line each, in the stub's
 * order, into `capacity` octets at `text`. Lines may be left out: only what is written is compared.
 * After VENDOR_REFUSED: `refused=why` in a few words, by which refusals are sorted.
 * Returns the length, or VENDOR_UNKNOWN where there is nothing to say or it does not fit.
 *
 *   name            as MS-CMRP 6 spells the parameter; `return` for the return value;
 *                   `list[2].member` for a row of an array or of a list's entries, from 0;
 *                   `structure.member`; members of a structure inside a structure as if they were
 *                   the outer one's; a list of one string pointer each:
 * `NetworkIdList[2].NetworkId` value           integers           unsigned, decimal: 4294967295; a
 * FILETIME as one number strings, wchar_t   "text" without the terminator: printable ASCII as it
 * is, \" and \\, every other UTF-16 unit \uxxxx, four lower-case digits octets             x"00ff",
 * lower case context handles    x"...", the 20 octets as a little-endian sender has them NULL
 * pointers      NULL name.count=3    the rows of an array or list, before them name.max=3      the
 * maximum count of a conformant varying array (not of strings), behind it
 */
VENDOR_EXPORT uint32_t vendor_fields(char *text, uint32_t capacity);

/*
 * Optional. After VENDOR_ACCEPTED: encodes the values again, standing as `how` says: the `how` of
 * vendor_decode, or the same with VENDOR_NDR64. Returns the length, or VENDOR_UNKNOWN where that is
 * not supported. A refusal to encode is a length of 0 when the stub has parameters.
 */
VENDOR_EXPORT uint32_t vendor_encode(uint32_t how, uint8_t *stub, uint32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
