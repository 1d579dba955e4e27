#include "vendor_load.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

void *library_open(const char *path, char *why, size_t capacity)
{
    HMODULE library = LoadLibraryA(path);
    if (library == NULL)
        (void)snprintf(why, capacity, "%s: LoadLibrary: error %lu", path, GetLastError());
    return (void *)library;
}

plain_function *library_function(void *library, const char *name)
{
    FARPROC found = GetProcAddress((HMODULE)library, name);
    plain_function *function;
    memcpy(&function, &found, sizeof function);
    return function;
}
