#include "wire_read.h"

#include <string.h>

static const struct shape no_shape = {"", NULL};
static const struct call wire_call = {"a call on an endpoint", &no_shape, KIND_NONE, RESULT_WIRE,
                                      RELATION_USES,           KIND_NONE};
static const struct call wire_question = {"unanswered", &no_shape,     KIND_NONE,
                                          RESULT_BOOL,  RELATION_USES, KIND_NONE};

enum { FRAGMENT = 4280, FRAGMENT_LEAST = 32 };

bool is_wire_call(struct span name)
{
    return memchr(name.at, '.', name.length) != NULL || span_is(name, "connect") ||
           span_is(name, "open");
}

/* -- connect and open ----------------------------------------------------------------------------
 */

/* The value as characters, which are ASCII in names of hosts. */
static const char *plain_text(struct arena *arena, const struct value *value)
{
    char *text = arena_take(arena, value->count + 1);
    for (size_t n = 0; n < value->count; n++) {
        text[n] = value->units[n] < 0x80 ? (char)value->units[n] : '?';
    }
    return text;
}

/* Where the cluster is reached; $cluster is where the subject says. */
static bool read_cluster(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    struct scan ahead = *scan;
    struct value value;
    connect->cluster = scan_name(&ahead);
    if (connect->cluster.length == 0 || connect->cluster.at[0] != '$' ||
        memchr(connect->cluster.at, '.', connect->cluster.length) != NULL) {
        return read_refuse(reader, "the $name of a cluster was expected at `%.*s`",
                           SPAN(scan->left));
    }
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    if (span_is(connect->cluster, "$cluster")) {
        return true;
    }
    struct scan attribute = {
        span_of(arena_print(reader->arena, "%.*s.endpoint", SPAN(connect->cluster)))};
    if (!reader->dictionary->endpoints && !read_value(reader, &attribute, &value)) {
        return false;
    }
    connect->endpoint = reader->dictionary->endpoints ? NULL : plain_text(reader->arena, &value);
    return true;
}

static bool read_connection(struct reader *reader, struct scan *scan, int *name)
{
    struct span word = scan_name(scan);
    *name = name_find(reader, word);
    return (*name != NO_NAME && reader->wire[*name].binding == WIRE_CONNECTED) ||
           (*name != NO_NAME && reader->wire[*name].binding == WIRE_OPENED) ||
           read_refuse(reader, "`%.*s` is not a connection made by a step before", SPAN(word));
}

static bool read_version(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    uint64_t version;
    if (!read_fitting(reader, scan, UINT32_MAX, &version)) {
        return false;
    }
    connect->version = (unsigned)version;
    return version == 2 || version == 3 || read_refuse(reader, "`version` is 2 or 3");
}

static bool read_order(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    struct span word = scan_name(scan);
    connect->big = span_is(word, "big");
    return connect->big || span_is(word, "little") ||
           read_refuse(reader, "`order` is little or big");
}

static bool read_syntax(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    struct span word = scan_name(scan);
    connect->ndr = span_is(word, "NDR") || span_is(word, "both");
    connect->ndr64 = span_is(word, "NDR64") || span_is(word, "both");
    return connect->ndr || connect->ndr64 || read_refuse(reader, "`syntax` is NDR, NDR64 or both");
}

static bool read_fragment(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    uint64_t fragment;
    if (!read_fitting(reader, scan, UINT16_MAX, &fragment)) {
        return false;
    }
    connect->fragment = (uint32_t)fragment;
    return fragment >= FRAGMENT_LEAST ||
           read_refuse(reader, "`fragment` is at least %d", FRAGMENT_LEAST);
}

