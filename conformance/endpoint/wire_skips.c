/* Which wire cases a subject can be asked. */
#include "wire_run.h"

/* What the lines of cmd: cannot say of a connection. */
static bool needs_pdus(const struct step *step)
{
    const struct wire_step *wire = step->wire;
    bool fields = wire->act == WIRE_CONNECT && step->want.count > 0;
    bool options = wire->connect != NULL && !wire->connect->plain;
    return wire->act == WIRE_OPEN || wire->act == WIRE_UNANSWERED || wire->when != WIRE_AT_ONCE ||
           fields || options;
}

static bool is_elsewhere(const struct step *step)
{
    const struct wire_connect *connect = step->wire->connect;
    return connect != NULL && !span_is(connect->cluster, "$cluster");
}

const char *wire_skips(const struct script *script, const struct subject_type *type)
{
    if (!script->wired || type->connect == NULL) {
        return NULL;
    }
    for (size_t s = 0; s < script->steps && type->lines; s++) {
        if (needs_pdus(&script->step[s])) {
            return "the lines of cmd: carry methods alone, not connections and PDUs";
        }
        if (is_elsewhere(&script->step[s])) {
            return "the program of cmd: serves $cluster alone";
        }
    }
    return NULL;
}
