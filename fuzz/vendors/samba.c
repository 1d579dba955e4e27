/*
 * Samba's decoder behind vendor.h. Its libraries (Debian: samba-libs) are loaded when this runs and
 * used by their exported names, as any program may; nothing of them is linked or copied. What is
 * declared in samba_library.h is how the few things that are asked for lie in memory on a 64-bit
 * system; the table is believed only if the names in it are the expected ones.
 *
 * Samba has interface version 3.0 only. Its values are compared by what it encodes from them, in
 * NDR and NDR64, and by what it prints where that can be read without guessing (samba_print.c).
 */
#include "samba_library.h"
#include "samba_print.h"
#include "vendor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PULL_IN = 0x10, PULL_OUT = 0x20 };

/* What the last vendor_decode left. */
static struct {
    const struct samba_call *call;
    void *memory; /* a talloc context: the values and all they point to */
    void *values;
    uint32_t opnum, how;
    int error; /* 0: accepted */
} last;

uint32_t vendor_interface(void)
{
    return VENDOR_INTERFACE;
}

const char *vendor_name(void)
{
    return samba_load() != NULL ? "Samba's libndr (Debian samba-libs)" : "Samba, absent";
}

static uint32_t flags_of(uint32_t how)
{
    return SAMBA_REF_ALLOC | ((how & VENDOR_NDR64) != 0 ? SAMBA_NDR64 : 0u) |
           ((how & VENDOR_BIG_ENDIAN) != 0 ? SAMBA_BIG_ENDIAN : 0u);
}

/* Decodes one direction into last.values. Returns Samba's error, 0 for none. */
static int pull(const struct samba *s, int direction, const uint8_t *stub, uint32_t length,
                uint32_t *consumed)
{
    const struct samba_blob blob = {stub, length};
    struct samba_pull *state = s->begin_pull(&blob, last.memory);
    if (state == NULL)
        return SAMBA_NO_MEMORY;
    state->flags |= flags_of(last.how);
    const int error = last.call->pull(state, direction, last.values);
    *consumed = state->offset;
    return error;
}

int32_t vendor_decode(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                      const uint8_t *request, uint32_t request_length, uint32_t *consumed)
{
    const struct samba *s = samba_load();
    if (s == NULL || opnum >= s->calls || (how & VENDOR_VERSION_2) != 0)
        return VENDOR_ABSENT;
    if (last.memory != NULL)
        (void)s->release(last.memory, "vendor_decode");
    last.opnum = opnum;
    last.how = how;
    last.call = &s->call[opnum];
    last.memory = s->context(NULL, 0, "vendor_decode");
    last.values = s->context(last.memory, last.call->size, "values");
    memset(last.values, 0, last.call->size);
    const bool reply = (how & VENDOR_REPLY) != 0;
    if (reply && pull(s, PULL_IN, request, request_length, consumed) != 0)
        return VENDOR_ABSENT;
    last.error = pull(s, reply ? PULL_OUT : PULL_IN, stub, length, consumed);
    return last.error == 0 ? VENDOR_ACCEPTED : VENDOR_REFUSED;
}

uint32_t vendor_fields(char *text, uint32_t capacity)
{
    const struct samba *s = samba_load();
    if (last.error == 0)
        return samba_print(s, last.call, last.opnum, (last.how & VENDOR_REPLY) != 0, last.values,
                           text, capacity);
    const int length = snprintf(text, capacity, "refused=%s\n", s->error_text(last.error));
    return length > 0 && (uint32_t)length < capacity ? (uint32_t)length : VENDOR_UNKNOWN;
}

uint32_t vendor_encode(uint32_t how, uint8_t *stub, uint32_t capacity)
{
    const struct samba *s = samba_load();
    struct samba_push *state = s->begin_push(last.memory);
    if (state == NULL)
        return VENDOR_UNKNOWN;
    state->flags |= flags_of(how) & ~SAMBA_REF_ALLOC;
    if (last.call->push(state, (how & VENDOR_REPLY) != 0 ? PULL_OUT : PULL_IN, last.values) != 0)
        return 0;
    if (state->offset > capacity)
        return VENDOR_UNKNOWN;
    memcpy(stub, state->data, state->offset);
    return state->offset;
}
