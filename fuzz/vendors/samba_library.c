#include "samba_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

struct table {
    const char *name;
    uint8_t syntax[20];
    const char *help;
    uint32_t calls;
    const struct samba_call *call;
};

/* A method whose name shows that the table lies as it is declared here. */
enum { PROBE = 122 };

/* ISO C has no conversion of an object pointer to a function pointer; POSIX says they are alike. */
static bool symbol(void *library, const char *name, void *function)
{
    void *found = library != NULL ? dlsym(library, name) : NULL;
    if (found == NULL)
        (void)fprintf(stderr, "skipped: Samba's %s: %s\n", name, dlerror());
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
    if (library == NULL) {
        (void)fprintf(stderr,
                      "skipped: Samba's decoder is not installed (Debian: samba-libs): %s\n",
                      dlerror());
        return false;
    }
    if (!symbol(library, "ndr_table_clusapi", &table) ||
        !symbol(library, "talloc_named_const", &s->context) ||
        !symbol(library, "_talloc_free", &s->release) ||
        !symbol(library, "ndr_pull_init_blob", &s->begin_pull) ||
        !symbol(library, "ndr_push_init_ctx", &s->begin_push) ||
        !symbol(library, "ndr_map_error2string", &s->error_text))
        return false;
    s->call = table->call;
    s->calls = table->calls;
    if (strcmp(table->name, "clusapi") == 0 && table->calls > PROBE &&
        strcmp(table->call[PROBE].name, "clusapi_OpenNetInterfaceEx") == 0)
        return true;
    (void)fprintf(stderr, "skipped: this Samba's table lies otherwise in memory\n");
    return false;
}

const struct samba *samba_load(void)
{
    static struct samba samba;
    static bool tried, loaded;
    if (!tried)
        loaded = load(&samba);
    tried = true;
    return loaded ? &samba : NULL;
}
