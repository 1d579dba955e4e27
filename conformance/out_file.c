#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include "out_file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef _WIN32
#include <direct.h>
#endif

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

void out_xml(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        switch (c) {
        case '<':
            (void)fputs("&lt;", file);
            break;
        case '>':
            (void)fputs("&gt;", file);
            break;
        case '&':
            (void)fputs("&amp;", file);
            break;
        case '"':
            (void)fputs("&quot;", file);
            break;
        case '\n':
            (void)fputs("&#10;", file);
            break;
        default:
            (void)fputc(c < ' ' || c == 0x7F ? '?' : c, file);
        }
    }
}

void out_json_text(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            (void)fprintf(file, "\\%c", c);
        } else if (c < ' ') {
            (void)fprintf(file, "\\u%04x", c);
        } else {
            (void)fputc(c, file);
        }
    }
}
