/*
 * Dictionaries for both engines, out of a corpus: TARGET.dict beside each target's inputs.
 */
#ifndef FUZZ_SEEDS_DICTIONARY_H
#define FUZZ_SEEDS_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

/* Words in the order in which they are first met, each once. */
struct words {
    size_t count;
    struct word {
        uint8_t size;
        uint8_t octets[32];
    } word[512];
};

/* Adds a word of 2 to 32 octets; others, and those there is no room for, are left out. */
void words_add(struct words *words, const uint8_t *octets, size_t size);

/* Writes them as `"\xNN..."` lines. What cannot be written ends the program with status 2. */
void words_write(const struct words *words, const char *directory, const char *target);

/* Reads the inputs of the stub targets and of `pdu` in a corpus, and writes their dictionaries: the
 * names, numbers and syntaxes that the run used. */
void dictionaries_of_wire(const char *directory);

#endif
