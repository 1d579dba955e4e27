/*
 * What every fuzz target has: the one function that libFuzzer, AFL++ and the reproducer call.
 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* What a target answers: an input was tried, or is none of its inputs (libFuzzer then keeps it out
 * of the corpus). */
enum { TARGET_DONE = 0, TARGET_UNFIT = -1 };

/* Tries one input; aborts if a property fails. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
