#include "seeds_sequence.h"

#include "api_sequence.h"
#include "corpus.h"
#include "fuzz/fuzz_text.h"
#include "script/suite.h"
#include "sequence.h"

enum { LARGEST = 65536 };

static void seeds_of_api(const char *directory, const struct script *script)
{
    static struct api_sequence sequence;
    static uint8_t octets[LARGEST];
    api_of_script(script, &sequence);
    const size_t size = api_write(&sequence, octets, sizeof octets);
    if (size > 0)
        corpus_write(directory, "api", octets, size);
}

void seeds_of_script(const char *directory, const struct script *script)
{
    static struct fuzz_sequence sequence;
    static uint8_t octets[LARGEST];
    if (!script->wired) {
        seeds_of_api(directory, script);
        return;
    }
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
