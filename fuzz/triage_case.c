#include "triage_parts.h"

#include "endpoint/pdu_text.h"
#include "fuzz/fuzz_case.h"
#include "fuzz/fuzz_parts.h"
#include "input.h"
#include "owner.h"
#include "sequence.h"
#include "wire/pdu.h"
#include "wire/print.h"

#include <string.h>

enum { SECONDS = 5, PIECE = 1400 /* octets in a line */, TEXT = 65536 };

enum triage_kind triage_kind_of(const char *target)
{
    static const struct {
        const char *target;
        enum triage_kind kind;
    } known[] = {{"request", TRIAGE_REQUEST}, {"reply", TRIAGE_REPLY}, {"pdu", TRIAGE_STREAM},
                 {"rpc", TRIAGE_SEQUENCE},    {"api", TRIAGE_API},     {"notation", TRIAGE_TEXT}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].target, target) == 0)
            return known[i].kind;
    return TRIAGE_EITHER;
}

/* Every line of it as a comment. */
static void put_comment(const char *lines, struct growing *text)
{
    while (*lines != '\0') {
        const size_t length = strcspn(lines, "\n");
        growing_text(text, "#   %.*s\n", (int)length, lines);
        lines += length + (lines[length] == '\n');
    }
}

static void put_hex(const uint8_t *octets, size_t size, struct growing *text)
{
    for (size_t i = 0; i < size; i++)
        growing_text(text, "%02x", octets[i]);
}

/* The head of a case of PDUs, and its end: whoever is alive answers its name. */
static void begin_case(const char *key, const char *id, struct growing *text)
{
    growing_text(text, "case    %s\nabout   %s\n", id, key);
    growing_text(text, "disturbs a server that is not what it should be\nwithin  %d s\n", SECONDS);
    growing_text(text, "        p = open($cluster)\n");
}

static void end_case(struct growing *text)
{
    growing_text(text, "        z = connect($cluster)    -> bound\n"
                       "            z.ApiGetClusterName()  -> 0\n");
}

/* -- stubs ------------------------------------------------------------------------------------- */

static void put_stub_meaning(const struct stub_input *input, struct growing *text)
{
    static char lines[TEXT];
    const bool request = input->direction == REQUEST;
    const uint8_t *stub = request ? input->request : input->reply;
    const uint32_t size = request ? input->request_size : input->reply_size;
    struct message message, asked;
    struct refusal refusal;
    growing_text(text, "# a %s of %s, opnum %u, version %u, %s%s, %lu octets\n",
                 request ? "request" : "reply", input->method->name, (unsigned)input->method->opnum,
                 (unsigned)input->encoding.version,
                 input->encoding.syntax == NDR64 ? "NDR64" : "NDR",
                 input->encoding.big ? ", big-endian" : "", (unsigned long)size);
    if (!decode(input->method, input->direction, &input->encoding, stub, size,
                request ? NULL : stub_input_request(input, &asked), &message, &refusal)) {
        growing_text(text, "#   refused at octet %lu: %s\n", (unsigned long)refusal.offset,
                     reason_text(refusal.reason));
        return;
    }
    (void)message_text(input->method, input->direction, &message, lines, sizeof lines);
    put_comment(lines, text);
}

/* A stub that is too long for a line: as fragments. */
static void put_fragments(const struct stub_input *input, const char *key, const char *id,
                          struct growing *text)
{
    const char *label = input->encoding.big ? ", packed_drep = x\"00000000\"" : "";
    begin_case(key, id, text);
    growing_text(text, "            p.bind(context(0, clusapi%u, %s)%s)  -> bind_ack\n",
                 (unsigned)input->encoding.version,
                 input->encoding.syntax == NDR64 ? "NDR64" : "NDR", label);
    for (uint32_t at = 0; at < input->request_size; at += PIECE) {
        const uint32_t left = input->request_size - at, size = left < PIECE ? left : PIECE;
        const unsigned flags =
            (at == 0 ? PFC_FIRST_FRAG : 0u) | (size == left ? PFC_LAST_FRAG : 0u);
        growing_text(text, "       send p.request(%u, x\"", (unsigned)input->method->opnum);
        put_hex(input->request + at, size, text);
        growing_text(text, "\", pfc_flags = %u%s)\n", flags, label);
    }
    end_case(text);
}

