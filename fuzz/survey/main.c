/*
 * A vendor's decoder held against the reference over generated stubs and their mutations, of every
 * method, both directions, both syntaxes, both octet orders and interface versions; or over the
 * inputs of a corpus, or what a fuzzer found. The same every time: no clock, no chance.
 *
 * Exit 0: it differs only as the list says; 1: otherwise; 2: bad use.
 */
#include "../known.h"
#include "files.h"
#include "groups.h"
#include "isolate.h"
#include "replay.h"
#include "stubs.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct survey {
    struct differ differ;
    struct known known;
    struct groups groups;
    uint64_t compared;
    struct sample sample;
    struct files files;
};

struct options {
    const char *known;
    const char *results;
    const char *vendor;
    uint32_t samples;
    char **files; /* after the plug-in, up to NULL */
};

static int usage(void)
{
    (void)fprintf(
        stderr,
        "usage: vendor-survey [--known FILE] [--samples N] [--results FILE] PLUGIN [INPUT...]\n"
        "  PLUGIN exports the functions of fuzz/vendor.h; INPUT is a file for the stub targets, or "
        "a folder\n"
        "  of such (without: generated stubs)\n");
    return 2;
}

static const struct stub_input *next_input(void *from, uint32_t number)
{
    struct survey *s = from;
    return sample_mutate(&s->sample, number) ? &s->sample.input : NULL;
}

static void on_found(void *to, uint32_t number, const struct finding *finding)
{
    struct survey *s = to;
    if (sample_mutate(&s->sample, number))
        groups_add(&s->groups, &s->known, &s->sample.input, finding);
}

static const struct stub_input *next_file(void *from, uint32_t number)
{
    struct survey *s = from;
    return files_input(&s->files, number);
}

static void on_found_in_file(void *to, uint32_t number, const struct finding *finding)
{
    struct survey *s = to;
    const struct stub_input *input = files_input(&s->files, number);
    if (input != NULL)
        groups_add(&s->groups, &s->known, input, finding);
}

/* False if a file is not there. */
static bool survey_files(struct survey *s, char **paths)
{
    const struct source source = {next_file, s};
    const struct sink sink = {on_found_in_file, s};
    for (; *paths != NULL; paths++) {
        if (files_add(&s->files, *paths))
            continue;
        perror(*paths);
        return false;
    }
    s->compared += isolate(&s->differ, &source, &sink);
    files_free(&s->files);
    return true;
}

static void survey_generated(struct survey *s, uint32_t samples)
{
    const struct source source = {next_input, s};
    const struct sink sink = {on_found, s};
    for (uint32_t place = 0; place < places_count(); place++)
        for (uint32_t number = 0; number < samples; number++)
            if (sample_make(&s->sample, place, number))
                s->compared += isolate(&s->differ, &source, &sink);
}

/* Whether one of a record's own stubs shows it no longer, or no stub at all did. */
static bool record_stale(struct survey *s, const struct record *record)
{
    for (size_t n = 0; record_field(record, "stub", n) != NULL; n++) {
        if (replay_stub(&s->differ, &s->known, record, n))
            continue;
        printf("%.*s:%u: this stub no longer shows it\n", (int)record->file.length, record->file.at,
               record_field(record, "stub", n)->line);
        return true;
    }
    return false;
}

/* One line for each known difference; returns how many are to be taken out of the list. */
static size_t print_known(struct survey *s, FILE *results)
{
    size_t stale = 0;
    for (size_t i = 0; i < s->known.document.records; i++) {
        const struct record *r = &s->known.document.record[i];
        const unsigned long seen = groups_counted(&s->groups, r);
        if (record_stale(s, r))
            stale++;
        printf("known: %.*s: %lu stubs\n", (int)r->id.length, r->id.at, seen);
        if (results != NULL)
            (void)fprintf(results, "seen %.*s %lu\n", (int)r->id.length, r->id.at, seen);
    }
    return stale;
}

static int report(struct survey *s, const struct options *o)
{
    FILE *results = o->results != NULL ? fopen(o->results, "w") : NULL;
    if (o->results != NULL && results == NULL) {
        perror(o->results);
        return 2;
    }
    const size_t unlisted = groups_print(&s->groups, &s->differ, stdout);
    const size_t stale = print_known(s, results);
    const char *name = s->differ.vendor.name != NULL ? s->differ.vendor.name() : o->vendor;
    printf("%s: %" PRIu64
           " stubs compared; differences: %zu known, %zu not listed, %zu to remove\n",
           name, s->compared, s->known.document.records, unlisted, stale);
    if (results != NULL) {
        (void)fprintf(results, "vendor %s\ncompared %" PRIu64 "\nunlisted %zu\n", name, s->compared,
                      unlisted);
        (void)fclose(results);
    }
    return unlisted == 0 && stale == 0 ? 0 : 1;
}

static bool read_options(int count, char **words, struct options *o)
{
    static const struct option known_options[] = {{"known", required_argument, NULL, 'k'},
                                                  {"samples", required_argument, NULL, 's'},
                                                  {"results", required_argument, NULL, 'r'},
                                                  {NULL, 0, NULL, 0}};
    int option;
    *o = (struct options){.samples = 2};
    while ((option = getopt_long(count, words, "", known_options, NULL)) != -1) {
        if (option == 'k')
            o->known = optarg;
        else if (option == 'r')
            o->results = optarg;
        else if (option == 's')
            o->samples = (uint32_t)strtoul(optarg, NULL, 10);
        else
            return false;
    }
    o->vendor = optind < count ? words[optind] : NULL;
    o->files = words + optind + 1; /* words[count] is NULL */
    return o->vendor != NULL && o->samples > 0;
}

int main(int count, char **words)
{
    static struct survey s;
    struct options o;
    struct vendor vendor;
    char why[400];
    if (!read_options(count, words, &o))
        return usage();
    if (!vendor_load(o.vendor, &vendor, why, sizeof why) ||
        (o.known != NULL && !known_open(&s.known, o.known, why, sizeof why))) {
        (void)fprintf(stderr, "vendor-survey: %s\n", why);
        return 2;
    }
    if (!differ_make(&s.differ, &vendor)) {
        (void)fprintf(stderr, "vendor-survey: not enough memory\n");
        return 2;
    }
    if (o.files[0] == NULL)
        survey_generated(&s, o.samples);
    else if (!survey_files(&s, o.files))
        return 2;
    const int status = report(&s, &o);
    groups_free(&s.groups);
    if (o.known != NULL)
        known_close(&s.known);
    return status;
}
