#include "input.h"
#include "mutate.h"
#include "owner.h"
#include "wire/pdu_build.h"

#include <string.h>

enum { PDUS = 256, PDU_BUILT = 16384, LENGTH_AT = 8, AUTH_AT = 10, CALL_AT = 12 };

/* One PDU of the stream, as its header has it; the last may be cut short. */
struct stretch {
    uint32_t offset;
    uint32_t size;
    bool big;
};

struct stretches {
    struct stretch pdu[PDUS];
    uint32_t count;
};

static void find_pdus(const struct edit *stream, struct stretches *found)
{
    uint32_t at = STREAM_HEADER;
    found->count = 0;
    while (found->count < PDUS && stream->size - at >= PDU_HEADER_SIZE) {
        const uint8_t *header = stream->octets + at;
        const bool big = (header[4] & 0xF0) == 0;
        const uint32_t length = octets_u16(header + LENGTH_AT, big);
        const uint32_t left = stream->size - at;
        const uint32_t size = length < PDU_HEADER_SIZE || length > left ? left : length;
        found->pdu[found->count] = (struct stretch){at, size, big};
        found->count++;
        at += size;
    }
}

/* Makes frag_length say what the PDU has. */
static void set_length(struct edit *stream, const struct stretch *pdu, uint32_t size)
{
    edit_number(stream, pdu->offset + LENGTH_AT, 2, pdu->big, size);
}

static void change_header(struct random *random, const struct stretch *pdu, struct edit *stream)
{
    static const uint8_t types[] = {
        PDU_REQUEST,   PDU_RESPONSE, PDU_FAULT,    PDU_BIND, PDU_AUTH3, PDU_ALTER_CONTEXT,
        PDU_CO_CANCEL, PDU_ORPHANED, PDU_SHUTDOWN, 1,        20};
    const uint32_t at = pdu->offset;
    const uint32_t id = octets_u32(stream->octets + at + CALL_AT, pdu->big);
    switch (random_below(random, 8)) {
    case 0:
        edit_number(stream, at + 2, 1, false, types[random_below(random, sizeof types)]);
        break;
    case 1:
    case 2: /* first, last, cancel, object */
        stream->octets[at + 3] ^= (uint8_t)(1u << random_below(random, 8));
        break;
    case 3:
        stream->octets[at + 4 + random_below(random, 4)] ^=
            (uint8_t)(random_below(random, 3) != 0 ? 0x10 : 1);
        break;
    case 4:
        edit_number(stream, at + LENGTH_AT, 2, pdu->big, random_number(random, pdu->size));
        break;
    case 5:
        edit_number(stream, at + AUTH_AT, 2, pdu->big, random_number(random, 0));
        break;
    case 6:
        edit_number(stream, at + CALL_AT, 4, pdu->big, random_number(random, id));
        break;
    default:
        edit_number(stream, at + random_below(random, 2), 1, false, random_number(random, 5));
        break;
    }
}

/* One of the numbers behind the header, where most types have 2 or 4 octets each. */
static void change_body(struct random *random, const struct stretch *pdu, struct edit *stream)
{
    const uint32_t width = 1u << random_below(random, 3);
    const uint32_t fields = (pdu->size - PDU_HEADER_SIZE) / width;
    const uint32_t near = fields < 16 ? fields : 16;
    const uint32_t field = random_below(random, random_below(random, 4) == 0 ? fields : near);
    edit_number(stream, pdu->offset + PDU_HEADER_SIZE + field * width, width, pdu->big,
                random_number(random, random_below(random, 16)));
}

/* Longer or shorter, with a length that agrees. */
static void change_size(struct random *random, const struct stretch *pdu, struct edit *stream)
{
    const uint32_t body = pdu->size - PDU_HEADER_SIZE;
    const uint32_t at = pdu->offset + PDU_HEADER_SIZE + random_below(random, body + 1);
    const uint32_t before = stream->size;
    if (random_below(random, 2) == 0)
        edit_erase(stream, at, random_below(random, pdu->offset + pdu->size - at) + 1);
    else
        edit_insert(stream, at, NULL, 1 + random_below(random, 24));
    set_length(stream, pdu, pdu->size + stream->size - before);
}

