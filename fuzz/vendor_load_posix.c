#include "vendor_load.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

void *library_open(const char *path, char *why, size_t capacity)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        (void)snprintf(why, capacity, "%s", dlerror());
    return library;
}

/* ISO C has no conversion of an object pointer to a function pointer; POSIX says they are alike. */
plain_function *library_function(void *library, const char *name)
{
    void *found = dlsym(library, name);
    plain_function *function;
    memcpy(&function, &found, sizeof function);
    return function;
}
