#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "consistent.h"
#include "error.h"
#include "model_test.h"
#include "server.h"

enum { SLOTS = 8, CELLS = OBJECTS * 9 };

static struct model m;
static struct handle_slot slots[SLOTS];
static struct server_context contexts[SLOTS];
static struct value cells[CELLS];
static struct server server;
static struct server_call call;
static struct message request, reply;
static uint32_t all, reader, old;

static int make(void **state)
{
    (void)state;
    model_make(&m);
    server = (struct server){
        .clusters = &m.clusters, .context = contexts, .cell = cells, .cells = CELLS};
    handle_table_init(&server.table, slots, SLOTS, HANDLE_GENERATIONS);
    memset(server.secret, 0x5A, sizeof server.secret);
    all = server_connect(&server, ALL, 3);
    reader = server_connect(&server, READER, 3);
    old = server_connect(&server, OLD, 3);
    memset(&request, 0, sizeof request);
    return 0;
}

static uint32_t send_opnum(uint32_t association, uint32_t opnum)
{
    call = (struct server_call){.server = &server,
                                .association = association,
                                .method = method_of(3, opnum),
                                .request = &request,
                                .reply = &reply};
    memset(&reply, 0xEE, sizeof reply);
    return server_call(&call);
}

static struct value text(struct name name)
{
    return (struct value){.at = name.at, .count = name.units, .present = true};
}

static void keep(const struct value *handle, uint8_t token[20])
{
    assert_non_null(handle->at);
    memcpy(token, handle->at, 20);
}

static void put_handle(uint32_t place, const uint8_t token[20])
{
    request.value[place] = (struct value){.at = token, .present = true};
}

/* Opens by name; returns Status and keeps the handle. */
static uint32_t open_named(uint32_t association, uint32_t opnum, struct name name,
                           uint8_t token[20])
{
    request.value[0] = text(name);
    assert_int_equal(send_opnum(association, opnum), 0);
    if (reply.value[0].number == 0)
        keep(&reply.value[2], token);
    else
        assert_null(reply.value[2].at);
    return (uint32_t)reply.value[0].number;
}

static uint32_t open_ex(uint32_t association, uint32_t opnum, struct name name, uint32_t desired,
                        uint8_t token[20])
{
    request.value[0] = text(name);
    request.value[1].number = desired;
    assert_int_equal(send_opnum(association, opnum), 0);
    if (reply.value[1].number == 0)
        keep(&reply.value[3], token);
    return (uint32_t)reply.value[1].number;
}

static void open_and_close_a_cluster(void **state)
{
    (void)state;
    uint8_t token[20];
    assert_int_equal(send_opnum(all, 0), 0);
    assert_int_equal(reply.value[0].number, 0);
    keep(&reply.value[1], token);
    put_handle(0, token);
    assert_int_equal(send_opnum(all, 1), 0);
    assert_int_equal(reply.value[1].number, 0);
    assert_null(reply.value[0].at);
    assert_int_equal(send_opnum(all, 1), FAULT_CONTEXT_MISMATCH);
}

static void each_kind_opens_closes_and_answers(void **state)
{
    (void)state;
    const struct {
        uint32_t open, close, state, id;
        struct name name, is;
        uint32_t expected;
    } kinds[] = {
        {66, 67, 68, 48, NAME("NODE1"), NAME("1"), 0},
        {41, 44, 45, 47, NAME("Cluster Group"), NAME("g-1"), 0},
        {8, 11, 12, 14, NAME("Cluster Name"), NAME("r-1"), 2},
        {81, 82, 83, 86, NAME("Cluster Network 1"), NAME("n-1"), 3},
        {92, 93, 94, 96, NAME("node1 - Ethernet"), NAME("i-1"), 1 /* unreachable */},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        uint8_t token[20];
        assert_int_equal(open_named(all, kinds[i].open, kinds[i].name, token), 0);
        put_handle(0, token);
        assert_int_equal(send_opnum(all, kinds[i].state), 0);
        assert_int_equal(reply.value[0].number, kinds[i].expected);
        assert_int_equal(send_opnum(all, kinds[i].id), 0);
        assert_memory_equal(reply.value[0].at, kinds[i].is.at, 2 * kinds[i].is.units);
        assert_int_equal(send_opnum(all, kinds[i].close), 0);
        assert_int_equal(reply.value[1].number, 0);
        assert_int_equal(send_opnum(all, kinds[i].state), FAULT_CONTEXT_MISMATCH);
    }
}

