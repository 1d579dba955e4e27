#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "part.h"

static const part_token tokens[1] = {{0x01, 0x02, 0x03, 0x04, 0x11, 0x12, 0x13, 0x14, 0x21, 0x22,
                                      0x31, 0x32, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48}};

static const uint16_t units[] = {'N', 0x1234};

static void puts_to(const struct part *part, size_t parts, bool wide, bool big, const char *octets,
                    size_t length)
{
    struct growing out = {.octets = NULL};
    growing_put(&out, (const uint8_t *)"abc", 3); /* alignment counts from the first part */
    parts_put(part, parts, (struct part_form){wide, big}, tokens, &out);
    assert_int_equal(out.length, 3 + length);
    assert_memory_equal(out.octets + 3, octets, length);
    growing_free(&out);
}

#define PUTS(part, wide, big, octets)                                                              \
    puts_to(part, sizeof(part) / sizeof((part)[0]), wide, big, octets, sizeof(octets) - 1)

static void numbers_are_aligned(void **state)
{
    (void)state;
    const struct part numbers[] = {{.type = PART_U8, .number = 0x81},
                                   {.type = PART_U16, .number = 0x8182},
                                   {.type = PART_U64, .number = 0x0102030405060708},
                                   {.type = PART_U32, .number = 0x81828384}};
    PUTS(numbers, false, false,
         "\x81\0\x82\x81\0\0\0\0\x08\x07\x06\x05\x04\x03\x02\x01\x84\x83\x82\x81");
    PUTS(numbers, true, true,
         "\x81\0\x81\x82\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08\x81\x82\x83\x84");
}

static void counts_are_as_wide_as_the_syntax(void **state)
{
    (void)state;
    const struct part counts[] = {{.type = PART_U8, .number = 1},
                                  {.type = PART_COUNT, .number = 2},
                                  {.type = PART_POINTER, .number = 3}};
    PUTS(counts, false, false, "\1\0\0\0\2\0\0\0\3\0\0\0");
    PUTS(counts, true, false, "\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0");
}

static void strings_have_counts_and_a_terminator(void **state)
{
    (void)state;
    const struct part string[] = {{.type = PART_STRING, .units = units, .count = 2}};
    const struct part bare[] = {{.type = PART_UNITS, .units = units, .count = 2}};
    PUTS(string, false, false, "\3\0\0\0\0\0\0\0\3\0\0\0N\0\x34\x12\0\0");
    PUTS(string, false, true, "\0\0\0\3\0\0\0\0\0\0\0\3\0N\x12\x34\0\0");
    PUTS(string, true, false, "\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0N\0\x34\x12\0\0");
    PUTS(bare, false, false, "N\0\x34\x12");
}

static void handles_stand_in_the_senders_order(void **state)
{
    (void)state;
    const struct part handle[] = {{.type = PART_U8, .number = 9}, {.type = PART_HANDLE, .name = 0}};
    const struct part altered[] = {{.type = PART_ALTERED, .name = 0, .number = 19}};
    const struct part null[] = {{.type = PART_NULL}};
    PUTS(handle, false, false,
         "\x09\0\0\0\x01\x02\x03\x04\x11\x12\x13\x14\x21\x22\x31\x32\x41\x42\x43\x44\x45\x46\x47"
         "\x48");
    PUTS(handle, false, true,
         "\x09\0\0\0\x04\x03\x02\x01\x14\x13\x12\x11\x22\x21\x32\x31\x41\x42\x43\x44\x45\x46\x47"
         "\x48");
    PUTS(altered, false, false,
         "\x01\x02\x03\x04\x11\x12\x13\x14\x21\x22\x31\x32\x41\x42\x43\x44\x45\x46\x47\x49");
    PUTS(null, false, false, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
}

static void pieces_are_cut_where_they_say(void **state)
{
    (void)state;
    const struct part string[] = {{.type = PART_STRING, .units = units, .count = 2}};
    const struct part first[] = {{.type = PART_FIRST, .number = 5, .part = string, .parts = 1}};
    const struct part after[] = {{.type = PART_AFTER, .number = 14, .part = string, .parts = 1}};
    const struct part both[] = {{.type = PART_AFTER, .number = 3, .part = first, .parts = 1}};
    const struct part beyond[] = {{.type = PART_AFTER, .number = 99, .part = string, .parts = 1},
                                  {.type = PART_ZEROS, .number = 2}};
    PUTS(first, false, false, "\3\0\0\0\0");
    PUTS(after, false, false, "\x34\x12\0\0");
    PUTS(both, false, false, "\0\0");
    PUTS(beyond, false, false, "\0\0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_aligned),
        cmocka_unit_test(counts_are_as_wide_as_the_syntax),
        cmocka_unit_test(strings_have_counts_and_a_terminator),
        cmocka_unit_test(handles_stand_in_the_senders_order),
        cmocka_unit_test(pieces_are_cut_where_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
