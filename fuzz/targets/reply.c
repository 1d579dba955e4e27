/* A reply's stub, by opnum, held against its request's: what must hold of any answer. */
#include "input.h"
#include "message.h"
#include "property.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct message asked, message;
    struct refusal refusal;
    if (!stub_input_read_as(data, size, REPLY, &input))
        return TARGET_UNFIT;
    const struct message *request = stub_input_request(&input, &asked);
    const bool accepted = message_decode(input.method, REPLY, &input.encoding, input.reply,
                                         input.reply_size, request, &message, &refusal);
    if (request == NULL)
        return TARGET_DONE;
    const bool freely = decode(input.method, REPLY, &input.encoding, input.reply, input.reply_size,
                               NULL, &message, &refusal);
    property(freely || !accepted, "what is accepted beside its request is accepted alone");
    return TARGET_DONE;
}
