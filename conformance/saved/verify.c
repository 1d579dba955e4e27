#include "verify.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/give_up.h"
#include "out/out.h"
#include "saved.h"

static void print_complaints(const struct saved *saved)
{
    for (size_t n = 0; n < saved->complaints && n < COMPLAINTS_MAX; n++) {
        (void)printf("refused   %s\n", saved->complaint[n]);
    }
    if (saved->complaints > COMPLAINTS_MAX) {
        (void)printf("refused   ... and %zu more\n", saved->complaints - COMPLAINTS_MAX);
    }
}

static void print_head(const struct saved *saved)
{
    const struct report *report = &saved->report;
    const struct identity *identity = &report->identity;
    (void)printf("run       %s, %s, by clusapi-cts %s on %s\n", saved->directory, identity->date,
                 identity->version, identity->platform);
    (void)printf("subject   %s, %s\n", report->identity.subject, identity->loaded);
    if (identity->digest[0] != '\0') {
        (void)printf("          SHA-256 %s\n", identity->digest);
    }
}

/* What is unexpected under the profile that decides, a line each. */
static void print_unexpected(const struct report *report)
{
    for (size_t n = 0; n < report->results; n++) {
        const struct case_result *result = &report->result[n];
        if (result->unexpected) {
            const struct judgement *judgement = report_main(report, result);
            (void)printf("%-9s %s: %s\n", verdict_name(judgement->verdict), result->script->id,
                         judgement->why);
        }
    }
}

static int print_outcome(const struct saved *saved)
{
    const struct report *report = &saved->report;
    struct arena arena = {NULL};
    const char *refusal = report_refusal(report, &arena);
    struct span profile = report->profile[report->main]->id;
    print_unexpected(report);
    out_profiles(report);
    (void)printf("adds up   its files follow from the answers of %zu cases; that finds what is "
                 "inconsistent,\n          not what was made up with care: who holds the subject "
                 "can run the suite again\n",
                 report->results);
    if (refusal == NULL && report->known > 0) {
        (void)printf("exit 0    a certificate under %.*s, with %zu known deviations\n",
                     SPAN(profile), report->known);
    } else if (refusal == NULL) {
        (void)printf("exit 0    a certificate under %.*s\n", SPAN(profile));
    } else {
        (void)printf("exit 1    no certificate under %.*s: %s\n", SPAN(profile), refusal);
    }
    arena_free(&arena);
    return refusal == NULL ? EXIT_EXPECTED : EXIT_UNEXPECTED;
}

/* Under its own profile: does what was saved follow from the answers? */
static int check(const char *directory)
{
    struct saved *saved = calloc(1, sizeof *saved);
    if (saved == NULL) {
        give_up(NO_MEMORY);
    }
    if (!saved_open(saved, directory, NULL, NULL)) {
        free(saved);
        return EXIT_USE;
    }
    int status = EXIT_EXPECTED;
    print_head(saved);
    bool compared = saved->complaints > 0 || saved->own || saved_check_files(saved);
    print_complaints(saved);
    if (saved->complaints > 0) {
        (void)printf("exit 3    it does not add up\n");
        status = EXIT_SUBJECT;
    } else if (!compared) {
        status = EXIT_USE;
    } else if (saved->own) {
        (void)printf("exit 1    no certificate: its cases are not the suite's, and are not judged "
                     "again\n");
        status = EXIT_UNEXPECTED;
    }
    saved_close(saved);
    free(saved);
    return status;
}

int verify_command(const struct options *options)
{
    int status = check(options->word);
    if (status != EXIT_EXPECTED) {
        return status;
    }
    struct saved *saved = calloc(1, sizeof *saved);
    if (saved == NULL) {
        give_up(NO_MEMORY);
    }
    if (!saved_open(saved, options->word, options->profile, options_profile_file(options))) {
        free(saved);
        return EXIT_USE;
    }
    status = print_outcome(saved);
    saved_close(saved);
    free(saved);
    return status;
}
