/*
 * What a client sends, into the server's end of a connection: in one piece, then in many. What
 * comes back must be the same, made of well-formed PDUs, and answer each call once.
 */
#include "owner.h"
#include "property.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct owner whole, cut;
    if (size < STREAM_HEADER || size > STREAM_LARGEST)
        return TARGET_UNFIT;
    owner_run(&whole, data, (uint32_t)size, true);
    owner_run(&cut, data, (uint32_t)size, false);
    property(whole.sent.pdus == cut.sent.pdus && whole.sent.sum == cut.sent.sum,
             "the same is answered however the octets arrive");
    property(whole.calls == cut.calls && whole.sum == cut.sum,
             "the same calls are made however the octets arrive");
    property(whole.assoc.state == cut.assoc.state,
             "a connection ends in the same state however the octets arrive");
    return TARGET_DONE;
}
