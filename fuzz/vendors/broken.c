/*
 * A decoder that is right but for one fault, to test that each class of difference is found:
 * BROKEN_VENDOR names the class (difference_text), or the fault is none. The rest is vendors/own.h.
 */
#include "own.h"
#include "vendor.h"

#include <stdlib.h>
#include <string.h>

/* ApiGetClusterName: two strings in the reply; ApiOpenNode: one in the request. */
enum { OPEN_NODE = 66, GET_CLUSTER_NAME = 3 };

static uint32_t method;

static int is(const char *fault)
{
    const char *asked = getenv("BROKEN_VENDOR");
    return asked != NULL && strcmp(asked, fault) == 0;
}

uint32_t vendor_interface(void)
{
    return is("interface") ? 0 : own_interface();
}

const char *vendor_name(void)
{
    return "a broken vendor";
}

/* What a decoder does that takes the count's word for it: the sum keeps the read from being
 * removed. */
static uint32_t sum(const uint8_t *octets, uint32_t count)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < count; i++)
        total += octets[i];
    return total;
}

int32_t vendor_decode(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                      const uint8_t *request, uint32_t request_length, uint32_t *consumed)
{
    int32_t answer = own_decode(opnum, how, stub, length, request, request_length, consumed);
    method = opnum;
    if (opnum == OPEN_NODE && (how & VENDOR_REPLY) == 0) {
        if (is("crash") && answer == VENDOR_REFUSED && length > 4)
            abort();
        if (is("over-read") && sum(stub, length < 12 ? 12 : length) == VENDOR_UNKNOWN)
            return VENDOR_ABSENT;
        if (is("accepted-though-forbidden") && answer == VENDOR_REFUSED && length > 12)
            return VENDOR_ACCEPTED;
        if (is("rejected-though-legal") && length > 30)
            return VENDOR_REFUSED;
        if (is("hang") && answer == VENDOR_REFUSED && length == 5)
            for (;;)
                method++;
    }
    return answer;
}

uint32_t vendor_fields(char *text, uint32_t capacity)
{
    uint32_t length = own_fields(text, capacity);
    if (is("different-value") && method == GET_CLUSTER_NAME && length >= 2 && length <= capacity)
        text[length - 2] ^= 1; /* the last digit of the return value */
    return length;
}

uint32_t vendor_encode(uint32_t how, uint8_t *stub, uint32_t capacity)
{
    uint32_t length = own_encode(how, stub, capacity);
    if (is("different-encoding") && method == GET_CLUSTER_NAME && length >= 4 && length <= capacity)
        stub[length - 4] ^= 1;
    return length;
}