static void unknown_names_have_their_codes(void **state)
{
    (void)state;
    const uint32_t opens[][3] = {
        {66, 118, 5042}, {41, 119, 5013}, {8, 120, 5007}, {81, 121, 5045}, {92, 122, 5047}};
    uint8_t token[20];
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(open_named(all, opens[i][0], NAME("nothing"), token), opens[i][2]);
        assert_int_equal(open_named(all, opens[i][0], NAME(""), token), opens[i][2]);
        assert_int_equal(open_ex(all, opens[i][1], NAME("nothing"), ASK_GENERIC_READ, token),
                         opens[i][2]);
    }
}

static void access_is_decided_at_the_open(void **state)
{
    (void)state;
    uint8_t token[20];
    assert_int_equal(open_named(reader, 66, NAME("node1"), token), ERROR_ACCESS_DENIED);
    assert_int_equal(open_ex(reader, 118, NAME("node1"), ASK_GENERIC_ALL, token),
                     ERROR_ACCESS_DENIED);
    assert_int_equal(open_ex(reader, 118, NAME("node1"), ASK_MAXIMUM, token), 0);
    assert_int_equal(reply.value[0].number, ASK_GENERIC_READ);
    assert_int_equal(open_ex(all, 118, NAME("node1"), ASK_MAXIMUM, token), 0);
    assert_int_equal(reply.value[0].number, ASK_GENERIC_ALL);
    assert_int_equal(open_ex(all, 118, NAME("node1"), 0, token), ERROR_INVALID_PARAMETER);
    assert_int_equal(open_ex(all, 118, NAME("node1"), ASK_CHANGE, token), ERROR_INVALID_PARAMETER);
    assert_int_equal(send_opnum(reader, 0), 0);
    assert_int_equal(reply.value[0].number, ERROR_ACCESS_DENIED);
    request.value[0].number = ASK_GENERIC_READ;
    assert_int_equal(send_opnum(reader, 117), 0);
    assert_int_equal(reply.value[1].number, 0);
    assert_int_equal(reply.value[0].number, ASK_GENERIC_READ);
}

/* ApiNodeControl: handle, code, in, in size, out size */
static uint32_t control_node(uint32_t association, const uint8_t token[20], uint32_t code,
                             const uint8_t *in, uint32_t in_size, uint32_t room)
{
    put_handle(0, token);
    request.value[1].number = code;
    request.value[2] = (struct value){.at = in, .count = in_size, .present = in != NULL};
    request.value[3].number = in_size;
    request.value[4].number = room;
    assert_int_equal(send_opnum(association, 79), 0);
    return (uint32_t)reply.value[4].number;
}

static void control_needs_what_its_code_says(void **state)
{
    (void)state;
    uint8_t read[20], full[20], list[PROPERTY_LIST_MAX];
    assert_int_equal(open_ex(all, 118, NAME("node1"), ASK_GENERIC_READ, read), 0);
    assert_int_equal(open_ex(all, 118, NAME("node1"), ASK_GENERIC_ALL, full), 0);
    struct description d = {.octets = "h\0i", .units = 2};
    uint32_t size = property_list_write(&d, list, sizeof list);
    assert_int_equal(control_node(all, read, 0x0440005E, list, size, 0), ERROR_ACCESS_DENIED);
    assert_int_equal(m.object[ALL][NODE1].description.units, 0);
    assert_int_equal(control_node(all, full, 0x0440005E, list, size, 0), 0);
    assert_int_equal(m.object[ALL][NODE1].description.units, 2);
    assert_int_equal(m.object[READER][NODE1].description.units, 0);
    assert_int_equal(control_node(all, read, 0x04000059, NULL, 0, size), 0);
    assert_int_equal(reply.value[0].count, size);
    assert_int_equal(reply.value[0].max, size);
    assert_int_equal(reply.value[1].number, size);
    assert_memory_equal(reply.value[0].at, list, size);
    assert_int_equal(control_node(all, read, 0x04000059, NULL, 0, size - 1), ERROR_MORE_DATA);
    assert_int_equal(reply.value[0].count, 0);
    assert_int_equal(reply.value[0].max, size - 1);
    assert_int_equal(reply.value[1].number, 0);
    assert_int_equal(reply.value[2].number, size);
    assert_int_equal(control_node(all, full, 0x04000058, NULL, 0, 9), ERROR_INVALID_FUNCTION);
    assert_int_equal(control_node(all, full, 0x05000059, NULL, 0, 9), ERROR_INVALID_FUNCTION);
    assert_int_equal(control_node(all, full, 0x0440005E, NULL, 0, 9), ERROR_INVALID_DATA);
}

