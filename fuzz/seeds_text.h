/*
 * Inputs out of text: records of the notation, and inputs that found something, kept as text.
 */
#ifndef FUZZ_SEEDS_TEXT_H
#define FUZZ_SEEDS_TEXT_H

#include "document.h"

/* Each record of the documents becomes an input of the target `notation`. */
void seeds_of_notation(const char *directory, const struct document *document, size_t documents);

/* Their dictionary: the first words of their fields and what these are given. */
void dictionary_of_notation(const char *directory, const struct document *document,
                            size_t documents);

/* A file of records
 *
 *     input   NAME
 *     target  TARGET
 *     why     what it found
 *     octets  hexadecimal, on as many lines as wanted
 *
 * becomes inputs of their targets, whose directories are made. False, with a message on stderr, if
 * it cannot be read. */
bool seeds_of_regressions(const char *directory, const char *path);

#endif