static void put_stub(const struct triage *t, const char *key, const char *id,
                     const struct growing *octets, struct growing *text)
{
    static struct fuzz_sequence sequence;
    struct stub_input input;
    part_token tokens[FUZZ_STEPS];
    const bool read = t->kind == TRIAGE_EITHER
                          ? stub_input_read(octets->octets, octets->length, &input)
                          : stub_input_read_as(octets->octets, octets->length,
                                               t->kind == TRIAGE_REPLY ? REPLY : REQUEST, &input);
    if (!read) {
        growing_text(text, "# no stub: the input is shorter than its header\n");
        return;
    }
    put_stub_meaning(&input, text);
    if (input.direction == REPLY) {
        growing_text(text, "# No case: a case sends requests.\n");
        return;
    }
    fuzz_begin(&sequence);
    struct fuzz_step *connect = fuzz_add_connect(&sequence, FUZZ_NONE);
    connect->version_2 = input.encoding.version == 2;
    connect->wide = input.encoding.syntax == NDR64;
    connect->big = input.encoding.big;
    struct fuzz_step *call = fuzz_add_call(&sequence, 0, input.method->opnum);
    fuzz_tokens(tokens);
    if (fuzz_add_stub(&sequence, call, input.request, input.request_size,
                      (const part_token *)tokens))
        fuzz_case(&sequence, FUZZ_KILLS, id, key, SECONDS, text);
    else
        put_fragments(&input, key, id, text);
}

/* -- PDUs -------------------------------------------------------------------------------------- */

/* What the PDU at the front is, as a comment. Returns its size, or of all if it is none. */
static uint32_t put_pdu_meaning(const uint8_t *octets, uint32_t size, struct growing *text)
{
    struct pdu_header header;
    struct pdu pdu;
    struct pdu_failure failure = pdu_parse_header(octets, size, UINT16_MAX, &header);
    const bool whole = failure.error == PDU_OK && header.frag_length <= size;
    growing_text(text, "        # ");
    if (whole)
        failure = pdu_parse(octets, size, UINT16_MAX, &pdu);
    if (failure.error != PDU_OK)
        pdu_text_failure(&failure, text);
    else if (!whole)
        growing_text(text, "the beginning of a PDU");
    else
        growing_text(text, "PDU type %u, call_id %lu, flags %u", (unsigned)header.type,
                     (unsigned long)header.call_id, (unsigned)header.flags);
    growing_text(text, "\n");
    return whole ? header.frag_length : size;
}

static void put_octets(const uint8_t *octets, uint32_t size, struct growing *text)
{
    for (uint32_t at = 0; at < size; at += PIECE) {
        const uint32_t piece = size - at < PIECE ? size - at : PIECE;
        growing_text(text, "       %s p.octets(x\"", at + piece < size ? "hold" : "send");
        put_hex(octets + at, piece, text);
        growing_text(text, "\")\n");
    }
}

static void put_stream(const char *key, const char *id, const struct growing *octets,
                       struct growing *text)
{
    if (octets->length < STREAM_HEADER) {
        growing_text(text, "# no stream: the input is shorter than its header\n");
        return;
    }
    growing_text(text, "# the owner's choices (owner.h): ");
    put_hex(octets->octets, STREAM_HEADER, text);
    growing_text(text, "\n");
    begin_case(key, id, text);
    const uint8_t *at = octets->octets + STREAM_HEADER;
    uint32_t left = (uint32_t)(octets->length - STREAM_HEADER);
    while (left > 0) {
        const uint32_t size = put_pdu_meaning(at, left, text);
        put_octets(at, size, text);
        at += size;
        left -= size;
    }
    end_case(text);
}

/* -- all --------------------------------------------------------------------------------------- */

void triage_case(const struct triage *t, const char *key, const char *id,
                 const struct growing *octets, struct growing *text)
{
    static struct fuzz_sequence sequence;
    switch (t->kind) {
    case TRIAGE_SEQUENCE:
        sequence_read(octets->octets, octets->length, &sequence);
        fuzz_case(&sequence, FUZZ_KILLS, id, key, SECONDS, text);
        break;
    case TRIAGE_API:
        triage_case_api(t, key, id, octets, text);
        break;
    case TRIAGE_STREAM:
        put_stream(key, id, octets, text);
        break;
    case TRIAGE_TEXT:
        growing_put(text, octets->octets, octets->length);
        break;
    default:
        put_stub(t, key, id, octets, text);
        break;
    }
}

void triage_record(const struct triage *t, const char *key, const char *id,
                   const struct growing *octets, struct growing *text)
{
    enum { LINE = 40 };
    growing_text(text, "input   %s\ntarget  %s\nwhy     %s\n", id, t->target, key);
    for (size_t at = 0; at < octets->length; at += LINE) {
        const size_t left = octets->length - at;
        growing_text(text, at == 0 ? "octets  " : "        ");
        put_hex(octets->octets + at, left < LINE ? left : LINE, text);
        growing_text(text, "\n");
    }
}
