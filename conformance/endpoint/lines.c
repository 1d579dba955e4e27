/* Calling methods of a program: a line `OPNUM HEX` in, a line `HEX` or `fault N` out. */
#include <string.h>

#include "channel.h"

enum { LINE_MOST = 128 << 20, PIECE = 16384 };

bool lines_call(struct channel *channel, uint16_t opnum)
{
    struct growing line = {.octets = NULL};
    growing_text(&line, "%u ", opnum);
    for (size_t n = 0; n < channel->asked.length; n++) {
        growing_text(&line, "%02x", channel->asked.octets[n]);
    }
    growing_text(&line, "\n");
    bool sent = channel_send(channel, &line, 0);
    growing_free(&line);
    return sent;
}

/* Wait for a line; its length without its end, or -1: none came. */
static long await_line(struct channel *channel, bool *ended)
{
    uint8_t piece[PIECE];
    size_t seen = 0; /* octets in which there is no end */
    *ended = false;
    for (;;) {
        struct growing *received = &channel->received;
        const size_t left = received->length - seen;
        const uint8_t *end = left > 0 ? memchr(received->octets + seen, '\n', left) : NULL;
        if (end != NULL) {
            return (long)(end - received->octets);
        }
        seen = received->length;
        size_t got = 0;
        enum stream_state state = STREAM_ENDED;
        if (channel->stream != NULL && received->length < LINE_MOST) {
            state = channel->stream->read(channel->stream, piece, sizeof piece, true, &got);
        }
        if (state != STREAM_OCTETS) {
            *ended = state == STREAM_ENDED;
            return -1;
        }
        growing_put(received, piece, got);
    }
}

static int digit(uint8_t c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c == 0 ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    return at != NULL ? (int)(at - digits) : -1;
}

/* Pairs of hexadecimal digits. False: they are not, and `wrong` is where. */
static bool take_hex(const uint8_t *line, size_t length, struct growing *stub, size_t *wrong)
{
    growing_put(stub, NULL, 0);
    for (*wrong = 0; *wrong < length; *wrong += 2) {
        int high = digit(line[*wrong]);
        int low = *wrong + 1 < length ? digit(line[*wrong + 1]) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        uint8_t octet = (uint8_t)(high * 16 + low);
        growing_put(stub, &octet, 1);
    }
    return true;
}

/* The number behind `fault `, decimal or 0x hexadecimal. */
static bool take_fault(const uint8_t *line, size_t length, uint32_t *status)
{
    static const char word[] = "fault ";
    size_t at = sizeof word - 1;
    uint64_t number = 0;
    if (length <= at || memcmp(line, word, at) != 0) {
        return false;
    }
    int base = length - at > 2 && line[at] == '0' && (line[at + 1] | 0x20) == 'x' ? 16 : 10;
    at += base == 16 ? 2 : 0;
    for (; at < length && number <= UINT32_MAX; at++) {
        int its = digit(line[at]);
        if (its < 0 || its >= base) {
            return false;
        }
        number = number * (unsigned)base + (unsigned)its;
    }
    *status = (uint32_t)number;
    return number <= UINT32_MAX;
}

static void say(const struct channel *channel, size_t length, part_token token,
                struct growing *text)
{
    struct growing stub = {.octets = NULL};
    const uint8_t *line = channel->received.octets;
    uint32_t status;
    size_t wrong;
    length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
    if (take_fault(line, length, &status)) {
        growing_text(text, "fault 0x%lX", (unsigned long)status);
    } else if (take_hex(line, length, &stub, &wrong)) {
        channel_reply(channel, channel->pending, stub.octets, stub.length, channel->form, token,
                      text);
    } else {
        growing_text(text, "malformed line at %lu", (unsigned long)wrong);
    }
    growing_free(&stub);
}

void lines_answer(struct channel *channel, part_token token, struct growing *text)
{
    bool ended;
    long length = await_line(channel, &ended);
    if (length < 0) {
        growing_text(text, ended ? "closed" : "timeout");
        return;
    }
    say(channel, (size_t)length, token, text);
    growing_drop(&channel->received, (size_t)length + 1);
}
