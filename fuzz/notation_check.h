/*
 * What must hold of every file of the notation, readable or not.
 */
#ifndef FUZZ_NOTATION_CHECK_H
#define FUZZ_NOTATION_CHECK_H

#include <stdbool.h>
#include <stddef.h>

enum { NOTATION_LARGEST = 65536 };

/* Reads `length` octets as a file: records, their fields, the register, the schema. Demands that
 * all it gives lies within the file, that what was read and printed is read as the same, and that
 * every problem has words and a line of the file. False if the file is too long to be looked at. */
bool notation_check(const char *octets, size_t length);

#endif
