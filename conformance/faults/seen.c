/* Which fault there is, the real functions, and what the caller has opened. */
#define _GNU_SOURCE
#include "fault.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum { SEEN_MAX = 8192 };

static struct seen all[SEEN_MAX];
static size_t count;

bool fault_is(const char *name)
{
    const char *fault = getenv("CLUSAPI_FAULT");
    return fault != NULL && strcmp(fault, name) == 0;
}

any_function real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    any_function function;
    if (found == NULL) {
        abort();
    }
    memcpy(&function, &found, sizeof function);
    return function;
}

void set_last_error(uint32_t code)
{
    typedef void set_function(uint32_t);
    ((set_function *)real("SetLastError"))(code);
}

void *null_with(uint32_t code)
{
    set_last_error(code);
    return NULL;
}

int32_t zero_with(uint32_t code)
{
    set_last_error(code);
    return 0;
}

static void keep_name(struct seen *one, name_in name)
{
    size_t n = 0;
    size_t room = sizeof one->name / sizeof one->name[0] - 1;
    while (name != NULL && n < room && name[n] != 0) {
        one->name[n] = name[n];
        n++;
    }
}

void *see(void *value, enum kind kind, void *origin, name_in name)
{
    if (value == NULL || count == SEEN_MAX) {
        return value;
    }
    struct seen *one = &all[count++];
    one->value = value;
    one->kind = kind;
    one->origin = seen(origin);
    keep_name(one, name);
    return value;
}

struct seen *seen(const void *value)
{
    for (size_t n = count; value != NULL && n-- > 0;) {
        if (all[n].value == value) {
            return &all[n];
        }
    }
    return NULL;
}

struct seen *newest(enum kind kind, const struct seen *not_this)
{
    for (size_t n = count; n-- > 0;) {
        if (all[n].kind == kind && &all[n] != not_this && !is_gone(&all[n])) {
            return &all[n];
        }
    }
    return NULL;
}

bool is_gone(const struct seen *one)
{
    return one->closed || (one->origin != NULL && one->kind != CLUSTER && is_gone(one->origin));
}

bool is_good(const void *value, enum kind kind)
{
    const struct seen *one = seen(value);
    return one != NULL && one->kind == kind && !is_gone(one);
}

bool same_text(name_in a, name_in b)
{
    size_t n = 0;
    while (a[n] != 0 && a[n] == b[n]) {
        n++;
    }
    return a[n] == b[n];
}
