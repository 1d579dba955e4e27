#include "stream_tcp.h"

#include <errno.h>
#include <stdlib.h>

#include "api/link_tcp_socket.h"
#include "base/give_up.h"

enum {
    FOREVER = 3600 * 1000, /* milliseconds: the time limit of a case ends it long before */
    AT_ONCE = 1
};

struct tcp_stream {
    struct stream stream; /* first */
    tcp_socket socket;
};

static bool write_all(struct stream *stream, const uint8_t *octets, size_t size)
{
    struct tcp_stream *tcp = (struct tcp_stream *)stream;
    errno = 0;
    bool sent = tcp_send(tcp->socket, octets, (uint32_t)size, tcp_now() + FOREVER);
    if (!sent) {
        give_up_if_exhausted();
    }
    return sent;
}

static enum stream_state read_some(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                                   size_t *got)
{
    struct tcp_stream *tcp = (struct tcp_stream *)stream;
    int64_t deadline = tcp_now() + (wait ? FOREVER : AT_ONCE);
    errno = 0;
    *got = tcp_receive(tcp->socket, octets, (uint32_t)size, deadline);
    if (*got == 0 && wait) {
        give_up_if_exhausted();
    }
    return *got > 0 ? STREAM_OCTETS : wait ? STREAM_ENDED : STREAM_NOTHING;
}

static void close_it(struct stream *stream)
{
    struct tcp_stream *tcp = (struct tcp_stream *)stream;
    tcp_close(tcp->socket);
    free(tcp);
}

struct stream *stream_tcp(const char *host, uint16_t port, unsigned patience)
{
    errno = 0;
    tcp_socket socket = tcp_connect(host, port, tcp_now() + patience);
    if (socket == TCP_NONE) {
        give_up_if_exhausted();
        return NULL;
    }
    struct tcp_stream *tcp = malloc(sizeof *tcp);
    if (tcp == NULL) {
        tcp_close(socket);
        give_up(NO_MEMORY);
    }
    *tcp = (struct tcp_stream){{write_all, read_some, close_it}, socket};
    return &tcp->stream;
}
