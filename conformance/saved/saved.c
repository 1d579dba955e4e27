#include "saved.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out_file.h"
#include "out/out.h"
#include "run/run.h"
#include "saved_parts.h"

void saved_complain(struct saved *saved, const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (saved->complaints < COMPLAINTS_MAX) {
        saved->complaint[saved->complaints] = arena_print(&saved->arena, "%s", text);
    }
    saved->complaints++;
}

/* -- its first record ---------------------------------------------------------------------------
 */

/* A field's text, out of its quotes if it stands in any; empty: there is no such field. */
static const char *head_text(struct saved *saved, const char *word, size_t n)
{
    const struct field *field = record_field(saved->head.record, word, n);
    struct span text = field != NULL ? span_trim(field->rest) : span_of("");
    bool quoted = text.length >= 2 && text.at[0] == '"';
    char *out = arena_print(&saved->arena, "%.*s", SPAN(text));
    if (!quoted) {
        return out;
    }
    size_t to = 0;
    for (size_t from = 1; from + 1 < text.length; from++) {
        from += text.at[from] == '\\' ? 1 : 0;
        out[to++] = text.at[from];
    }
    out[to] = '\0';
    return out;
}

static void copy_text(struct saved *saved, const char *word, char *to, size_t capacity)
{
    (void)snprintf(to, capacity, "%s", head_text(saved, word, 0));
}

static void read_identity(struct saved *saved)
{
    struct report *report = &saved->report;
    struct identity *identity = &report->identity;
    identity_now(identity, &saved->suite, report->subject, head_text(saved, "loaded", 0),
                 head_text(saved, "endpoint", 0), &saved->arena);
    copy_text(saved, "digest", identity->digest, sizeof identity->digest);
    copy_text(saved, "platform", identity->platform, sizeof identity->platform);
    copy_text(saved, "date", identity->date, sizeof identity->date);
    report->preflight.privacy = strcmp(head_text(saved, "privacy", 0), "yes") == 0;
    report->may_disturb = strcmp(head_text(saved, "disturbs", 0), "yes") == 0;
    while (report->partials < PARTIAL_MAX &&
           record_field(saved->head.record, "partial", report->partials) != NULL) {
        report->partial[report->partials] = head_text(saved, "partial", report->partials);
        report->partials++;
    }
}

/* Of a partial run only its own word says how many of the cases that it chose do not apply. */
static void read_elsewhere(struct saved *saved)
{
    int64_t count;
    if (saved->report.partials > 0 &&
        span_number(span_of(head_text(saved, "elsewhere", 0)), &count)) {
        saved->report.elsewhere = (size_t)count;
    }
}

/* Only the suite that asked can judge the answers. */
static bool is_same_suite(struct saved *saved)
{
    struct suite_digests digests;
    identity_suite(&digests);
    const char *version = head_text(saved, "version", 0);
    const char *suite = head_text(saved, "suite", 0);
    if (strcmp(version, suite_version) == 0 && strcmp(suite, digests.suite) == 0) {
        return true;
    }
    saved_complain(saved,
                   "it was saved by another suite, version %s with SHA-256 %s; this one is version "
                   "%s with %s: use that one, or run this one",
                   version, suite, suite_version, digests.suite);
    return false;
}

/* -- reading ------------------------------------------------------------------------------------
 */

static char *read_whole(struct saved *saved, const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char piece[4096];
    struct growing text = {NULL, 0, 0};
    if (file == NULL) {
        perror(path);
        return NULL;
    }
    for (size_t read; (read = fread(piece, 1, sizeof piece, file)) > 0;) {
        growing_put(&text, (const uint8_t *)piece, read);
    }
    bool failed = ferror(file) != 0;
    (void)fclose(file);
    if (failed) { /* what is missing was not left out by anybody */
        growing_free(&text);
        (void)fprintf(stderr, "clus-cts: %s: cannot be read\n", path);
        return NULL;
    }
    char *kept = arena_take(&saved->arena, text.length + 1);
    memcpy(kept, text.octets != NULL ? (const char *)text.octets : "", text.length);
    *length = text.length;
    growing_free(&text);
    return kept;
}

/* The digest at the end is that of all below the first record. */
static void check_digest(struct saved *saved, const char *text, size_t length)
{
    static const char last[] = "\nanswers   ";
    const char *body = strstr(text, "\n\n");
    const char *end = text + length;
    struct sha256 sha;
    char digest[SHA256_TEXT];
    while (end > text && strncmp(end, last, sizeof last - 1) != 0) {
        end--;
    }
    if (body == NULL || end <= body || strlen(end) != sizeof last - 1 + SHA256_TEXT) {
        saved_complain(saved, "run.cases does not end in the digest of its answers: it was not "
                              "written to its end, or changed");
        return;
    }
    sha256_begin(&sha);
    sha256_add(&sha, body + 2, (size_t)(end - body) - 1);
    sha256_end(&sha, digest);
    if (strncmp(end + sizeof last - 1, digest, SHA256_TEXT - 1) != 0) {
        saved_complain(saved, "run.cases was changed after it was saved: its SHA-256 is %s",
                       digest);
    }
}

