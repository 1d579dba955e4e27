/*
 * triage: from a crash to a case.
 *
 *     triage [--target NAME] [--seconds N] REPRODUCER FILE...
 *
 * Each FILE is an input that makes REPRODUCER (build/fuzz/asan/TARGET) fail. It is made as short as
 * can be, and written beside FILE: FILE.min, the input; FILE.cases, for clus-cts run (of the target
 * notation: the text itself); FILE.case, for fuzz/regressions; of the target api FILE.c, a C
 * program that needs clusapi.h and the library alone. What it means is printed.
 *
 * Exit 0: all are written; 1: some FILE does not fail; 2: bad use, or something cannot be read, run
 * or written.
 */
#define _POSIX_C_SOURCE 200809L
#include "triage.h"
#include "triage_parts.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FINE = 0, HARMLESS = 1, MISUSED = 2, PATIENCE = 10, SECONDS_MOST = 3600 };

static const char usage[] = "usage: triage [--target NAME] [--seconds N] REPRODUCER FILE...\n";

static bool read_all(const char *path, struct growing *octets)
{
    uint8_t piece[4096];
    FILE *file = fopen(path, "rb");
    size_t got = 0;
    growing_put(octets, NULL, 0);
    while (file != NULL && (got = fread(piece, 1, sizeof piece, file)) > 0)
        growing_put(octets, piece, got);
    const bool read = file != NULL && ferror(file) == 0;
    if (!read)
        perror(path);
    if (file != NULL)
        (void)fclose(file);
    return read;
}

static bool write_all(const char *path, const char *suffix, const struct growing *content)
{
    char name[TRIAGE_PATH];
    (void)snprintf(name, sizeof name, "%s%s", path, suffix);
    FILE *file = fopen(name, "wb");
    bool written =
        file != NULL && fwrite(content->octets, 1, content->length, file) == content->length;
    written = file != NULL && fclose(file) == 0 && written;
    if (!written)
        perror(name);
    return written;
}

/* A word for it: the target and a sum of the octets (FNV-1a). */
static void name_it(const struct triage *t, const struct growing *octets, char id[TRIAGE_NAME])
{
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < octets->length; i++)
        sum = (sum ^ octets->octets[i]) * 16777619u;
    (void)snprintf(id, TRIAGE_NAME, "%.40s-%08lx", t->target, (unsigned long)sum);
}

static bool write_it(const struct triage *t, const char *path, const char *key,
                     const struct growing *octets)
{
    char id[TRIAGE_NAME];
    struct growing text = {.octets = NULL}, record = {.octets = NULL}, program = {.octets = NULL};
    name_it(t, octets, id);
    growing_put(&text, NULL, 0);
    triage_case(t, key, id, octets, &text);
    triage_record(t, key, id, octets, &record);
    (void)fwrite(text.octets, 1, text.length, stdout);
    if (strcmp(t->target, "api") == 0)
        triage_program_api(key, &text, &program);
    const bool written = write_all(path, ".min", octets) && write_all(path, ".cases", &text) &&
                         write_all(path, ".case", &record) &&
                         (program.length == 0 || write_all(path, ".c", &program));
    growing_free(&text);
    growing_free(&record);
    growing_free(&program);
    return written;
}

static int triage_file(const struct triage *t, const char *path)
{
    struct growing octets = {.octets = NULL};
    char key[TRIAGE_KEY];
    if (!read_all(path, &octets) || !triage_run(t, octets.octets, octets.length, key)) {
        growing_free(&octets);
        return MISUSED;
    }
    if (key[0] == '\0') {
        printf("# %s: %s does not fail\n", path, t->target);
        growing_free(&octets);
        return HARMLESS;
    }
    const size_t before = octets.length;
    triage_shrink(t, key, &octets);
    printf("# %s: %s, from %zu octets to %zu\n", path, key, before, octets.length);
    const bool written = write_it(t, path, key, &octets);
    growing_free(&octets);
    return written ? FINE : MISUSED;
}

static bool read_options(int count, char **argument, struct triage *t)
{
    static const struct option options[] = {{"target", required_argument, NULL, 't'},
                                            {"seconds", required_argument, NULL, 's'},
                                            {NULL, 0, NULL, 0}};
    for (int code; (code = getopt_long(count, argument, "", options, NULL)) != -1;) {
        if (code == 't')
            t->target = optarg;
        else if (code == 's')
            t->seconds = (unsigned)strtoul(optarg, NULL, 10);
        else
            return false;
    }
    if (count - optind < 2 || t->seconds == 0 || t->seconds > SECONDS_MOST)
        return false;
    const char *slash = strrchr(argument[optind], '/');
    t->reproducer = argument[optind++];
    if (t->target == NULL)
        t->target = slash != NULL ? slash + 1 : t->reproducer;
    t->kind = triage_kind_of(t->target);
    return true;
}

int main(int count, char **argument)
{
    struct triage t = {.seconds = PATIENCE};
    char folder[] = "/tmp/triage-XXXXXX";
    int status = FINE;
    if (!read_options(count, argument, &t)) {
        (void)fputs(usage, stderr);
        return MISUSED;
    }
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return MISUSED;
    }
    (void)snprintf(t.input, sizeof t.input, "%s/input", folder);
    (void)snprintf(t.says, sizeof t.says, "%s/says", folder);
    for (int i = optind; i < count; i++) {
        const int one = triage_file(&t, argument[i]);
        status = one > status ? one : status;
    }
    (void)unlink(t.input);
    (void)unlink(t.says);
    (void)rmdir(folder);
    return status;
}