/* A request becomes two fragments: the stub is cut, the second has the first's fields. */
static void split(struct random *random, const struct stretch *pdu, struct edit *stream)
{
    uint8_t header[PDU_STUB];
    if (pdu->size <= PDU_STUB || stream->octets[pdu->offset + 2] != PDU_REQUEST)
        return;
    const uint32_t first = PDU_STUB + random_below(random, pdu->size - PDU_STUB + 1);
    const uint32_t second = PDU_STUB + pdu->size - first;
    const struct stretch rest = {pdu->offset + first, second, pdu->big};
    if (stream->capacity - stream->size < PDU_STUB)
        return;
    memcpy(header, stream->octets + pdu->offset, PDU_STUB);
    edit_insert(stream, rest.offset, header, PDU_STUB);
    set_length(stream, pdu, first);
    set_length(stream, &rest, second);
    stream->octets[pdu->offset + 3] &= (uint8_t)~PFC_LAST_FRAG;
    stream->octets[rest.offset + 3] &= (uint8_t)~PFC_FIRST_FRAG;
}

/* A PDU again, elsewhere, or no more. */
static void move(struct random *random, const struct stretches *pdus, const struct stretch *pdu,
                 struct edit *stream)
{
    static uint8_t copy[STREAM_LARGEST];
    const struct stretch *to = &pdus->pdu[random_below(random, pdus->count)];
    const uint32_t choice = random_below(random, 3);
    const uint32_t place = to->offset + (random_below(random, 2) == 0 ? to->size : 0);
    memcpy(copy, stream->octets + pdu->offset, pdu->size);
    if (choice == 0) {
        edit_erase(stream, pdu->offset, pdu->size);
        return;
    }
    edit_insert(stream, place, copy, pdu->size);
    if (choice == 1 && place <= pdu->offset)
        edit_erase(stream, pdu->offset + pdu->size, pdu->size);
    else if (choice == 1)
        edit_erase(stream, pdu->offset, pdu->size);
}

/* The stub of a request, as a stub of the clusapi interface. Which context it is of only the
 * stream's binds say; most are of version 3, in either syntax. */
static void change_stub(struct random *random, const struct stretch *pdu, struct edit *stream)
{
    static uint8_t input[STUB_HEADER + PDU_BUILT];
    const uint32_t stub = pdu->size - PDU_STUB;
    if (pdu->size < PDU_STUB || stub > PDU_BUILT / 2 ||
        stream->octets[pdu->offset + 2] != PDU_REQUEST)
        return;
    const struct stub_input taken = {
        .method = method_of(3, octets_u16(stream->octets + pdu->offset + 22, pdu->big) % OPNUMS),
        .encoding = {random_below(random, 2) == 0 || pdu->big ? NDR : NDR64, pdu->big, 3},
        .request = stream->octets + pdu->offset + PDU_STUB,
        .request_size = stub};
    size_t size = stub_input_write(&taken, input, sizeof input);
    size = mutate_stub(MUTATE_REQUEST, random, input, size, sizeof input);
    if (size < STUB_HEADER)
        return;
    const uint32_t before = stream->size;
    edit_erase(stream, pdu->offset + PDU_STUB, stub);
    edit_insert(stream, pdu->offset + PDU_STUB, input + STUB_HEADER, (uint32_t)size - STUB_HEADER);
    edit_number(stream, pdu->offset + 22, 2, pdu->big, octets_u16(input, false));
    set_length(stream, pdu, pdu->size + stream->size - before);
}

static uint32_t build_bind(struct random *random, uint8_t *octets, enum pdu_type type, bool big)
{
    static const struct rpc_syntax *const abstracts[] = {&interface_clusapi_3, &interface_clusapi_2,
                                                         &interface_management, &interface_mapper};
    static const struct rpc_syntax *const transfers[] = {&rpc_syntax_ndr, &rpc_syntax_ndr64,
                                                         &rpc_syntax_none};
    const uint8_t contexts = (uint8_t)random_below(random, 5);
    struct builder b = pdu_begin(octets, PDU_BUILT, big, type, PFC_WHOLE, random_below(random, 6));
    pdu_add_bind(&b, (uint16_t)random_number(random, 5840), (uint16_t)random_number(random, 5840),
                 random_below(random, 2) * 42, contexts);
    for (uint32_t i = 0; i < contexts; i++) {
        const uint8_t count = (uint8_t)random_below(random, 4);
        pdu_add_offer(&b, (uint16_t)random_below(random, 4), abstracts[random_below(random, 4)],
                      count);
        for (uint32_t j = 0; j < count; j++)
            pdu_add_syntax(&b, transfers[random_below(random, 3)]);
    }
    return pdu_end(&b);
}

