#ifndef FAULTS_OBJECT_H
#define FAULTS_OBJECT_H

#include "access.h"
#include "buffer.h"

any_function of_kind(const char *before, enum kind kind, const char *after);
bool fault_of_kind(const char *what, enum kind kind);

void *object_open(void *cluster, enum kind kind, name_in name);
void *object_open_ex(void *cluster, enum kind kind, name_in name, uint32_t access,
                     uint32_t *granted);
int32_t object_close(void *object, enum kind kind);
void *object_from(void *object, enum kind kind);

/* What a state function answers instead of `state`. */
int32_t object_state(void *object, enum kind kind, int32_t state);

#endif
