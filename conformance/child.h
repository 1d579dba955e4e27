/* A process of its own for what may crash or hang. It speaks in lines. */
#ifndef CONFORMANCE_CHILD_H
#define CONFORMANCE_CHILD_H

#include <stdio.h>

#include "text.h"

enum { CHILD_CAUSE = 32 };

/* What a child does. Where a process can be copied `work` runs in the copy; elsewhere this program
 * is started again with its own arguments and `--child NAME`, and does the work of that name. */
struct child_work {
    const char *name;
    void (*work)(void *context, FILE *out);
    void *context;
};

enum child_end {
    CHILD_ENDED,   /* by itself, in good order */
    CHILD_CRASHED, /* `cause` (CHILD_CAUSE characters): signal, exception code or exit status */
    CHILD_HUNG,    /* stopped when its time was over */
    CHILD_FAILED   /* it could not be started */
};

/* Told each line that the child writes, without its end. */
typedef void child_line(void *context, struct span line);

/* The arguments of this program, for where it is started again. */
void child_setup(int count, char **argument);

/* Run it for at most `seconds` and wait for its end. */
enum child_end child_run(const struct child_work *work, unsigned seconds, child_line *line,
                         void *context, char *cause);

/* In a child that was started again: where its lines go. NULL: the number is no such thing. */
FILE *child_out(const char *number);

/* Exception code by which Wine says that a function is only a stub. */
#define CHILD_STUB "0x80000100"

/* Lines out of pieces of text. */
struct child_lines {
    char *text;
    size_t length;
    size_t capacity;
    child_line *line;
    void *context;
    bool done; /* the line `done` was seen: the work ended in good order */
};

/* Add a piece; whole lines are told. False: not enough memory. */
bool child_lines_add(struct child_lines *lines, const char *piece, size_t length);
void child_lines_close(struct child_lines *lines);

#endif
