/* Reading what is wanted of a step on the wire. */
#include <string.h>

#include "wire_read.h"

enum { WANTED_MAX = 24, SET_MAX = 64, CELLS_MAX_OF_ROW = 16 };

/* What words an act can answer. */
static bool answers_word(const struct wire_step *wire, struct span word)
{
    switch (wire->act) {
    case WIRE_CONNECT:
        return span_is(word, "bound") || span_is(word, "refused") || span_is(word, "closed");
    case WIRE_OPEN:
        return span_is(word, "open") || span_is(word, "closed");
    case WIRE_METHOD:
    case WIRE_CALL:
        return span_is(word, "refused") || span_is(word, "answered") || span_is(word, "closed");
    case WIRE_PDU:
    case WIRE_ANSWER:
        return span_is(word, "refused") || span_is(word, "answered") || span_is(word, "closed") ||
               wire_type_find(word) >= 0;
    case WIRE_CLOSE:
    case WIRE_UNANSWERED:
        return false;
    }
    return false;
}

/* Does a method's own result, a handle or a number, answer the step? */
static bool answers_result(const struct wire_step *wire, enum want_result result)
{
    bool handle = result == WANT_HANDLE || result == WANT_NULL;
    switch (wire->act) {
    case WIRE_METHOD:
        return handle == (method_returns(wire->method) != 0);
    case WIRE_CALL:
        return wire->method == NULL ? !handle : handle == (method_returns(wire->method) != 0);
    case WIRE_ANSWER:
        return true;
    case WIRE_UNANSWERED:
        return result == WANT_RANGE;
    default:
        return false;
    }
}

static bool take_word(struct scan *scan, const char *word)
{
    struct scan ahead = *scan;
    if (!span_is(scan_name(&ahead), word)) {
        return false;
    }
    *scan = ahead;
    return true;
}

static bool read_number_result(struct reader *reader, struct scan *scan, struct want *want)
{
    static const struct {
        const char *word;
        int64_t number;
    } words[] = {{"TRUE", 1}, {"FALSE", 0}, {"zero", 0}};
    want->result = WANT_RANGE;
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        if (take_word(scan, words[n].word)) {
            want->low = want->high = words[n].number;
            return true;
        }
    }
    if (!read_numeric(reader, scan, &want->low)) {
        return false;
    }
    want->high = want->low;
    return !scan_mark(scan, "..") || read_numeric(reader, scan, &want->high);
}

static bool read_result(struct reader *reader, struct scan *scan, const struct wire_step *wire,
                        struct want *want)
{
    static const struct {
        const char *word;
        enum want_result result;
    } results[] = {{"handle", WANT_HANDLE}, {"NULL", WANT_NULL}, {"error", WANT_ERROR}};
    struct span all = scan->left;
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    if (take_word(scan, "any")) {
        want->result = WANT_ANY;
        return true;
    }
    if (answers_word(wire, word)) {
        *scan = ahead;
        want->word = word;
        want->result = span_is(word, "refused")    ? WANT_REFUSED
                       : span_is(word, "answered") ? WANT_ANSWERED
                                                   : WANT_WORD;
        if (!span_is(word, "fault")) {
            return true;
        }
    }
    if (span_is(word, "fault")) {
        *scan = ahead;
        want->result = WANT_FAULT;
        return (wire->act != WIRE_CONNECT && wire->act != WIRE_OPEN &&
                read_numeric(reader, scan, &want->low)) ||
               read_refuse(reader, "a call or a PDU is answered by `fault STATUS`");
    }
    for (size_t n = 0; n < sizeof results / sizeof results[0]; n++) {
        if (take_word(scan, results[n].word)) {
            want->result = results[n].result;
            return answers_result(wire, want->result) ||
                   read_refuse(reader, "the step never gives `%.*s`", SPAN(word));
        }
    }
    if (!read_number_result(reader, scan, want)) {
        return false;
    }
    return answers_result(wire, WANT_RANGE) ||
           read_refuse(reader, "the step never gives `%.*s`", SPAN(scan_since(all, scan)));
}

