/* What is different for sequences of the API: their steps, and that the target prints its case. */
#include "triage_parts.h"

#include "api_sequence.h"
#include "shrink/program.h"
#include "shrink/shrink.h"

#include <stdio.h>
#include <string.h>

enum { WRITTEN = 65536, LINE = 1024 };

static bool still_fails(struct asking *asking, const struct api_sequence *sequence)
{
    static uint8_t octets[WRITTEN];
    const size_t size = api_write(sequence, octets, sizeof octets);
    return size > 0 && triage_fails(asking, octets, size);
}

/* A plainer call; false: it is the plainest of its kind. */
static bool simplify(struct model_call *call)
{
    if (call->ex)
        call->ex = false;
    else if (call->name != NAME_PLAIN)
        call->name = NAME_PLAIN;
    else if (call->cluster != 0)
        call->cluster = 0;
    else
        return false;
    return true;
}

static bool try_all(struct asking *asking, struct api_sequence *best)
{
    bool smaller = false;
    for (int n = best->steps; n > 0; n--) {
        struct api_sequence attempt = *best;
        api_remove(&attempt, n - 1);
        if (still_fails(asking, &attempt)) {
            *best = attempt;
            smaller = true;
        }
    }
    for (int n = 0; n < best->steps; n++) {
        struct api_sequence attempt = *best;
        while (simplify(&attempt.call[n]) && still_fails(asking, &attempt)) {
            *best = attempt;
            smaller = true;
        }
    }
    return smaller;
}

void triage_shrink_api(struct asking *asking, struct growing *octets)
{
    static struct api_sequence sequence;
    static uint8_t written[WRITTEN];
    api_read(octets->octets, octets->length, &sequence);
    if (!still_fails(asking, &sequence))
        return;
    while (asking->left > 0 && try_all(asking, &sequence)) {
    }
    octets->length = 0;
    growing_put(octets, written, api_write(&sequence, written, sizeof written));
}

void triage_case_api(const struct triage *t, const char *key, const char *id,
                     const struct growing *octets, struct growing *text)
{
    char line[LINE], again[TRIAGE_KEY];
    bool inside = false;
    FILE *says = triage_run(t, octets->octets, octets->length, again) ? fopen(t->says, "r") : NULL;
    while (says != NULL && fgets(line, sizeof line, says) != NULL) {
        const bool begins = strncmp(line, "case ", 5) == 0;
        inside = begins || (inside && line[0] != '\n');
        if (begins)
            growing_text(text, "case    %s\nabout   %s\n", id, key);
        else if (inside)
            growing_text(text, "%s", line);
    }
    if (says != NULL)
        (void)fclose(says);
}

/* The case as a C program; nothing is appended where it cannot be one. */
void triage_program_api(const char *key, const struct growing *cases, struct growing *program)
{
    static struct suite suite; /* large */
    struct suite_request request = {.files = 0};
    size_t step;
    if (cases->length == 0 || !suite_open(&suite, &request, stderr))
        return;
    const struct program_request with = {
        .script = shrunk_script(&suite, (const char *)cases->octets, &suite.arena, &step),
        .spec = &suite.spec,
        .profile = suite_profile(&suite, "strict"),
        .subject = "the reference",
        .why = key};
    if (with.script != NULL)
        (void)program_print(&with, program);
    suite_close(&suite);
}