/* Find the first record. False: this is no saved run. */
static bool read_head(struct saved *saved, const char *path)
{
    struct problem problem;
    size_t length;
    char *text = read_whole(saved, path, &length);
    if (text == NULL) {
        return false;
    }
    if (!document_open(&saved->head, path, text, length, &problem)) {
        char what[600];
        (void)problem_print(&problem, what, sizeof what);
        (void)fprintf(stderr, "%s\n", what);
        return false;
    }
    if (saved->head.records == 0 || !span_is(saved->head.record[0].type, "run") ||
        record_field(saved->head.record, "version", 0) == NULL ||
        record_field(saved->head.record, "profile", 0) == NULL ||
        !subject_choose(&saved->subject, head_text(saved, "subject", 0))) {
        (void)fprintf(
            stderr, "clus-cts: %s is no saved run: it does not begin with a record `run`\n", path);
        document_close(&saved->head);
        return false;
    }
    check_digest(saved, text, length);
    return true;
}

static bool read_suite(struct saved *saved, const char *path, const char *profile,
                       const char *profile_file)
{
    const char *endpoint = head_text(saved, "endpoint", 0);
    struct suite_request request = {.saved = path,
                                    .profile = profile_file,
                                    .endpoint = endpoint[0] != '\0' ? endpoint : NULL,
                                    .everywhere = saved->subject.type->everywhere};
    if (!suite_open(&saved->suite, &request, stderr)) {
        return false;
    }
    const char *name = profile != NULL ? profile : head_text(saved, "profile", 0);
    const struct record *chosen = suite_profile(&saved->suite, profile_file != NULL ? NULL : name);
    saved->report.suite = &saved->suite;
    saved->report.subject = head_text(saved, "subject", 0);
    if (chosen == NULL || !report_choose_profile(&saved->report, chosen)) {
        (void)fprintf(stderr, "clus-cts: there is no profile %s\n", name);
        suite_close(&saved->suite);
        return false;
    }
    return true;
}

bool saved_open(struct saved *saved, const char *directory, const char *profile,
                const char *profile_file)
{
    char path[SUBJECT_TEXT];
    (void)snprintf(path, sizeof path, "%s/run.cases", directory);
    *saved = (struct saved){.directory = directory};
    if (!read_head(saved, path)) {
        arena_free(&saved->arena);
        return false;
    }
    saved->own = strcmp(head_text(saved, "cases", 0), "own") == 0;
    bool same = is_same_suite(saved);
    if (!read_suite(saved, arena_print(&saved->arena, "%s", path), profile, profile_file)) {
        document_close(&saved->head);
        arena_free(&saved->arena);
        return false;
    }
    read_identity(saved);
    if (same && !saved->own) {
        saved_read_cases(saved);
        read_elsewhere(saved);
        report_judge(&saved->report, &saved->arena);
    }
    return true;
}

void saved_close(struct saved *saved)
{
    suite_close(&saved->suite);
    document_close(&saved->head);
    arena_free(&saved->arena);
}

/* -- its files ----------------------------------------------------------------------------------
 */

/* The line in which two streams part; 0: in none. */
static unsigned first_difference(FILE *one, FILE *other)
{
    unsigned line = 1;
    int a;
    int b;
    do {
        a = fgetc(one);
        b = fgetc(other);
        line += a == '\n' && b == '\n' ? 1 : 0;
    } while (a == b && a != EOF);
    return a == b ? 0 : line;
}

/* Complain where the file differs from what was written to the stream. False: it cannot be told,
 * and is nobody's fault who saved it. */
static bool compare_file(struct saved *saved, FILE *written, const char *path, const char *name)
{
    bool whole = fflush(written) == 0 && ferror(written) == 0; /* rewind would forget it */
    FILE *there = whole ? fopen(path, "rb") : NULL;
    if (there == NULL) {
        bool missing = whole && errno == ENOENT;
        if (missing) {
            saved_complain(saved, "%s: %s", name, strerror(errno));
        }
        return missing;
    }
    rewind(written);
    unsigned line = first_difference(written, there);
    bool read = ferror(written) == 0 && ferror(there) == 0;
    if (read && line > 0) {
        saved_complain(saved, "%s:%u is not what follows from the answers", name, line);
    }
    (void)fclose(there);
    return read;
}

/* What the answers give for the file of this name, beside the file. */
static bool check_file(struct saved *saved, const char *name, char answers[SHA256_TEXT])
{
    char path[SUBJECT_TEXT];
    FILE *file = out_temporary();
    if (file == NULL) {
        return false;
    }
    if (strcmp(name, "run.cases") == 0) {
        write_run(&saved->report, file, answers);
    } else if (strcmp(name, "run.json") == 0) {
        write_json(&saved->report, file);
    } else {
        write_page(&saved->report, file, answers);
    }
    (void)snprintf(path, sizeof path, "%s/%s", saved->directory, name);
    bool compared = compare_file(saved, file, path, name);
    if (!compared) {
        (void)fprintf(
            stderr, "clus-cts: %s: cannot be compared with what follows from the answers\n", path);
    }
    (void)fclose(file);
    return compared;
}

bool saved_check_files(struct saved *saved)
{
    char answers[SHA256_TEXT];
    return check_file(saved, "run.cases", answers) && check_file(saved, "run.json", answers) &&
           check_file(saved, "certificate.md", answers);
}
