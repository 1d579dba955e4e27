/* Every count, offset, size and referent in the request of every method, set to what it must not
 * be, and to what it still may be. */
#include "sweep_field_test.h"

/* What must become of a request. */
enum fate {
    REFUSED,   /* fault 0x6F7, and the method is not entered (MS-RPCE 3.1.1.5.3) */
    UNCHANGED, /* the answer is that to the unspoilt request */
    ANSWERED,  /* what kind of answer it is, it is well formed: the rest of the stub now means
                  something else */
    TOO_BIG    /* a fault: no reply can hold so much (MS-RPCE 3.1.1.5.3.2.2.1) */
};

static enum fate fate_of_size(const struct call *c, const struct spot *field, uint64_t value)
{
    if (value == field->truth)
        return UNCHANGED;
    if (field->present) /* ….2.1.1, .8 */
        return REFUSED;
    /* NULL with a size, in target level 6.0: ….3.1.2, which speaks of size_is alone */
    return field->correlated && c->way->encoding.version == 3 ? REFUSED : ANSWERED;
}

static enum fate fate_of_referent(const struct call *c, const struct spot *field, uint64_t value)
{
    if ((value != 0) == field->present)
        return UNCHANGED; /* which identifier it is does not matter (C706 14.3.12.2) */
    if (value != 0 || !field->sized || c->way->encoding.version == 2)
        return ANSWERED;
    return REFUSED; /* ….3.1.2 */
}

static enum fate fate_of_maximum(const struct spot *field, uint64_t value)
{
    if (value == field->truth)
        return UNCHANGED;
    if (field->correlated || value < field->least || value > ELEMENTS)
        return REFUSED; /* ….2.1.1, .12; ….2.2.1 */
    return UNCHANGED;
}

static enum fate fate(const struct call *c, const struct spot *field, uint64_t value)
{
    switch (field->role) {
    case MAXIMUM:
        return fate_of_maximum(field, value);
    case OFFSET: /* ….2.1.7, .10 */
        return value == 0 ? UNCHANGED : REFUSED;
    case ACTUAL: /* ….2.1.8, .12; and a shorter string has no terminator (C706 14.3.4) */
        return value == field->truth ? UNCHANGED : REFUSED;
    case REFERENT:
        return fate_of_referent(c, field, value);
    case SIZE:
        return fate_of_size(c, field, value);
    case RANGED: /* ….2.2.4 */
        return value > field->most ? REFUSED : ANSWERED;
    default:
        return value > ELEMENTS ? TOO_BIG : ANSWERED;
    }
}

static void set_field(const struct call *c, struct octets *pdu, const struct spot *field,
                      uint64_t value)
{
    for (uint32_t i = 0; i < field->width; i++) {
        const uint32_t shift = 8 * (c->way->encoding.big ? field->width - 1 - i : i);
        pdu->at[CALL_STUB + field->at + i] = (uint8_t)(value >> shift);
    }
}

static bool is_refusal(const struct answer *a, uint32_t status)
{
    return a->kind == FAULT && a->status == status && a->did_not_execute;
}

/* Where there is no handle of the type, a request that is decoded is still not executed. */
static bool as_wanted(const struct call *c, const struct answer *a, enum fate wanted)
{
    const bool same = a->kind == c->right.kind && a->status == c->right.status;
    if (a->closed)
        return false;
    switch (wanted) {
    case REFUSED:
        return is_refusal(a, FAULT_BAD_STUB_DATA);
    case TOO_BIG:
        return is_refusal(a, c->right.kind == FAULT ? c->right.status : FAULT_OUT_ARGS_TOO_BIG);
    case UNCHANGED:
        return same && a->size == c->right.size;
    default:
        return same || is_refusal(a, FAULT_BAD_STUB_DATA) || is_refusal(a, FAULT_OUT_ARGS_TOO_BIG);
    }
}

static void try_field(const struct call *c, const struct spot *field, uint64_t value)
{
    struct octets spoilt = c->pdu;
    if (!taken())
        return;
    set_field(c, &spoilt, field, value);
    const struct answer *a = try_once(c, &spoilt);
    const enum kind kind = a->kind;
    if (kind == NORMAL)
        reply_is_right(c, a);
    if (!as_wanted(c, a, fate(c, field, value)))
        fail_msg("%s in way %d: field of role %d at octet %u set to 0x%llx: fate %d, came %d 0x%x",
                 c->method->name, (int)(c->way - ways), (int)field->role, field->at,
                 (unsigned long long)value, (int)fate(c, field, value), (int)kind, a->status);
    if (kind != QUIET)
        subject_is_served(c);
    end_trial(kind);
}

/* 0, 1, one less, one more, and the ends of all that the field can hold. */
static void try_values(const struct call *c, const struct spot *field)
{
    const uint64_t values[] = {
        0,          1,          field->truth - 1, field->truth + 1, (uint64_t)field->most + 1,
        0x7FFFFFFF, 0x80000000, 0xFFFFFFFE,       0xFFFFFFFF};
    const uint64_t wide[] = {field->truth + 0x100000000, 0x8000000000000000, UINT64_MAX};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        try_field(c, field, field->width == 4 ? (uint32_t)values[i] : values[i]);
    for (size_t i = 0; i < sizeof wide / sizeof *wide && field->width == 8; i++)
        try_field(c, field, wide[i]);
}

static uint32_t found[ROOM + 1];

static void spoil_fields(struct call *c)
{
    static struct spots fields;
    find_fields(c, &fields);
    for (uint32_t i = 0; i < fields.count; i++) {
        found[fields.field[i].role]++;
        try_values(c, &fields.field[i]);
    }
}

static void every_field_is_checked(void **state)
{
    (void)state;
    for_each_call(2, spoil_fields);
    for (int role = MAXIMUM; role <= ROOM; role++) /* there were such fields */
        assert_true(found[role] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_is_checked, sweep_make, sweep_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
