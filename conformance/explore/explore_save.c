/* A difference in files: as a case, and as a C program. */
#include <string.h>

#include "base/out_file.h"
#include "explore.h"
#include "shrink/program.h"
#include "shrink/shrink.h"

enum { CASE_MOST = 1 << 14 };

/* The case that was written, read again. False, after a message: it cannot be. */
static bool read_again(const char *path, char *text)
{
    FILE *file = fopen(path, "rb");
    size_t length = file != NULL ? fread(text, 1, CASE_MOST - 1, file) : 0;
    bool whole = file != NULL && ferror(file) == 0;
    text[length] = '\0';
    if (file != NULL) {
        (void)fclose(file);
    }
    if (!whole) {
        (void)fprintf(stderr, "clus-cts: %s: cannot be read again\n", path);
    }
    return whole;
}

/* Writes the program, if the case can be one. False, after a message: it is not whole. */
static bool save_program(const struct exploration *exploration, const struct script *script,
                         const char *what, const char *path)
{
    struct growing text = {.octets = NULL};
    struct program_request request = {.script = script,
                                      .spec = &exploration->suite->spec,
                                      .profile = exploration->profile,
                                      .subject = exploration->walk.subject->file,
                                      .why = what};
    bool written = true;
    if (program_print(&request, &text) == NULL) {
        FILE *file = out_open(path);
        if (file != NULL) {
            (void)fwrite(text.octets, 1, text.length, file);
        }
        written = file != NULL && out_close(file, path);
    }
    growing_free(&text);
    return written;
}

/* The case in the file, as a program beside it. */
static bool save_as_program(const struct exploration *exploration, const struct finding *finding,
                            size_t number, const char *text)
{
    char path[SUBJECT_TEXT];
    struct arena arena = {NULL};
    size_t step;
    const struct script *script = shrunk_script(exploration->suite, text, &arena, &step);
    (void)snprintf(path, sizeof path, "%s/explored-%zu.c", exploration->save, number);
    bool saved = script == NULL || save_program(exploration, script, finding->what, path);
    arena_free(&arena);
    return saved;
}

bool explore_save(const struct exploration *exploration, const struct finding *finding,
                  size_t number)
{
    char path[SUBJECT_TEXT];
    char text[CASE_MOST];
    (void)snprintf(path, sizeof path, "%s/explored-%zu.cases", exploration->save, number);
    FILE *file = out_directory(exploration->save) ? out_open(path) : NULL;
    if (file == NULL) {
        return false;
    }
    explore_case_print(file, exploration, finding, number);
    return out_close(file, path) && read_again(path, text) &&
           save_as_program(exploration, finding, number, text);
}
