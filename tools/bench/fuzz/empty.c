/* The fuzz target that does nothing: what an engine costs by itself. */
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)data;
    (void)size;
    return TARGET_DONE;
}
