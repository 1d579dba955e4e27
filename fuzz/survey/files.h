/*
 * Stub inputs (input.h) kept in files: a corpus, or what a fuzzer found.
 */
#ifndef SURVEY_FILES_H
#define SURVEY_FILES_H

#include "../input.h"

/* The inputs of a file, or of all files of a folder. */
struct files {
    char **path;
    uint32_t count, capacity;
    uint8_t octets[STUB_HEADER + STUB_LARGEST]; /* of the input read last */
    struct stub_input input;
};

/* Adds a file, or a folder's files in the order of their names. False if there is no such thing. */
bool files_add(struct files *files, const char *path);
void files_free(struct files *files);

/* The input of a number; NULL behind the last. A file that is none of these inputs, or cannot be
 * read, is passed as an empty one: opnum 0, which has no parameters. */
const struct stub_input *files_input(struct files *files, uint32_t number);

#endif
