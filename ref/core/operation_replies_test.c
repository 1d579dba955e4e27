/* What clusters, objects and enumerations answer: MS-CMRP 3.1.4.2. */
#include "operation_replies_test.h"

static void clusters_tell_their_name_and_version(void **state)
{
    (void)state;
    expect_reply(ask(all, 3), "ClusterName = \"cluster1\"\n"
                              "NodeName = \"node1\"\n"
                              "return = 0\n");
    expect_reply(ask(all, 4), "lpwMajorVersion = 0\n"
                              "lpwMinorVersion = 0\n"
                              "lpwBuildNumber = 0\n"
                              "lpszVendorId = NULL\n"
                              "lpszCSDVersion = NULL\n"
                              "return = 120 (0x78)\n");
    expect_reply(ask(all, 102), "lpwMajorVersion = 10 (0xa)\n"
                                "lpwMinorVersion = 0\n"
                                "lpwBuildNumber = 26100 (0x65f4)\n"
                                "lpszVendorId = \"\"\n"
                                "lpszCSDVersion = \"\"\n"
                                "ppClusterOpVerInfo = 1 row\n"
                                "ppClusterOpVerInfo[0].dwSize = 20 (0x14)\n"
                                "ppClusterOpVerInfo[0].dwClusterHighestVersion = 786438 (0xc0006)\n"
                                "ppClusterOpVerInfo[0].dwClusterLowestVersion = 786438 (0xc0006)\n"
                                "ppClusterOpVerInfo[0].dwFlags = 0\n"
                                "ppClusterOpVerInfo[0].dwReserved = 0\n"
                                "rpc_status = 0\n"
                                "return = 0\n");
    expect_reply(ask(server_connect(&server, OLD, 3), 102),
                 "lpwMajorVersion = 6\n"
                 "lpwMinorVersion = 0\n"
                 "lpwBuildNumber = 6003 (0x1773)\n"
                 "lpszVendorId = \"\"\n"
                 "lpszCSDVersion = \"\"\n"
                 "ppClusterOpVerInfo = 1 row\n"
                 "ppClusterOpVerInfo[0].dwSize = 20 (0x14)\n"
                 "ppClusterOpVerInfo[0].dwClusterHighestVersion = 333681 (0x51771)\n"
                 "ppClusterOpVerInfo[0].dwClusterLowestVersion = 333681 (0x51771)\n"
                 "ppClusterOpVerInfo[0].dwFlags = 0\n"
                 "ppClusterOpVerInfo[0].dwReserved = 0\n"
                 "rpc_status = 0\n"
                 "return = 0\n");
    put_name(0, NAME("node1"));
    put_name(1, NAME("Cluster Network 1"));
    expect_reply(ask(all, 95), "lppszInterfaceName = \"node1 - Ethernet\"\n"
                               "rpc_status = 0\n"
                               "return = 0\n");
    put_name(1, NAME("nowhere"));
    expect_reply(ask(all, 95), "lppszInterfaceName = NULL\n"
                               "rpc_status = 0\n"
                               "return = 5047 (0x13b7)\n");
    put_name(0, NAME("nobody"));
    expect_reply(ask(all, 95), "lppszInterfaceName = NULL\n"
                               "rpc_status = 0\n"
                               "return = 5042 (0x13b2)\n");
}

