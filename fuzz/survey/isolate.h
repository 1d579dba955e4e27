/*
 * Comparing where a crash ends a child process only (POSIX), so that a survey goes on.
 */
#ifndef SURVEY_ISOLATE_H
#define SURVEY_ISOLATE_H

#include "../differ.h"

enum { SURVEY_SECONDS = 2 }; /* that one stub may take */

/* Where inputs come from: the input of a number, or NULL behind the last one. */
struct source {
    const struct stub_input *(*input)(void *from, uint32_t number);
    void *from;
};

/* Receives what was found with the input of a number. */
struct sink {
    void (*found)(void *to, uint32_t number, const struct finding *finding);
    void *to;
};

/*
 * Compares the inputs of a source, from 0 on, in as many child processes as it takes; what ends one
 * is found as a crash, a read behind the stub, or a crash by `time-out`. Returns how many were
 * compared. Where there are no child processes (Windows), what would end one ends the program,
 * after a line that says why.
 */
uint32_t isolate(struct differ *differ, const struct source *source, const struct sink *sink);

#endif
