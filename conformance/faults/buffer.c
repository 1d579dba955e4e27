#include "buffer.h"

#include <stdio.h>

bool fault_of(const char *prefix, const char *what)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s-%s", prefix, what);
    return fault_is(name);
}

struct buffer buffer_begins(const char *prefix, name_out name, uint32_t *count)
{
    return (struct buffer){prefix, name, count, count == NULL ? 0 : *count};
}

static uint32_t too_small(const struct buffer *buffer)
{
    if (fault_of(buffer->prefix, "more-length-plus")) {
        ++*buffer->count;
    }
    if (fault_of(buffer->prefix, "more-length-zero")) {
        *buffer->count = 0;
    }
    if (fault_of(buffer->prefix, "overrun") && buffer->name != NULL) {
        buffer->name[buffer->capacity] = 0;
    }
    if (fault_of(buffer->prefix, "cuts")) {
        return 0;
    }
    return fault_of(buffer->prefix, "other-code") ? 122 : MORE_DATA;
}

static uint32_t fits(const struct buffer *buffer)
{
    uint32_t length = *buffer->count;
    if (fault_of(buffer->prefix, "counts-octets") && buffer->capacity < (length + 1) * 2) {
        return MORE_DATA;
    }
    if (fault_of(buffer->prefix, "length-plus")) {
        *buffer->count = length + 1;
    }
    if (fault_of(buffer->prefix, "fills-too-far") && buffer->name != NULL) {
        buffer->name[buffer->capacity] = 0;
    }
    if (fault_of(buffer->prefix, "no-terminator") && buffer->name != NULL) {
        buffer->name[length] = 'x';
    }
    if (fault_of(buffer->prefix, "other-text") && buffer->name != NULL && length > 0) {
        buffer->name[0] = '?';
    }
    return 0;
}

uint32_t buffer_ends(const struct buffer *buffer, uint32_t code)
{
    if (buffer->count == NULL) {
        return code;
    }
    if (code == 0 && buffer->name != NULL) {
        return fits(buffer);
    }
    if (code == MORE_DATA) {
        return too_small(buffer);
    }
    return code != 0 && code != NO_MORE_ITEMS && fault_of(buffer->prefix, "never-fails") ? 0 : code;
}
