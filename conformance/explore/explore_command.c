/* The command `explore`: from its options to its exit status. */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

#include "explore.h"
#include "model/model_profile.h"
#include "run/preflight.h"

enum { CALLS_OF_ONE_PROCESS = 5000 }; /* of a foreign subject */

static int complain(const char *what, const char *word, int status)
{
    (void)fprintf(stderr, "clus-cts: %s %s\n", what, word);
    return status;
}

/* KIND,KIND: two kinds of objects. */
static bool read_kinds(const char *text, enum kind *kind)
{
    const char *comma = strchr(text, ',');
    if (comma == NULL) {
        return false;
    }
    kind[0] = kind_find((struct span){text, (size_t)(comma - text)});
    kind[1] = kind_find(span_of(comma + 1));
    for (int n = 0; n < 2; n++) {
        if (kind[n] < KIND_NODE || kind[n] > KIND_NETINTERFACE) {
            return false;
        }
    }
    return kind[0] != kind[1];
}

static bool read_alphabet(struct exploration *exploration, const struct options *options)
{
    struct alphabet *alphabet = &exploration->walk.alphabet;
    const struct explore_names *names = &exploration->walk.names;
    const char *word = options->alphabet != NULL ? options->alphabet : "whole";
    const char *kinds = options->kinds != NULL ? options->kinds : "Node,Network";
    alphabet->whole = strcmp(word, "whole") == 0;
    alphabet->clusters = alphabet->whole ? names->clusters : 1;
    alphabet->local = names->world.local >= 0;
    if (!alphabet->whole && strcmp(word, "core") != 0) {
        return complain("--alphabet wants whole or core, not", word, false);
    }
    return read_kinds(kinds, alphabet->kind) ||
           complain("--kinds wants two kinds of objects, such as Node,Network, not", kinds, false);
}

static bool has_names(const struct explore_walk *walk)
{
    const char *lacks = walk->names.clusters > 0 ? NULL : explore_cluster_word(0);
    for (int n = walk->alphabet.whole ? 1 : 0; n >= 0; n--) {
        if (walk->names.object[walk->alphabet.kind[n]] == NULL) {
            lacks = explore_object_word(walk->alphabet.kind[n]);
        }
    }
    return lacks == NULL || complain("to explore so takes a fixture with", lacks, false);
}

int explore_prepare(struct exploration *exploration, const struct options *options,
                    struct subject *subject)
{
    const char *name = options->profile != NULL ? options->profile
                       : subject->type->foreign ? "sdk"
                                                : "strict";
    exploration->profile =
        suite_profile(exploration->suite, options_profile_file(options) != NULL ? NULL : name);
    if (exploration->profile == NULL) {
        return complain("there is no profile", name, EXIT_USE);
    }
    explore_names_read(&exploration->walk.names, &exploration->suite->dictionary,
                       &exploration->suite->arena);
    if (!read_alphabet(exploration, options) || !has_names(&exploration->walk)) {
        return EXIT_USE;
    }
    model_read_profile(&exploration->walk.profile, &exploration->suite->spec, exploration->profile);
    exploration->walk.subject = subject;
    exploration->walk.calls = subject->type->foreign ? CALLS_OF_ONE_PROCESS : 0;
    exploration->walk.detours = options->detours;
    exploration->walk.shard = options->shard > 0 ? options->shard - 1 : 0;
    exploration->walk.shards = options->shards > 0 ? options->shards : 1;
    exploration->depth = options->depth;
    exploration->seconds = options->seconds;
    exploration->first = options->first;
    exploration->save = options->save;
    exploration->progress = isatty(fileno(stderr)) != 0;
    return EXIT_EXPECTED;
}

static void print_stubs(const struct explore_stubs *stubs)
{
    char name[EXPLORE_FUNCTION];
    for (enum model_verb verb = 0; verb <= MODEL_CHANGE; verb++) {
        for (enum kind kind = KIND_CLUSTER; kind <= KIND_NETINTERFACE; kind++) {
            for (int ex = 0; ex < 2; ex++) {
                struct model_call call = {.verb = verb, .kind = kind, .ex = ex == 1};
                if (stubs->is[verb][kind][ex]) {
                    explore_function(&call, name);
                    (void)printf("# not implemented, and left out: %s\n", name);
                }
            }
        }
    }
}

