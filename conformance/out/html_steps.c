/* The steps of a case with their answers, and the handles that it touches. */
#include <string.h>

#include "html.h"

enum { ANSWER_SHOWN = 400, OBJECTS_MAX = 32 };

void html_answer(FILE *file, const char *answer)
{
    char text[ANSWER_SHOWN + 8];
    size_t length = strlen(answer);
    (void)snprintf(text, sizeof text, "%.*s%s", ANSWER_SHOWN, answer,
                   length > ANSWER_SHOWN ? " …" : "");
    out_xml(file, text);
}

static void print_step(FILE *file, const struct report *report, const struct case_result *result,
                       size_t s, bool marked)
{
    const struct step *step = &result->script->step[s];
    (void)fprintf(file, "<li%s>", marked ? " class=wrong" : "");
    html_span(file, step->text);
    for (size_t n = 0; n < step->choices; n++) {
        (void)fputs("<i>", file);
        html_span(file, step->choice[n].text);
        (void)fputs("</i>", file);
    }
    if (result->answer != NULL && result->answer[s].end != ANSWER_NONE) {
        struct arena arena = {NULL};
        (void)fputs("<samp>", file);
        html_answer(file, report_answer(report, result, s, &arena));
        (void)fputs("</samp>", file);
        arena_free(&arena);
    }
    (void)fputc('\n', file);
}

void html_steps(FILE *file, const struct report *report, const struct case_result *result,
                const struct judgement *accusation)
{
    const struct script *script = result->script;
    (void)fputs("<ol>", file);
    for (size_t s = 0; s < script->steps; s++) {
        if (s > 0 && s == script->versus) {
            (void)fprintf(file, "</ol>\n<p class=note>versus%s</p>\n<ol start=%zu>",
                          script->versus_codes ? " codes" : "", s + 1);
        }
        print_step(file, report, result, s, accusation != NULL && accusation->step == s);
    }
    (void)fputs("</ol>\n", file);
}

/* Names of kinds, each once. */
struct objects {
    const char *name[OBJECTS_MAX];
    size_t count;
};

static void add_object(struct objects *objects, const char *name)
{
    for (size_t n = 0; n < objects->count; n++) {
        if (strcmp(objects->name[n], name) == 0) {
            return;
        }
    }
    if (name[0] != '\0' && objects->count < OBJECTS_MAX) {
        objects->name[objects->count++] = name;
    }
}

static void add_kind(struct objects *objects, enum kind kind)
{
    if (kind != KIND_ANY) {
        add_object(objects, kind_name(kind));
    }
}

static void add_method(struct objects *objects, const struct method *method)
{
    struct slot slot[SLOTS_MAX];
    size_t slots = method_slots(method, slot);
    for (size_t n = 0; n < slots; n++) {
        if (slot[n].takes == SLOT_HANDLE && slot[n].handle != 0) {
            add_object(objects, handle_type_name(slot[n].handle));
        }
    }
    if (method_returns(method) != 0) {
        add_object(objects, handle_type_name(method_returns(method)));
    }
}

void html_objects(FILE *file, const struct script *script)
{
    struct objects objects = {.count = 0};
    for (size_t s = 0; s < script->steps; s++) {
        const struct step *step = &script->step[s];
        if (step->wire != NULL && step->wire->method != NULL) {
            add_method(&objects, step->wire->method);
        }
        for (size_t n = 0; step->wire == NULL && step->call->shape->parameters[n] != '\0'; n++) {
            add_kind(&objects, call_takes(step->call, n));
        }
        if (step->wire == NULL) {
            add_kind(&objects, step->call->gives);
        }
    }
    for (size_t n = 0; n < objects.count; n++) {
        (void)fprintf(file, "%s%s", n == 0 ? "" : " ", objects.name[n]);
    }
}
