/* Any stub as text. */
#ifndef CONFORMANCE_DECODE_H
#define CONFORMANCE_DECODE_H

#include <stdbool.h>
#include <stddef.h>

struct decode_request {
    const char *method;    /* an opnum or a method's name */
    const char *direction; /* in, out */
    const char *const *hex;
    size_t hexes; /* words of it */
    bool ndr64;
    bool big_endian;
    bool version_2;
};

/* Print the values of a stub to the standard output, or say what is wrong with it to standard
 * error. The exit status: 0, 1 where the stub is refused, 2 where the request makes no sense. */
int decode_print(const struct decode_request *request);

#endif