/* The shortest cases that show the findings, printed and saved. False: not all could be saved. */
static bool print_cases(const struct exploration *exploration)
{
    size_t printed = 0;
    bool saved = true;
    for (size_t n = 0; n < exploration->findings; n++) {
        const struct finding *finding = &exploration->finding[n];
        if (finding->alone) {
            explore_case_print(stdout, exploration, finding, ++printed);
            saved =
                (exploration->save == NULL || explore_save(exploration, finding, printed)) && saved;
        }
    }
    return saved;
}

static void print_result(const struct exploration *exploration, int64_t milliseconds)
{
    uint64_t rate = exploration->sequences * 1000 / (uint64_t)(milliseconds > 0 ? milliseconds : 1);
    for (size_t n = 0; n < exploration->findings; n++) {
        if (!exploration->finding[n].alone) {
            (void)printf("# only after other sequences in the same process: %s\n",
                         exploration->finding[n].what);
        }
    }
    print_stubs(&exploration->walk.stubs);
    if (exploration->unlisted > 0) {
        (void)printf("# and %" PRIu64 " sequences that differ in other ways\n",
                     exploration->unlisted);
    }
    if (exploration->hangs == EXPLORE_HANGS) {
        (void)printf("# ended early: the subject hung %u times\n", exploration->hangs);
    }
    if (exploration->abandoned > 0) {
        (void)printf(
            "# paths left because the subject crashed on the way or did not answer twice the "
            "same: %" PRIu64 "\n",
            exploration->abandoned);
    }
    (void)printf("# %s, profile %.*s, %s alphabet, shard %u of %u: %" PRIu64
                 " sequences of up to %u calls, differences: %zu; %" PRIu64 " a second\n",
                 exploration->walk.subject->file, SPAN(exploration->profile->id),
                 exploration->walk.alphabet.whole ? "whole" : "core", exploration->walk.shard + 1,
                 exploration->walk.shards, exploration->sequences, exploration->walk.length,
                 explore_found(exploration), rate);
}

static int explore(struct exploration *exploration, const char *word)
{
    char why[SUBJECT_TEXT];
    static struct preflight preflight;
    struct subject *subject = exploration->walk.subject;
    if (!preflight_run(&preflight, subject, &exploration->suite->dictionary,
                       exploration->seconds * 2)) {
        (void)fprintf(stderr, "clus-cts: %s cannot be judged: %s\n", word, preflight.problem);
        return EXIT_SUBJECT;
    }
    (void)snprintf(subject->file, sizeof subject->file, "%s", preflight.file);
    int64_t begin = child_now();
    if (!explore_all(exploration, why)) {
        (void)fprintf(stderr, "clus-cts: %s cannot be explored: %s\n", word, why);
        return EXIT_SUBJECT;
    }
    int64_t took = child_now() - begin;
    bool saved = print_cases(exploration);
    print_result(exploration, took);
    if (!saved) {
        return EXIT_USE;
    }
    return exploration->findings > 0 || exploration->abandoned > 0 ? EXIT_UNEXPECTED
                                                                   : EXIT_EXPECTED;
}

/* The work that a child was started again for. */
static int work_as_child(struct exploration *exploration, const char *name, const char *pipe)
{
    FILE *out = child_out(pipe);
    if (out == NULL) {
        return EXIT_USE;
    }
    if (strcmp(name, PREFLIGHT) == 0) {
        struct preflight_work work = {exploration->walk.subject, &exploration->suite->dictionary};
        preflight_work(&work, out);
    } else if (!explore_child(exploration, name, out)) {
        return EXIT_USE;
    }
    child_tell(out, "done\n");
    return EXIT_EXPECTED;
}

int explore_command(const struct options *options, const char *child, const char *pipe)
{
    static struct exploration exploration; /* large */
    static struct suite suite;
    struct subject subject;
    struct suite_request request = {.file = options->file,
                                    .files = options->files,
                                    .fixture = options->fixture,
                                    .profile = options_profile_file(options)};
    if (!subject_choose(&subject, options->word) || subject.type->find == NULL) {
        return complain("only ref and dll:PATH can be explored, not", options->word, EXIT_USE);
    }
    subject.fixture = options->fixture;
    if (!suite_open(&suite, &request, stderr)) {
        return EXIT_USE;
    }
    exploration.suite = &suite;
    int status = explore_prepare(&exploration, options, &subject);
    if (status == EXIT_EXPECTED) {
        status = child != NULL ? work_as_child(&exploration, child, pipe)
                               : explore(&exploration, options->word);
    }
    suite_close(&suite);
    return status;
}
