#include "errors_map.h"

enum { NOT_IMPLEMENTED = 120 }; /* ERROR_CALL_NOT_IMPLEMENTED */

const struct record *errors_mapped(const struct suite *suite, size_t n)
{
    for (size_t d = 1; d < suite->documents; d++) {
        for (size_t r = 0; r < suite->document[d].records; r++) {
            const struct record *record = &suite->document[d].record[r];
            if (span_is(record->type, "maps") && n-- == 0) {
                return record;
            }
        }
    }
    return NULL;
}

static int64_t mapped(const struct suite *suite, int64_t code)
{
    const struct record *record;
    for (size_t n = 0; (record = errors_mapped(suite, n)) != NULL; n++) {
        int64_t its;
        int64_t windows;
        struct span name = record_second(record);
        if (span_number(record->id, &its) && its == code &&
            (span_number(name, &windows) || spec_number(&suite->spec, name, &windows))) {
            return windows;
        }
    }
    return code;
}

void errors_map(const struct suite *suite, const struct call *call, struct answer *answer)
{
    bool returns = call->result == RESULT_CODE && answer->end == ANSWER_NUMBER;
    if (call->result == RESULT_WIRE || (!returns && !answer->coded)) {
        return;
    }
    int64_t *code = returns ? &answer->number : &answer->code;
    *code = mapped(suite, *code);
    if (*code == NOT_IMPLEMENTED && answer_failed(answer, call)) {
        *answer = (struct answer){.end = ANSWER_STUB, .value = answer->value};
    }
}
