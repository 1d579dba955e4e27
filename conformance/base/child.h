/* A process of its own for what may crash or hang. It speaks in lines. */
#ifndef CONFORMANCE_CHILD_H
#define CONFORMANCE_CHILD_H

#include <stdio.h>

#include "arena.h"
#include "text.h"

enum { CHILD_CAUSE = 120 };

/* What a child does. Where a process can be copied `work` runs in the copy; elsewhere this program
 * is started again with its own arguments and `--child NAME`, and does the work of that name. */
struct child_work {
    const char *name;
    void (*work)(void *context, FILE *out);
    void *context;
};

enum child_end {
    CHILD_ENDED,   /* by itself, in good order */
    CHILD_CRASHED, /* `cause`: signal, exception code or exit status */
    CHILD_HUNG,    /* stopped when its time was over */
    CHILD_FAILED   /* it could not be started, or gave up, or could not be listened to: `cause` says
                      what   there was not, and the subject has no part in it */
};

/* Told each line that the child writes, without its end. */
typedef void child_line(void *context, struct span line);

/* Lines out of pieces of text. */
struct child_lines {
    char *text;
    size_t length;
    size_t capacity;
    child_line *line;
    void *context;
    bool done;                /* the line `done` was seen: the work ended in good order */
    char unable[CHILD_CAUSE]; /* what it, or this process, lacks; "": nothing */
};

/* One that runs, or has ended. */
struct child {
    bool running;
    intptr_t process; /* the system's names of the process and of our end of its pipe */
    intptr_t pipe;
    int64_t deadline; /* milliseconds of child_now */
    struct child_lines lines;
    enum child_end end; /* once it has ended, and the cause likewise */
    char cause[CHILD_CAUSE];
};

enum { CHILDREN_MAX = 64 }; /* side by side: as many as Windows can wait for at once */

/* The arguments of this program, for where it is started again. */
void child_setup(int count, char **argument);

/* How many processors there are to run children on: 1 to CHILDREN_MAX. */
unsigned child_processors(void);

/* Start it; it has `seconds` from now. Its lines are told to `line` in child_wait. False: it could
 * not be started, `end` and `cause` say so. */
bool child_start(struct child *child, const struct child_work *work, unsigned seconds,
                 child_line *line, void *context);

/* Tell the lines of all `count` (at most CHILDREN_MAX) that run until one of them ends, by itself
 * or because its time is over. Returns its number; `count`: none runs. */
size_t child_wait(struct child *child, size_t count);

/* Start it, alone, and wait for its end. `cause`: CHILD_CAUSE characters. */
enum child_end child_run(const struct child_work *work, unsigned seconds, child_line *line,
                         void *context, char *cause);

/* In a child that was started again: where its lines go. NULL: the number is no such thing. */
FILE *child_out(const char *number);

/* In a child: say a line, its end included, at once; `done` is its last. What cannot be said is
 * given up. */
void child_tell(FILE *out, const char *format, ...) __attribute__((format(PRINTF_FORMAT, 2, 3)));

/* Do nothing for so many milliseconds. */
void child_rest(unsigned milliseconds);

/* Exception code by which Wine says that a function is only a stub. */
#define CHILD_STUB "0x80000100"

/* -- for the systems' parts
 * ------------------------------------------------------------------------
 */

/* Milliseconds of a clock that only goes forward. */
int64_t child_now(void);

/* The milliseconds from `now` to the first deadline of those that run, not below 0; -1: none runs.
 */
int64_t child_time_left(const struct child *child, size_t count, int64_t now);

/* Add a piece; whole lines are told. False: nothing more is to be heard. */
bool child_lines_add(struct child_lines *lines, const char *piece, size_t length);
/* How one ended that was not stopped; `cause` becomes what it lacked, if it did. */
enum child_end child_lines_end(const struct child_lines *lines, char *cause);
void child_lines_close(struct child_lines *lines);

#endif
