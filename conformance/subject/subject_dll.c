/* dll:PATH: a DLL or a shared object. */
#ifdef _WIN32
#include <windows.h>
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#endif

#include <stdio.h>
#include <string.h>

#include "subject.h"

#ifdef _WIN32

/* A bare name is the system's library, never a file beside this program. */
static void *load(const char *path, char *why)
{
    bool bare = strpbrk(path, "/\\:") == NULL;
    HMODULE library = bare ? LoadLibraryExA(path, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32)
                           : LoadLibraryExA(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (library == NULL) {
        (void)snprintf(why, SUBJECT_TEXT, "cannot load %s: Windows says error %lu", path,
                       GetLastError());
    }
    return (void *)library;
}

static any_function find(void *library, const char *name)
{
    return (any_function)GetProcAddress((HMODULE)library, name);
}

static void name_file(struct subject *subject)
{
    (void)GetModuleFileNameA((HMODULE)subject->library, subject->file, SUBJECT_TEXT);
}

static bool find_errors(struct subject *subject)
{
    subject->set_error = (any_function)SetLastError;
    subject->get_error = (any_function)GetLastError;
    return true;
}

static void unload(void *library)
{
    (void)FreeLibrary((HMODULE)library);
}

#else

static void *load(const char *path, char *why)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        (void)snprintf(why, SUBJECT_TEXT, "cannot load %s", dlerror());
    }
    return library;
}

static any_function find(void *library, const char *name)
{
    void *found = dlsym(library, name);
    any_function function;
    memcpy(&function, &found, sizeof function);
    return function;
}

static void name_file(struct subject *subject)
{
    Dl_info info;
    void *address = dlsym(subject->library, "OpenCluster");
    bool known = address != NULL && dladdr(address, &info) != 0;
    (void)snprintf(subject->file, SUBJECT_TEXT, "%s", known ? info.dli_fname : subject->rest);
}

static bool find_errors(struct subject *subject)
{
    subject->set_error = find(subject->library, "SetLastError");
    subject->get_error = find(subject->library, "GetLastError");
    return subject->set_error != NULL && subject->get_error != NULL;
}

static void unload(void *library)
{
    (void)dlclose(library);
}

#endif

static bool open(struct subject *subject, char *why)
{
    subject->library = load(subject->rest, why);
    if (subject->library == NULL) {
        return false;
    }
    name_file(subject);
    if (!find_errors(subject)) {
        (void)snprintf(why, SUBJECT_TEXT, "%.800s exports no SetLastError and GetLastError",
                       subject->file);
        unload(subject->library);
        return false;
    }
    return true;
}

static any_function find_in(const struct subject *subject, const char *name)
{
    return find(subject->library, name);
}

static bool call_it(const struct subject *subject, const struct call *call,
                    const struct actual *argument, struct outcome *outcome, uint32_t *last_error)
{
    return subject_call_function(subject, find(subject->library, call->name), call, argument,
                                 outcome, last_error);
}

static void close_it(struct subject *subject)
{
    unload(subject->library);
}

const struct subject_type subject_dll = {
    .prefix = "dll:",
    .means = "a DLL or shared object at PATH; on Windows a bare name means the system's own",
    .foreign = true,
    .open = open,
    .find = find_in,
    .call = call_it,
    .close = close_it,
};
