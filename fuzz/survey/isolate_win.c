#include "isolate.h"

#include "../watch.h"

#include <stdio.h>
#include <windows.h>

static uint32_t current;

static void on_fault(enum difference kind, const char *detail)
{
    printf("%s (%s), input %u of its place; the survey ends here\n", difference_text(kind), detail,
           (unsigned)current);
    (void)fflush(stdout);
    ExitProcess(1);
}

uint32_t isolate(struct differ *differ, const struct source *source, const struct sink *sink)
{
    const struct stub_input *input;
    struct findings found;
    watch_faults(differ, on_fault);
    for (current = 0; (input = source->input(source->from, current)) != NULL; current++) {
        differ_stub(differ, input, &found);
        for (uint32_t i = 0; i < found.count; i++)
            sink->found(sink->to, current, &found.finding[i]);
    }
    return current;
}
