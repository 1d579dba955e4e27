/* Whether a run is one of the whole suite, and a certificate. */
#include <string.h>

#include "report.h"

static void add(struct report *report, const char *why, struct arena *arena)
{
    if (report->partials < PARTIAL_MAX) {
        report->partial[report->partials++] = clean_text(why, arena);
    }
}

/* Words with blanks between them. */
static const char *join(const char *const *word, size_t words, struct arena *arena)
{
    const char *all = "";
    for (size_t n = 0; n < words; n++) {
        all = arena_print(arena, "%s%s%s", all, n == 0 ? "" : " ", word[n]);
    }
    return all;
}

/* What a file of the user's may bring: everything else would change what the suite demands. */
static bool is_users(struct span type)
{
    static const char *const types[] = {"fixture", "known", "profile", "maps", "run", "answers"};
    for (size_t n = 0; n < sizeof types / sizeof types[0]; n++) {
        if (span_is(type, types[n])) {
            return true;
        }
    }
    return false;
}

static void note_changes(struct report *report, struct arena *arena)
{
    const struct suite *suite = report->suite;
    for (size_t d = 1; d < suite->documents; d++) {
        for (size_t r = 0; r < suite->document[d].records; r++) {
            const struct record *record = &suite->document[d].record[r];
            if (!is_users(record->type) && !span_is(record->type, "case")) {
                add(report,
                    arena_print(arena, "%.*s gives %.*s %.*s, which is the suite's to say",
                                SPAN(record->file), SPAN(record->type), SPAN(record->id)),
                    arena);
                return;
            }
        }
    }
}

void report_partial(struct report *report, struct arena *arena)
{
    const struct options *options = report->options;
    report->own_cases = options->files > 0 || options->failed != NULL;
    if (options->files > 0) {
        add(report,
            arena_print(arena, "the cases are not the suite's but those of %s",
                        join(options->file, options->files, arena)),
            arena);
    }
    if (options->failed != NULL) {
        add(report, arena_print(arena, "only what failed in %s was asked", options->failed), arena);
    }
    if (options->onlys > 0) {
        add(report,
            arena_print(arena, "only what --only chooses was asked: %s",
                        join(options->only, options->onlys, arena)),
            arena);
    }
    if (report->cut > 0) {
        add(report, arena_print(arena, "it was stopped, and %zu cases were not run", report->cut),
            arena);
    }
    if (report->unmade > 0) {
        add(report, arena_print(arena, "for %zu cases no process could be made", report->unmade),
            arena);
    }
    note_changes(report, arena);
}

bool report_choose_profile(struct report *report, const struct record *profile)
{
    bool found = false;
    report->profiles = suite_profiles(report->suite, report->profile, PROFILES_MAX);
    for (size_t p = 0; p < report->profiles; p++) {
        if (report->profile[p] == profile) {
            report->main = p;
            found = true;
        }
    }
    return found;
}

size_t report_accused(const struct report *report)
{
    const size_t *total = report->total[report->main];
    return total[VERDICT_FAIL] + total[VERDICT_CRASH] + total[VERDICT_TIMEOUT];
}

bool report_is_own(const struct report *report, const struct record *record)
{
    char type[32];
    char own[SHA256_TEXT];
    char suites[SHA256_TEXT] = "";
    (void)snprintf(type, sizeof type, "%.*s", SPAN(record->type));
    const struct record *built_in = spec_first(&report->suite->spec, type, record->id, 0);
    record_digest(record, own);
    if (built_in != NULL) {
        record_digest(built_in, suites);
    }
    return strcmp(own, suites) != 0;
}

const char *report_refusal(const struct report *report, struct arena *arena)
{
    struct span profile = report->profile[report->main]->id;
    if (report->partials > 0) {
        return arena_print(arena, "the run is partial: %s",
                           join(report->partial, report->partials, arena));
    }
    if (report->unexpected > 0) {
        return arena_print(arena, "%zu cases are unexpected under %.*s", report->unexpected,
                           SPAN(profile));
    }
    if (report->total[report->main][VERDICT_PASS] == 0) {
        return arena_print(arena, "no case passed under %.*s", SPAN(profile));
    }
    return NULL;
}

const struct record *report_next_known(struct known_list *list)
{
    const struct suite *suite = list->report->suite;
    while (list->document < suite->documents) {
        const struct document *document = &suite->document[list->document];
        if (list->record == document->records) {
            list->document++;
            list->record = 0;
        } else if (span_is(document->record[list->record++].type, "known")) {
            return &document->record[list->record - 1];
        }
    }
    return NULL;
}
