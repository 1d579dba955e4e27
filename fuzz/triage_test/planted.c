/*
 * Targets with a crash each, to try triage on. PLANTED says of which kind: 0 stub, 1 stream,
 * 2 sequence, 3 text.
 */
#include "input.h"
#include "owner.h"
#include "property.h"
#include "sequence.h"
#include "target.h"
#include "wire/pdu.h"

#include <string.h>

/* A call of opnum 81 with a string of three units or more. */
static bool is_bad_stub(const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct message message;
    struct refusal refusal;
    return stub_input_read_as(data, size, REQUEST, &input) && input.method->opnum == 81 &&
           decode(input.method, REQUEST, &input.encoding, input.request, input.request_size, NULL,
                  &message, &refusal) &&
           message.value[0].count > 2;
}

/* A request after a bind. */
static bool is_bad_stream(const uint8_t *data, size_t size)
{
    uint32_t at = STREAM_HEADER, binds = 0;
    struct pdu_header header;
    while (at < size &&
           pdu_parse_header(data + at, (uint32_t)size - at, UINT16_MAX, &header).error == PDU_OK) {
        if (header.type == PDU_REQUEST && binds > 0)
            return true;
        binds += header.type == PDU_BIND;
        at += header.frag_length;
    }
    return false;
}

/* A handle is used after its close. */
static bool is_bad_sequence(const uint8_t *data, size_t size)
{
    static struct fuzz_sequence s;
    bool closed[FUZZ_STEPS] = {false};
    sequence_read(data, size, &s);
    for (uint16_t n = 0; n < s.steps; n++) {
        const struct fuzz_step *step = &s.step[n];
        const bool uses =
            step->act == FUZZ_CALL && step->parts > 0 && step->part[0].type == PART_HANDLE;
        if (uses && closed[step->part[0].producer])
            return true;
        if (uses && step->opnum == 82)
            closed[step->part[0].producer] = true;
    }
    return false;
}

static bool is_bad_text(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + 4 <= size; i++)
        if (memcmp(data + i, "fixt", 4) == 0)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool (*const bad[])(const uint8_t *, size_t) = {is_bad_stub, is_bad_stream,
                                                           is_bad_sequence, is_bad_text};
    property(!bad[PLANTED](data, size), "nothing planted is met");
    return TARGET_DONE;
}
