/*
 * A target for sequences of the API that fails with two calls or more, and prints a case that
 * demands what is not so. Apart from planted.c: the types of the wire bear the runner's names.
 */
#include "api_sequence.h"
#include "property.h"
#include "target.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct api_sequence sequence;
    api_read(data, size, &sequence);
    if (sequence.steps >= 2)
        (void)fputs("case    planted\nclause  CC-2\n        c = OpenCluster($cluster)\n"
                    "            CloseCluster(c)  -> FALSE\n\n",
                    stderr);
    property(sequence.steps < 2, "nothing planted is met");
    return TARGET_DONE;
}
