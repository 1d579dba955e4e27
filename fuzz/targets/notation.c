/*
 * A file of the notation: what is read, and printed, is read as the same; whatever is wrong with it
 * is said with a line that it has.
 */
#include "notation_check.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return notation_check((const char *)data, size) ? TARGET_DONE : TARGET_UNFIT;
}
