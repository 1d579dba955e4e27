#include "input.h"

#include "wire/builder.h"
#include "wire/cursor.h"

/* The row and the encoding that the header's first four octets choose. */
static void read_choice(const uint8_t *header, struct stub_input *input)
{
    const uint32_t opnum = octets_u16(header, false);
    const bool wide = (header[2] & STUB_NDR64) != 0;
    const uint32_t version = (header[2] & STUB_VERSION_2) != 0 ? 2 : 3;
    input->encoding = (struct encoding){.syntax = wide ? NDR64 : NDR,
                                        .big = !wide && (header[2] & STUB_BIG) != 0,
                                        .version = version};
    input->method =
        method_of(version, opnum % (uint32_t)(version == 2 ? OPNUMS_VERSION_2 : OPNUMS));
}

bool stub_input_read_as(const uint8_t *data, size_t size, enum direction direction,
                        struct stub_input *input)
{
    if (size < STUB_HEADER || size > STUB_HEADER + STUB_LARGEST)
        return false;
    const uint32_t stubs = (uint32_t)size - STUB_HEADER;
    const uint32_t asked = direction == REPLY ? octets_u32(data + 4, false) : stubs;
    read_choice(data, input);
    input->direction = direction;
    input->request = data + STUB_HEADER;
    input->request_size = asked < stubs ? asked : stubs;
    input->reply = input->request + input->request_size;
    input->reply_size = stubs - input->request_size;
    return true;
}

bool stub_input_read(const uint8_t *data, size_t size, struct stub_input *input)
{
    const bool reply = size >= STUB_HEADER && (data[2] & STUB_REPLY) != 0;
    return stub_input_read_as(data, size, reply ? REPLY : REQUEST, input);
}

size_t stub_input_write(const struct stub_input *input, uint8_t *data, size_t capacity)
{
    struct builder b = builder_over(data, capacity < UINT32_MAX ? (uint32_t)capacity : UINT32_MAX);
    const bool wide = input->encoding.syntax == NDR64;
    builder_u16(&b, input->method->opnum);
    builder_u8(&b, (uint8_t)((wide ? STUB_NDR64 : 0) | (input->encoding.big ? STUB_BIG : 0) |
                             (input->encoding.version == 2 ? STUB_VERSION_2 : 0) |
                             (input->direction == REPLY ? STUB_REPLY : 0)));
    builder_u8(&b, 0);
    builder_u32(&b, input->direction == REPLY ? input->request_size : 0);
    builder_octets(&b, input->request, input->request_size);
    if (input->direction == REPLY)
        builder_octets(&b, input->reply, input->reply_size);
    return b.full ? 0 : b.length;
}

const struct message *stub_input_request(const struct stub_input *input, struct message *message)
{
    struct refusal refusal;
    if (input->direction == REQUEST ||
        !decode(input->method, REQUEST, &input->encoding, input->request, input->request_size, NULL,
                message, &refusal))
        return NULL;
    return message;
}
