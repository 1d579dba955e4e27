/*
 * Reading any octets as a PDU, a tower, a verification trailer; writing any values into PDUs and
 * towers; context handles.
 */
#include "arbitrary.h"
#include "wire/assoc.h"
#include "wire/context.h"
#include "wire/pdu_build.h"
#include "wire/pdu_frame.h"
#include "wire/tower.h"

#ifndef LENGTH
#define LENGTH 600
#endif

static void walk_bind(const struct pdu_bind *bind)
{
    struct cursor contexts = bind->contexts;
    struct pdu_offer offer;
    struct rpc_syntax syntax;
    while (pdu_offer_next(&contexts, &offer))
        while (pdu_syntax_next(&offer.transfers, &syntax))
            continue;
}

static void walk_results(struct pdu_bind_ack *ack)
{
    struct pdu_result result;
    while (pdu_result_next(&ack->results, &result))
        continue;
}

/* Whatever the PDU's type, each body. */
static void bodies(const struct pdu *pdu)
{
    struct pdu_bind bind;
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak;
    struct pdu_request request;
    struct pdu_response response;
    struct pdu_fault fault;
    if (pdu_parse_bind(pdu, &bind).error == PDU_OK)
        walk_bind(&bind);
    if (pdu_parse_bind_ack(pdu, &ack).error == PDU_OK)
        walk_results(&ack);
    (void)pdu_parse_bind_nak(pdu, &nak);
    (void)pdu_parse_request(pdu, &request);
    (void)pdu_parse_response(pdu, &response);
    (void)pdu_parse_fault(pdu, &fault);
    (void)pdu_parse_auth3(pdu);
}

static void read_pdu(void)
{
    uint8_t octets[LENGTH];
    struct pdu pdu;
    fill(octets, sizeof octets);
    for (uint32_t size = 0; size < PDU_HEADER_SIZE; size++) /* a header that is cut short */
        (void)pdu_parse(octets + sizeof octets - size, size, LENGTH, &pdu);
    if (pdu_parse(octets, sizeof octets, any_between(0, 65535), &pdu).error == PDU_OK)
        bodies(&pdu);
}

/* A PDU that arrives in two pieces. */
static void read_frame(void)
{
    struct pdu_frame frame = {0};
    struct pdu_failure failure;
    struct pdu pdu;
    uint8_t first[5], second[LENGTH];
    fill(first, sizeof first);
    fill(second, sizeof second);
    struct cursor c = cursor_over(first, sizeof first, false);
    (void)pdu_frame_take(&frame, &c, any_between(0, 65535), &pdu, &failure);
    c = cursor_over(second, sizeof second, false);
    if (pdu_frame_take(&frame, &c, any_between(0, 65535), &pdu, &failure) == FRAME_WHOLE)
        bodies(&pdu);
}

static void read_tower(void)
{
    uint8_t octets[LENGTH];
    struct tower tower;
    fill(octets, sizeof octets);
    (void)tower_take(octets, 1, &tower);
    (void)tower_take(octets, sizeof octets, &tower);
}

static struct rpc_syntax any_syntax(void)
{
    struct rpc_syntax syntax;
    fill((uint8_t *)&syntax, sizeof syntax);
    return syntax;
}

static void read_verification(void)
{
    uint8_t stub[LENGTH];
    const struct assoc_interface interface = {.abstract = any_syntax()};
    struct assoc_call call = {.call_id = any_number(),
                              .context_id = (uint16_t)any_number(),
                              .opnum = (uint16_t)any_number(),
                              .interface = &interface,
                              .transfer = any_bool() ? TRANSFER_NDR : TRANSFER_NDR64,
                              .stub = stub,
                              .stub_size = sizeof stub};
    fill(stub, sizeof stub);
    fill(call.drep, sizeof call.drep);
    (void)assoc_verification(&call, any_number());
}

