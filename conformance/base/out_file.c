#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include "out_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef _WIN32
#include <direct.h>
#endif

#include "character.h"

static bool complain(const char *path)
{
    (void)fprintf(stderr, "clus-cts: %s: %s\n", path, strerror(errno));
    return false;
}

static int machine = -1; /* what was standard output before out_take_stdout */

bool out_take_stdout(void)
{
    (void)fflush(stdout);
    machine = dup(STDOUT_FILENO);
    return machine >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
}

FILE *out_open(const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? fdopen(machine, "wb") : fopen(path, "wb");
    if (file == NULL) {
        (void)complain(path);
    }
    return file;
}

FILE *out_open_both(const char *path)
{
    FILE *file = fopen(path, "w+b");
    if (file == NULL) {
        (void)complain(path);
    }
    return file;
}

FILE *out_temporary(void)
{
#ifdef _WIN32
    char *path = _tempnam(NULL, "cts"); /* tmpfile takes the root of the drive */
    FILE *file = path != NULL ? fopen(path, "w+bD") : NULL;
    free(path);
#else
    FILE *file = tmpfile();
#endif
    if (file == NULL) {
        (void)complain("a temporary file");
    }
    return file;
}

bool out_close(FILE *file, const char *path)
{
    bool bad = ferror(file) != 0;
    return (fclose(file) == 0 && !bad) || complain(path);
}

bool out_directory(const char *path)
{
#ifdef _WIN32
    int made = _mkdir(path);
#else
    int made = mkdir(path, 0777);
#endif
    return made == 0 || errno == EEXIST || complain(path);
}

size_t out_wide(const char *text)
{
    uint32_t character;
    size_t length = 0;
    while (length < 4 && text[length] != '\0') {
        length++;
    }
    size_t octets = length > 0 ? character_utf8((struct span){text, length}, &character) : 0;
    bool marks = octets == 3 && (character == 0xFFFE || character == 0xFFFF); /* not XML's */
    return octets > 1 && !marks ? octets : 0;
}

void out_xml(FILE *file, const char *text)
{
    while (*text != '\0') {
        unsigned char c = (unsigned char)*text;
        size_t wide = out_wide(text);
        if (wide > 0) {
            (void)fwrite(text, 1, wide, file);
        } else if (c == '<') {
            (void)fputs("&lt;", file);
        } else if (c == '>') {
            (void)fputs("&gt;", file);
        } else if (c == '&') {
            (void)fputs("&amp;", file);
        } else if (c == '"') {
            (void)fputs("&quot;", file);
        } else if (c == '\n') {
            (void)fputs("&#10;", file);
        } else {
            (void)fputc(c < ' ' || c >= 0x7F ? '?' : c, file);
        }
        text += wide > 0 ? wide : 1;
    }
}

void out_json_text(FILE *file, const char *text)
{
    while (*text != '\0') {
        unsigned char c = (unsigned char)*text;
        size_t wide = out_wide(text);
        if (wide > 0) {
            (void)fwrite(text, 1, wide, file);
        } else if (c == '"' || c == '\\') {
            (void)fprintf(file, "\\%c", c);
        } else if (c < ' ') {
            (void)fprintf(file, "\\u%04x", c);
        } else {
            (void)fputc(c >= 0x7F ? '?' : c, file);
        }
        text += wide > 0 ? wide : 1;
    }
}