static void objects_tell_their_state_and_id(void **state)
{
    (void)state;
    expect_reply(ask_about(12, resource), "State = 2\n"
                                          "NodeName = \"node1\"\n"
                                          "GroupName = \"Cluster Group\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    expect_reply(ask_about(45, group), "State = 3\n"
                                       "NodeName = \"node1\"\n"
                                       "rpc_status = 0\n"
                                       "return = 0\n");
    expect_reply(ask_about(68, node), "State = 0\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    expect_reply(ask_about(83, network), "State = 3\n"
                                         "rpc_status = 0\n"
                                         "return = 0\n");
    expect_reply(ask_about(94, interface), "State = 1\n"
                                           "rpc_status = 0\n"
                                           "return = 0\n");
    expect_reply(ask_about(14, resource), "pGuid = \"r-1\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    expect_reply(ask_about(47, group), "pGuid = \"g-1\"\n"
                                       "rpc_status = 0\n"
                                       "return = 0\n");
    expect_reply(ask_about(48, node), "pGuid = \"1\"\n"
                                      "rpc_status = 0\n"
                                      "return = 0\n");
    expect_reply(ask_about(86, network), "pGuid = \"n-1\"\n"
                                         "rpc_status = 0\n"
                                         "return = 0\n");
    expect_reply(ask_about(96, interface), "pGuid = \"i-1\"\n"
                                           "rpc_status = 0\n"
                                           "return = 0\n");
    expect_reply(ask_about(15, resource), "lpszResourceType = \"Network Name\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
}

static void enumerations_list_what_there_is(void **state)
{
    (void)state;
    put_number(0, 0x3F);
    expect_reply(ask(all, 7), "ReturnEnum = 8 rows\n"
                              "ReturnEnum[0].Type = 1\n"
                              "ReturnEnum[0].Name = \"node1\"\n"
                              "ReturnEnum[1].Type = 1\n"
                              "ReturnEnum[1].Name = \"node2\"\n"
                              "ReturnEnum[2].Type = 2\n"
                              "ReturnEnum[2].Name = \"Network Name\"\n"
                              "ReturnEnum[3].Type = 4\n"
                              "ReturnEnum[3].Name = \"Cluster Name\"\n"
                              "ReturnEnum[4].Type = 4\n"
                              "ReturnEnum[4].Name = \"Other Name\"\n"
                              "ReturnEnum[5].Type = 8\n"
                              "ReturnEnum[5].Name = \"Cluster Group\"\n"
                              "ReturnEnum[6].Type = 16 (0x10)\n"
                              "ReturnEnum[6].Name = \"Cluster Network 1\"\n"
                              "ReturnEnum[7].Type = 32 (0x20)\n"
                              "ReturnEnum[7].Name = \"node1 - Ethernet\"\n"
                              "rpc_status = 0\n"
                              "return = 0\n");
    put_number(0, 0x80000000);
    expect_reply(ask(all, 7), "ReturnEnum = 1 row\n"
                              "ReturnEnum[0].Type = 2147483648 (0x80000000)\n"
                              "ReturnEnum[0].Name = \"Cluster Network 1\"\n"
                              "rpc_status = 0\n"
                              "return = 0\n");
    put_number(1, 3);
    expect_reply(ask_about(53, group), "ReturnEnum = 4 rows\n"
                                       "ReturnEnum[0].Type = 1\n"
                                       "ReturnEnum[0].Name = \"Cluster Name\"\n"
                                       "ReturnEnum[1].Type = 1\n"
                                       "ReturnEnum[1].Name = \"Other Name\"\n"
                                       "ReturnEnum[2].Type = 2\n"
                                       "ReturnEnum[2].Name = \"node1\"\n"
                                       "ReturnEnum[3].Type = 2\n"
                                       "ReturnEnum[3].Name = \"node2\"\n"
                                       "rpc_status = 0\n"
                                       "return = 0\n");
    expect_reply(ask_about(101, node), "ReturnEnum = 2 rows\n"
                                       "ReturnEnum[0].Type = 1\n"
                                       "ReturnEnum[0].Name = \"node1 - Ethernet\"\n"
                                       "ReturnEnum[1].Type = 2\n"
                                       "ReturnEnum[1].Name = \"Cluster Group\"\n"
                                       "rpc_status = 0\n"
                                       "return = 0\n");
    put_number(1, 1);
    expect_reply(ask_about(85, network), "ReturnEnum = 1 row\n"
                                         "ReturnEnum[0].Type = 1\n"
                                         "ReturnEnum[0].Name = \"node1 - Ethernet\"\n"
                                         "rpc_status = 0\n"
                                         "return = 0\n");
    put_number(1, 4);
    expect_reply(ask_about(22, resource), "ReturnEnum = 2 rows\n"
                                          "ReturnEnum[0].Type = 4\n"
                                          "ReturnEnum[0].Name = \"node1\"\n"
                                          "ReturnEnum[1].Type = 4\n"
                                          "ReturnEnum[1].Name = \"node2\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    put_number(1, 2);
    put_number(2, 0);
    expect_reply(ask_about(125, cluster), "ReturnIdEnum = 1 row\n"
                                          "ReturnIdEnum[0].Type = 2\n"
                                          "ReturnIdEnum[0].Name = \"\"\n"
                                          "ReturnNameEnum = 1 row\n"
                                          "ReturnNameEnum[0].Type = 2\n"
                                          "ReturnNameEnum[0].Name = \"Network Name\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    put_number(1, 3);
    expect_reply(ask_about(124, node), "ReturnIdEnum = 2 rows\n"
                                       "ReturnIdEnum[0].Type = 1\n"
                                       "ReturnIdEnum[0].Name = \"i-1\"\n"
                                       "ReturnIdEnum[1].Type = 2\n"
                                       "ReturnIdEnum[1].Name = \"g-1\"\n"
                                       "ReturnNameEnum = 2 rows\n"
                                       "ReturnNameEnum[0].Type = 1\n"
                                       "ReturnNameEnum[0].Name = \"node1 - Ethernet\"\n"
                                       "ReturnNameEnum[1].Type = 2\n"
                                       "ReturnNameEnum[1].Name = \"Cluster Group\"\n"
                                       "rpc_status = 0\n"
                                       "return = 0\n");
    put_name(0, NAME("Network Name"));
    expect_reply(ask(all, 103), "ReturnEnum = 4 rows\n"
                                "ReturnEnum[0].Type = 1\n"
                                "ReturnEnum[0].Name = \"node1\"\n"
                                "ReturnEnum[1].Type = 1\n"
                                "ReturnEnum[1].Name = \"node2\"\n"
                                "ReturnEnum[2].Type = 2\n"
                                "ReturnEnum[2].Name = \"Cluster Name\"\n"
                                "ReturnEnum[3].Type = 2\n"
                                "ReturnEnum[3].Name = \"Other Name\"\n"
                                "rpc_status = 0\n"
                                "return = 0\n");
    put_name(1, NAME("node1"));
    put_name(2, NAME("Cluster Network 1"));
    expect_reply(ask_about(181, cluster), "ReturnEnum = 1 row\n"
                                          "ReturnEnum[0].Type = 32 (0x20)\n"
                                          "ReturnEnum[0].Name = \"node1 - Ethernet\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    room[ALL][0].kind = HANDLE_GROUPSET; /* and another behind the last */
    room[ALL][OBJECTS] = room[ALL][0];
    expect_reply(ask_about(180, cluster), "ReturnEnum = 1 row\n"
                                          "ReturnEnum[0].Type = 0\n"
                                          "ReturnEnum[0].Name = \"node1\"\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
}

static void lists_have_properties(void **state)
{
    (void)state;
    static const uint8_t asked[] = {'D', 0,   'e', 0,   's', 0,   'c', 0,   'r', 0, 'i', 0, 'p',
                                    0,   't', 0,   'i', 0,   'o', 0,   'n', 0,   0, 0,   0, 0};
    room[ALL][GROUP].description.units = 1;
    room[ALL][GROUP].description.octets[0] = 'g';
    room[ALL][OBJECTS] = room[ALL][GROUP];
    request.value[1] = (struct value){.at = asked, .count = sizeof asked, .present = true};
    request.value[1].max = sizeof asked;
    put_number(2, sizeof asked);
    request.value[3] = (struct value){.present = false};
    put_number(4, 0);
    expect_reply(ask_about(143, cluster), "ppResultList = 1 row\n"
                                          "ppResultList[0].Name = \"Cluster Group\"\n"
                                          "ppResultList[0].Id = \"g-1\"\n"
                                          "ppResultList[0].dwState = 3\n"
                                          "ppResultList[0].Owner = \"node1\"\n"
                                          "ppResultList[0].dwFlags = 0\n"
                                          "ppResultList[0].cbProperties = 52 (0x34)\n"
                                          "ppResultList[0].Properties = 52 octets "
                                          "01000000030004001800000044006500730063007200690070007400"
                                          "69006f006e00000003000100040000006700000000000000\n"
                                          "ppResultList[0].cbRoProperties = 0\n"
                                          "ppResultList[0].RoProperties = NULL\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    room[ALL][OBJECTS] = room[ALL][RESOURCE];
    expect_reply(ask_about(144, cluster), "ppResultList = 2 rows\n"
                                          "ppResultList[0].Name = \"Cluster Name\"\n"
                                          "ppResultList[0].Id = \"r-1\"\n"
                                          "ppResultList[0].OwnerName = \"Cluster Group\"\n"
                                          "ppResultList[0].OwnerId = \"g-1\"\n"
                                          "ppResultList[0].cbProperties = 52 (0x34)\n"
                                          "ppResultList[0].Properties = 52 octets "
                                          "01000000030004001800000044006500730063007200690070007400"
                                          "69006f006e00000003000100020000000000000000000000\n"
                                          "ppResultList[0].cbRoProperties = 0\n"
                                          "ppResultList[0].RoProperties = NULL\n"
                                          "ppResultList[1].Name = \"Other Name\"\n"
                                          "ppResultList[1].Id = \"r-2\"\n"
                                          "ppResultList[1].OwnerName = \"Cluster Group\"\n"
                                          "ppResultList[1].OwnerId = \"g-1\"\n"
                                          "ppResultList[1].cbProperties = 52 (0x34)\n"
                                          "ppResultList[1].Properties = 52 octets "
                                          "01000000030004001800000044006500730063007200690070007400"
                                          "69006f006e00000003000100020000000000000000000000\n"
                                          "ppResultList[1].cbRoProperties = 0\n"
                                          "ppResultList[1].RoProperties = NULL\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
    request.value[1].present = false;
    request.value[1].count = 0;
    put_number(2, 0);
    expect_reply(ask_about(143, cluster), "ppResultList = 1 row\n"
                                          "ppResultList[0].Name = \"Cluster Group\"\n"
                                          "ppResultList[0].Id = \"g-1\"\n"
                                          "ppResultList[0].dwState = 3\n"
                                          "ppResultList[0].Owner = \"node1\"\n"
                                          "ppResultList[0].dwFlags = 0\n"
                                          "ppResultList[0].cbProperties = 0\n"
                                          "ppResultList[0].Properties = NULL\n"
                                          "ppResultList[0].cbRoProperties = 0\n"
                                          "ppResultList[0].RoProperties = NULL\n"
                                          "rpc_status = 0\n"
                                          "return = 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(clusters_tell_their_name_and_version, open_all),
        cmocka_unit_test_setup(objects_tell_their_state_and_id, open_all),
        cmocka_unit_test_setup(enumerations_list_what_there_is, open_all),
        cmocka_unit_test_setup(lists_have_properties, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
