#define _POSIX_C_SOURCE 200809L
#include "corpus.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_LARGEST = 1024 };

bool corpus_directory(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* FNV-1a of 64 bits (Fowler, Noll, Vo). */
static uint64_t sum_of(const uint8_t *octets, size_t size)
{
    uint64_t sum = 0xCBF29CE484222325u;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ octets[i]) * 0x100000001B3u;
    return sum;
}

void corpus_write(const char *directory, const char *target, const uint8_t *octets, size_t size)
{
    char path[PATH_LARGEST];
    (void)snprintf(path, sizeof path, "%s/%s/%016" PRIx64, directory, target, sum_of(octets, size));
    FILE *file = fopen(path, "wb");
    const bool written = file != NULL && fwrite(octets, 1, size, file) == size;
    if (file == NULL || fclose(file) != 0 || !written) {
        perror(path);
        exit(2);
    }
}
