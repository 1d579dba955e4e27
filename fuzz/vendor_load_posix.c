#include "vendor_load.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

void *library_open(const char *path, char *why, size_t capacity)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *said = dlerror();
        const bool fuzzed = strstr(said, "__sancov") != NULL || strstr(said, "__afl") != NULL ||
                            strstr(said, "__sanitizer") != NULL || strstr(said, "__asan") != NULL;
        (void)snprintf(why, capacity, "%s%s", said,
                       fuzzed ? ": it was built for a fuzzer; give this program a plain build"
                              : "");
    }
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
