/*
 * Writes the fuzz targets' first corpus out of a conformance run: every wire case is asked of the
 * reference in this program, and what passes on its connections becomes inputs. Whatever the suite
 * reads becomes input of the notation's target; what regressions hold, of theirs.
 *
 *     seeds DIRECTORY [FILE.case... FILE.cases...] [--only]
 *
 * --only: of the files alone, not of what is built in. Inputs stand in DIRECTORY/TARGET/, words of
 * them in DIRECTORY/TARGET.dict. Exit 0; 2 for bad use or a file that cannot be read or made.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/growing.h"
#include "corpus.h"
#include "endpoint/wire_run.h"
#include "run/run.h"
#include "script/suite.h"
#include "seeds_dictionary.h"
#include "seeds_sequence.h"
#include "seeds_text.h"
#include "seeds_wire.h"
#include "subject/subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *directory;

/* A stream that keeps what passes through it. */
struct kept_stream {
    struct stream stream; /* first */
    struct stream *inner;
    struct growing sent;
    struct growing received;
};

static bool keep_write(struct stream *stream, const uint8_t *octets, size_t size)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    growing_put(&kept->sent, octets, size);
    return kept->inner->write(kept->inner, octets, size);
}

static enum stream_state keep_read(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                                   size_t *got)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    const enum stream_state state = kept->inner->read(kept->inner, octets, size, wait, got);
    if (state == STREAM_OCTETS)
        growing_put(&kept->received, octets, *got);
    return state;
}

static void keep_close(struct stream *stream)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    kept->inner->close(kept->inner);
    seeds_of_connection(directory, kept->sent.octets, kept->sent.length, kept->received.octets,
                        kept->received.length);
    growing_free(&kept->sent);
    growing_free(&kept->received);
    free(kept);
}

static struct stream *keep_connect(const struct subject *subject, struct span cluster,
                                   const char *endpoint, char *why)
{
    struct kept_stream *kept = calloc(1, sizeof *kept);
    struct stream *inner = subject_ref.connect(subject, cluster, endpoint, why);
    if (inner == NULL || kept == NULL) {
        free(kept);
        return NULL;
    }
    kept->stream = (struct stream){keep_write, keep_read, keep_close};
    kept->inner = inner;
    return &kept->stream;
}

/* A process of its own for each case, as in any run. */
static bool take_case(struct subject *subject, const struct script *script)
{
    int status;
    const pid_t child = fork();
    if (child == 0) {
        FILE *nowhere = fopen("/dev/null", "w");
        struct case_work work = {subject, script};
        if (nowhere == NULL)
            _exit(2);
        case_work(&work, nowhere);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static bool take_cases(const struct suite *suite)
{
    struct subject_type keeping = subject_ref;
    struct subject subject;
    char why[SUBJECT_TEXT];
    size_t taken = 0;
    keeping.connect = keep_connect;
    if (!subject_choose(&subject, "ref"))
        return false;
    (void)keeping.prepare(&subject, why);
    subject.type = &keeping;
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        if (!script->wired || script->skip != NULL || wire_skips(script, &keeping) != NULL)
            continue;
        if (!take_case(&subject, script)) {
            (void)fprintf(stderr, "seeds: %s ended badly\n", script->id);
            return false;
        }
        taken++;
    }
    printf("seeds: %zu cases asked\n", taken);
    return taken > 0;
}

static bool make_directories(void)
{
    static const char *const targets[] = {"pdu",      "request", "reply", "roundtrip", "vendor",
                                          "notation", "rpc",     "api",   NULL};
    bool made = corpus_directory(directory);
    for (size_t n = 0; targets[n] != NULL && made; n++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", directory, targets[n]);
        made = corpus_directory(path);
    }
    return made;
}

/* Cases, or inputs in records of their own. */
static bool seeds_of_file(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot != NULL && strcmp(dot, ".cases") == 0 ? seeds_of_case_file(directory, path)
                                                     : seeds_of_regressions(directory, path);
}

int main(int count, char **argument)
{
    static struct suite suite;
    const struct suite_request request = {.everywhere = true};
    if (count < 2) {
        (void)fputs("usage: seeds DIRECTORY [FILE.case...]\n", stderr);
        return 2;
    }
    directory = argument[1];
    if (!make_directories()) {
        perror(directory);
        return 2;
    }
    const bool only = strcmp(argument[count - 1], "--only") == 0;
    for (int n = 2; n < (only ? count - 1 : count); n++)
        if (!seeds_of_file(argument[n]))
            return 2;
    if (only)
        return 0;
    if (!suite_open(&suite, &request, stderr))
        return 2;
    seeds_of_scripts(directory, &suite);
    seeds_of_notation(directory, suite.document, suite.documents);
    dictionary_of_notation(directory, suite.document, suite.documents);
    const bool taken = take_cases(&suite);
    dictionaries_of_wire(directory);
    suite_close(&suite);
    return taken ? 0 : 2;
}
