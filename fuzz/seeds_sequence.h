/*
 * Inputs of the targets that take sequences, out of cases.
 */
#ifndef FUZZ_SEEDS_SEQUENCE_H
#define FUZZ_SEEDS_SEQUENCE_H

#include <stdbool.h>

struct script;
struct suite;

/* A wire case becomes an input of the target `rpc`: its connections, and the calls of methods on
 * them. PDUs of its own are left out. One of the API becomes an input of `api`. */
void seeds_of_script(const char *directory, const struct script *script);

/* All cases of a suite. */
void seeds_of_scripts(const char *directory, const struct suite *suite);

/* The cases of a file: what was found, kept as text. False, with a message on stderr, if it cannot
 * be read. */
bool seeds_of_case_file(const char *directory, const char *path);

#endif
