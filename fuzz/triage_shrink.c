#include "triage_parts.h"

#include "fuzz/fuzz_shrink.h"
#include "input.h"
#include "owner.h"
#include "sequence.h"

#include <stdlib.h>
#include <string.h>

enum { SEQUENCE_LARGEST = 65536 };

bool triage_fails(struct asking *asking, const uint8_t *octets, size_t size)
{
    char key[TRIAGE_KEY];
    if (asking->left == 0)
        return false;
    asking->left--;
    return triage_run(asking->triage, octets, size, key) && strcmp(key, asking->key) == 0;
}

/* -- octets ------------------------------------------------------------------------------------ */

/* Octets at the front that are no content. */
static size_t header_of(enum triage_kind kind)
{
    return kind == TRIAGE_STREAM ? STREAM_HEADER : kind == TRIAGE_TEXT ? 0 : STUB_HEADER;
}

/* Without `count` octets at `at`, if it still fails. */
static bool leave_out(struct asking *asking, struct growing *octets, size_t at, size_t count)
{
    const size_t rest = octets->length - at - count;
    uint8_t *shorter = malloc(octets->length);
    if (shorter == NULL)
        return false;
    memcpy(shorter, octets->octets, at);
    memcpy(shorter + at, octets->octets + at + count, rest);
    const bool does = triage_fails(asking, shorter, at + rest);
    if (does) {
        memcpy(octets->octets, shorter, at + rest);
        octets->length = at + rest;
    }
    free(shorter);
    return does;
}

/* Blocks, in halves down to single octets, the last first. */
static bool shorten(struct asking *asking, size_t header, struct growing *octets)
{
    const size_t before = octets->length;
    size_t block = octets->length > header ? (octets->length - header + 1) / 2 : 0;
    for (; block > 0; block /= 2)
        for (size_t end = octets->length; end >= header + block;) {
            (void)leave_out(asking, octets, end - block, block);
            end = end - block < octets->length ? end - block : octets->length;
        }
    return octets->length < before;
}

/* Each octet 0, or in text a blank, if it still fails. */
static void simplify(struct asking *asking, struct growing *octets, uint8_t plain)
{
    for (size_t i = 0; i < octets->length; i++) {
        const uint8_t was = octets->octets[i];
        if (was == plain)
            continue;
        octets->octets[i] = plain;
        if (!triage_fails(asking, octets->octets, octets->length))
            octets->octets[i] = was;
    }
}

/* -- sequences --------------------------------------------------------------------------------- */

static bool sequence_fails(void *context, const struct fuzz_sequence *sequence)
{
    static uint8_t octets[SEQUENCE_LARGEST];
    const size_t size = sequence_write(sequence, octets, sizeof octets);
    return size > 0 && triage_fails(context, octets, size);
}

static void shrink_sequence(struct asking *asking, struct growing *octets)
{
    static struct fuzz_sequence sequence;
    static uint8_t written[SEQUENCE_LARGEST];
    sequence_read(octets->octets, octets->length, &sequence);
    if (!sequence_fails(asking, &sequence))
        return;
    (void)fuzz_shrink(&sequence, sequence_fails, asking, asking->left);
    octets->length = 0;
    growing_put(octets, written, sequence_write(&sequence, written, sizeof written));
}

void triage_shrink(const struct triage *triage, const char *key, struct growing *octets)
{
    struct asking asking = {triage, key, TRIAGE_TRIES};
    if (triage->kind == TRIAGE_SEQUENCE) {
        shrink_sequence(&asking, octets);
        return;
    }
    if (triage->kind == TRIAGE_API) {
        triage_shrink_api(&asking, octets);
        return;
    }
    while (asking.left > 0 && shorten(&asking, header_of(triage->kind), octets)) {
    }
    simplify(&asking, octets, triage->kind == TRIAGE_TEXT ? ' ' : 0);
}
