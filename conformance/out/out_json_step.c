/* JSON: a step and its answer, in the notation and taken apart. */
#include "out_json.h"

#include "base/out_file.h"

void json_string(FILE *file, const char *text)
{
    (void)fputc('"', file);
    out_json_text(file, text);
    (void)fputc('"', file);
}

void json_span(FILE *file, struct span span)
{
    char text[TEXT_LINE_MAX + 1];
    (void)snprintf(text, sizeof text, "%.*s", SPAN(span));
    json_string(file, text);
}

/* The units are what \u in a JSON string means. */
static void print_units(FILE *file, const struct value *value)
{
    (void)fputc('"', file);
    for (size_t n = 0; n < value->count; n++) {
        uint16_t unit = value->units[n];
        bool plain = unit >= ' ' && unit < 0x7F && unit != '"' && unit != '\\';
        (void)fprintf(file, plain ? "%c" : "\\u%04x", unit);
    }
    (void)fputc('"', file);
}

static void print_octets(FILE *file, const struct value *value)
{
    (void)fputs("{\"octets\": \"", file);
    for (size_t n = 0; n < value->count; n++) {
        (void)fprintf(file, "%02x", value->octets[n]);
    }
    (void)fputs("\"}", file);
}

static void print_plain(FILE *file, const struct value *value)
{
    switch (value->type) {
    case VALUE_NUMBER:
        (void)fprintf(file, "%lld", (long long)value->number);
        break;
    case VALUE_STRING:
        print_units(file, value);
        break;
    case VALUE_OCTETS:
        print_octets(file, value);
        break;
    case VALUE_KEPT:
        (void)fputs("{\"word\": \"kept\"}", file);
        break;
    case VALUE_WORD:
        (void)fputs("{\"word\": ", file);
        json_span(file, value->word);
        (void)fputc('}', file);
        break;
    case VALUE_LIST:  /* a row: print_cell goes through it */
    case VALUE_RANGE: /* only wanted, never an answer */
        break;
    }
}

static void print_cell(FILE *file, const struct value *value)
{
    (void)fputs(value->overrun ? "{\"overrun\": " : "", file);
    if (value->type == VALUE_LIST) { /* which holds no other */
        (void)fputc('[', file);
        for (size_t n = 0; n < value->count; n++) {
            (void)fputs(n == 0 ? "" : ", ", file);
            print_plain(file, &value->cell[n]);
        }
        (void)fputc(']', file);
    } else {
        print_plain(file, value);
    }
    (void)fputs(value->overrun ? "}" : "", file);
}

static void print_values(FILE *file, const struct answer *answer)
{
    (void)fputs(", \"values\": {", file);
    for (size_t v = 0; v < answer->values; v++) {
        const struct answer_value *value = &answer->value[v];
        (void)fputs(v == 0 ? "" : ", ", file);
        json_span(file, value->name);
        (void)fputs(value->list ? ": [" : ": ", file);
        for (size_t n = 0; n < value->count; n++) {
            (void)fputs(n == 0 ? "" : ", ", file);
            print_cell(file, &value->value[n]);
        }
        (void)fputs(value->list ? "]" : "", file);
    }
    (void)fputc('}', file);
}

/* `"number": 6, "name": "ERROR_INVALID_HANDLE"`, without the name where the code has none. */
static void print_code(FILE *file, int64_t code, const struct dictionary *names)
{
    const struct record *error = code != 0 ? spec_error(names->spec, code) : NULL;
    (void)fprintf(file, "\"number\": %lld", (long long)code);
    if (error != NULL) {
        (void)fputs(", \"name\": ", file);
        json_span(file, error->id);
    }
}

static const char *result_word(enum answer_end end)
{
    static const char *const words[] = {
        [ANSWER_NONE] = "none",     [ANSWER_HANDLE] = "handle",       [ANSWER_NULL] = "NULL",
        [ANSWER_NUMBER] = "number", [ANSWER_CRASH] = "crash",         [ANSWER_TIMEOUT] = "timeout",
        [ANSWER_ABSENT] = "absent", [ANSWER_STUB] = "stub",           [ANSWER_WORD] = "word",
        [ANSWER_FAULT] = "fault",   [ANSWER_MALFORMED] = "malformed",
    };
    return words[end];
}

/* What the call itself gave. */
static void print_result(FILE *file, const struct answer *answer, const struct call *call,
                         const struct dictionary *names)
{
    bool code = call->result == RESULT_CODE || call->result == RESULT_WIRE;
    (void)fprintf(file, ", \"result\": {\"is\": \"%s\"", result_word(answer->end));
    if (answer->end == ANSWER_NUMBER && code) {
        (void)fputs(", ", file);
        print_code(file, answer->number, names);
    } else if (answer->end == ANSWER_NUMBER || answer->end == ANSWER_FAULT) {
        (void)fprintf(file, ", \"number\": %lld", (long long)answer->number);
    } else if (answer->end == ANSWER_MALFORMED) {
        (void)fprintf(file, ", \"offset\": %lld", (long long)answer->number);
    }
    if (answer->cause.length > 0) {
        (void)fputs(", \"word\": ", file);
        json_span(file, answer->cause);
    }
    (void)fputc('}', file);
}

void json_step(FILE *file, const struct report *report, const struct case_result *result,
               size_t step)
{
    struct arena arena = {NULL};
    const struct answer *answer = &result->answer[step];
    const struct dictionary *names = &report->suite->dictionary;
    bool made = answer->end != ANSWER_NONE;
    (void)fputs("{\"step\": ", file);
    json_span(file, result->script->step[step].text);
    (void)fputs(", \"answer\": ", file);
    json_string(file, made ? report_answer(report, result, step, &arena) : "");
    if (made) {
        print_result(file, answer, result->script->step[step].call, names);
    }
    if (answer->coded) {
        (void)fputs(", \"error\": {", file);
        print_code(file, answer->code, names);
        (void)fputc('}', file);
    }
    if (answer->values > 0) {
        print_values(file, answer);
    }
    (void)fputc('}', file);
    arena_free(&arena);
}
