/*
 * Random messages: any that is generated as a request of any method, a reply to it and a reply to
 * nothing; the text of those of a few methods that together have every shape, however much room
 * there is.
 */
#include "arbitrary.h"
#include "wire/generate.h"
#include "wire/print.h"

enum { ROOM = 2000 };

static void print(const struct method *method, enum direction direction,
                  const struct message *message)
{
    char text[ROOM];
    (void)message_text(method, direction, message, text, 0);
    (void)message_text(method, direction, message, text, 40);
    (void)message_text(method, direction, message, text, ROOM);
}

static void one(const struct method *method, bool printed)
{
    struct random random = {(uint64_t)any_number() << 32};
    struct generated request, reply;
    generate(&random, method, REQUEST, NULL, &request);
    generate(&random, method, REPLY, &request.message, &reply);
    if (printed) {
        print(method, REQUEST, &request.message);
        print(method, REPLY, &reply.message);
    }
    generate(&random, method, REPLY, NULL, &reply);
}

/* Octets and a ranged number, units, rows, varying rows, lists, small integers, a time. */
static bool is_printed(uint32_t version, uint32_t opnum)
{
    return version == 3 &&
           (opnum == 0 || opnum == 7 || opnum == 36 || opnum == 73 || opnum == 138 || opnum == 139);
}

static void every(uint32_t version)
{
    /*@ loop unroll 265; */
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(version, opnum);
        if (method != NULL)
            one(method, is_printed(version, opnum));
    }
}

int main(void)
{
    every(2);
    every(3);
    return 0;
}
