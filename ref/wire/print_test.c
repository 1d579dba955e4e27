/* Messages as text. */
#include "codec_test.h"
#include "print.h"

static const uint8_t name[] = {'a', 0, '"', 0, '\\', 0, 0xE9, 0, 0x3A, 0x26, '\n', 0};

static void assert_prints(uint32_t opnum, enum direction d, const struct message *message,
                          const char *expected)
{
    char text[512];
    assert_true(message_text(method_of(3, opnum), d, message, text, sizeof text));
    assert_string_equal(text, expected);
}

static void strings_and_numbers(void **state)
{
    const struct message message = {
        {{.at = name, .count = 6, .present = true}, {.number = 0x80000000, .present = true}}};
    (void)state;
    assert_prints(122, REQUEST, &message,
                  "lpszNetInterfaceName = \"a\\\"\\\\\\u00e9\\u263a\\u000a\"\n"
                  "dwDesiredAccess = 2147483648 (0x80000000)\n");
}

/* The edges: the last printable character, the longest number, a number that nobody marked as
 * present, and an array of UTF-16 units. */
static void edges(void **state)
{
    static const uint8_t edge[] = {'~', 0, 0x7F, 0, ' ', 0, 0x1F, 0};
    const struct message filter = {{{.present = true},
                                    {.number = UINT64_MAX},
                                    {.number = 9},
                                    {.at = edge, .count = 4, .present = true},
                                    {.number = 10}}};
    const struct message nodes = {
        {{.present = true}, {.at = edge, .count = 1, .max = 1, .present = true}, {.number = 1}}};
    (void)state;
    assert_prints(155, REQUEST, &filter,
                  "hNotify = 0000000000000000000000000000000000000000\n"
                  "filter = 18446744073709551615 (0xffffffffffffffff)\n"
                  "dwNotifyKey = 9\n"
                  "resTypeName = \"~\\u007f \\u001f\"\n"
                  "dwVersion = 10 (0xa)\n");
    assert_prints(54, REQUEST, &nodes,
                  "hGroup = 0000000000000000000000000000000000000000\n"
                  "multiSzNodeList = \"~\"\n"
                  "cchListSize = 1\n");
}

static void handles_and_arrays(void **state)
{
    static const uint8_t handle[CONTEXT_HANDLE_SIZE] = {0, 0, 0, 0, 0x12, 0xAB};
    const struct message request = {{{.at = handle, .present = true},
                                     {.number = 9, .present = true},
                                     {.present = false},
                                     {.number = 0, .present = true},
                                     {.number = UINT32_MAX, .present = true}}};
    const struct message reply = {{{.at = handle, .count = 2, .max = 8, .present = true},
                                   {.number = 2, .present = true},
                                   {.number = 2, .present = true},
                                   {.present = false},
                                   {.number = 10, .present = true}}};
    (void)state;
    assert_prints(106, REQUEST, &request,
                  "hCluster = 0000000012ab0000000000000000000000000000\n"
                  "dwControlCode = 9\n"
                  "lpInBuffer = NULL\n"
                  "nInBufferSize = 0\n"
                  "nOutBufferSize = 4294967295 (0xffffffff)\n");
    assert_prints(106, REPLY, &reply,
                  "lpOutBuffer = 2 of 8 octets 0000\n"
                  "lpBytesReturned = 2\n"
                  "lpcbRequired = 2\n"
                  "return = 10 (0xa)\n");
}

static void lists_row_by_row(void **state)
{
    const struct value cell[4] = {{.number = 1, .present = true},
                                  {.at = name, .count = 1, .present = true},
                                  {.number = 2, .present = true},
                                  {.present = false}};
    struct message message = {{{.cell = cell, .count = 2, .present = true},
                               {.number = 0, .present = true},
                               {.number = 0, .present = true}}};
    (void)state;
    assert_prints(7, REPLY, &message,
                  "ReturnEnum = 2 rows\n"
                  "ReturnEnum[0].Type = 1\n"
                  "ReturnEnum[0].Name = \"a\"\n"
                  "ReturnEnum[1].Type = 2\n"
                  "ReturnEnum[1].Name = NULL\n"
                  "rpc_status = 0\n"
                  "return = 0\n");
    for (uint32_t room = 1; room < 120; room++) { /* cut in any row, nothing follows */
        char text[120];
        assert_false(message_text(method_of(3, 7), REPLY, &message, text, room));
        assert_int_equal(strlen(text), room - 1);
    }
    message.value[0].present = false;
    message.value[1].present = false;
    assert_prints(7, REPLY, &message, "ReturnEnum = NULL\nreturn = 0\n");
}

static void text_is_cut_where_room_ends(void **state)
{
    const struct message message = {{{.number = 5, .present = true}}};
    const char *whole = "dwType = 5\n";
    (void)state;
    for (uint32_t room = 0; room <= 12; room++) {
        char text[13] = "############";
        bool fits = message_text(method_of(3, 7), REQUEST, &message, text, room);
        assert_int_equal(fits, room == 12);
        if (room > 0) {
            assert_int_equal(strlen(text), room - 1);
            assert_memory_equal(text, whole, room - 1);
        }
        if (room < 12)
            assert_int_equal(text[room], '#');
    }
}

/* Whatever is generated prints as printable ASCII. */
static void everything_prints(void **state)
{
    static struct generated request;
    static char text[65536];
    struct random random = {7};
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        for (int i = 0; i < 20; i++) {
            enum direction d = i % 2 == 0 ? REQUEST : REPLY;
            generate(&random, method_of(3, opnum), d, NULL, &request);
            assert_true(message_text(method_of(3, opnum), d, &request.message, text, sizeof text));
            for (const char *c = text; *c != 0; c++)
                assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_and_numbers),         cmocka_unit_test(edges),
        cmocka_unit_test(handles_and_arrays),          cmocka_unit_test(lists_row_by_row),
        cmocka_unit_test(text_is_cut_where_room_ends), cmocka_unit_test(everything_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
