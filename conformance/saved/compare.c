#include "compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/give_up.h"
#include "base/out_file.h"
#include "compare_parts.h"

/* The folder's own name. */
static const char *name_of(const char *directory, struct arena *arena)
{
    size_t end = strlen(directory);
    while (end > 1 && strchr("/\\", directory[end - 1]) != NULL) {
        end--;
    }
    size_t start = end;
    while (start > 0 && strchr("/\\", directory[start - 1]) == NULL) {
        start--;
    }
    return arena_print(arena, "%.*s", (int)(end - start), directory + start);
}

/* The result of each case of the suite, which is the same for all runs. */
static void align(struct comparison *comparison, size_t run)
{
    const struct report *report = &comparison->run[run]->report;
    size_t scripts = report->suite->scripts;
    const struct case_result **result =
        arena_take(&comparison->arena, (scripts + 1) * sizeof(*result));
    size_t next = 0;
    for (size_t n = 0; n < scripts && next < report->results; n++) {
        if (report->result[next].script == report->suite->script[n]) {
            result[n] = &report->result[next++];
        }
    }
    comparison->result[run] = result;
    comparison->scripts = scripts;
}

/* Read one more. False: it cannot be compared, and why was said. */
static bool add(struct comparison *comparison, const char *directory, const struct options *options)
{
    struct saved *saved = calloc(1, sizeof *saved);
    const char *file = options_profile_file(options);
    const char *profile = file == NULL && options->profile == NULL ? "sdk" : options->profile;
    if (saved == NULL) {
        give_up(NO_MEMORY);
    }
    if (!saved_open(saved, directory, profile, file)) {
        free(saved);
        return false;
    }
    size_t run = comparison->runs++;
    comparison->run[run] = saved;
    comparison->name[run] = name_of(directory, &comparison->arena);
    if (saved->own || saved->complaints > 0) {
        (void)fprintf(stderr, "clus-cts: %s cannot be compared: %s\n", directory,
                      saved->complaints > 0 ? saved->complaint[0]
                                            : "its cases are not the suite's");
        return false;
    }
    align(comparison, run);
    return true;
}

static bool add_all(struct comparison *comparison, const struct options *options)
{
    bool added = add(comparison, options->word, options);
    for (size_t n = 0; added && n < options->files; n++) {
        if (comparison->runs == COMPARED_MAX) {
            (void)fprintf(stderr, "clus-cts: at most %d runs can be compared\n", COMPARED_MAX);
            return false;
        }
        added = add(comparison, options->file[n], options);
    }
    return added;
}

static void write_sheet(const struct comparison *comparison, const struct options *options,
                        const struct sheet *sheet)
{
    sheet_begin(sheet, "Saved runs side by side");
    if (options->onlys > 0) {
        compare_cases(comparison, options->only, options->onlys, sheet);
    } else {
        compare_runs(comparison, sheet);
        compare_verdicts(comparison, sheet);
        compare_readings(comparison, sheet);
    }
    sheet_end(sheet);
}

static bool write_file(const struct comparison *comparison, const struct options *options,
                       const char *path, enum sheet_form form)
{
    bool standard = strcmp(path, "-") == 0;
    struct sheet sheet = {standard ? stdout : out_open(path), form};
    if (sheet.file == NULL) {
        return false;
    }
    write_sheet(comparison, options, &sheet);
    return standard || out_close(sheet.file, path);
}

static bool write_all(const struct comparison *comparison, const struct options *options)
{
    bool written = true;
    if (options->markdown != NULL) {
        written = write_file(comparison, options, options->markdown, SHEET_MARKDOWN);
    }
    if (options->html != NULL) {
        written = write_file(comparison, options, options->html, SHEET_HTML) && written;
    }
    if (options->markdown == NULL && options->html == NULL) {
        written = write_file(comparison, options, "-", SHEET_TEXT);
    }
    return written;
}

int compare_command(const struct options *options)
{
    static struct comparison comparison;
    bool done = add_all(&comparison, options) && write_all(&comparison, options);
    for (size_t n = 0; n < comparison.runs; n++) {
        saved_close(comparison.run[n]);
        free(comparison.run[n]);
    }
    arena_free(&comparison.arena);
    return done ? EXIT_EXPECTED : EXIT_USE;
}
