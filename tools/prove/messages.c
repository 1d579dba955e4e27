/*
 * Random messages: any that is generated as a request of any method, a reply to it and a reply to
 * nothing. The text of any values as messages of a few methods that together have every shape; the
 * room for it ends in the middle or not at all.
 */
#include <string.h>

#include "values.h"
#include "wire/generate.h"
#include "wire/print.h"

enum { ROOM = 4000 };

static struct pointed to;

static void print(const struct method *method, enum direction direction)
{
    const struct message message = any_message(&to, parameters(method, direction));
    char text[ROOM];
    (void)message_text(method, direction, &message, text, 0);
    (void)message_text(method, direction, &message, text, 40);
    (void)message_text(method, direction, &message, text, ROOM);
}

/* The memory is zero before: how much of it a message takes EVA knows as a range only. */
static void make(const struct method *method)
{
    struct random random = {any_number()};
    struct generated request, reply;
    memset(&request, 0, sizeof request);
    memset(&reply, 0, sizeof reply);
    generate(&random, method, REQUEST, NULL, &request);
    generate(&random, method, REPLY, &request.message, &reply);
    generate(&random, method, REPLY, NULL, &reply);
}

/* Octets and a ranged number, units, rows, varying rows, lists, small integers, a time. */
static bool is_printed(uint32_t version, uint32_t opnum)
{
    return version == 3 && (opnum == 0 || opnum == 7 || opnum == 36 || opnum == 54 || opnum == 73 ||
                            opnum == 138 || opnum == 139);
}

static void every(uint32_t version)
{
    /*@ loop unroll 265; */
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(version, opnum);
        if (method == NULL)
            continue;
        make(method);
        if (is_printed(version, opnum)) {
            print(method, REQUEST);
            print(method, REPLY);
        }
    }
}

int main(void)
{
    any_pointed(&to);
    every(2);
    every(3);
    return 0;
}
