#include "files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool keep(struct files *files, const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (files->count == files->capacity) {
        files->capacity = files->capacity * 2 + 64;
        char **more = realloc(files->path, files->capacity * sizeof files->path[0]);
        if (more == NULL) {
            free(path);
            return false;
        }
        files->path = more;
    }
    if (path == NULL)
        return false;
    (void)snprintf(path, size, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    files->path[files->count++] = path;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool add_folder(struct files *files, DIR *folder, const char *path)
{
    const uint32_t first = files->count;
    const struct dirent *entry;
    bool kept = true;
    while (kept && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            kept = keep(files, path, entry->d_name);
    if (files->count > first)
        qsort(files->path + first, files->count - first, sizeof files->path[0], by_name);
    return kept;
}

bool files_add(struct files *files, const char *path)
{
    DIR *folder = opendir(path);
    if (folder != NULL) {
        const bool added = add_folder(files, folder, path);
        (void)closedir(folder);
        return added;
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    (void)fclose(file);
    return keep(files, "", path);
}

void files_free(struct files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        free(files->path[i]);
    free(files->path);
    files->path = NULL;
    files->count = files->capacity = 0;
}

const struct stub_input *files_input(struct files *files, uint32_t number)
{
    static const uint8_t empty[STUB_HEADER] = {0};
    if (number >= files->count)
        return NULL;
    FILE *file = fopen(files->path[number], "rb");
    const size_t size = file != NULL ? fread(files->octets, 1, sizeof files->octets, file) : 0;
    if (file != NULL)
        (void)fclose(file);
    if (!stub_input_read(files->octets, size, &files->input))
        (void)stub_input_read(empty, sizeof empty, &files->input);
    return &files->input;
}
