/* A request's stub, by opnum, in every encoding: what must hold of any answer of the decoder. */
#include "input.h"
#include "message.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct message message;
    struct refusal refusal;
    if (!stub_input_read_as(data, size, REQUEST, &input))
        return TARGET_UNFIT;
    (void)message_decode(input.method, REQUEST, &input.encoding, input.request, input.request_size,
                         NULL, &message, &refusal);
    return TARGET_DONE;
}
