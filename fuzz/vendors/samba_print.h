/*
 * What Samba prints of the values it decoded, as lines of vendor.h.
 */
#ifndef VENDORS_SAMBA_PRINT_H
#define VENDORS_SAMBA_PRINT_H

#include "samba_library.h"

/*
 * Writes `name=value` lines of the parameters that MS-CMRP and Samba call by the same name, where
 * Samba's words leave no doubt: numbers, strings, context handles, NULL, and such members of
 * structures. The rest (error names, enumerations, arrays) is left out. Returns the length, or
 * 0xffffffff if it does not fit.
 */
uint32_t samba_print(const struct samba *samba, const struct samba_call *call, uint32_t opnum,
                     bool reply, const void *values, char *text, uint32_t capacity);

#endif
