/* rpc:ncacn_ip_tcp:HOST[PORT]: an endpoint that is reached over TCP. */
#include <stdio.h>
#include <string.h>

#include "api/link_tcp_channel.h"
#include "script/wire_step.h"
#include "stream_tcp.h"
#include "subject.h"

enum { PATIENCE = 5000 /* milliseconds */, HOST_MOST = 255, MAPPER = 135 };

#define PROTOCOL "ncacn_ip_tcp:"

/* HOST, HOST[] or HOST[PORT]; *port is 0 where none is given. */
static bool read_endpoint(const char *text, char host[HOST_MOST + 1], uint16_t *port)
{
    size_t length = strcspn(text, "[");
    const char *at = text + length;
    unsigned long number = 0;
    if (length == 0 || length > HOST_MOST) {
        return false;
    }
    (void)snprintf(host, HOST_MOST + 1, "%.*s", (int)length, text);
    *port = 0;
    if (*at == '\0') {
        return true;
    }
    for (at++; *at >= '0' && *at <= '9' && number <= UINT16_MAX; at++) {
        number = number * 10 + (unsigned long)(*at - '0');
    }
    *port = (uint16_t)number;
    return at[0] == ']' && at[1] == '\0' && number <= UINT16_MAX;
}

/* Without a port the endpoint mapper is asked for it (C706 appendix O). */
static enum subject_ready prepare(struct subject *subject, char *why)
{
    char host[HOST_MOST + 1];
    uint16_t port;
    size_t length = strlen(PROTOCOL);
    if (strncmp(subject->rest, PROTOCOL, length) != 0 ||
        !read_endpoint(subject->rest + length, host, &port)) {
        (void)snprintf(why, SUBJECT_TEXT, "an endpoint is written ncacn_ip_tcp:HOST[PORT]");
        return SUBJECT_MISNAMED;
    }
    if (port == 0) {
        uint32_t error = channel_ask_mapper(host, MAPPER, PATIENCE, &wire_clusapi[3], &port);
        if (error != 0) {
            (void)snprintf(why, SUBJECT_TEXT,
                           "the endpoint mapper at %.200s[%d] does not name a port for clusapi "
                           "(error %lu); HOST[PORT] says it",
                           host, MAPPER, (unsigned long)error);
            return SUBJECT_UNREACHABLE;
        }
    }
    (void)snprintf(subject->endpoint, sizeof subject->endpoint, "%s[%u]", host, port);
    return SUBJECT_READY;
}

static bool open_it(struct subject *subject, char *why)
{
    (void)why;
    (void)snprintf(subject->file, sizeof subject->file, "%s%.1000s", PROTOCOL, subject->endpoint);
    return true;
}

static struct stream *connect_to(const struct subject *subject, struct span cluster,
                                 const char *endpoint, char *why)
{
    char host[HOST_MOST + 1];
    uint16_t port;
    const char *text = endpoint != NULL ? endpoint : subject->endpoint;
    if (!read_endpoint(text, host, &port) || port == 0) {
        (void)snprintf(why, SUBJECT_TEXT, "the endpoint of %.*s is not HOST[PORT]: %.200s",
                       (int)cluster.length, cluster.at, text);
        return NULL;
    }
    struct stream *stream = stream_tcp(host, port, PATIENCE);
    if (stream == NULL) {
        (void)snprintf(why, SUBJECT_TEXT, "nobody answers at %.200s", text);
    }
    return stream;
}

static void close_it(struct subject *subject)
{
    (void)subject;
}

const struct subject_type subject_rpc = {
    .prefix = "rpc:",
    .means = "an endpoint ncacn_ip_tcp:HOST[PORT]; without a port the endpoint mapper is asked",
    .foreign = true,
    .prepare = prepare,
    .open = open_it,
    .close = close_it,
    .connect = connect_to,
};
