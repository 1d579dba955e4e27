/* The reference server in this process, as subject_ref.c asks for it. It stands apart because the
 * server's types bear names that the runner uses too. */
#ifndef CONFORMANCE_REFERENCE_H
#define CONFORMANCE_REFERENCE_H

#include "stream.h"

enum { REFERENCE_WHY = 1024 }; /* characters of `why` */

/* Its port, as its clients see it. */
#define REFERENCE_PORT "49152"

/* A connection to the cluster of that $name of the fixture in the file `fixture` (NULL: the one
 * that the reference uses by itself). NULL: `why` says why not. */
struct stream *reference_stream(const char *fixture, const char *named, size_t length, char *why);

#endif
