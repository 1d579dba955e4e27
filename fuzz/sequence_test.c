#include "sequence.h"

#include "fuzz/fuzz_make.h"
#include "fuzz/fuzz_shrink.h"
#include "fuzz/fuzz_text.h"
#include "script/case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* wire/generate.h stands apart: the types of wire/value.h bear names that the runner uses too. */
struct random {
    uint64_t state;
};
uint32_t random_next(struct random *random);

static struct growing text_of(const struct fuzz_sequence *sequence)
{
    struct growing text = {.octets = NULL};
    fuzz_text(sequence, "x", &text);
    return text;
}

static void assert_same(const struct fuzz_sequence *a, const struct fuzz_sequence *b)
{
    struct growing one = text_of(a), other = text_of(b);
    assert_string_equal((char *)one.octets, (char *)other.octets);
    growing_free(&one);
    growing_free(&other);
}

static void keep(void *context, const struct script *script)
{
    *(const struct script **)context = script;
}

/* The sequence that the text of another one says; a case without steps is none. */
static void read_text(const struct fuzz_sequence *from, struct fuzz_sequence *to)
{
    if (from->steps == 0) {
        fuzz_begin(to);
        return;
    }
    static const struct dictionary dictionary;
    struct growing text = text_of(from);
    struct arena arena = {NULL};
    struct document document;
    struct problem problem;
    const struct script *script = NULL;
    assert_true(document_open(&document, "text", (char *)text.octets, text.length, &problem));
    bool read = case_read(&document.record[0], &dictionary, &arena, keep, &script, &problem);
    if (!read)
        print_error("%s\n%s", problem.what, (char *)text.octets);
    assert_true(read);
    assert_int_equal(fuzz_of_script(script, to), 0);
    document_close(&document);
    arena_free(&arena);
    growing_free(&text);
}

static void make_names(struct fuzz_names *names)
{
    static const uint16_t node[] = {'n', 'o', 'd', 'e', '1'};
    static const uint16_t odd[] = {'"', '\\', 0x30A2, 0};
    names->count = 0;
    fuzz_add_name(names, node, 5);
    fuzz_add_name(names, odd, 4);
}

/* Whatever is made and changed is the same after it was octets, and after it was text. */
static void text_and_octets_say_the_same(void **state)
{
    (void)state;
    static struct fuzz_sequence sequence, again;
    static struct fuzz_names names;
    static uint8_t octets[65536];
    make_names(&names);
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct random random = {seed};
        fuzz_make(&random, &names, 20, &sequence);
        for (uint64_t n = 0; n < seed % 10; n++)
            fuzz_change(&random, &names, &sequence);
        size_t size = sequence_write(&sequence, octets, sizeof octets);
        sequence_read(octets, size, &again);
        assert_same(&sequence, &again);
        read_text(&sequence, &again);
        assert_same(&sequence, &again);
    }
}

/* Any octets are a sequence, and that sequence is text. */
static void any_octets_are_read(void **state)
{
    (void)state;
    static struct fuzz_sequence sequence, again;
    struct random random = {7};
    for (int n = 0; n < 3000; n++) {
        size_t size = random_next(&random) % 200;
        uint8_t *octets = malloc(size + 1);
        for (size_t m = 0; m < size; m++)
            octets[m] = (uint8_t)(random_next(&random) % (random_next(&random) % 2 ? 32 : 256));
        sequence_read(octets, size, &sequence);
        assert_true(sequence.steps <= FUZZ_STEPS);
        read_text(&sequence, &again);
        assert_same(&sequence, &again);
        free(octets);
    }
}

static void unknown_things_are_skipped(void **state)
{
    (void)state;
    static struct fuzz_sequence sequence;
    static const uint8_t octets[] = {
        1, 0,  0, 0,                                       /* connect */
        9, 0,  0, 1, 77, 1, 0, 5,                          /* no such class */
        3, 81, 0, 3, 1,  2, 0, 2, 0, 99, 0, 0, 17, 1, 0, 6 /* call, two records behind it */
    };
    sequence_read(octets, sizeof octets, &sequence);
    assert_int_equal(sequence.steps, 2);
    assert_int_equal(sequence.step[1].connection, 0);
    assert_int_equal(sequence.step[1].parts, 1);
    assert_int_equal(sequence.step[1].part[0].number, 6);
    sequence_read(octets, sizeof octets - 1, &sequence);
    assert_int_equal(sequence.step[1].parts, 0);
}

static bool calls_twice(void *context, const struct fuzz_sequence *sequence)
{
    size_t calls = 0;
    (void)context;
    for (uint16_t n = 0; n < sequence->steps; n++)
        calls += sequence->step[n].act == FUZZ_CALL;
    return calls >= 2;
}

static void shrinks_to_what_it_takes(void **state)
{
    (void)state;
    static struct fuzz_sequence sequence;
    static struct fuzz_names names;
    struct random random = {3};
    make_names(&names);
    fuzz_make(&random, &names, 30, &sequence);
    assert_true(sequence.steps > 10);
    assert_true(fuzz_shrink(&sequence, calls_twice, NULL, 1000) < 1000);
    assert_int_equal(sequence.steps, 3);
    assert_int_equal(sequence.step[1].parts + sequence.step[2].parts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_octets_say_the_same),
        cmocka_unit_test(any_octets_are_read),
        cmocka_unit_test(unknown_things_are_skipped),
        cmocka_unit_test(shrinks_to_what_it_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
