#include "identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/give_up.h"
#include "base/out_file.h"

extern const char suite_text[];
extern const char suite_text_end[];

/* Does the path of a file of the suite belong to that digest? */
static bool ends_in(struct span path, const char *end)
{
    size_t length = strlen(end);
    return path.length > length && memcmp(path.at + path.length - length, end, length) == 0;
}

static bool is_clauses(struct span path)
{
    return ends_in(path, ".clauses") || ends_in(path, ".ambiguities");
}

static bool is_cases(struct span path)
{
    return ends_in(path, ".cases");
}

static bool is_profiles(struct span path)
{
    return span_is(path, "spec/profiles");
}

static bool is_all(struct span path)
{
    (void)path;
    return true;
}

/* The digest of the files that belong to it. A line `file PATH` begins each. */
static void digest_files(bool (*belongs)(struct span path), char digest[SHA256_TEXT])
{
    struct sha256 sha;
    bool counts = false;
    sha256_begin(&sha);
    for (const char *at = suite_text; at < suite_text_end;) {
        const char *end = memchr(at, '\n', (size_t)(suite_text_end - at));
        size_t length = (size_t)((end != NULL ? end : suite_text_end) - at);
        if (length > 5 && memcmp(at, "file ", 5) == 0) {
            counts = belongs(span_trim((struct span){at + 5, length - 5}));
        }
        if (counts) {
            sha256_add(&sha, at, length);
            sha256_add(&sha, "\n", 1);
        }
        at += length + 1;
    }
    sha256_end(&sha, digest);
}

void identity_suite(struct suite_digests *digests)
{
    digest_files(is_all, digests->suite);
    digest_files(is_clauses, digests->clauses);
    digest_files(is_cases, digests->cases);
    digest_files(is_profiles, digests->profiles);
}

/* Empty where there is no such file. */
static void digest_file(const char *path, char digest[SHA256_TEXT])
{
    static char piece[1 << 16];
    FILE *file = fopen(path, "rb");
    struct sha256 sha;
    digest[0] = '\0';
    if (file == NULL) {
        give_up_if_exhausted();
        return;
    }
    sha256_begin(&sha);
    for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;) {
        sha256_add(&sha, piece, length);
    }
    if (ferror(file) != 0) {
        give_up("a file whose digest is wanted cannot be read");
    }
    sha256_end(&sha, digest);
    (void)fclose(file);
}

void record_text(struct growing *text, const struct record *record)
{
    for (size_t n = 0; n < record->fields; n++) {
        const struct field *field = &record->field[n];
        growing_text(text, "%-14.*s%.*s\n", SPAN(field->word), SPAN(field->rest));
        for (size_t m = 0; m < field->more_count; m++) {
            growing_text(text, "              %.*s\n", SPAN(field->more[m].text));
        }
    }
}

void record_digest(const struct record *record, char digest[SHA256_TEXT])
{
    struct growing text = {NULL, 0, 0};
    struct sha256 sha;
    record_text(&text, record);
    sha256_begin(&sha);
    sha256_add(&sha, text.octets, text.length);
    sha256_end(&sha, digest);
    growing_free(&text);
}

void identity_date(char date[DATE_TEXT])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t when = epoch != NULL ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    const struct tm *utc = gmtime(&when);
    if (utc == NULL || strftime(date, DATE_TEXT, "%Y-%m-%dT%H:%M:%SZ", utc) == 0) {
        (void)strcpy(date, "unknown");
    }
}

const char *clean_text(const char *text, struct arena *arena)
{
    char *copy = arena_print(arena, "%s", text);
    for (char *at = copy; *at != '\0';) {
        size_t wide = out_wide(at);
        if (wide == 0 && ((unsigned char)*at < ' ' || (unsigned char)*at >= 0x7F)) {
            *at = '?';
        }
        at += wide > 0 ? wide : 1;
    }
    return copy;
}

void identity_now(struct identity *identity, const struct suite *suite, const char *subject,
                  const char *loaded, const char *endpoint, struct arena *arena)
{
    const struct record *fixture = suite->dictionary.fixture;
    *identity = (struct identity){.subject = clean_text(subject, arena),
                                  .loaded = clean_text(loaded, arena),
                                  .endpoint = endpoint,
                                  .version = suite_version};
    digest_file(loaded, identity->digest);
    identity_platform(identity->platform);
    identity_date(identity->date);
    identity_suite(&identity->digests);
    if (fixture != NULL) {
        record_digest(fixture, identity->fixture);
    }
}
