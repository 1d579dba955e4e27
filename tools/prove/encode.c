/*
 * Encoding any values as any method's request and reply, into rooms that end anywhere up to ROOM
 * octets; the names of methods and levels.
 */
#include "values.h"

enum { ROOM = 120 };

static struct pointed to;

static void one(const struct method *method, enum direction direction,
                const struct encoding *encoding)
{
    uint8_t stub[ROOM];
    const struct message message = any_message(&to, parameters(method, direction));
    uint32_t length;
    (void)encode(method, direction, encoding, &message, stub, any_between(0, ROOM), &length);
}

static void every(uint32_t version, enum transfer_syntax syntax)
{
    const struct encoding encoding = {syntax, syntax == NDR && any_bool(), version};
    /*@ loop unroll 265; */
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(version, opnum);
        if (method == NULL)
            continue;
        one(method, REQUEST, &encoding);
        one(method, REPLY, &encoding);
    }
}

static void names(void)
{
    char name[ROOM];
    fill((uint8_t *)name, sizeof name);
    name[ROOM - 1] = 0;
    (void)method_of(any_between(2, 3), any_number());
    (void)method_named(any_between(2, 3), name);
    (void)access_text((enum method_access)any_between(0, ACCESS_BY_QUORUM_SIZE));
    (void)since_text((enum method_since)any_between(0, SINCE_2025));
    (void)handle_type_text((enum handle_type)any_between(0, HANDLE_GROUPSET));
    (void)reason_text((enum reason)any_between(0, REASONS - 1));
}

int main(void)
{
    names();
    any_pointed(&to);
    every(2, NDR);
    every(3, NDR);
    every(3, NDR64);
    return 0;
}
