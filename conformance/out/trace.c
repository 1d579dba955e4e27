/* A result as a case of the notation: the steps and what came of them. */
#include <string.h>

#include "base/growing.h"
#include "base/out_file.h"
#include "out.h"

enum { LINE_MAX_WRITTEN = 3000 };

static void print_ids(FILE *out, const char *field, const struct span *id, size_t count)
{
    for (size_t n = 0; n < count; n++) {
        (void)fprintf(out, "%s%.*s", n == 0 ? field : " ", SPAN(id[n]));
    }
    if (count > 0) {
        (void)fputc('\n', out);
    }
}

static void print_head(FILE *out, const struct script *script, const char *skip)
{
    (void)fprintf(out, "case      %s\n", script->id);
    print_ids(out, "clause    ", script->clause, script->clauses);
    print_ids(out, "decides   ", script->decides, script->decided);
    for (size_t n = 0; n < script->unders; n++) {
        (void)fprintf(out, "under     %.*s %.*s\n", SPAN(script->under[n].ambiguity),
                      SPAN(script->under[n].reading));
    }
    if (script->needs.length > 0) {
        (void)fprintf(out, "needs     %.*s\n", SPAN(script->needs));
    }
    if (script->about.length > 0) {
        (void)fprintf(out, "about     %.*s\n", SPAN(script->about));
    }
    if (script->disturbs.length > 0) {
        (void)fprintf(out, "disturbs  %.*s\n", SPAN(script->disturbs));
    }
    if (script->within > 0) {
        (void)fprintf(out, "within    %u s\n", script->within);
    }
    if (skip != NULL) {
        (void)fprintf(out, "skipped   %s\n", skip);
    }
}

/* Where to break a long answer: behind the last comma outside quotes, if there is one. */
static size_t piece_length(const char *text)
{
    size_t found = 0;
    bool quoted = false;
    for (size_t n = 0; text[n] != '\0'; n++) {
        if (n >= LINE_MAX_WRITTEN && found > 0) {
            return found;
        }
        if (quoted && text[n] == '\\' && text[n + 1] != '\0') {
            n++;
        } else if (text[n] == '"') {
            quoted = !quoted;
        } else if (text[n] == ',' && !quoted) {
            found = n + 1;
        }
    }
    return strlen(text);
}

static void print_answer(FILE *out, const char *text)
{
    while (*text != '\0') {
        size_t length = piece_length(text);
        (void)fprintf(out, "              => %.*s\n", (int)length, text);
        text += length;
        text += strspn(text, " ");
    }
}

static void print_step(FILE *out, const struct report *report, const struct case_result *result,
                       size_t s, bool marked)
{
    const struct step *step = &result->script->step[s];
    int margin = step->name != NO_NAME ? 8 : 12;
    (void)fprintf(out, "%*s%.*s\n", margin, marked ? ">> " : "", SPAN(step->text));
    for (size_t n = 0; n < step->choices; n++) {
        (void)fprintf(out, "%*s%.*s\n", 16, "", SPAN(step->choice[n].text));
    }
    if (result->answer != NULL && result->answer[s].end != ANSWER_NONE) {
        struct arena arena = {NULL};
        print_answer(out, report_answer(report, result, s, &arena));
        arena_free(&arena);
    }
}

void out_trace(FILE *out, const struct report *report, const struct case_result *result,
               size_t mark)
{
    const struct script *script = result->script;
    print_head(out, script, result->skip);
    for (size_t s = 0; s < script->steps; s++) {
        if (s > 0 && s == script->versus) {
            (void)fprintf(out, "versus%s\n", script->versus_codes ? " codes" : "");
        }
        print_step(out, report, result, s, s == mark);
    }
}

/* The steps with their answers, and what is wrong with the one that is marked. */
static void print_failure(FILE *out, const struct report *report, const struct case_result *result)
{
    const struct judgement *judgement = report_main(report, result);
    struct arena arena = {NULL};
    out_trace(out, report, result, judgement->step);
    if (verdict_accuses(judgement->verdict) && judgement->step < result->script->steps) {
        (void)fprintf(
            out, "wanted    %.*s\n",
            SPAN(judgement->wanted.length > 0 ? judgement->wanted : span_of("an answer")));
        (void)fprintf(out, "came      %s\n",
                      report_answer(report, result, judgement->step, &arena));
    }
    (void)fprintf(out, "ask       clus-cts explain %.*s\n", SPAN(script_subject(result->script)));
    arena_free(&arena);
}

/* What stands in the file, from its start, one line after another. */
static void put_lines(FILE *file, FILE *written, void (*put)(FILE *file, const char *line))
{
    struct growing text = {.octets = NULL};
    rewind(written);
    for (int c; (c = fgetc(written)) != EOF;) {
        uint8_t octet = c == '\n' ? 0 : (uint8_t)c;
        growing_put(&text, &octet, 1);
        if (octet == 0) {
            put(file, (const char *)text.octets);
            text.length = 0;
        }
    }
    growing_free(&text);
}

bool out_failure(FILE *file, const struct report *report, const struct case_result *result,
                 void (*put)(FILE *file, const char *line))
{
    FILE *written = out_temporary();
    if (written == NULL) {
        return false;
    }
    print_failure(written, report, result);
    bool whole = ferror(written) == 0 && fflush(written) == 0; /* rewind forgets an error */
    if (whole) {
        put_lines(file, written, put);
        whole = ferror(written) == 0;
    }
    return out_close(written, "a temporary file") && whole;
}
