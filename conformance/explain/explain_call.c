/* What is called: functions of the API and methods of the protocol. */
#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "explain_method.h"

static bool calls_function(const struct script *script, const void *what)
{
    for (size_t s = 0; s < script->steps; s++) {
        if (script->step[s].wire == NULL && script->step[s].call == what) {
            return true;
        }
    }
    return false;
}

static const char *const failure_words[] = {
    [RESULT_HANDLE] = "a handle; NULL says that it failed, the last error why",
    [RESULT_BOOL] = "TRUE; FALSE says that it failed, the last error why",
    [RESULT_STATE] = "a state; -1 says that it failed, the last error why",
    [RESULT_CODE] = "an error code; the last error says nothing",
    [RESULT_COUNT] = "a number; none says that it failed"};

/* Function and method of the same task: OpenClusterNetwork and ApiOpenNetwork. */
static const struct method *method_like(const char *function)
{
    char name[80] = "Api";
    const char *cluster = strstr(function, "Cluster");
    const struct method *method = NULL;
    if (cluster != NULL && strlen(function) < 60) {
        (void)snprintf(name, sizeof name, "Api%.*s%s", (int)(cluster - function), function,
                       cluster + strlen("Cluster"));
        method = slots_method(3, name);
    }
    if (method == NULL && strlen(function) < 60) {
        (void)snprintf(name, sizeof name, "Api%s", function);
        method = slots_method(3, name);
    }
    return method;
}

bool explain_function(const struct explaining *explaining, const char *word)
{
    const struct call *call = call_find(span_of(word));
    if (call == NULL) {
        return false;
    }
    (void)printf("%s, a function of the API\n", word);
    (void)printf("  returns    %s\n", failure_words[call->result]);
    const struct method *method = method_like(word);
    if (method != NULL) {
        (void)printf("  see also   %s, opnum %u\n", method_text(method), method_opnum(method));
    }
    explain_named_by(explaining, word);
    (void)explain_cases(explaining->suite, calls_function, call);
    return true;
}

/* -- methods
 * ---------------------------------------------------------------------------------------------- */

static bool calls_method(const struct script *script, const void *what)
{
    unsigned opnum = method_opnum(what);
    for (size_t s = 0; s < script->steps; s++) {
        const struct wire_step *wire = script->step[s].wire;
        if (wire != NULL && (wire->act == WIRE_METHOD || wire->act == WIRE_CALL) &&
            wire->opnum == opnum) {
            return true;
        }
    }
    return false;
}

static bool is_of_opnum(struct span where, unsigned opnum)
{
    char prefix[16];
    size_t length = (size_t)snprintf(prefix, sizeof prefix, "%u.", opnum);
    return where.length >= length && memcmp(where.at, prefix, length) == 0;
}

/* What a foreign decoder is known to make of the method's stubs. */
static void print_decoders(const struct background *background, unsigned opnum)
{
    const struct record *record;
    for (size_t n = 0; (record = background_record(background, "differs", n)) != NULL; n++) {
        struct span rest = record_field(record, "where", 0)->rest;
        bool found = false;
        for (struct span word = span_word(&rest); word.length > 0; word = span_word(&rest)) {
            found = found || is_of_opnum(word, opnum);
        }
        if (found) {
            char prose[1000];
            (void)field_prose(record_field(record, "vendor", 0), 0, prose, sizeof prose);
            (void)printf("  %-10.*s %s\n", SPAN(background_of(record)), prose);
            (void)field_prose(record_field(record, "why", 0), 0, prose, sizeof prose);
            (void)printf("             (%.*s: %s)\n",
                         SPAN(record_field(record, "verdict", 0)->rest), prose);
        }
    }
}

static void print_served(const struct background *background, const char *name)
{
    struct span served = background_serves(background, name);
    static const struct {
        const char *word;
        const char *means;
    } texts[] = {
        {"served", "carries it out on the modelled cluster"},
        {"120", "checks handles and access, then answers ERROR_CALL_NOT_IMPLEMENTED"},
        {"0x6D1", "answers 0x6D1: the opnum is reserved"},
        {"local", "answers ERROR_CALL_NOT_IMPLEMENTED: a client must not send it"},
    };
    for (size_t n = 0; n < sizeof texts / sizeof texts[0]; n++) {
        if (span_is(served, texts[n].word)) {
            (void)printf("  reference  %s\n", texts[n].means);
        }
    }
}

bool explain_method(const struct explaining *explaining, const char *word)
{
    int64_t opnum;
    const struct method *method = slots_method(3, word);
    if (method == NULL && span_number(span_of(word), &opnum) && opnum >= 0 && opnum <= OPNUM_MAX) {
        method = slots_opnum(3, (unsigned)opnum);
    }
    if (method == NULL) {
        return false;
    }
    explain_print_method(method);
    explain_named_by(explaining, method_text(method));
    print_served(explaining->background, method_text(method));
    (void)explain_cases(explaining->suite, calls_method, method);
    print_decoders(explaining->background, method_opnum(method));
    return true;
}
