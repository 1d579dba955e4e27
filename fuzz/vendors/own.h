/*
 * vendors/reference.c linked into a program rather than loaded: compiled with its functions named
 * so (Makefile). What they do is in vendor.h.
 */
#ifndef VENDORS_OWN_H
#define VENDORS_OWN_H

#include <stdint.h>

uint32_t own_interface(void);
const char *own_name(void);
int32_t own_decode(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                   const uint8_t *request, uint32_t request_length, uint32_t *consumed);
uint32_t own_fields(char *text, uint32_t capacity);
uint32_t own_encode(uint32_t how, uint8_t *stub, uint32_t capacity);

#endif
