#include "fuzz_shrink.h"

struct shrinking {
    struct fuzz_sequence *best;
    fuzz_does *does;
    void *context;
    size_t left; /* questions */
    bool smaller;
};

/* Keep the attempt if it still does it. */
static bool attempt(struct shrinking *shrinking, struct fuzz_sequence *sequence)
{
    fuzz_settle(sequence);
    if (shrinking->left == 0 || sequence->steps == 0) {
        return false;
    }
    shrinking->left--;
    bool does = shrinking->does(shrinking->context, sequence);
    if (does) {
        *shrinking->best = *sequence;
        shrinking->smaller = true;
    }
    return does;
}

/* Blocks of steps, the last first, in halves down to single ones. */
static void leave_out_steps(struct shrinking *shrinking)
{
    for (uint16_t size = (uint16_t)((shrinking->best->steps + 1) / 2); size > 0; size /= 2) {
        for (uint16_t end = shrinking->best->steps; end > 0;) {
            uint16_t from = end > size ? (uint16_t)(end - size) : 0;
            struct fuzz_sequence sequence = *shrinking->best;
            for (uint16_t n = end; n > from; n--) {
                if (n <= sequence.steps) {
                    fuzz_remove(&sequence, (uint16_t)(n - 1));
                }
            }
            (void)attempt(shrinking, &sequence);
            end = from < shrinking->best->steps ? from : shrinking->best->steps;
        }
    }
}

/* What is done on a connection is done on the first one instead. */
static void join_connections(struct shrinking *shrinking)
{
    for (uint16_t n = shrinking->best->steps; n > 1; n--) {
        if (n > shrinking->best->steps || shrinking->best->step[n - 1].act != FUZZ_CONNECT) {
            continue;
        }
        struct fuzz_sequence sequence = *shrinking->best;
        for (uint16_t m = 0; m < sequence.steps; m++) {
            if (sequence.step[m].connection == n - 1) {
                sequence.step[m].connection = 0;
            }
        }
        fuzz_remove(&sequence, (uint16_t)(n - 1));
        (void)attempt(shrinking, &sequence);
    }
}

static void plain_connect(struct shrinking *shrinking, uint16_t n)
{
    struct fuzz_step was = shrinking->best->step[n];
    for (int what = 0; what < 3; what++) {
        struct fuzz_sequence sequence = *shrinking->best;
        struct fuzz_step *step = &sequence.step[n];
        bool changes = what == 0   ? was.group != FUZZ_NONE
                       : what == 1 ? was.version_2
                                   : was.wide || was.big;
        if (what == 0) {
            step->group = FUZZ_NONE;
        } else if (what == 1) {
            step->version_2 = false;
        } else {
            step->wide = step->big = false;
        }
        if (changes) {
            (void)attempt(shrinking, &sequence);
        }
    }
}

/* All parts from the last on, then each. */
static void leave_out_parts(struct shrinking *shrinking, uint16_t n)
{
    for (size_t m = shrinking->best->step[n].parts; m > 0; m--) {
        struct fuzz_sequence sequence = *shrinking->best;
        struct fuzz_step *step = &sequence.step[n];
        for (size_t k = m; k < step->parts; k++) {
            step->part[k - 1] = step->part[k];
        }
        step->parts--;
        (void)attempt(shrinking, &sequence);
    }
}

/* A simpler part of the same type; false: there is none. */
static bool simplify(struct fuzz_part *part)
{
    switch (part->type) {
    case PART_HANDLE:
    case PART_ALTERED:
        part->type = part->type == PART_ALTERED ? PART_HANDLE : PART_NULL;
        part->producer = part->type == PART_NULL ? (uint16_t)FUZZ_NONE : part->producer;
        return true;
    case PART_OCTETS:
    case PART_STRING:
    case PART_UNITS:
        part->count /= 2;
        return part->count > 0;
    case PART_NULL:
        return false;
    default:
        if (part->number == 0) {
            return false;
        }
        part->number = 0;
        return true;
    }
}

static void simplify_parts(struct shrinking *shrinking, uint16_t n)
{
    for (size_t m = 0; m < shrinking->best->step[n].parts; m++) {
        struct fuzz_sequence sequence = *shrinking->best;
        while (simplify(&sequence.step[n].part[m]) && attempt(shrinking, &sequence)) {
            sequence = *shrinking->best;
        }
    }
}

size_t fuzz_shrink(struct fuzz_sequence *sequence, fuzz_does *does, void *context, size_t tries)
{
    struct shrinking shrinking = {sequence, does, context, tries, true};
    while (shrinking.smaller && shrinking.left > 0) {
        shrinking.smaller = false;
        leave_out_steps(&shrinking);
        join_connections(&shrinking);
        for (uint16_t n = 0; n < sequence->steps; n++) {
            if (sequence->step[n].act == FUZZ_CONNECT) {
                plain_connect(&shrinking, n);
            } else {
                leave_out_parts(&shrinking, n);
                simplify_parts(&shrinking, n);
            }
        }
    }
    return tries - shrinking.left;
}
