#include "ledger.h"

bool ledger_is_ended(const struct ledger *ledger, int entry)
{
    for (int at = ledger->entry[entry].origin; at != NOBODY; at = ledger->entry[at].origin) {
        if (ledger->entry[at].kind == KIND_CLUSTER && ledger->entry[at].closed) {
            return true;
        }
    }
    return false;
}

static bool comes_from(const struct ledger *ledger, int entry, int origin)
{
    for (int at = ledger->entry[entry].origin; at != NOBODY; at = ledger->entry[at].origin) {
        if (at == origin) {
            return true;
        }
    }
    return false;
}

static int first_origin(const struct ledger *ledger, int entry)
{
    while (ledger->entry[entry].origin != NOBODY) {
        entry = ledger->entry[entry].origin;
    }
    return entry;
}

/* CC-4: is an object handle still open that was obtained from this cluster handle? */
static bool is_in_use(const struct ledger *ledger, int cluster)
{
    for (int n = 0; n < ledger->entries; n++) {
        if (ledger->entry[n].kind != KIND_CLUSTER && !ledger->entry[n].closed &&
            comes_from(ledger, n, cluster)) {
            return true;
        }
    }
    return false;
}

/* INVALID_HANDLE_VALUE where it stands for a new port, or for no cluster; an existing port needs
 * one (CNP-6). */
static bool is_left_out(const struct step *step, size_t n)
{
    const struct argument *argument = &step->argument[n];
    char letter = step->call->shape->parameters[n];
    if (argument->type != ARGUMENT_NUMBER || argument->number != -1) {
        return false;
    }
    return letter == 'P' || (letter == 'C' && step->argument[0].type != ARGUMENT_NAME);
}

static enum misuse of_argument(const struct ledger *ledger, const struct step *step, size_t n)
{
    const struct argument *argument = &step->argument[n];
    bool may_be_null = letter_takes_null(step->call->shape->parameters[n]);
    if (is_left_out(step, n)) {
        return MISUSE_NONE;
    }
    if (argument->type == ARGUMENT_NULL) {
        return may_be_null ? MISUSE_NONE : MISUSE_NULL;
    }
    if (argument->type != ARGUMENT_NAME) {
        return MISUSE_INVENTED;
    }
    int entry = ledger->bound[argument->name];
    if (entry == NOBODY) {
        return MISUSE_NULL;
    }
    enum kind wanted = call_takes(step->call, n);
    if (wanted != KIND_ANY && ledger->entry[entry].kind != wanted) {
        return MISUSE_KIND;
    }
    if (ledger->entry[entry].closed) {
        return MISUSE_CLOSED;
    }
    return ledger_is_ended(ledger, entry) ? MISUSE_ENDED : MISUSE_NONE;
}

/* The entry of the step's first argument, or NOBODY. */
static int given(const struct ledger *ledger, const struct step *step)
{
    bool named = call_takes(step->call, 0) != KIND_NONE && step->argument[0].type == ARGUMENT_NAME;
    return named ? ledger->bound[step->argument[0].name] : NOBODY;
}

static enum misuse of_close(const struct ledger *ledger, const struct step *step)
{
    if (step->call->relation != RELATION_CLOSES) {
        return MISUSE_NONE;
    }
    if (step->repeat > 1) {
        return MISUSE_CLOSED;
    }
    return step->call->takes == KIND_CLUSTER && is_in_use(ledger, given(ledger, step))
               ? MISUSE_IN_USE
               : MISUSE_NONE;
}

static enum misuse of_step(const struct ledger *ledger, const struct step *step)
{
    for (size_t n = 0; step->call->shape->parameters[n] != '\0'; n++) {
        if (call_takes(step->call, n) == KIND_NONE) {
            continue;
        }
        enum misuse misuse = of_argument(ledger, step, n);
        if (misuse != MISUSE_NONE) {
            return misuse;
        }
        bool free = call_takes(step->call, 0) == KIND_PORT; /* a port may know several clusters */
        if (n > 0 && !free && step->argument[n].type == ARGUMENT_NAME &&
            first_origin(ledger, ledger->bound[step->argument[n].name]) !=
                first_origin(ledger, given(ledger, step))) {
            return MISUSE_FOREIGN;
        }
    }
    return of_close(ledger, step);
}

static int enter(struct ledger *ledger, enum kind kind, int origin)
{
    ledger->entry[ledger->entries] = (struct ledger_entry){.kind = kind, .origin = origin};
    return ledger->entries++;
}

/* What the step did to the handles. */
static void record_step(struct ledger *ledger, const struct step *step, const struct answer *answer)
{
    int origin = given(ledger, step);
    bool closes = step->call->relation == RELATION_CLOSES && origin != NOBODY;
    if (closes && ledger->entry[origin].kind == step->call->takes) {
        ledger->entry[origin].closed = true;
    }
    if (step->call->result != RESULT_HANDLE) {
        return;
    }
    if (step->repeat > 1) { /* those before the last have no name and stay open */
        (void)enter(ledger, step->call->gives, origin);
    }
    int entry = answer->end == ANSWER_HANDLE ? enter(ledger, step->call->gives, origin) : NOBODY;
    if (step->name != NO_NAME) {
        ledger->bound[step->name] = entry;
    }
}

void ledger_start(struct ledger *ledger)
{
    *ledger = (struct ledger){.entries = 0};
    for (int n = 0; n < SCRIPT_NAMES; n++) {
        ledger->bound[n] = NOBODY;
    }
}

enum misuse ledger_take(struct ledger *ledger, const struct step *step, const struct answer *answer)
{
    enum misuse misuse = of_step(ledger, step);
    record_step(ledger, step, answer);
    return misuse;
}

size_t ledger_first_misuse(const struct script *script, const struct answer *answer,
                           enum misuse *why)
{
    struct ledger ledger;
    ledger_start(&ledger);
    for (size_t s = 0; s < script->steps; s++) {
        if (answer[s].end == ANSWER_NONE) {
            continue;
        }
        *why = ledger_take(&ledger, &script->step[s], &answer[s]);
        if (*why != MISUSE_NONE) {
            return s;
        }
    }
    *why = MISUSE_NONE;
    return script->steps;
}

const char *misuse_text(enum misuse misuse)
{
    switch (misuse) {
    case MISUSE_NONE:
        return "no misuse";
    case MISUSE_NULL:
        return "NULL is passed as a handle";
    case MISUSE_INVENTED:
        return "an invented handle is passed";
    case MISUSE_KIND:
        return "a handle of another kind is passed";
    case MISUSE_CLOSED:
        return "a closed handle is passed";
    case MISUSE_ENDED:
        return "the handle was obtained from a cluster handle that is closed";
    case MISUSE_IN_USE:
        return "the cluster handle is closed while a handle obtained from it is open";
    case MISUSE_FOREIGN:
        return "handles from different cluster handles are combined";
    }
    return "";
}
