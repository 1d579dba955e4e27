#ifndef FAULTS_ACCESS_H
#define FAULTS_ACCESS_H

#include "fault.h"

/* Does the fault refuse this call outright? */
bool access_is_refused(uint32_t access, const uint32_t *granted);

/* What the library without faults is asked for instead. */
uint32_t access_passed(uint32_t access);
uint32_t *granted_passed(uint32_t *granted);

/* What the caller is told. */
void granted_told(uint32_t access, uint32_t *granted, bool opened);

#endif
