#include "octets.h"

#include <stdlib.h>

#include "base/child.h"
#include "base/give_up.h"
#include "run/execute.h"

enum { DIGITS_OF_LINE = 96 };

/* A stream that writes down what passes through another. */
struct kept_stream {
    struct stream stream; /* first */
    struct stream *inner;
    unsigned number;
};

/* Of the one case that a child makes. */
static struct {
    const struct subject_type *type;
    FILE *out;
    unsigned streams;
} keeping;

static void tell(const char *what, unsigned number, const uint8_t *octets, size_t size)
{
    (void)fprintf(keeping.out, "%s %u ", what, number);
    for (size_t n = 0; n < size; n++) {
        (void)fprintf(keeping.out, "%02x", (unsigned)octets[n]);
    }
    child_tell(keeping.out, "\n");
}

static bool write_kept(struct stream *stream, const uint8_t *octets, size_t size)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    tell("sent", kept->number, octets, size);
    return kept->inner->write(kept->inner, octets, size);
}

static enum stream_state read_kept(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                                   size_t *got)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    enum stream_state state = kept->inner->read(kept->inner, octets, size, wait, got);
    if (state == STREAM_OCTETS) {
        tell("came", kept->number, octets, *got);
    } else if (state == STREAM_ENDED) {
        tell("ended", kept->number, octets, 0);
    }
    return state;
}

static void close_kept(struct stream *stream)
{
    struct kept_stream *kept = (struct kept_stream *)stream;
    kept->inner->close(kept->inner);
    free(kept);
}

static struct stream *connect_kept(const struct subject *subject, struct span cluster,
                                   const char *endpoint, char *why)
{
    struct stream *inner = keeping.type->connect(subject, cluster, endpoint, why);
    if (inner == NULL) {
        return NULL;
    }
    struct kept_stream *kept = malloc(sizeof *kept);
    if (kept == NULL) {
        give_up(NO_MEMORY);
    }
    *kept = (struct kept_stream){{write_kept, read_kept, close_kept}, inner, ++keeping.streams};
    return &kept->stream;
}

static void begins(void *context, size_t step)
{
    (void)context;
    child_tell(keeping.out, "step %zu\n", step);
}

static void answered(void *context, size_t step, const struct answer *answer)
{
    (void)context;
    (void)step;
    (void)answer;
}

void octets_work(void *context, FILE *out)
{
    const struct octets_work *work = context;
    struct subject_type type = *work->subject->type;
    struct witness witness = {begins, answered, NULL};
    char why[SUBJECT_TEXT];
    keeping.type = work->subject->type;
    keeping.out = out;
    if (work->subject->type->open(work->subject, why)) {
        type.connect = connect_kept;
        work->subject->type = &type;
        execute(work->script, work->subject, &witness);
        work->subject->type = keeping.type;
    }
}

/* -- the parent's part
 * ------------------------------------------------------------------------------------- */

struct hearing {
    const struct script *script;
    struct growing *text;
};

static void put_hex(struct growing *text, const char *what, unsigned number, struct span hex)
{
    for (size_t n = 0; n < hex.length || n == 0; n += DIGITS_OF_LINE) {
        size_t left = hex.length - n;
        if (n == 0) {
            growing_text(text, "#   %u %s ", number, what);
        } else {
            growing_text(text, "#        ");
        }
        growing_text(text, "%.*s\n", (int)(left < DIGITS_OF_LINE ? left : DIGITS_OF_LINE),
                     hex.at + n);
    }
}

static void read_line(void *context, struct span line)
{
    struct hearing *hearing = context;
    struct span rest = line;
    struct span word = span_word(&rest);
    int64_t number = 0;
    if (!span_number(span_word(&rest), &number) || number < 0) {
        return;
    }
    if (span_is(word, "step") && (size_t)number < hearing->script->steps) {
        growing_text(hearing->text, "# %.*s\n", SPAN(hearing->script->step[number].text));
    } else if (span_is(word, "sent") || span_is(word, "came") || span_is(word, "ended")) {
        put_hex(hearing->text,
                span_is(word, "sent")   ? "->"
                : span_is(word, "came") ? "<-"
                                        : "ended",
                (unsigned)number, span_trim(rest));
    }
}

void octets_put(struct octets_work *work, const char *name, unsigned seconds, struct growing *text)
{
    struct hearing hearing = {work->script, text};
    struct child_work child = {name, octets_work, work};
    char cause[CHILD_CAUSE];
    if (work->subject->type->lines) {
        return;
    }
    growing_text(text, "# What went over each connection (-> to the server, <- from it):\n");
    if (child_run(&child, seconds, read_line, &hearing, cause) == CHILD_FAILED) {
        give_up(cause);
    }
}
