#include "heard.h"

#include "wire/pdu.h"

#include <string.h>

/* Where the fields of the header stand (C706 12.6.3.1), and how long an object is. */
enum { AT_TYPE = 2, AT_FLAGS = 3, AT_DREP = 4, AT_LENGTH = 8, AT_CALL_ID = 12, OBJECT_SIZE = 16 };

void heard_start(struct heard *heard)
{
    heard->at = heard->call_id = heard->size = 0;
}

/* A fragment of a request; one that begins a call leaves what was gathered before. */
static void take_request(struct heard *heard, const uint8_t *pdu, uint32_t length, bool big)
{
    const uint32_t call_id = octets_u32(pdu + AT_CALL_ID, big);
    const uint32_t begin = PDU_STUB + ((pdu[AT_FLAGS] & PFC_OBJECT_UUID) != 0 ? OBJECT_SIZE : 0u);
    if ((pdu[AT_FLAGS] & PFC_FIRST_FRAG) != 0) {
        heard->call_id = call_id;
        heard->size = 0;
    }
    if (call_id != heard->call_id || length <= begin ||
        length - begin > HEARD_LARGEST - heard->size)
        return;
    memcpy(heard->stub + heard->size, pdu + begin, length - begin);
    heard->size += length - begin;
}

void heard_octets(struct heard *heard, const uint8_t *stream, uint32_t size)
{
    while (size - heard->at >= PDU_HEADER_SIZE) {
        const uint8_t *pdu = stream + heard->at;
        const bool big = pdu[AT_DREP] / 16 == 0;
        const uint32_t length = octets_u16(pdu + AT_LENGTH, big);
        if (length < PDU_HEADER_SIZE || length > size - heard->at)
            return;
        if (pdu[AT_TYPE] == PDU_REQUEST)
            take_request(heard, pdu, length, big);
        heard->at += length;
    }
}

bool heard_call(const struct heard *heard, uint32_t call_id, const uint8_t *stub, uint32_t size)
{
    return call_id == heard->call_id && size == heard->size &&
           (size == 0 || memcmp(stub, heard->stub, size) == 0);
}