static void enumerations_hold_exactly_the_asked(void **state)
{
    (void)state;
    request.value[0].number = 0x3F;
    assert_int_equal(send_opnum(reader, 7), 0);
    assert_int_equal(reply.value[2].number, 0);
    assert_int_equal(reply.value[0].count, OBJECTS + 1); /* and one resource type */
    assert_int_equal(reply.value[0].cell[0].number, 1);
    assert_memory_equal(reply.value[0].cell[1].at, u"node1", 10);
    assert_int_equal(reply.value[0].cell[4].number, 2);
    assert_memory_equal(reply.value[0].cell[5].at, u"Network Name", 24);
    request.value[0].number = 0x40;
    assert_int_equal(send_opnum(reader, 7), 0);
    assert_int_equal(reply.value[2].number, ERROR_INVALID_PARAMETER);
    assert_false(reply.value[0].present);

    uint8_t token[20];
    assert_int_equal(send_opnum(all, 0), 0);
    keep(&reply.value[1], token);
    put_handle(0, token);
    request.value[1].number = 0x0C;
    request.value[2].number = 0;
    assert_int_equal(send_opnum(all, 125), 0);
    assert_int_equal(reply.value[3].number, 0);
    assert_int_equal(reply.value[0].count, 3);
    assert_int_equal(reply.value[1].count, 3);
    assert_memory_equal(reply.value[0].cell[1].at, u"r-1", 6);
    assert_memory_equal(reply.value[1].cell[1].at, u"Cluster Name", 24);
    request.value[2].number = 1;
    assert_int_equal(send_opnum(all, 125), 0);
    assert_int_equal(reply.value[3].number, ERROR_INVALID_PARAMETER);
}

