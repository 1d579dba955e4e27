/*
 * Writes stubs for foreign decoders to read:  stubs FOLDER
 *
 * For each method that clients call, a few random calls, each as four files of octets:
 * FOLDER/OPNUM.CALL.in.ndr, .in.ndr64, .out.ndr and .out.ndr64. Standard output lists the methods,
 * one `OPNUM NAME` a line. The same build writes the same octets.
 *
 * The calls are modest: a foreign decoder may allocate what a count promises, and may turn text
 * into another encoding.
 */
#include "wire/generate.h"

#include <stdio.h>
#include <stdlib.h>

enum { CALLS = 3, STUB = 8192, PATH = 4096, SEED = 1996, ROOM = 256 };

/* Leaves no surrogates in a string, so that it is text in any encoding. */
static void tame_string(struct generated *g, const struct parameter *p, const struct value *v)
{
    if (p->shape != SHAPE_STRING || !v->present)
        return;
    uint8_t *octets = g->octets + (v->at - g->octets);
    for (uint32_t i = 0; i < v->count; i++)
        octets[2 * i + 1] &= 0x7F;
}

static void tame_strings(struct generated *g, const struct parameter_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &g->message.value[i];
        tame_string(g, p, v);
        if (p->structure == NULL || !v->present)
            continue;
        for (uint32_t j = 0; j < v->count * p->structure->columns; j++)
            tame_string(g, &p->structure->column[j % p->structure->columns], &v->cell[j]);
    }
}

/* Makes room and reply agree as size_is has it: a varying array's maximum count is the room, an
 * array without actual count fills it. */
static void agree(struct value *room, const struct parameter *p, struct value *array)
{
    if (p->shape == SHAPE_OCTETS && p->size_is == 0)
        room->number = array->count;
    array->max = (uint32_t)room->number;
}

/* A call that asks for little, and a reply that has the room asked for. */
static void make_call(struct random *random, const struct method *method, struct generated *request,
                      struct generated *reply)
{
    const struct parameter_list *list = &method->reply;
    struct value *room[PARAMETERS] = {NULL};
    generate(random, method, REQUEST, NULL, request);
    for (uint32_t i = 0; i < list->count; i++) {
        const uint32_t place = list->parameter[i].bounded_by;
        if (place == 0 || method->request.parameter[place - 1].structure != NULL)
            continue;
        room[i] = &request->message.value[place - 1];
        room[i]->number %= ROOM;
    }
    generate(random, method, REPLY, &request->message, reply);
    for (uint32_t i = 0; i < list->count; i++)
        if (room[i] != NULL)
            agree(room[i], &list->parameter[i], &reply->message.value[i]);
    tame_strings(request, &method->request);
    tame_strings(reply, list);
}

static bool write_octets(const char *path, const uint8_t *octets, uint32_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    const bool written = fwrite(octets, 1, length, file) == length;
    return fclose(file) == 0 && written;
}

static bool write_stub(const char *folder, const struct method *method, int call,
                       enum direction direction, const struct message *message)
{
    static const char *const name[] = {[NDR] = "ndr", [NDR64] = "ndr64"};
    static uint8_t stub[STUB];
    char path[PATH];
    for (int syntax = NDR; syntax <= NDR64; syntax++) {
        const struct encoding encoding = {(enum transfer_syntax)syntax, false, 3};
        uint32_t length;
        snprintf(path, sizeof path, "%s/%u.%d.%s.%s", folder, method->opnum, call,
                 direction == REQUEST ? "in" : "out", name[syntax]);
        if (!encode(method, direction, &encoding, message, stub, STUB, &length) ||
            !write_octets(path, stub, length)) {
            perror(path);
            return false;
        }
    }
    return true;
}

int main(int count, char **words)
{
    static struct generated request, reply;
    struct random random = {SEED};
    if (count != 2) {
        fprintf(stderr, "usage: stubs FOLDER\n");
        return 2;
    }
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(3, opnum);
        if (method == NULL || method->use != USE_CALLED)
            continue;
        printf("%u %s\n", opnum, method->name);
        for (int call = 0; call < CALLS; call++) {
            make_call(&random, method, &request, &reply);
            if (!write_stub(words[1], method, call, REQUEST, &request.message) ||
                !write_stub(words[1], method, call, REPLY, &reply.message))
                return 1;
        }
    }
    return 0;
}
