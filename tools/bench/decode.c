#include "bench.h"

#include "wire/generate.h"

#include <stdio.h>

enum { STUBS = 512, SEED = 122 };

static const struct encoding ndr = {NDR, false, 3};

bool bench_make_call(struct bench_call *call)
{
    static const uint8_t handle[CONTEXT_HANDLE_SIZE] = {0, 0, 0, 0, 1, 2, 3, 4, 5, 6};
    static const char name[] = "n\0o\0d\0e\0001\0 \0-\0 \0E\0t\0h\0e\0r\0n\0e\0t";
    const struct method *method = method_of(3, BENCH_OPNUM);
    struct message request = {0}, reply = {0};
    request.value[0] =
        (struct value){.at = (const uint8_t *)name, .count = sizeof name / 2, .present = true};
    request.value[1] = (struct value){.number = 0x80000000, .present = true};
    reply.value[0] = (struct value){.number = 0x80000000, .present = true};
    reply.value[3] = (struct value){.at = handle, .present = true};
    return encode(method, REQUEST, &ndr, &request, call->request, BENCH_STUB,
                  &call->request_length) &&
           encode(method, REPLY, &ndr, &reply, call->reply, BENCH_STUB, &call->reply_length);
}

bool bench_decode(bool reply, uint32_t count)
{
    static struct bench_call call;
    const struct method *method = method_of(3, BENCH_OPNUM);
    const uint8_t *stub = reply ? call.reply : call.request;
    struct message request, message;
    struct refusal refusal;
    if (!bench_make_call(&call) ||
        !decode(method, REQUEST, &ndr, call.request, call.request_length, NULL, &request, &refusal))
        return false;
    const uint32_t length = reply ? call.reply_length : call.request_length;
    for (uint32_t i = 0; i < count; i++)
        if (!decode(method, reply ? REPLY : REQUEST, &ndr, stub, length, reply ? &request : NULL,
                    &message, &refusal))
            return false;
    return true;
}

/* A stub of a method, and for a reply the request it answers. */
struct stub {
    const struct method *method;
    struct message request;
    uint8_t asked[BENCH_STUB], octets[BENCH_STUB];
    uint32_t length;
};

static bool make_stub(struct random *random, bool reply, struct stub *s)
{
    static struct generated request, answer;
    struct refusal refusal;
    uint32_t asked;
    generate(random, s->method, REQUEST, NULL, &request);
    generate(random, s->method, REPLY, &request.message, &answer);
    return encode(s->method, REQUEST, &ndr, &request.message, s->asked, BENCH_STUB, &asked) &&
           decode(s->method, REQUEST, &ndr, s->asked, asked, NULL, &s->request, &refusal) &&
           encode(s->method, reply ? REPLY : REQUEST, &ndr,
                  reply ? &answer.message : &request.message, s->octets, BENCH_STUB, &s->length);
}

bool bench_decode_methods(bool reply, uint32_t count)
{
    static struct stub stub[STUBS];
    struct random random = {SEED};
    struct message message;
    struct refusal refusal;
    uint32_t stubs = 0;
    for (uint32_t opnum = 0; opnum < OPNUMS && stubs < STUBS; opnum++) {
        stub[stubs].method = method_of(3, opnum);
        if (stub[stubs].method == NULL || stub[stubs].method->use != USE_CALLED)
            continue;
        if (!make_stub(&random, reply, &stub[stubs++]))
            return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct stub *s = &stub[i % stubs];
        if (!decode(s->method, reply ? REPLY : REQUEST, &ndr, s->octets, s->length,
                    reply ? &s->request : NULL, &message, &refusal))
            return false;
    }
    return true;
}
