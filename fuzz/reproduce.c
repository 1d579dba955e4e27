/*
 * The plain reproducer: every file named, and every file in every folder named, goes through the
 * target once. No fuzzer, any compiler. Exit 0 if all properties held, 2 if a file cannot be read.
 */
#define _XOPEN_SOURCE 700 /* nftw */
#include "target.h"

#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDERS_OPEN = 16 };

static const char *current = "";
static unsigned long tried;

/* A target dies by abort() or a sanitizer's exit: says with which input. */
static void name_current(void)
{
    static const char says[] = "input: ";
    (void)!write(STDERR_FILENO, says, sizeof says - 1);
    (void)!write(STDERR_FILENO, current, strlen(current));
    (void)!write(STDERR_FILENO, "\n", 1);
}

static void on_signal(int number)
{
    name_current();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* Present in a program that was built with a sanitizer. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static void watch_for_death(void)
{
    if (__sanitizer_set_death_callback != NULL)
        __sanitizer_set_death_callback(name_current);
    else
        (void)signal(SIGSEGV, on_signal);
    (void)signal(SIGABRT, on_signal);
}

/* The file's octets in memory of exactly their size, so that a read beyond them is seen. */
static uint8_t *read_file(const char *path, long size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *octets = malloc(size > 0 ? (size_t)size : 1);
    const bool whole =
        file != NULL && octets != NULL && fread(octets, 1, (size_t)size, file) == (size_t)size;
    if (file != NULL)
        (void)fclose(file);
    if (whole)
        return octets;
    free(octets);
    return NULL;
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)place;
    if (kind == FTW_D)
        return 0;
    uint8_t *octets = kind == FTW_F ? read_file(path, (long)status->st_size) : NULL;
    if (octets == NULL) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return 2;
    }
    current = path;
    (void)LLVMFuzzerTestOneInput(octets, (size_t)status->st_size);
    tried++;
    free(octets);
    return 0;
}

int main(int count, char **argument)
{
    watch_for_death();
    for (int i = 1; i < count; i++) {
        const int failed = nftw(argument[i], visit, FOLDERS_OPEN, FTW_PHYS);
        if (failed < 0)
            perror(argument[i]);
        if (failed != 0)
            return 2;
    }
    printf("%s: %lu inputs, every property held\n", argument[0], tried);
    return 0;
}