static uint32_t build_request(struct random *random, uint8_t *octets, uint32_t call_id, bool big)
{
    static struct generated generated;
    static uint8_t stub[PDU_BUILT];
    const struct method *m = method_of(3, random_below(random, OPNUMS));
    const struct encoding encoding = {NDR, big, 3};
    uint32_t length;
    generate(random, m, REQUEST, NULL, &generated);
    (void)encode(m, REQUEST, &encoding, &generated.message, stub, sizeof stub / 2, &length);
    struct builder b =
        pdu_begin(octets, PDU_BUILT, big, PDU_REQUEST,
                  random_below(random, 4) == 0 ? (uint8_t)random_next(random) : PFC_WHOLE, call_id);
    pdu_add_request(&b, random_below(random, 2) * length, (uint16_t)random_below(random, 3),
                    m->opnum, NULL);
    builder_octets(&b, stub, length);
    return pdu_end(&b);
}

/* A new PDU somewhere between the others, with an id that may be the next. */
static void insert_pdu(struct random *random, const struct stretches *pdus, struct edit *stream)
{
    static uint8_t octets[PDU_BUILT];
    const struct stretch end = {stream->size, 0, false};
    const struct stretch *after =
        pdus->count > 0 ? &pdus->pdu[random_below(random, pdus->count)] : &end;
    const uint32_t id = after->size < PDU_HEADER_SIZE
                            ? 1
                            : octets_u32(stream->octets + after->offset + CALL_AT, after->big);
    const bool big = random_below(random, 4) == 0;
    uint32_t size = 0;
    switch (random_below(random, 5)) {
    case 0:
        size = build_bind(random, octets, PDU_BIND, big);
        break;
    case 1:
        size = build_bind(random, octets, PDU_ALTER_CONTEXT, big);
        break;
    case 2:
        size = pdu_build_plain(octets, PDU_BUILT,
                               random_below(random, 2) == 0 ? PDU_CO_CANCEL : PDU_ORPHANED, id);
        break;
    default:
        size = build_request(random, octets, id + random_below(random, 3), big);
        break;
    }
    if (size <= stream->capacity - stream->size)
        edit_insert(stream, after->offset + after->size, octets, size);
}

static void change_pdu(struct random *random, const struct stretches *pdus, struct edit *stream)
{
    const struct stretch *pdu = &pdus->pdu[random_below(random, pdus->count)];
    switch (random_below(random, 8)) {
    case 0:
    case 1:
        change_header(random, pdu, stream);
        break;
    case 2:
        change_size(random, pdu, stream);
        break;
    case 3:
        split(random, pdu, stream);
        break;
    case 4:
        move(random, pdus, pdu, stream);
        break;
    case 5:
        change_stub(random, pdu, stream);
        break;
    default:
        change_body(random, pdu, stream);
        break;
    }
}

size_t mutate_stream(struct random *random, uint8_t *data, size_t size, size_t capacity)
{
    static struct stretches pdus;
    if (capacity < STREAM_HEADER)
        return 0;
    struct edit stream = {data, (uint32_t)(size < STREAM_LARGEST ? size : STREAM_LARGEST),
                          (uint32_t)(capacity < STREAM_LARGEST ? capacity : STREAM_LARGEST)};
    if (stream.size > stream.capacity)
        stream.size = stream.capacity;
    if (stream.size < STREAM_HEADER)
        edit_insert(&stream, 0, NULL, STREAM_HEADER - stream.size);
    for (uint32_t changes = 1 + random_below(random, 3); changes > 0; changes--) {
        find_pdus(&stream, &pdus);
        const uint32_t choice = random_below(random, 16);
        if (choice == 0)
            data[random_below(random, STREAM_HEADER)] = (uint8_t)random_next(random);
        else if (choice == 1 || pdus.count == 0)
            insert_pdu(random, &pdus, &stream);
        else
            change_pdu(random, &pdus, &stream);
    }
    return stream.size;
}
