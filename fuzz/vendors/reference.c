/*
 * The reference's decoder behind vendor.h: an example of a plug-in, and a proof that the comparison
 * accuses nobody who does the same.
 */
#include "vendor.h"

#include "fields.h"
#include "wire/codec.h"

/* What the last vendor_decode accepted. */
static struct {
    const struct method *method;
    struct message message;
    struct refusal refusal;
    uint32_t how;
    bool accepted;
} last;

static enum direction direction_of(uint32_t how)
{
    return (how & VENDOR_REPLY) != 0 ? REPLY : REQUEST;
}

static struct encoding encoding_of(uint32_t how)
{
    const struct encoding encoding = {(how & VENDOR_NDR64) != 0 ? NDR64 : NDR,
                                      (how & VENDOR_BIG_ENDIAN) != 0,
                                      (how & VENDOR_VERSION_2) != 0 ? 2 : 3};
    return encoding;
}

uint32_t vendor_interface(void)
{
    return VENDOR_INTERFACE;
}

const char *vendor_name(void)
{
    return "the reference";
}

int32_t vendor_decode(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                      const uint8_t *request, uint32_t request_length, uint32_t *consumed)
{
    const struct encoding encoding = encoding_of(how);
    const enum direction direction = direction_of(how);
    struct message asked;
    last.accepted = false;
    last.how = how;
    last.method = method_of(encoding.version, opnum);
    if (last.method == NULL)
        return VENDOR_ABSENT;
    if (direction == REPLY && !decode(last.method, REQUEST, &encoding, request, request_length,
                                      NULL, &asked, &last.refusal))
        return VENDOR_ABSENT;
    last.accepted = decode(last.method, direction, &encoding, stub, length,
                           direction == REPLY ? &asked : NULL, &last.message, &last.refusal);
    *consumed = last.accepted ? last.refusal.offset : VENDOR_UNKNOWN;
    return last.accepted ? VENDOR_ACCEPTED : VENDOR_REFUSED;
}

static uint32_t write_reason(char *text, uint32_t capacity)
{
    uint32_t length = 0;
    const char *const part[] = {"refused=", reason_text(last.refusal.reason), "\n"};
    for (int i = 0; i < 3; i++)
        for (const char *c = part[i]; *c != '\0' && length < capacity; c++)
            text[length++] = *c;
    return length;
}

uint32_t vendor_fields(char *text, uint32_t capacity)
{
    if (!last.accepted)
        return write_reason(text, capacity);
    return fields_write(last.method, direction_of(last.how), &last.message, text, capacity);
}

uint32_t vendor_encode(uint32_t how, uint8_t *stub, uint32_t capacity)
{
    const struct encoding encoding = encoding_of(how);
    uint32_t length;
    if (!last.accepted || !encode(last.method, direction_of(last.how), &encoding, &last.message,
                                  stub, capacity, &length))
        return VENDOR_UNKNOWN;
    return length;
}
