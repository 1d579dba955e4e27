/* A saved run, read again (notation.md, "Answers"): its answers, judged by the suite that is built
 * in, and what of it does not add up. */
#ifndef CONFORMANCE_SAVED_H
#define CONFORMANCE_SAVED_H

#include "run/report.h"

enum { COMPLAINTS_MAX = 20 };

struct saved {
    const char *directory;
    struct suite suite;
    struct subject subject;
    struct report report;
    bool own;                              /* its cases are not the suite's: none was read */
    const char *complaint[COMPLAINTS_MAX]; /* the first of what does not add up */
    size_t complaints;
    struct document head; /* the file's own records; bytes in the suite's arena */
    struct arena arena;
};

/* Read DIRECTORY/run.cases and judge its answers. `profile`: a name, or with `profile_file` that
 * file's; NULL: that of the run. False: it cannot be read; what is wrong was written to standard
 * error and nothing is left to close. */
bool saved_open(struct saved *saved, const char *directory, const char *profile,
                const char *profile_file);
void saved_close(struct saved *saved);

/* Write the three files of the saved run again from its answers, and complain where they differ
 * from those that are there. It must have been opened under its own profile. False: they could not
 * be written or read, which was said on standard error. */
bool saved_check_files(struct saved *saved);

/* Note that something does not add up. */
void saved_complain(struct saved *saved, const char *format, ...)
    __attribute__((format(PRINTF_FORMAT, 2, 3)));

#endif
