/*
 * A stub that is accepted, encoded again in every encoding there is: NDR in both octet orders and
 * NDR64 must say the same, and what was encoded once is encoded so for ever.
 */
#include "input.h"
#include "message.h"
#include "property.h"
#include "target.h"
#include "transcode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct message asked, message;
    struct refusal refusal;
    if (!stub_input_read(data, size, &input))
        return TARGET_UNFIT;
    const struct message *request = stub_input_request(&input, &asked);
    const bool reply = input.direction == REPLY;
    const bool accepted =
        decode(input.method, input.direction, &input.encoding, reply ? input.reply : input.request,
               reply ? input.reply_size : input.request_size, request, &message, &refusal);
    if (accepted)
        transcode_everywhere(&input, request, &message);
    return TARGET_DONE;
}
