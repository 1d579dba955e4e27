/* What keys and control codes answer: MS-CMRP 3.1.4.2.29 to .39, 3.1.4.3. */
#include "operation_replies_test.h"

static void keys_tell_what_is_below_them(void **state)
{
    (void)state;
    put_number(0, 0x2001F); /* KEY_ALL_ACCESS but for what deletes */
    assert_int_equal(ask(all, 28), 0);
    const struct token root = returned();
    expect_reply(ask_about(38, root), "lpcSubKeys = 6\n"
                                      "lpcbMaxSubKeyLen = 17 (0x11)\n"
                                      "lpcValues = 1\n"
                                      "lpcbMaxValueNameLen = 11 (0xb)\n"
                                      "lpcbMaxValueLen = 18 (0x12)\n"
                                      "lpcbSecurityDescriptor = 0\n"
                                      "lpftLastWriteTime = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    put_number(1, 0);
    expect_reply(ask_about(31, root), "KeyName = \"Groups\"\n"
                                      "lpftLastWriteTime = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    put_number(1, 5);
    expect_reply(ask_about(31, root), "KeyName = \"Resources\"\n"
                                      "lpftLastWriteTime = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    put_number(1, 6);
    expect_reply(ask_about(31, root), "KeyName = NULL\n"
                                      "lpftLastWriteTime = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 259 (0x103)\n");
    put_number(1, 0);
    put_number(2, 100);
    expect_reply(ask_about(36, root), "lpValueName = \"ClusterName\"\n"
                                      "lpType = 1\n"
                                      "lpData = 18 octets 63006c007500730074006500720031000000\n"
                                      "lpcbData = 18 (0x12)\n"
                                      "TotalSize = 18 (0x12)\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    put_number(2, 17);
    expect_reply(ask_about(36, root), "lpValueName = \"ClusterName\"\n"
                                      "lpType = 1\n"
                                      "lpData = 0 octets\n"
                                      "lpcbData = 0\n"
                                      "TotalSize = 18 (0x12)\n"
                                      "rpc_status = 0\n"
                                      "return = 234 (0xea)\n");
    put_number(2, 18);
    expect_reply(ask_about(36, root), "lpValueName = \"ClusterName\"\n"
                                      "lpType = 1\n"
                                      "lpData = 18 octets 63006c007500730074006500720031000000\n"
                                      "lpcbData = 18 (0x12)\n"
                                      "TotalSize = 18 (0x12)\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    put_number(1, 1);
    expect_reply(ask_about(36, root), "lpValueName = NULL\n"
                                      "lpType = 0\n"
                                      "lpData = 0 octets\n"
                                      "lpcbData = 0\n"
                                      "TotalSize = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 259 (0x103)\n");
    put_name(1, NAME("Resources\\r-1"));
    put_number(2, 1);
    assert_int_equal(ask_about(30, root), 0);
    const struct token key = returned();
    expect_reply(ask_about(38, key), "lpcSubKeys = 0\n"
                                     "lpcbMaxSubKeyLen = 0\n"
                                     "lpcValues = 2\n"
                                     "lpcbMaxValueNameLen = 4\n"
                                     "lpcbMaxValueLen = 26 (0x1a)\n"
                                     "lpcbSecurityDescriptor = 0\n"
                                     "lpftLastWriteTime = 0\n"
                                     "rpc_status = 0\n"
                                     "return = 0\n");
    put_name(1, NAME("Type"));
    put_number(2, 26);
    expect_reply(ask_about(34, key),
                 "lpValueType = 1\n"
                 "lpData = 26 octets 4e006500740077006f0072006b0020004e0061006d0065000000\n"
                 "lpcbRequired = 26 (0x1a)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    put_number(2, 30);
    expect_reply(ask_about(34, key),
                 "lpValueType = 1\n"
                 "lpData = 30 octets 4e006500740077006f0072006b0020004e0061006d006500000000000000\n"
                 "lpcbRequired = 26 (0x1a)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    put_number(2, 25);
    expect_reply(ask_about(34, key),
                 "lpValueType = 1\n"
                 "lpData = 25 octets 00000000000000000000000000000000000000000000000000\n"
                 "lpcbRequired = 26 (0x1a)\n"
                 "rpc_status = 0\n"
                 "return = 234 (0xea)\n");
    put_name(1, NAME("None"));
    put_number(2, 4);
    expect_reply(ask_about(34, key), "lpValueType = 0\n"
                                     "lpData = 4 octets 00000000\n"
                                     "lpcbRequired = 0\n"
                                     "rpc_status = 0\n"
                                     "return = 2\n");
}

static uint32_t control(uint32_t opnum, struct token handle, uint32_t code, uint32_t size)
{
    put_number(1, code);
    request.value[2] = (struct value){.present = false};
    put_number(3, 0);
    put_number(4, size);
    return ask_about(opnum, handle);
}

static void controls_of_a_resource(void **state)
{
    (void)state;
    const uint32_t codes[] = {0x01000000, 0x01000005, 0x01000009, 0x01000029,
                              0x0100002D, 0x01000031, 0x01000035, 0x01000039,
                              0x0100003D, 0x01000051, 0x01000055, 0x01000059};
    expect_reply(control(73, resource, codes[0], 100), "lpOutBuffer = 0 of 100 octets\n"
                                                       "lpBytesReturned = 0\n"
                                                       "lpcbRequired = 0\n"
                                                       "rpc_status = 0\n"
                                                       "return = 0\n");
    expect_reply(control(73, resource, codes[1], 4), "lpOutBuffer = 4 of 4 octets 00000000\n"
                                                     "lpBytesReturned = 4\n"
                                                     "lpcbRequired = 4\n"
                                                     "rpc_status = 0\n"
                                                     "return = 0\n");
    expect_reply(control(73, resource, codes[1], 3), "lpOutBuffer = 0 of 3 octets\n"
                                                     "lpBytesReturned = 0\n"
                                                     "lpcbRequired = 4\n"
                                                     "rpc_status = 0\n"
                                                     "return = 234 (0xea)\n");
    expect_reply(control(73, resource, codes[2], 100), "lpOutBuffer = 4 of 100 octets 00000000\n"
                                                       "lpBytesReturned = 4\n"
                                                       "lpcbRequired = 4\n"
                                                       "rpc_status = 0\n"
                                                       "return = 0\n");
    expect_reply(
        control(73, resource, codes[3], 26),
        "lpOutBuffer = 26 of 26 octets 43006c007500730074006500720020004e0061006d0065000000\n"
        "lpBytesReturned = 26 (0x1a)\n"
        "lpcbRequired = 26 (0x1a)\n"
        "rpc_status = 0\n"
        "return = 0\n");
    expect_reply(control(73, resource, codes[3], 25), "lpOutBuffer = 0 of 25 octets\n"
                                                      "lpBytesReturned = 0\n"
                                                      "lpcbRequired = 26 (0x1a)\n"
                                                      "rpc_status = 0\n"
                                                      "return = 234 (0xea)\n");
    expect_reply(
        control(73, resource, codes[4], 100),
        "lpOutBuffer = 26 of 100 octets 4e006500740077006f0072006b0020004e0061006d0065000000\n"
        "lpBytesReturned = 26 (0x1a)\n"
        "lpcbRequired = 26 (0x1a)\n"
        "rpc_status = 0\n"
        "return = 0\n");
    expect_reply(control(73, resource, codes[5], 100), "lpOutBuffer = 0 of 100 octets\n"
                                                       "lpBytesReturned = 0\n"
                                                       "lpcbRequired = 0\n"
                                                       "rpc_status = 0\n"
                                                       "return = 1\n");
    expect_reply(control(73, resource, codes[6], 100), "lpOutBuffer = 0 of 100 octets\n"
                                                       "lpBytesReturned = 0\n"
                                                       "lpcbRequired = 0\n"
                                                       "rpc_status = 0\n"
                                                       "return = 1\n");
    expect_reply(control(73, resource, codes[7], 100),
                 "lpOutBuffer = 8 of 100 octets 72002d0031000000\n"
                 "lpBytesReturned = 8\n"
                 "lpcbRequired = 8\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    expect_reply(control(73, resource, codes[8], 100), "lpOutBuffer = 0 of 100 octets\n"
                                                       "lpBytesReturned = 0\n"
                                                       "lpcbRequired = 0\n"
                                                       "rpc_status = 0\n"
                                                       "return = 1\n");
    expect_reply(
        control(73, resource, codes[9], 26),
        "lpOutBuffer = 26 of 26 octets 4400650073006300720069007000740069006f006e0000000000\n"
        "lpBytesReturned = 26 (0x1a)\n"
        "lpcbRequired = 26 (0x1a)\n"
        "rpc_status = 0\n"
        "return = 0\n");
    expect_reply(control(73, resource, codes[10], 100), "lpOutBuffer = 4 of 100 octets 00000000\n"
                                                        "lpBytesReturned = 4\n"
                                                        "lpcbRequired = 4\n"
                                                        "rpc_status = 0\n"
                                                        "return = 0\n");
    expect_reply(control(73, resource, codes[11], 100),
                 "lpOutBuffer = 52 of 100 octets "
                 "0100000003000400180000004400650073006300720069007000740069006f006e000000030001000"
                 "20000000000000000000000\n"
                 "lpBytesReturned = 52 (0x34)\n"
                 "lpcbRequired = 52 (0x34)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
}

static void controls_of_others(void **state)
{
    (void)state;
    expect_reply(control(98, interface, 0x06000031, 100),
                 "lpOutBuffer = 12 of 100 octets 6e006f006400650031000000\n"
                 "lpBytesReturned = 12 (0xc)\n"
                 "lpcbRequired = 12 (0xc)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    expect_reply(control(98, interface, 0x06000035, 100),
                 "lpOutBuffer = 36 of 100 octets "
                 "43006c007500730074006500720020004e006500740077006f0072006b00200031000000\n"
                 "lpBytesReturned = 36 (0x24)\n"
                 "lpcbRequired = 36 (0x24)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    expect_reply(control(98, interface, 0x0600003D, 100), "lpOutBuffer = 0 of 100 octets\n"
                                                          "lpBytesReturned = 0\n"
                                                          "lpcbRequired = 0\n"
                                                          "rpc_status = 0\n"
                                                          "return = 1\n");
    expect_reply(
        control(106, cluster, 0x0700003D, 100),
        "lpOutBuffer = 44 of 100 octets "
        "63006c007500730074006500720031002e006500780061006d0070006c0065002e0074006500730074000000\n"
        "lpBytesReturned = 44 (0x2c)\n"
        "lpcbRequired = 44 (0x2c)\n"
        "rpc_status = 0\n"
        "return = 0\n");
    expect_reply(control(106, cluster, 0x07000029, 100), "lpOutBuffer = 0 of 100 octets\n"
                                                         "lpBytesReturned = 0\n"
                                                         "lpcbRequired = 0\n"
                                                         "rpc_status = 0\n"
                                                         "return = 1\n");
    expect_reply(control(106, cluster, 0x07000035, 100), "lpOutBuffer = 0 of 100 octets\n"
                                                         "lpBytesReturned = 0\n"
                                                         "lpcbRequired = 0\n"
                                                         "rpc_status = 0\n"
                                                         "return = 1\n");
    expect_reply(control(79, node, 0x04000031, 100), "lpOutBuffer = 0 of 100 octets\n"
                                                     "lpBytesReturned = 0\n"
                                                     "lpcbRequired = 0\n"
                                                     "rpc_status = 0\n"
                                                     "return = 1\n");
    expect_reply(control(79, node, 0x04000039, 100), "lpOutBuffer = 4 of 100 octets 31000000\n"
                                                     "lpBytesReturned = 4\n"
                                                     "lpcbRequired = 4\n"
                                                     "rpc_status = 0\n"
                                                     "return = 0\n");
    expect_reply(control(89, network, 0x05000029, 100),
                 "lpOutBuffer = 36 of 100 octets "
                 "43006c007500730074006500720020004e006500740077006f0072006b00200031000000\n"
                 "lpBytesReturned = 36 (0x24)\n"
                 "lpcbRequired = 36 (0x24)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    put_number(2, 0x04000029);
    request.value[3] = (struct value){.present = false};
    put_number(4, 0);
    put_number(5, 100);
    expect_reply(ask_about_two(78, node, node),
                 "lpOutBuffer = 12 of 100 octets 6e006f006400650031000000\n"
                 "lpBytesReturned = 12 (0xc)\n"
                 "lpcbRequired = 12 (0xc)\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(keys_tell_what_is_below_them, open_all),
        cmocka_unit_test_setup(controls_of_a_resource, open_all),
        cmocka_unit_test_setup(controls_of_others, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
