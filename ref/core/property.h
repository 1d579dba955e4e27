/*
 * Property lists, and the common properties of the model's objects: MS-CMRP 2.2.3.10, 3.1.1.9.
 *
 * The schema is the server's to define; here every object has one common property, the string
 * "Description", which can be written.
 */
#ifndef CORE_PROPERTY_H
#define CORE_PROPERTY_H

#include <stdint.h>

#include "cluster.h"

enum {
    /* Octets of the longest list that is written: count, name, value, end mark. */
    PROPERTY_LIST_MAX = 4 + 8 + 24 + 8 + 2 * (DESCRIPTION_MAX + 2) + 4
};

/* The name of the one common property, "Description", as UTF-16 units without a terminator. */
enum { PROPERTY_NAME_SIZE = 22 };
extern const uint8_t property_name[PROPERTY_NAME_SIZE];

/* Write the common properties into `capacity` octets. Returns how many octets the list takes; if
 * that is more than `capacity`, the content is not whole. */
uint32_t property_list_write(const struct description *description, uint8_t *octets,
                             uint32_t capacity);

/* Take the common properties from a list of `size` octets. Returns 0, ERROR_INVALID_DATA if it is
 * not a property list, or ERROR_INVALID_PARAMETER if the schema does not have what it sets; unless
 * 0, nothing is changed. */
uint32_t property_list_read(struct description *description, const uint8_t *octets, uint32_t size);

#endif
