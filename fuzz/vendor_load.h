/*
 * A vendor's plug-in, loaded (vendor.h).
 */
#ifndef FUZZ_VENDOR_LOAD_H
#define FUZZ_VENDOR_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The plug-in's functions; NULL where an optional one is missing. */
struct vendor {
    uint32_t (*interface)(void);
    const char *(*name)(void);
    uint32_t (*alignment)(void);
    int32_t (*decode)(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                      const uint8_t *request, uint32_t request_length, uint32_t *consumed);
    uint32_t (*fields)(char *text, uint32_t capacity);
    uint32_t (*encode)(uint32_t how, uint8_t *stub, uint32_t capacity);
};

/* Loads a shared object or DLL. False: `why` says why in one line. It stays loaded. */
bool vendor_load(const char *path, struct vendor *vendor, char *why, size_t capacity);

/* Whether the file was built with coverage that libFuzzer or AFL++ can read. */
bool vendor_instrumented(const char *path);

/* For each system: a library's handle, or NULL and `why`; a function of it, or NULL. */
typedef void plain_function(void);
void *library_open(const char *path, char *why, size_t capacity);
plain_function *library_function(void *library, const char *name);

#endif