/* -- values --------------------------------------------------------------------------------------
 */

static bool is_numbered(struct span name, const char *stem)
{
    size_t length = strlen(stem);
    bool digits = name.length > length && memcmp(name.at, stem, length) == 0;
    for (size_t n = length; digits && n < name.length; n++) {
        digits = name.at[n] >= '0' && name.at[n] <= '9';
    }
    return digits;
}

static bool is_one_of(struct span name, const char *const *names)
{
    while (*names != NULL && !span_is(name, *names)) {
        names++;
    }
    return *names != NULL;
}

static bool is_pdu_value(struct span name)
{
    static const char *const names[] = {"rpc_vers",
                                        "rpc_vers_minor",
                                        "PTYPE",
                                        "pfc_flags",
                                        "packed_drep",
                                        "frag_length",
                                        "auth_length",
                                        "call_id",
                                        "max_xmit_frag",
                                        "max_recv_frag",
                                        "assoc_group_id",
                                        "sec_addr",
                                        "sec_addr_length",
                                        "n_results",
                                        "provider_reject_reason",
                                        "alloc_hint",
                                        "p_cont_id",
                                        "cancel_count",
                                        "stub_length",
                                        "stub",
                                        "status",
                                        NULL};
    return is_one_of(name, names) || is_numbered(name, "result") || is_numbered(name, "reason") ||
           is_numbered(name, "syntax");
}

static bool is_connect_value(struct span name)
{
    static const char *const names[] = {"syntax",
                                        "assoc_group_id",
                                        "max_xmit_frag",
                                        "max_recv_frag",
                                        "provider_reject_reason",
                                        "reason0",
                                        NULL};
    return is_one_of(name, names);
}

/* How the step's answer holds the value of that name. An answer that comes later may be any
 * method's. */
static enum output output_of(const struct wire_step *wire, struct span name)
{
    switch (wire->act) {
    case WIRE_CONNECT:
        return is_connect_value(name) ? OUTPUT_PLAIN : OUTPUT_NONE;
    case WIRE_METHOD:
    case WIRE_CALL:
        if (wire->method != NULL) {
            enum output output = method_output(wire->method, name.at, name.length);
            if (output != OUTPUT_NONE) {
                return output;
            }
        }
        return is_pdu_value(name) ? OUTPUT_PLAIN : OUTPUT_NONE;
    case WIRE_PDU:
        return is_pdu_value(name) ? OUTPUT_PLAIN : OUTPUT_NONE;
    case WIRE_ANSWER:
        return OUTPUT_ROWS;
    default:
        return OUTPUT_NONE;
    }
}

/* A word that stands for itself, a range, or a value. */
static bool read_cell(struct reader *reader, struct scan *scan, struct value *value)
{
    static const char *const words[] = {"any", "handle", "zero", "NULL", "NDR", "NDR64", "other"};
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        if (take_word(scan, words[n])) {
            *value = (struct value){.type = VALUE_WORD, .word = span_of(words[n])};
            return true;
        }
    }
    if (!read_value(reader, scan, value)) {
        return false;
    }
    if (!scan_mark(scan, "..")) {
        return true;
    }
    value->type = VALUE_RANGE;
    return (value->numeric && read_numeric(reader, scan, &value->high)) ||
           read_refuse(reader, "A..B are numbers");
}

/* {member, member}, whose brace is open. */
static bool read_cells(struct reader *reader, struct scan *scan, struct value *row)
{
    struct value *cell = arena_take(reader->arena, CELLS_MAX_OF_ROW * sizeof *cell);
    *row = (struct value){.type = VALUE_LIST, .cell = cell};
    while (!scan_mark(scan, "}")) {
        if (row->count == CELLS_MAX_OF_ROW) {
            return read_refuse(reader, "more than %d members in { }", CELLS_MAX_OF_ROW);
        }
        if (!read_cell(reader, scan, &cell[row->count++])) {
            return false;
        }
        if (!scan_mark(scan, ",") && !scan_sees(*scan, "}")) {
            return read_refuse(reader, "a } was expected at `%.*s`", SPAN(scan->left));
        }
    }
    return true;
}

