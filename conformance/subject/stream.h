/* Octets to and from an endpoint. */
#ifndef CONFORMANCE_STREAM_H
#define CONFORMANCE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum stream_state {
    STREAM_OCTETS,  /* some came */
    STREAM_NOTHING, /* none are there; having waited: none will ever come */
    STREAM_ENDED    /* the other side ended the connection */
};

/* A kind of stream begins with this. */
struct stream {
    /* Write all of it. False: the other side has ended the connection. */
    bool (*write)(struct stream *stream, const uint8_t *octets, size_t size);
    /* Read what is there, at most `size` octets; wait for the first of them if `wait`. */
    enum stream_state (*read)(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                              size_t *got);
    /* End the connection and free the stream. */
    void (*close)(struct stream *stream);
};

#endif