static bool read_option(struct reader *reader, struct scan *scan, struct wire_connect *connect)
{
    struct span name = scan_name(scan);
    if (!expect(reader, scan, "=")) {
        return false;
    }
    connect->plain = false;
    if (span_is(name, "version")) {
        return read_version(reader, scan, connect);
    }
    if (span_is(name, "syntax")) {
        return read_syntax(reader, scan, connect);
    }
    if (span_is(name, "order")) {
        return read_order(reader, scan, connect);
    }
    if (span_is(name, "group")) {
        return read_connection(reader, scan, &connect->group);
    }
    return span_is(name, "fragment") ? read_fragment(reader, scan, connect)
                                     : read_refuse(reader, "connect has no `%.*s`", SPAN(name));
}

static bool read_connect(struct reader *reader, struct scan *scan, struct wire_step *wire)
{
    struct wire_connect *connect = arena_take(reader->arena, sizeof *connect);
    *connect = (struct wire_connect){
        .version = 3, .ndr = true, .group = NO_CONNECTION, .fragment = FRAGMENT, .plain = true};
    wire->connect = connect;
    wire->connection = NO_CONNECTION;
    if (!read_cluster(reader, scan, connect)) {
        return false;
    }
    while (scan_mark(scan, ",")) {
        if (wire->act == WIRE_OPEN) {
            return read_refuse(reader, "open takes a cluster and nothing else");
        }
        if (!read_option(reader, scan, connect)) {
            return false;
        }
    }
    return expect(reader, scan, ")");
}

/* -- calls on a connection -----------------------------------------------------------------------
 */

static bool read_method(struct reader *reader, struct scan *scan, bool each, struct wire_step *wire)
{
    struct slot slot[SLOTS_MAX];
    wire->opnum = (uint16_t)method_opnum(wire->method);
    wire->parts = method_slots(wire->method, slot);
    return arguments_read(reader, scan, method_text(wire->method), slot, wire->parts, ")", each,
                          &wire->part);
}

static bool read_call(struct reader *reader, struct scan *scan, struct wire_step *wire)
{
    uint64_t opnum;
    if (!read_fitting(reader, scan, OPNUM_MAX, &opnum)) {
        return false;
    }
    wire->opnum = (uint16_t)opnum;
    wire->method = slots_opnum(reader->wire[wire->connection].version, wire->opnum);
    (void)scan_mark(scan, ",");
    return parts_read(reader, scan, &wire->part, &wire->parts) && expect(reader, scan, ")");
}

/* p.pdu(TYPE, …), p.octets(…), or p.bind(…) and its like. */
static bool read_pdu(struct reader *reader, struct scan *scan, struct span call, struct step *step,
                     struct wire_step *wire)
{
    int type = wire_type_find(call);
    uint64_t number = type < 0 ? 0 : (uint64_t)type;
    struct wire_pdu pdu = {.bare = span_is(call, "octets"), .group = NO_CONNECTION};
    wire->act = WIRE_PDU;
    if (span_is(call, "pdu")) {
        if (!read_fitting(reader, scan, UINT8_MAX, &number)) {
            return false;
        }
        (void)scan_mark(scan, ",");
    } else if (!pdu.bare && type < 0) {
        return read_refuse(reader, "unknown call `%.*s`", SPAN(call));
    }
    pdu.type = (uint8_t)number;
    wire->pdu = &pdu;
    if (number == PDU_BIND) {
        reader->wire[wire->connection].bound_by = (size_t)(step - reader->script->step);
    }
    return reader->wire[wire->connection].binding != WIRE_OPENED
               ? read_refuse(reader, "PDUs are sent on a connection made by `open`")
               : pdu_read(reader, scan, wire);
}

static bool read_on_connection(struct reader *reader, struct scan *scan, struct span call,
                               struct step *step, struct wire_step *wire)
{
    unsigned version = reader->wire[wire->connection].version;
    const char *name = arena_print(reader->arena, "%.*s", SPAN(call));
    wire->method = slots_method(version, name);
    if (wire->method != NULL) {
        wire->act = WIRE_METHOD;
        return read_method(reader, scan, step->each, wire);
    }
    if (span_is(call, "call")) {
        wire->act = WIRE_CALL;
        return read_call(reader, scan, wire);
    }
    wire->act = span_is(call, "close")        ? WIRE_CLOSE
                : span_is(call, "answer")     ? WIRE_ANSWER
                : span_is(call, "unanswered") ? WIRE_UNANSWERED
                                              : WIRE_PDU;
    return wire->act == WIRE_PDU ? read_pdu(reader, scan, call, step, wire)
                                 : expect(reader, scan, ")");
}

