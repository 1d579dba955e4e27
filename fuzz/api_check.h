/*
 * What holds of the reference's client library between any two calls. It stands apart because the
 * library's types bear names that the runner uses too.
 */
#ifndef FUZZ_API_CHECK_H
#define FUZZ_API_CHECK_H

#include <stdbool.h>
#include <stdint.h>

/* Does its handle table agree with itself, and belong all open handles but cluster handles to one
 * that is open? */
bool api_is_consistent(void);

/* Handles that are open. */
uint32_t api_open(void);

#endif