static void objects_enumerate_their_own(void **state)
{
    (void)state;
    uint8_t token[20];
    const struct {
        uint32_t open, enumerate, types, count;
        struct name name;
    } rows[] = {
        {66, 101, 3, 2, NAME("node1")},        {66, 101, 3, 0, NAME("node2")},
        {41, 53, 1, 2, NAME("Cluster Group")}, {41, 53, 2, 2, NAME("Cluster Group")},
        {8, 22, 7, 2, NAME("Cluster Name")},   {81, 85, 0xFF, 1, NAME("Cluster Network 1")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make(NULL);
        assert_int_equal(open_named(all, rows[i].open, rows[i].name, token), 0);
        put_handle(0, token);
        request.value[1].number = rows[i].types;
        assert_int_equal(send_opnum(all, rows[i].enumerate), 0);
        assert_int_equal(reply.value[2].number, 0);
        assert_int_equal(reply.value[0].count, rows[i].count);
    }
}

static void names_and_interfaces(void **state)
{
    (void)state;
    assert_int_equal(send_opnum(all, 3), 0);
    assert_memory_equal(reply.value[0].at, u"cluster1", 16);
    assert_memory_equal(reply.value[1].at, u"node1", 10);
    assert_int_equal(send_opnum(all, 102), 0);
    assert_int_equal(reply.value[0].number, 10);
    assert_int_equal(reply.value[5].cell[0].number, 20);
    request.value[0] = text(NAME("node1"));
    request.value[1] = text(NAME("Cluster Network 1"));
    assert_int_equal(send_opnum(all, 95), 0);
    assert_memory_equal(reply.value[0].at, u"node1 - Ethernet", 32);
    request.value[1] = text(NAME("other"));
    assert_int_equal(send_opnum(all, 95), 0);
    assert_int_equal(reply.value[2].number, 5047);
    request.value[0] = text(NAME("other"));
    assert_int_equal(send_opnum(all, 95), 0);
    assert_int_equal(reply.value[2].number, 5042);
}

static void old_releases_lack_the_ex_methods(void **state)
{
    (void)state;
    uint8_t token[20];
    for (uint32_t opnum = 117; opnum <= 125; opnum++)
        assert_int_equal(send_opnum(old, opnum), FAULT_OPNUM_OUT_OF_RANGE);
    assert_int_equal(open_named(old, 66, NAME("node1"), token), 0);
}

static void unknown_methods(void **state)
{
    (void)state;
    assert_int_equal(send_opnum(all, 265), FAULT_OPNUM_OUT_OF_RANGE);
    for (uint32_t opnum = 185; opnum <= 263; opnum++)
        assert_int_equal(send_opnum(all, opnum), FAULT_OPNUM_OUT_OF_RANGE);
    assert_int_equal(send_opnum(all, 4), 0);
    assert_int_equal(reply.value[5].number, ERROR_CALL_NOT_IMPLEMENTED);
    assert_int_equal(send_opnum(all, 129), 0);
    assert_int_equal(reply.value[0].number, ERROR_CALL_NOT_IMPLEMENTED);
    assert_null(reply.value[2].at);
}

/* What the refused ApiGetKeySecurity (opnum 40) answers still has its structure. */
static void a_refusal_has_its_structure(void **state)
{
    (void)state;
    uint8_t token[20];
    assert_int_equal(open_named(all, 66, NAME("node1"), token), 0);
    put_handle(0, token);
    request.value[1] = (struct value){.number = 4, .present = true};
    request.value[2] = (struct value){.present = true};
    assert_int_equal(send_opnum(all, 40), 0);
    assert_int_equal(reply.value[2].number, ERROR_INVALID_HANDLE);
    assert_int_equal(reply.value[0].count, 1);
    assert_non_null(reply.value[0].cell);
    assert_false(reply.value[0].cell[0].present);
}

static void full_table_refuses_and_keeps_all(void **state)
{
    (void)state;
    uint8_t token[SLOTS][20];
    for (int i = 3; i < SLOTS; i++)
        assert_int_equal(open_named(all, 66, NAME("node1"), token[i]), 0);
    assert_int_equal(open_named(all, 66, NAME("node1"), token[0]), ERROR_NOT_ENOUGH_MEMORY);
    for (int i = 3; i < SLOTS; i++) {
        put_handle(0, token[i]);
        assert_int_equal(send_opnum(all, 68), 0);
    }
    assert_int_equal(server_connect(&server, ALL, 3), HANDLE_NOWHERE);
    server_disconnect(&server, all); /* runs everything down */
    assert_int_equal(handles_open(&server.table), 2);
}

static void few_cells_are_not_enough_memory(void **state)
{
    (void)state;
    server.cells = 4;
    request.value[0].number = 1;
    assert_int_equal(send_opnum(all, 7), 0);
    assert_int_equal(reply.value[2].number, 0);
    request.value[0].number = 5;
    assert_int_equal(send_opnum(all, 7), 0);
    assert_int_equal(reply.value[2].number, ERROR_NOT_ENOUGH_MEMORY);
    assert_true(server_cells_for(OBJECTS) <= CELLS);
}

static void version_2_knows_all_only(void **state)
{
    (void)state;
    uint32_t two = server_connect(&server, READER, 2);
    assert_int_equal(send_opnum(two, 3), 0);
    assert_int_equal(reply.value[2].number, ERROR_ACCESS_DENIED);
    assert_int_equal(send_opnum(reader, 3), 0);
    assert_int_equal(reply.value[2].number, 0);
}

/* Every opnum with zeros for parameters: an answer or a fault, never anything else. */
static void every_opnum_answers(void **state)
{
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS + 2; opnum++) {
        make(NULL);
        uint32_t fault = send_opnum(all, opnum);
        assert_true(fault == 0 || fault == FAULT_CONTEXT_MISMATCH ||
                    fault == FAULT_OPNUM_OUT_OF_RANGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_and_close_a_cluster),
        cmocka_unit_test(each_kind_opens_closes_and_answers),
        cmocka_unit_test(unknown_names_have_their_codes),
        cmocka_unit_test(access_is_decided_at_the_open),
        cmocka_unit_test(control_needs_what_its_code_says),
        cmocka_unit_test(enumerations_hold_exactly_the_asked),
        cmocka_unit_test(objects_enumerate_their_own),
        cmocka_unit_test(names_and_interfaces),
        cmocka_unit_test(old_releases_lack_the_ex_methods),
        cmocka_unit_test(unknown_methods),
        cmocka_unit_test(a_refusal_has_its_structure),
        cmocka_unit_test(full_table_refuses_and_keeps_all),
        cmocka_unit_test(few_cells_are_not_enough_memory),
        cmocka_unit_test(version_2_knows_all_only),
        cmocka_unit_test(every_opnum_answers),
    };
    struct CMUnitTest each[sizeof tests / sizeof *tests];
    memcpy(each, tests, sizeof tests);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        each[i].setup_func = make;
    return cmocka_run_group_tests(each, NULL, NULL);
}
