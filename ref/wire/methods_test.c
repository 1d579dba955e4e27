/* The method table: looked up, complete, and consistent in itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "methods.h"
#include "ndr.h"

static void opnums_are_looked_up(void **state)
{
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *m = method_of(3, opnum);
        assert_non_null(m);
        assert_int_equal(m->opnum, opnum);
        assert_ptr_equal(method_named(3, m->name), m);
    }
    assert_null(method_of(3, OPNUMS));
    assert_null(method_of(3, 0xFFFFFFFF));
    assert_string_equal(method_of(3, 122)->name, "ApiOpenNetInterfaceEx");
    assert_string_equal(method_of(3, 108)->name, "ApiSetServiceAccountPassword");
    assert_string_equal(method_of(3, 109)->name, "ApiSetResourceDependencyExpression");
}

static void version_2_ends_at_108(void **state)
{
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *m = method_of(2, opnum);
        assert_int_equal(m != NULL, opnum < OPNUMS_VERSION_2);
        if (m != NULL)
            assert_int_equal(m->opnum, opnum);
    }
    assert_null(method_named(2, "ApiOpenClusterEx"));
    assert_null(method_named(3, "ApiNoSuchMethod"));
}

/* MS-CMRP 6.1 against 6.2 */
static void version_2_differs_in_four_methods(void **state)
{
    uint32_t differing = 0;
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS_VERSION_2; opnum++)
        differing += method_of(2, opnum) != method_of(3, opnum);
    assert_int_equal(differing, 4);
    assert_int_equal(method_of(3, 43)->request.count, 2);
    assert_int_equal(method_of(2, 43)->request.count, 1);
    assert_int_equal(method_of(3, 54)->request.parameter[1].shape, SHAPE_UNITS);
    assert_int_equal(method_of(2, 54)->request.parameter[1].shape, SHAPE_OCTETS);
    assert_int_equal(method_of(3, 65)->request.count, 1);
    assert_string_equal(method_of(2, 65)->request.parameter[1].name, "Timeout");
    assert_int_equal(method_of(3, 108)->request.parameter[2].most, 65536);
    assert_int_equal(method_of(2, 108)->request.parameter[2].shape, SHAPE_LONG);
}

/* MS-CMRP 3.1.4.2: 185..263 are reserved; twenty opnums are for local use. */
static void uncalled_methods(void **state)
{
    static const uint16_t local[] = {80,  111, 140, 141, 142, 148, 149, 150, 151, 152,
                                     153, 154, 156, 158, 159, 160, 161, 162, 170, 264};
    uint32_t next = 0;
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *m = method_of(3, opnum);
        bool is_local = next < sizeof local / sizeof local[0] && local[next] == opnum;
        bool is_reserved = opnum >= 185 && opnum <= 263;
        next += is_local;
        assert_int_equal(m->use, is_local ? USE_LOCAL : is_reserved ? USE_RESERVED : USE_CALLED);
        if (m->use != USE_CALLED && opnum != 185) {
            assert_int_equal(m->request.count, 0);
            assert_int_equal(m->reply.count, 1);
        }
    }
    assert_int_equal(next, sizeof local / sizeof local[0]);
}

static bool is_integer(const struct parameter *p)
{
    return p->shape == SHAPE_LONG || p->shape == SHAPE_RANGED;
}

/* Every place a row speaks of holds an integer. */
static void check_places(const struct parameter *list, uint32_t count,
                         const struct parameter_list *request)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct parameter *p = &list[i];
        assert_true(p->size_is <= count && p->length_is <= count);
        assert_non_null(p->name);
        assert_non_null(p->type);
        if (p->size_is != 0)
            assert_true(is_integer(&list[p->size_is - 1]));
        if (p->length_is != 0)
            assert_true(is_integer(&list[p->length_is - 1]));
        if (p->bounded_by == 0)
            continue;
        assert_true(p->bounded_by <= request->count);
        const struct parameter *room = &request->parameter[p->bounded_by - 1];
        assert_true(is_integer(room) || (room->structure == p->structure && p->structure != NULL));
    }
}

