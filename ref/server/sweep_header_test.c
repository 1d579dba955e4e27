/* Every length, count and identifier in the headers and bodies of the session's PDUs, set to what
 * it must not be, and to what it still may be. */
#include "sweep_session_test.h"

enum name_of_field {
    FRAG_LENGTH,
    AUTH_LENGTH,
    CALL_ID,
    ALLOC_HINT,
    CONTEXT_ID,
    OPNUM,
    FRAGMENT_SIZE,
    GROUP,
    N_CONTEXT,
    N_TRANSFER,
    N_TRANSFER_LAST,
};

struct field_of {
    enum name_of_field name;
    uint32_t at, width;
};

/* What must become of the PDU. */
enum fate {
    UNCHANGED,
    BROKEN,       /* the connection ends, as is_broken has it */
    WAITS,        /* more is to come */
    NOT_NORMAL,   /* no normal answer */
    RANGE,        /* fault: no such opnum */
    NO_CONTEXT,   /* fault: no such presentation context */
    NO_GROUP,     /* bind_nak */
    ACKNOWLEDGED, /* a normal answer, another one perhaps */
    ANYTHING,
};

static uint64_t value_at(const struct octets *o, const struct field_of *f)
{
    uint64_t value = 0;
    for (uint32_t i = 0; i < f->width; i++)
        value |= (uint64_t)o->at[f->at + (o->at[4] == 0 ? f->width - 1 - i : i)] << 8 * i;
    return value;
}

static void set_at(struct octets *o, const struct field_of *f, uint64_t value)
{
    for (uint32_t i = 0; i < f->width; i++)
        o->at[f->at + (o->at[4] == 0 ? f->width - 1 - i : i)] = (uint8_t)(value >> 8 * i);
}

static bool begins(const struct said *s)
{
    return s->type == PDU_REQUEST && (s->flags & PFC_FIRST_FRAG) != 0;
}

static bool goes_on(const struct said *s)
{
    return s->type == PDU_REQUEST && (s->flags & PFC_FIRST_FRAG) == 0;
}

static enum fate fate_of_auth_length(const struct said *s, uint64_t value)
{
    return value + PDU_TRAILER_SIZE + PDU_HEADER_SIZE > s->pdu.size ? BROKEN : NOT_NORMAL;
}

/* Increasing, never above 0x7FFFFFFF (MS-RPCE 3.3.3.5.2); a co_cancel or orphaned of no call is
 * late. */
static enum fate fate_of_call_id(const struct said *s, uint64_t value)
{
    if (s->type == PDU_CO_CANCEL || s->type == PDU_ORPHANED)
        return WAITS;
    if (goes_on(s))
        return BROKEN;
    if (begins(s) && (value > ASSOC_CALL_ID_MAX || (value < s->call && !s->first_call)))
        return BROKEN;
    return UNCHANGED;
}

static enum fate fate_of_context_id(const struct said *s, uint64_t value)
{
    if (goes_on(s))
        return BROKEN;
    return value <= WIDE || value == MANAGEMENT ? ANYTHING : NO_CONTEXT;
}

static enum fate fate_of_opnum(const struct said *s, uint64_t value)
{
    static const struct field_of context_id = {CONTEXT_ID, 20, 2};
    const uint64_t context = value_at(&s->pdu, &context_id);
    const uint32_t opnums = context == MANAGEMENT  ? 5
                            : context == VERSION_2 ? OPNUMS_VERSION_2
                                                   : OPNUMS;
    if (goes_on(s))
        return BROKEN;
    return value >= opnums ? RANGE : ANYTHING;
}

/* alter_context ignores the group (MS-RPCE 3.3.1.5.2.1). */
static enum fate fate_of_group(const struct said *s, uint64_t value)
{
    if (s->type == PDU_ALTER_CONTEXT)
        return UNCHANGED;
    return value == 0 ? ACKNOWLEDGED : NO_GROUP;
}

static enum fate fate_of_count(enum name_of_field name, uint64_t value, uint64_t truth)
{
    if (value == 0)
        return BROKEN;
    if (value > truth)
        return name == N_TRANSFER ? ANYTHING : BROKEN;
    return ACKNOWLEDGED;
}

