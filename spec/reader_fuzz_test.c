/* Random octets and altered files through the whole reader: text, document, register, schema. The
 * sanitizers say whether it goes wrong (`make V=asan unit`); here only what must hold of every
 * answer is checked. */
#include "schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 4000, LENGTH_MAX = 2000, PROBLEMS = 4 };

static const char valid[] =
    "clause CC-3 implementation # comment\nfrom f\nmeans \"q # \\\" \\u00e9\" \xE2\x82\xAC\n  "
    "more\n"
    "shows s\nlike CC-4\n\nclause CC-4 caller\nlike CC-3\nfrom f\n\n"
    "ambiguity AMB-16\nasks a\nsays CC-3 s\nreading ended e\nreading kept k\nsettle s\n\n"
    "profile p\nmeans m\nlike p\nchoose AMB-16 ended w\n\nerror E 0x5\nfrom f\nmeans m\n\n"
    "page P\nedition e\nfrom f\nsection a 2\nsentence a.1 \"x\" -> CC-3, AMB-16\n"
    "sentence a.2 \"y\" -> informative why\n\nfixture f\nnode $n \"n\" up\n\r\n"
    "table t a b\n x CC-3 \"c d\"\n y CC-4 z\n\nfile other\ntable u c\n 1 3\n 2 4\n\n"
    "case c\nclause {a} CC-{c}\nwhere t u\nunder AMB-16 kept\nwithin 5 s\n"
    "\tx = F(#, \"{a}\") -> any\n\nknown c fail\nwhy w\n";

/* xorshift; always the same sequence, so that a failure comes again. */
static uint64_t random_below(uint64_t limit)
{
    static uint64_t state = 0x9E3779B97F4A7C15U;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % limit;
}

static bool is_inside(struct span span, const char *bytes, size_t length)
{
    return span.length == 0 || (span.at >= bytes && span.at + span.length <= bytes + length);
}

/* A copy of exact size, so that a read beyond it is seen. Returns how many records it has, or -1 if
 * it cannot be read. */
static int read_all(const char *original, size_t length)
{
    struct document document;
    struct spec spec;
    struct problem problems[PROBLEMS];
    char *bytes = malloc(length + 1);
    int records = -1;
    assert_non_null(bytes);
    memcpy(bytes, original, length);
    bytes = realloc(bytes, length > 0 ? length : 1);
    assert_non_null(bytes);
    if (document_open(&document, "fuzz", bytes, length, problems)) {
        records = (int)document.records;
        for (size_t i = 0; i < document.records; i++) {
            const struct record *record = &document.record[i];
            assert_true(record->fields > 0);
            assert_true(is_inside(record->field[0].rest, bytes, length));
            assert_true(is_inside(record->id, bytes, length));
            uint16_t units[LENGTH_MAX];
            (void)span_utf16(record->field[0].rest, units, LENGTH_MAX);
        }
        assert_true(spec_open(&spec, &document, 1, problems));
        size_t found = schema_check(&spec, 0, problems, PROBLEMS);
        for (size_t i = 0; i < found && i < PROBLEMS; i++) {
            char line[300];
            assert_true(problem_print(&problems[i], line, sizeof line) > 0);
        }
        spec_close(&spec);
        document_close(&document);
    } else {
        assert_true(problems[0].what[0] != 0);
    }
    free(bytes);
    return records;
}

static void random_octets_are_read_or_refused(void **state)
{
    (void)state;
    char bytes[LENGTH_MAX];
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = random_below(64);
        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)random_below(256);
        }
        (void)read_all(bytes, length);
    }
}

static void random_pieces_are_read_or_refused(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "case ", "clause ", "table ",        "where ",    "{a}",     "{",  "}",
        " ",     "\n",      "\n\n",          "\t",        "a",       "\"", "\\",
        "# ",    "file ",   "like ",         "sentence ", "a.1",     "->", "\r\n",
        "\\u12", "page ",   "section a 9\n", "known ",    "\xC3\xA9"};
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[LENGTH_MAX];
        size_t length = 0;
        for (uint64_t n = random_below(60); n > 0; n--) {
            const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
            memcpy(bytes + length, piece, strlen(piece));
            length += strlen(piece);
        }
        (void)read_all(bytes, length);
    }
}

static void altered_files_are_read_or_refused(void **state)
{
    (void)state;
    int readable = 0;
    assert_int_equal(read_all(valid, sizeof valid - 1), 11);
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[sizeof valid];
        size_t length = sizeof valid - 1;
        memcpy(bytes, valid, length);
        for (uint64_t n = random_below(6); n > 0; n--) {
            size_t at = random_below(length);
            size_t cut = random_below(3) == 0 ? random_below(length - at) % 40 : 0;
            bytes[at] = (char)(random_below(4) == 0 ? random_below(256)
                                                    : (uint64_t)valid[random_below(length)]);
            memmove(bytes + at, bytes + at + cut, length - at - cut);
            length -= cut;
        }
        readable += read_all(bytes, length) >= 0 ? 1 : 0;
    }
    assert_true(readable > ROUNDS / 10); /* the alterations reach beyond the first check */
}

static void every_beginning_of_a_file_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof valid; length++) {
        (void)read_all(valid, length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_octets_are_read_or_refused),
        cmocka_unit_test(random_pieces_are_read_or_refused),
        cmocka_unit_test(altered_files_are_read_or_refused),
        cmocka_unit_test(every_beginning_of_a_file_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
