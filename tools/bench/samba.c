/*
 * Samba's decoder, for comparison: its libraries are loaded when this runs and used by their
 * exported names, as any program may; nothing of them is linked or copied. What is declared here is
 * how the four things that are asked for lie in memory on a 64-bit system; the table is believed
 * only if the names in it are the expected ones.
 */
#include "bench.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { PULL_IN = 0x10, PULL_OUT = 0x20, STRUCT_MOST = 4096 };

typedef int pull_function(void *pull, int flags, void *values);

struct blob {
    uint8_t *octets;
    size_t length;
};

struct call {
    const char *name;
    size_t size;
    void *push;
    pull_function *pull;
    void *print;
    void *pipes[4];
};

struct table {
    const char *name;
    uint8_t syntax[20];
    const char *help;
    uint32_t calls;
    const struct call *call;
};

struct samba {
    const struct call *call;
    void *(*context)(const void *parent, size_t size, const char *name); /* talloc_named_const */
    int (*release)(void *context, const char *where);                    /* _talloc_free */
    void *(*begin)(const struct blob *blob, void *context);              /* ndr_pull_init_blob */
};

/* ISO C has no conversion of an object pointer to a function pointer; POSIX says they are alike. */
static bool symbol(void *library, const char *name, void *function)
{
    void *found = library != NULL ? dlsym(library, name) : NULL;
    if (found == NULL)
        fprintf(stderr, "skipped: Samba's %s: %s\n", name, dlerror());
    else
        memcpy(function, &found, sizeof found);
    return found != NULL;
}

static bool load(struct samba *s)
{
    static const char *const place[] = {"libndr-samba4.so.0",
                                        "/usr/lib/x86_64-linux-gnu/samba/libndr-samba4.so.0"};
    const struct table *table;
    void *library = NULL;
    for (int i = 0; i < 2 && library == NULL; i++)
        library = dlopen(place[i], RTLD_NOW | RTLD_GLOBAL);
    if (!symbol(library, "ndr_table_clusapi", &table) ||
        !symbol(library, "talloc_named_const", &s->context) ||
        !symbol(library, "_talloc_free", &s->release) ||
        !symbol(library, "ndr_pull_init_blob", &s->begin))
        return false;
    s->call = &table->call[BENCH_OPNUM];
    if (strcmp(table->name, "clusapi") == 0 && table->calls > BENCH_OPNUM &&
        strcmp(s->call->name, "clusapi_OpenNetInterfaceEx") == 0 && s->call->size <= STRUCT_MOST)
        return true;
    fprintf(stderr, "skipped: this Samba's table lies otherwise in memory\n");
    return false;
}

/* Decodes once into `values`; false if it is refused. What was allocated belongs to `context`. */
static bool pull(const struct samba *s, const struct blob *blob, int flags, void *context,
                 void *values)
{
    void *state = s->begin(blob, context);
    return state != NULL && s->call->pull(state, flags, values) == 0;
}

bool bench_decode_samba(bool reply, uint32_t count)
{
    static struct bench_call call;
    static union {
        uint8_t octets[STRUCT_MOST];
        const char *name; /* the first member of the request's values */
        void *align;
    } values;
    struct samba samba;
    if (!load(&samba) || !bench_make_call(&call))
        return false;
    const struct blob request = {call.request, call.request_length};
    const struct blob answer = {call.reply, call.reply_length};
    void *kept = samba.context(NULL, 0, "request");
    if (!pull(&samba, &request, PULL_IN, kept, &values) || values.name == NULL ||
        strcmp(values.name, "node1 - Ethernet") != 0) {
        fprintf(stderr, "skipped: this Samba does not read the request\n");
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        void *context = samba.context(NULL, 0, "call");
        if (!pull(&samba, reply ? &answer : &request, reply ? PULL_OUT : PULL_IN, context, &values))
            return false;
        samba.release(context, "bench");
    }
    return true;
}
