#include "channel.h"

enum { FRAGMENT_MOST = 65535, PIECE = 16384, VERSION = 3 };

void channel_begin(struct channel *channel, struct stream *stream, bool lines)
{
    *channel = (struct channel){
        .stream = stream, .lines = lines, .form = {.version = VERSION}, .fragment = 4280};
}

void channel_end(struct channel *channel)
{
    if (channel->stream != NULL) {
        channel->stream->close(channel->stream);
    }
    growing_free(&channel->asked);
    growing_free(&channel->held);
    growing_free(&channel->received);
    *channel = (struct channel){.ended = true};
}

static bool write_pieces(struct stream *stream, const struct growing *octets, size_t cut)
{
    for (size_t at = 0; at < octets->length; at += cut) {
        size_t left = octets->length - at;
        if (!stream->write(stream, octets->octets + at, left < cut ? left : cut)) {
            return false;
        }
    }
    return true;
}

bool channel_send(struct channel *channel, const struct growing *octets, size_t cut)
{
    if (channel->stream == NULL) {
        return false;
    }
    growing_put(&channel->held, octets->octets, octets->length);
    size_t piece = cut > 0 ? cut : channel->held.length + 1;
    bool sent = write_pieces(channel->stream, &channel->held, piece);
    channel->held.length = 0;
    return sent;
}

/* Read some octets more. */
static enum stream_state read_more(struct channel *channel, bool wait)
{
    uint8_t piece[PIECE];
    size_t got = 0;
    if (channel->ended || channel->stream == NULL) {
        return STREAM_ENDED;
    }
    enum stream_state state =
        channel->stream->read(channel->stream, piece, sizeof piece, wait, &got);
    if (state == STREAM_OCTETS) {
        growing_put(&channel->received, piece, got);
    }
    channel->ended = state == STREAM_ENDED;
    return state;
}

/* Is a whole PDU there, or a header that begins none? Then `failure` or `pdu` says which. */
static bool is_whole(const struct channel *channel, struct pdu *pdu, struct pdu_failure *failure)
{
    const struct growing *received = &channel->received;
    struct pdu_header header;
    *failure = (struct pdu_failure){PDU_OK, 0};
    if (received->length < PDU_HEADER_SIZE) {
        return false;
    }
    uint32_t size = (uint32_t)received->length;
    *failure = pdu_parse_header(received->octets, size, FRAGMENT_MOST, &header);
    if (failure->error != PDU_OK) {
        return true;
    }
    if (received->length < header.frag_length) {
        return false;
    }
    *failure = pdu_parse(received->octets, size, FRAGMENT_MOST, pdu);
    return true;
}

static void drop_current(struct channel *channel)
{
    growing_drop(&channel->received, channel->current);
    channel->current = 0;
}

enum channel_came channel_receive(struct channel *channel, struct pdu *pdu,
                                  struct pdu_failure *failure)
{
    drop_current(channel);
    while (!is_whole(channel, pdu, failure)) {
        switch (read_more(channel, true)) {
        case STREAM_OCTETS:
            break;
        case STREAM_NOTHING:
            return CAME_NONE;
        case STREAM_ENDED:
            return CAME_END;
        }
    }
    if (failure->error != PDU_OK) {
        channel->current = channel->received.length; /* there are no boundaries any more */
        return CAME_BAD;
    }
    channel->current = pdu->header.frag_length;
    return CAME_PDU;
}

bool channel_has(struct channel *channel)
{
    struct pdu pdu;
    struct pdu_failure failure;
    drop_current(channel);
    while (!is_whole(channel, &pdu, &failure)) {
        if (read_more(channel, false) != STREAM_OCTETS) {
            return false;
        }
    }
    return true;
}
