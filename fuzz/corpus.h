/*
 * A corpus being written: DIRECTORY/TARGET/NAME, a file an input, its name a sum of its octets, so
 * that the same input stands there once.
 */
#ifndef FUZZ_CORPUS_H
#define FUZZ_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes a directory if it is not there. False: it cannot be made. */
bool corpus_directory(const char *path);

/* Writes one input of a target whose directory is there. What cannot be written ends the program
 * with status 2. */
void corpus_write(const char *directory, const char *target, const uint8_t *octets, size_t size);

#endif
