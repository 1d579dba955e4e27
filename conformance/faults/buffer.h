/* Faults of the functions that fill a buffer, named PREFIX-length-plus, PREFIX-overrun and so on.
 */
#ifndef FAULTS_BUFFER_H
#define FAULTS_BUFFER_H

#include "fault.h"

struct buffer {
    const char *prefix;
    name_out name;
    uint32_t *count;
    uint32_t capacity;
};

struct buffer buffer_begins(const char *prefix, name_out name, uint32_t *count);

/* What the function answers instead of `code`. */
uint32_t buffer_ends(const struct buffer *buffer, uint32_t code);

/* Is it the fault PREFIX-what? */
bool fault_of(const char *prefix, const char *what);

/* changes.c: the handle by which a resource was last taken offline. */
extern const void *resource_taken_offline;

/* cluster.c, object.c */
void *cluster_kept(void *cluster);
int32_t object_close_really(const struct seen *object);

#endif