/* -- the whole step ------------------------------------------------------------------------------
 */

static bool bind_name(struct reader *reader, struct span bound, struct step *step)
{
    const struct wire_step *wire = step->wire;
    bool connects = wire->act == WIRE_CONNECT || wire->act == WIRE_OPEN;
    unsigned handle = wire->method != NULL ? method_returns(wire->method) : 0;
    if (bound.length == 0) {
        return !connects || read_refuse(reader, "a connection needs a name");
    }
    if ((!connects && handle == 0) || wire->when != WIRE_AT_ONCE) {
        return read_refuse(reader, "there is nothing to bind to `%.*s`", SPAN(bound));
    }
    step->name = name_add(reader, bound);
    if (step->name == NO_NAME) {
        return read_refuse(reader, "more than %d names in one case", SCRIPT_NAMES);
    }
    reader->kind[step->name] = KIND_NONE;
    reader->wire[step->name] =
        (struct wire_name){.binding = wire->act == WIRE_CONNECT ? WIRE_CONNECTED
                                      : wire->act == WIRE_OPEN  ? WIRE_OPENED
                                                                : WIRE_HANDLE,
                           .handle = handle,
                           .version = wire->act == WIRE_CONNECT ? wire->connect->version : 3,
                           .bound_by = (size_t)(step - reader->script->step)};
    return true;
}

/* Does a PDU or a call go out, whose answer may be left for later? */
static bool may_wait(const struct wire_step *wire)
{
    return wire->act == WIRE_METHOD || wire->act == WIRE_CALL || wire->act == WIRE_PDU;
}

static bool fits(struct reader *reader, const struct step *step)
{
    const struct wire_step *wire = step->wire;
    if (wire->when != WIRE_AT_ONCE && !may_wait(wire)) {
        return read_refuse(reader, "`send` and `hold` stand before a method or a PDU");
    }
    if (wire->when == WIRE_HELD && wire->act != WIRE_PDU) {
        return read_refuse(reader, "`hold` stands before a PDU");
    }
    bool index = false;
    for (size_t n = 0; wire->act == WIRE_METHOD && n < wire->parts; n++) {
        index = index || wire->part[n].type == PART_INDEX;
    }
    return !step->each || index || read_refuse(reader, "a step with `each` needs the argument #");
}

bool wire_step_read(struct reader *reader, struct scan *scan, struct span bound, struct span call,
                    enum wire_when when, struct step *step)
{
    struct wire_step *wire = arena_take(reader->arena, sizeof *wire);
    const char *dot = memchr(call.at, '.', call.length);
    bool read;
    *wire = (struct wire_step){.when = when, .connection = NO_CONNECTION};
    step->wire = wire;
    step->call = &wire_call;
    if (!expect(reader, scan, "(")) {
        return false;
    }
    if (dot == NULL) {
        wire->act = span_is(call, "connect") ? WIRE_CONNECT : WIRE_OPEN;
        read = read_connect(reader, scan, wire);
    } else {
        struct scan name = {{call.at, (size_t)(dot - call.at)}};
        struct span what = {dot + 1, call.length - (size_t)(dot + 1 - call.at)};
        read = read_connection(reader, &name, &wire->connection) &&
               read_on_connection(reader, scan, what, step, wire);
    }
    if (wire->act == WIRE_UNANSWERED) {
        step->call = &wire_question;
    }
    return read && fits(reader, step) && bind_name(reader, bound, step);
}
