#include "vendor_load.h"

#include "vendor.h"

#include <stdio.h>
#include <string.h>

/* The address of a function, put into a pointer of its own type. */
static bool find(void *library, const char *name, void *function)
{
    plain_function *found = library_function(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

bool vendor_load(const char *path, struct vendor *vendor, char *why, size_t capacity)
{
    void *library = library_open(path, why, capacity);
    if (library == NULL)
        return false;
    if (!find(library, "vendor_interface", &vendor->interface) ||
        !find(library, "vendor_decode", &vendor->decode)) {
        (void)snprintf(why, capacity,
                       "%s: exports no vendor_interface and vendor_decode (fuzz/vendor.h)", path);
        return false;
    }
    (void)find(library, "vendor_name", &vendor->name);
    (void)find(library, "vendor_alignment", &vendor->alignment);
    (void)find(library, "vendor_fields", &vendor->fields);
    (void)find(library, "vendor_encode", &vendor->encode);
    if (vendor->interface() == VENDOR_INTERFACE)
        return true;
    (void)snprintf(why, capacity, "%s: vendor_interface is %u, not %u: build it with this vendor.h",
                   path, (unsigned)vendor->interface(), VENDOR_INTERFACE);
    return false;
}

/* Whether `word` stands in the file. Two pieces are held, so that it may stand across a border. */
static bool file_holds(FILE *file, const char *word)
{
    enum { PIECE = 1 << 16 };
    static char piece[2 * PIECE];
    size_t length = strlen(word), kept = 0, got;
    rewind(file);
    while ((got = fread(piece + kept, 1, PIECE, file)) > 0) {
        size_t held = kept + got;
        for (size_t i = 0; i + length <= held; i++)
            if (memcmp(piece + i, word, length) == 0)
                return true;
        kept = held < length ? held : length;
        memmove(piece, piece + held - kept, kept);
    }
    return false;
}

/* The sections and symbols that the compilers' coverage leaves: clang's -fsanitize-coverage on ELF
 * and on Windows, AFL++'s. */
bool vendor_instrumented(const char *path)
{
    static const char *const trace[] = {"__sancov_", ".SCOV$", "__afl_area_ptr"};
    FILE *file = fopen(path, "rb");
    bool found = false;
    if (file == NULL)
        return false;
    for (size_t i = 0; i < sizeof trace / sizeof trace[0] && !found; i++)
        found = file_holds(file, trace[i]);
    (void)fclose(file);
    return found;
}