static void context_handles(void)
{
    uint8_t secret[CONTEXT_SECRET_SIZE], token[CONTEXT_TOKEN_SIZE];
    uint64_t value;
    fill(secret, sizeof secret);
    context_token(secret, any_number(), any_number(), token);
    fill(token, sizeof token);
    (void)context_value(secret, any_number(), token, &value);
    const uint32_t size = any_between(0, sizeof token);
    //@ split size;
    (void)siphash(secret, token, size);
}

static void syntaxes(void)
{
    const struct rpc_syntax one = any_syntax(), other = any_syntax();
    uint8_t bitmask;
    (void)rpc_syntax_equal(&one, &other);
    (void)rpc_syntax_features(&one, &bitmask);
}

static void write_tower(void)
{
    uint8_t octets[TOWER_SIZE];
    const struct tower tower = {any_syntax(), any_syntax(), (uint16_t)any_number(), any_number()};
    struct builder b = builder_over(octets, any_between(0, sizeof octets));
    tower_put(&b, &tower);
}

/* Rooms that end at different places of a PDU. */
static uint32_t any_room(void)
{
    const uint32_t room[] = {0, 2, 9, 30, 100, LENGTH};
    const uint32_t chosen = room[any_between(0, 5)];
    //@ split chosen;
    return chosen;
}

/* Every part that a PDU can have, one after another, into rooms up to LENGTH. */
static void write_pdu(void)
{
    uint8_t octets[LENGTH], token[16];
    char address[300];
    const uint32_t room = any_room();
    const struct rpc_syntax syntax = any_syntax();
    const struct pdu_result result = {(uint16_t)any_number(), (uint16_t)any_number(), syntax};
    struct builder b = pdu_begin(octets, room, any_bool(), (enum pdu_type)any_between(0, 19),
                                 (uint8_t)any_number(), any_number());
    fill(token, sizeof token);
    fill((uint8_t *)address, sizeof address);
    pdu_add_bind(&b, (uint16_t)any_number(), (uint16_t)any_number(), any_number(), 1);
    pdu_add_offer(&b, (uint16_t)any_number(), &syntax, 1);
    pdu_add_syntax(&b, &syntax);
    pdu_add_bind_ack(&b, (uint16_t)any_number(), (uint16_t)any_number(), any_number(), address, 1);
    pdu_add_result(&b, &result);
    pdu_add_request(&b, any_number(), (uint16_t)any_number(), (uint16_t)any_number(),
                    any_bool() ? &syntax.uuid : NULL);
    pdu_add_response(&b, any_number(), (uint16_t)any_number(), (uint8_t)any_number());
    pdu_add_trailer(&b, (uint8_t)any_number(), (uint8_t)any_number(), any_number(), token,
                    (uint16_t)any_between(0, sizeof token));
    (void)pdu_end(&b);
}

static void write_whole(void)
{
    uint8_t octets[64];
    const struct pdu_fault fault = {(uint16_t)any_number(), (uint8_t)any_number(), any_number()};
    const uint32_t room = any_between(0, sizeof octets);
    //@ split room;
    (void)pdu_build_bind_nak(octets, room, any_number(), NAK_LOCAL_LIMIT);
    (void)pdu_build_fault(octets, room, any_number(), (uint8_t)any_number(), &fault);
    (void)pdu_build_plain(octets, room, PDU_ORPHANED, any_number());
}

/* What no PDU has a use for. */
static void integers(void)
{
    uint8_t octets[12];
    struct builder b = builder_over(octets, sizeof octets);
    uint64_t number = any_number();
    builder_u64(&b, number);
    builder_put_u32(&b, any_number(), any_number());
    struct cursor c = cursor_over(octets, 8, any_bool());
    (void)cursor_u64(&c, &number);
    (void)cursor_u64(&c, &number); /* there is no second one */
}

int main(void)
{
    integers();
    read_pdu();
    read_frame();
    read_tower();
    read_verification();
    context_handles();
    syntaxes();
    write_tower();
    write_pdu();
    write_whole();
    return 0;
}
