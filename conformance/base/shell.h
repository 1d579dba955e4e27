/* Commands that are printed for people to run. */
#ifndef CONFORMANCE_SHELL_H
#define CONFORMANCE_SHELL_H

#include "growing.h"

/* Append a space, the option's text and a word of a command line, in quotes where a shell would
 * take the word apart: those of sh, or on Windows those of cmd.exe. Nothing if the word is NULL. */
void shell_word(struct growing *line, const char *option, const char *word);

#endif
