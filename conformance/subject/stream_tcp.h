/* A TCP connection. */
#ifndef CONFORMANCE_STREAM_TCP_H
#define CONFORMANCE_STREAM_TCP_H

#include "stream.h"

/* Connect within `patience` milliseconds; NULL: nobody answers, or there is no memory. */
struct stream *stream_tcp(const char *host, uint16_t port, unsigned patience);

#endif