/* The size and alignment of a row are those of its columns, in turn. */
static void check_structure(const struct structure *s)
{
    assert_true(s->columns <= COLUMNS);
    check_places(s->column, s->columns, NULL);
    for (int wide = 0; wide < 2; wide++) {
        uint32_t size = 0, widest = 1;
        for (uint32_t j = 0; j < s->columns; j++) {
            const struct parameter *p = &s->column[j];
            uint32_t width = p->unique ? (wide ? 8 : 4) : ndr_width(p->shape, wide);
            uint32_t alignment = p->alignment > width ? p->alignment : width;
            widest = alignment > widest ? alignment : widest;
            size = (size + alignment - 1) / alignment * alignment + width;
        }
        assert_int_equal(s->alignment[wide], widest);
        assert_int_equal(s->size[wide], (size + widest - 1) / widest * widest);
    }
}

/* The maximum count before a conformant structure leaves the cursor aligned for it. */
static void check_rows(const struct parameter *p)
{
    if (p->structure != NULL)
        check_structure(p->structure);
    if (p->shape == SHAPE_LIST)
        assert_true(p->structure->alignment[0] <= 4 && p->structure->alignment[1] <= 8);
}

/* The control code is the first number: a context handle, and perhaps a node or a name, precede. */
static void check_control(const struct method *m)
{
    uint32_t place = 1;
    if (m->access != ACCESS_BY_CONTROL_CODE)
        return;
    while (place < m->request.count && m->request.parameter[place].shape != SHAPE_LONG)
        place++;
    assert_true(place < m->request.count);
    assert_string_equal(m->request.parameter[place].name, "dwControlCode");
}

/* A context handle that returns as the reply's first has no other parameter beside it. */
static void check_in_and_out(const struct method *m)
{
    if (m->reply.parameter[0].shape == SHAPE_HANDLE)
        assert_int_equal(m->request.count, 1);
}

static void check_method(const struct method *m)
{
    assert_true(m->request.count <= PARAMETERS && m->reply.count <= PARAMETERS);
    check_places(m->request.parameter, m->request.count, NULL);
    check_places(m->reply.parameter, m->reply.count, &m->request);
    assert_string_equal(m->reply.parameter[m->reply.count - 1].name, "return");
    check_control(m);
    check_in_and_out(m);
    for (uint32_t i = 0; i < m->request.count; i++)
        check_rows(&m->request.parameter[i]);
    for (uint32_t i = 0; i < m->reply.count; i++)
        check_rows(&m->reply.parameter[i]);
}

static void rows_are_consistent(void **state)
{
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++)
        check_method(method_of(3, opnum));
    for (uint32_t opnum = 0; opnum < OPNUMS_VERSION_2; opnum++)
        check_method(method_of(2, opnum));
}

static void handles_know_their_type(void **state)
{
    (void)state;
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct parameter_list *list = &method_of(3, opnum)->request;
        for (uint32_t i = 0; i < list->count; i++) {
            const struct parameter *p = &list->parameter[i];
            assert_int_equal(p->shape == SHAPE_HANDLE, p->handle != HANDLE_NONE);
            if (p->handle != HANDLE_NONE)
                assert_string_equal(handle_type_text(p->handle), p->type);
        }
    }
}

static void access_and_release(void **state)
{
    (void)state;
    assert_int_equal(method_of(3, 0)->access, ACCESS_ALL);
    assert_int_equal(method_of(3, 1)->access, ACCESS_READ);
    assert_int_equal(method_of(3, 6)->access, ACCESS_BY_QUORUM_SIZE);
    assert_int_equal(method_of(3, 51)->access, ACCESS_ALL_OR_BACKUP);
    assert_int_equal(method_of(3, 106)->access, ACCESS_BY_CONTROL_CODE);
    assert_int_equal(method_of(3, 122)->access, ACCESS_ASKED);
    assert_int_equal(method_of(3, 108)->since, SINCE_VERSION_2);
    assert_int_equal(method_of(3, 116)->since, SINCE_2008);
    assert_int_equal(method_of(3, 117)->since, SINCE_2008_R2);
    assert_int_equal(method_of(3, 126)->since, SINCE_2012);
    assert_int_equal(method_of(3, 155)->since, SINCE_2016);
    assert_string_equal(since_text(SINCE_2016), "Windows Server 2016");
    assert_string_equal(access_text(ACCESS_READ), "Read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opnums_are_looked_up),
        cmocka_unit_test(version_2_ends_at_108),
        cmocka_unit_test(version_2_differs_in_four_methods),
        cmocka_unit_test(uncalled_methods),
        cmocka_unit_test(rows_are_consistent),
        cmocka_unit_test(handles_know_their_type),
        cmocka_unit_test(access_and_release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