static enum fate fate_of(const struct said *s, const struct field_of *f, uint64_t value)
{
    const uint64_t truth = value_at(&s->pdu, f);
    if (value == truth)
        return UNCHANGED;
    switch (f->name) {
    case FRAG_LENGTH:
        if (value < PDU_HEADER_SIZE || value > ASSOC_FRAGMENT)
            return BROKEN;
        return value > truth ? WAITS : NOT_NORMAL;
    case AUTH_LENGTH:
        return fate_of_auth_length(s, value);
    case CALL_ID:
        return fate_of_call_id(s, value);
    case CONTEXT_ID:
        return fate_of_context_id(s, value);
    case OPNUM:
        return fate_of_opnum(s, value);
    case GROUP:
        return fate_of_group(s, value);
    case ALLOC_HINT: /* AMB-109: it is not believed, and not refused */
        return UNCHANGED;
    case FRAGMENT_SIZE:
        return ACKNOWLEDGED;
    default:
        return fate_of_count(f->name, value, truth);
    }
}

static bool is_fault(const struct answer *a, uint32_t status)
{
    return a->kind == FAULT && a->status == status && a->did_not_execute && !a->closed;
}

static bool as_wanted(const struct said *s, const struct answer *a, enum fate wanted)
{
    switch (wanted) {
    case UNCHANGED:
        return a->kind == s->answer && !a->closed;
    case BROKEN:
        return is_broken(a, s->type);
    case WAITS:
        return a->kind == QUIET && !a->closed;
    case NOT_NORMAL:
        return a->kind != NORMAL;
    case RANGE:
        return is_fault(a, FAULT_OPERATION_RANGE);
    case NO_CONTEXT:
        return is_fault(a, FAULT_INVALID_PRESENTATION_CONTEXT);
    case NO_GROUP:
        return a->kind == NAK && a->closed;
    case ACKNOWLEDGED:
        return a->kind == NORMAL && !a->closed;
    default:
        return !a->closed || is_broken(a, s->type);
    }
}

static void try_value(uint32_t message, const struct field_of *f, uint64_t value)
{
    const struct said *s = &session.said[message];
    struct octets o = s->pdu;
    if (!taken())
        return;
    set_at(&o, f, value);
    session_until(message);
    const struct answer *a = ask(SUBJECT, &o);
    const enum fate wanted = fate_of(s, f, value_at(&o, f));
    if (!as_wanted(s, a, wanted))
        fail_msg("PDU %u of type %d, field %d at %u set to 0x%llx: fate %d, came %d 0x%x%s",
                 message, (int)s->type, (int)f->name, f->at, (unsigned long long)value, (int)wanted,
                 (int)a->kind, a->status, a->closed ? ", closed" : "");
    session_after(message + 1);
    nobody_else_noticed(true);
    server_restart();
}

/* 0, 1, one less, one more, and the ends of what the field can hold or may say. */
static void try_values(uint32_t message, uint32_t name, uint32_t at, uint32_t width)
{
    const struct field_of f = {(enum name_of_field)name, at, width};
    const uint64_t truth = value_at(&session.said[message].pdu, &f);
    const uint64_t values[] = {0,
                               1,
                               truth - 1,
                               truth,
                               truth + 1,
                               PDU_HEADER_SIZE - 1,
                               PDU_HEADER_SIZE,
                               session.said[message].pdu.size - PDU_HEADER_SIZE - PDU_TRAILER_SIZE,
                               ASSOC_FRAGMENT,
                               ASSOC_FRAGMENT + 1,
                               OPNUMS - 1,
                               OPNUMS,
                               UINT32_C(0x7FFFFFFF) >> (32 - 8 * width),
                               UINT32_C(0x80000000) >> (32 - 8 * width),
                               UINT32_C(0xFFFFFFFF) >> (32 - 8 * width)};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        try_value(message, &f, values[i]);
}

static void try_bind(uint32_t message)
{
    const struct octets *o = &session.said[message].pdu;
    const uint32_t contexts = o->at[24];
    try_values(message, FRAGMENT_SIZE, 16, 2);
    try_values(message, FRAGMENT_SIZE, 18, 2);
    try_values(message, GROUP, 20, 4);
    try_values(message, N_CONTEXT, 24, 1);
    for (uint32_t i = 0; i < contexts; i++) /* each with one transfer syntax */
        try_values(message, i + 1 == contexts ? N_TRANSFER_LAST : N_TRANSFER, 28 + 44 * i + 2, 1);
}

static void every_field_is_checked(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < session.count; i++) {
        const uint8_t type = session.said[i].type;
        try_values(i, FRAG_LENGTH, 8, 2);
        try_values(i, AUTH_LENGTH, 10, 2);
        try_values(i, CALL_ID, 12, 4);
        if (type == PDU_BIND || type == PDU_ALTER_CONTEXT)
            try_bind(i);
        if (type != PDU_REQUEST)
            continue;
        try_values(i, ALLOC_HINT, 16, 4);
        try_values(i, CONTEXT_ID, 20, 2);
        try_values(i, OPNUM, 22, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_is_checked, session_setup, sweep_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
