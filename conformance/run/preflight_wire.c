/* The preflight of an endpoint: a case of its own, made from the fixture. */
#include <string.h>

#include "base/growing.h"
#include "execute.h"
#include "preflight_parts.h"
#include "script/case.h"

enum { STEP_CONNECT, STEP_NAME, ACCESS_DENIED = 5 };

/* Reasons of a bind_nak that say nothing of authentication (C706 12.6.3.1, p_reject_reason_t). */
enum { LOCAL_LIMIT = 2, PROTOCOL_VERSION = 4 };

struct asking {
    const struct preflight_work *work;
    const struct script *script;
    FILE *out;
};

static void put_objects(const struct record *fixture, struct growing *text)
{
    for (size_t f = 1; fixture != NULL && f < fixture->fields; f++) {
        for (size_t n = 0; n < PREFLIGHT_OBJECTS; n++) {
            if (span_is(fixture->field[f].word, preflight_objects[n].field)) {
                struct span rest = fixture->field[f].rest;
                struct span name = span_word(&rest);
                growing_text(text, "        a.ApiOpen%s(%.*s)\n",
                             kind_name(preflight_objects[n].kind), SPAN(name));
            }
        }
    }
}

static const struct preflight_object *object_of(const struct step *step)
{
    for (size_t n = 0; n < PREFLIGHT_OBJECTS; n++) {
        if (strcmp(method_text(step->wire->method) + strlen("ApiOpen"),
                   kind_name(preflight_objects[n].kind)) == 0) {
            return &preflight_objects[n];
        }
    }
    return NULL;
}

/* The $name that the step asks for. */
static struct span name_of(const struct step *step)
{
    const char *open = memchr(step->text.at, '$', step->text.length);
    struct scan scan = {{open, step->text.length - (size_t)(open - step->text.at)}};
    return scan_name(&scan);
}

static void judge_connect(const struct asking *asking, const struct answer *answer,
                          const char *text)
{
    const struct answer_value *reason = answer_value(answer, span_of("provider_reject_reason"));
    int64_t number = reason != NULL ? reason->value->number : LOCAL_LIMIT;
    const char *file = asking->work->subject->file;
    if (answer->end == ANSWER_WORD && span_is(answer->cause, "bound")) {
        return;
    }
    if (number != LOCAL_LIMIT && number != PROTOCOL_VERSION) {
        child_tell(asking->out, "privacy\n");
    } else if (answer->end == ANSWER_WORD && span_is(answer->cause, "closed")) {
        child_tell(asking->out, "cannot nobody answers a bind at %s\n", file);
    } else {
        child_tell(asking->out, "cannot %s does not bind clusapi 3.0 in NDR: %.300s\n", file, text);
    }
}

static void judge_name(const struct asking *asking, const struct answer *answer, const char *text)
{
    if (answer->end == ANSWER_FAULT && answer->number == ACCESS_DENIED) {
        child_tell(asking->out, "privacy\n");
    } else if (answer->end != ANSWER_NUMBER && answer->end != ANSWER_FAULT) {
        child_tell(asking->out, "cannot %s does not answer ApiGetClusterName: %.300s\n",
                   asking->work->subject->file, text);
    }
}

static void judge_object(const struct asking *asking, const struct step *step,
                         const struct answer *answer)
{
    const struct preflight_object *object = object_of(step);
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    bool missing =
        answer->end == ANSWER_NULL && status != NULL && status->value->number == object->not_found;
    struct span name = name_of(step);
    child_tell(asking->out, "%s %d %.*s\n", missing ? "missing" : "found", (int)object->kind,
               SPAN(name));
}

static void begins(void *context, size_t s)
{
    const struct asking *asking = context;
    child_tell(asking->out, "asking %.*s\n", SPAN(asking->script->step[s].text));
}

static void answered(void *context, size_t s, const struct answer *answer)
{
    const struct asking *asking = context;
    const struct step *step = &asking->script->step[s];
    char text[400];
    (void)answer_print(answer, step->call, NULL, text, sizeof text);
    if (s == STEP_CONNECT) {
        judge_connect(asking, answer, text);
    } else if (s == STEP_NAME) {
        judge_name(asking, answer, text);
    } else {
        judge_object(asking, step, answer);
    }
}

static void keep(void *context, const struct script *script)
{
    struct asking *asking = context;
    asking->script = script;
}

void preflight_wire(const struct preflight_work *work, FILE *out)
{
    struct asking asking = {work, NULL, out};
    struct witness witness = {begins, answered, &asking};
    struct arena arena = {NULL};
    struct growing text = {.octets = NULL};
    struct document document;
    struct problem problem;
    growing_text(&text,
                 "case preflight\n    a = connect($cluster)\n        a.ApiGetClusterName()\n");
    put_objects(work->dictionary->fixture, &text);
    bool opened =
        document_open(&document, PREFLIGHT, (const char *)text.octets, text.length, &problem);
    if (opened &&
        case_read(&document.record[0], work->dictionary, &arena, keep, &asking, &problem)) {
        execute(asking.script, work->subject, &witness);
    } else {
        child_tell(out, "cannot the preflight: %s\n", problem.what);
    }
    if (opened) {
        document_close(&document);
    }
    growing_free(&text);
    arena_free(&arena);
}
