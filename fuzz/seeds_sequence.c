#include "seeds_sequence.h"

#include "corpus.h"
#include "fuzz_text.h"
#include "sequence.h"
#include "suite.h"

enum { LARGEST = 65536 };

void seeds_of_script(const char *directory, const struct script *script)
{
    static struct fuzz_sequence sequence;
    static uint8_t octets[LARGEST];
    if (!script->wired)
        return;
    (void)fuzz_of_script(script, &sequence);
    fuzz_settle(&sequence);
    const size_t size = sequence_write(&sequence, octets, sizeof octets);
    if (size > 0)
        corpus_write(directory, "rpc", octets, size);
}

void seeds_of_scripts(const char *directory, const struct suite *suite)
{
    for (size_t n = 0; n < suite->scripts; n++)
        seeds_of_script(directory, suite->script[n]);
}

bool seeds_of_case_file(const char *directory, const char *path)
{
    static struct suite suite;
    const struct suite_request request = {.file = &path, .files = 1, .everywhere = true};
    if (!suite_open(&suite, &request, stderr))
        return false;
    seeds_of_scripts(directory, &suite);
    suite_close(&suite);
    return true;
}
