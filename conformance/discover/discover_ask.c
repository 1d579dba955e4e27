/* Asking one small case, in the process that is at risk, and reading what came. */
#include <stdio.h>
#include <string.h>

#include "base/give_up.h"
#include "discover_ask.h"
#include "run/execute.h"

/* -- one case
 * -------------------------------------------------------------------------------------------- */

static void begins(void *context, size_t s)
{
    struct asking *asking = context;
    const struct step *step = &asking->script->step[s];
    child_tell(asking->out, "asking %s %.*s\n", step->wire == NULL ? step->call->name : "-",
               SPAN(step->text));
}

/* The answer's memory goes with the step: it is kept as text, and read again. */
static void answered(void *context, size_t s, const struct answer *answer)
{
    struct asking *asking = context;
    char why[200];
    (void)answer_print(answer, asking->script->step[s].call, NULL, asking->text, ANSWER_TEXT);
    const char *kept = arena_print(&asking->arena, "%s", asking->text);
    if (!answer_read(span_of(kept), &asking->dictionary, &asking->arena, &asking->answer[s], why)) {
        asking->answer[s] = (struct answer){.end = ANSWER_NONE};
    }
}

static void keep(void *context, const struct script *script)
{
    struct asking *asking = context;
    asking->script = script;
}

/* Is the call one that is to be left out? */
static bool is_left_out(const struct asking *asking, const char *line)
{
    struct span rest = span_of(asking->work->left_out);
    for (struct span word = span_word(&rest); word.length > 0; word = span_word(&rest)) {
        for (const char *at = strchr(line, word.at[0]); at != NULL;
             at = strchr(at + 1, word.at[0])) {
            if (strncmp(at, word.at, word.length) == 0 && at[word.length] == '(') {
                return true;
            }
        }
    }
    return false;
}

/* What opened before must open again, or not all is found. */
static void check_opens(struct asking *asking, const char *first)
{
    bool opens =
        asking->wire ? answered_bound(&asking->answer[0]) : asking->answer[0].end == ANSWER_HANDLE;
    if (first == asking->open && !opens) {
        child_tell(asking->out,
                   "cannot it does not open again, so that not all could be asked: %s\n", first);
    }
}

bool asking_case(struct asking *asking, const char *const *line, size_t lines)
{
    struct growing text = {.octets = NULL};
    struct document document;
    struct problem problem;
    growing_text(&text, "case discover\n");
    for (size_t n = 0; n < lines; n++) {
        if (is_left_out(asking, line[n])) {
            growing_free(&text);
            return false;
        }
        growing_text(&text, "        %s\n", line[n]);
    }
    const char *kept = arena_print(&asking->arena, "%s", (const char *)text.octets);
    growing_free(&text);
    if (!document_open(&document, DISCOVER, kept, strlen(kept), &problem)) {
        give_up(problem.what);
    }
    bool made =
        case_read(&document.record[0], &asking->dictionary, &asking->arena, keep, asking, &problem);
    if (made) {
        struct witness witness = {begins, answered, asking};
        asking->answer = arena_take(&asking->arena, asking->script->steps * sizeof *asking->answer);
        execute(asking->script, asking->work->subject, &witness);
        check_opens(asking, line[0]);
    }
    document_close(&document);
    return made;
}

/* -- values
 * -----------------------------------------------------------------------------------------------
 */

/* Octets that are the units of a string with its terminator count as that string. */
static bool as_string(const struct value *value, struct asking *asking, struct value *string)
{
    *string = *value;
    if (value->type == VALUE_STRING) {
        return true;
    }
    if (value->type != VALUE_OCTETS || value->count < 2 || value->count % 2 != 0) {
        return false;
    }
    uint16_t *units = arena_take(&asking->arena, value->count + 2);
    memcpy(units, value->octets, value->count);
    size_t count = value->count / 2;
    bool ended = units[count - 1] == 0;
    *string = (struct value){.type = VALUE_STRING, .units = units, .count = count - 1};
    return ended;
}

const char *asking_word(struct asking *asking, size_t step, const char *name)
{
    const struct answer_value *found = answer_value(&asking->answer[step], span_of(name));
    char text[TEXT_MOST];
    struct value string;
    if (found == NULL || found->count != 1) {
        return NULL;
    }
    if (found->value->type == VALUE_NUMBER) {
        return arena_print(&asking->arena, "%lld", (long long)found->value->number);
    }
    if (!as_string(found->value, asking, &string)) {
        return NULL;
    }
    (void)value_print(&string, text, 0, sizeof text);
    return arena_print(&asking->arena, "%s", text);
}

bool answered_zero(const struct answer *answer)
{
    return answer->end == ANSWER_NUMBER && answer->number == 0;
}

bool answered_bound(const struct answer *answer)
{
    return answer->end == ANSWER_WORD && span_is(answer->cause, "bound");
}

int64_t answered_failure(const struct answer *answer)
{
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    if (answer->end == ANSWER_FAULT || answer->end == ANSWER_NUMBER) {
        return answer->number;
    }
    return status != NULL ? status->value->number : answer->coded ? answer->code : -1;
}