/* {row, row, ...}, or the members of a structure; the brace is open. */
static bool read_rows(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    struct value *row = arena_take(reader->arena, SET_MAX * sizeof *row);
    wanted->value = row;
    while (!scan_mark(scan, "}")) {
        if (scan_mark(scan, "...")) {
            wanted->at_least = true;
        } else if (wanted->count == SET_MAX) {
            return read_refuse(reader, "more than %d values in { }", SET_MAX);
        } else {
            struct value *next = &row[wanted->count++];
            bool read = scan_mark(scan, "{") ? read_cells(reader, scan, next)
                                             : read_cell(reader, scan, next);
            if (!read) {
                return false;
            }
        }
        if (!scan_mark(scan, ",") && !scan_sees(*scan, "}")) {
            return read_refuse(reader, "a } was expected at `%.*s`", SPAN(scan->left));
        }
    }
    return wanted->type != WANTED_ROW || !wanted->at_least ||
           read_refuse(reader, "a structure has all its members");
}

static bool read_plain(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    struct value *value = arena_take(reader->arena, sizeof *value);
    wanted->type = WANTED_VALUE;
    wanted->value = value;
    wanted->count = 1;
    return read_cell(reader, scan, value);
}

static bool read_wanted(struct reader *reader, struct scan *scan, enum output output,
                        struct wanted *wanted)
{
    int name;
    if (take_word(scan, "any")) {
        wanted->type = WANTED_ANY;
        return true;
    }
    if (take_word(scan, "has")) {
        wanted->type = WANTED_HAS;
        return read_numeric(reader, scan, &wanted->low);
    }
    if (take_word(scan, "lacks")) {
        wanted->type = WANTED_LACKS;
        return read_numeric(reader, scan, &wanted->low);
    }
    if (read_group(reader, scan, &name)) {
        wanted->type = WANTED_GROUP;
        wanted->low = (int64_t)reader->wire[name].bound_by;
        return true;
    }
    if (scan_mark(scan, "{")) {
        wanted->type = output == OUTPUT_ROW ? WANTED_ROW : WANTED_SET;
        return output != OUTPUT_PLAIN
                   ? read_rows(reader, scan, wanted)
                   : read_refuse(reader, "`%.*s` has no rows", SPAN(wanted->name));
    }
    return read_plain(reader, scan, wanted);
}

bool wire_want_read(struct reader *reader, struct scan *scan, const struct step *step,
                    struct want *want)
{
    struct span all = scan->left;
    struct wanted wanted[WANTED_MAX] = {{.type = WANTED_ANY}};
    if (step->wire->act == WIRE_CLOSE) {
        return read_refuse(reader, "nothing answers `close`");
    }
    if (step->wire->when != WIRE_AT_ONCE) {
        return read_refuse(reader, "a step with `send` or `hold` has no answer");
    }
    if (!read_result(reader, scan, step->wire, want)) {
        return false;
    }
    while (scan_mark(scan, ",")) {
        if (want->count == WANTED_MAX) {
            return read_refuse(reader, "too many values are wanted");
        }
        struct wanted *next = &wanted[want->count++];
        next->name = scan_name(scan);
        enum output output = output_of(step->wire, next->name);
        if (output == OUTPUT_NONE) {
            return read_refuse(reader, "no answer to this step has `%.*s`", SPAN(next->name));
        }
        if (!expect(reader, scan, "=") || !read_wanted(reader, scan, output, next)) {
            return false;
        }
    }
    struct wanted *kept = arena_take(reader->arena, want->count * sizeof *kept);
    memcpy(kept, wanted, want->count * sizeof *kept);
    want->wanted = kept;
    want->text = scan_since(all, scan);
    return true;
}
