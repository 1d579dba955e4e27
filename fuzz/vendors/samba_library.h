/*
 * Samba's decoder as its libraries export it: the few things that are asked for, as they lie in
 * memory on a 64-bit system.
 */
#ifndef VENDORS_SAMBA_LIBRARY_H
#define VENDORS_SAMBA_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SAMBA_BIG_ENDIAN (1u << 0)
#define SAMBA_REF_ALLOC (1u << 20) /* memory for reference pointers is made while decoding */
#define SAMBA_NDR64 (1u << 29)

enum { SAMBA_NO_MEMORY = 12 };

struct samba_blob {
    const uint8_t *octets;
    size_t length;
};

/* The first members of the states of decoding, encoding and printing. */
struct samba_pull {
    uint32_t flags;
    const uint8_t *data;
    uint32_t size;
    uint32_t offset;
};

struct samba_push {
    uint32_t flags;
    uint8_t *data;
    uint32_t allocated;
    uint32_t offset;
};

struct samba_printer {
    uint32_t flags;
    uint32_t depth;
    void *list[2];
    void (*print)(struct samba_printer *printer, const char *format, ...);
    void *mine; /* never touched by Samba */
    bool no_newline;
    bool secrets;
};

struct samba_call {
    const char *name;
    size_t size; /* of the values */
    int (*push)(struct samba_push *state, int direction, const void *values);
    int (*pull)(struct samba_pull *state, int direction, void *values);
    void (*print)(struct samba_printer *printer, const char *name, int direction,
                  const void *values);
    void *pipes[4];
};

struct samba {
    const struct samba_call *call;
    uint32_t calls;
    void *(*context)(const void *parent, size_t size, const char *name); /* talloc_named_const */
    int (*release)(void *context, const char *where);                    /* _talloc_free */
    struct samba_pull *(*begin_pull)(const struct samba_blob *blob, void *context);
    struct samba_push *(*begin_push)(void *context);
    const char *(*error_text)(int error);
};

/* Loads Samba's libraries, once. NULL where they are absent or lie otherwise in memory; why is said
 * on stderr the first time. */
const struct samba *samba_load(void);

#endif
