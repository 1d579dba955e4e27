/*
 * What a server does beside its methods: connections come and go, calls that wait are answered;
 * methods that make objects where one was deleted.
 */
#include "server_ask.h"

static void connections(void)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_AMPLE);
    (void)server_cells_for(OBJECTS);
    (void)server_connect(&w.server, 0, any_between(2, 3));
    (void)server_connect(&w.server, 0, 3); /* there is no slot left */
    server_disconnect(&w.server, 0);
}

/* ApiGetNotify, ApiGetNotifyV2, ApiGetNotifyAsync */
static void waits(uint32_t opnum, enum room room)
{
    struct world w;
    struct message reply;
    uint64_t token = any_number();
    memset(&w, 0, sizeof w);
    any_server(&w, 3, room);
    struct server_call call = {.server = &w.server,
                               .association = 0,
                               .method = method_of(3, opnum),
                               .reply = &reply,
                               .token = any_number()};
    (void)server_ready(&w.server, &token);
    (void)server_complete(&call);
    (void)server_end_wait(&w.server, any_number(), any_number());
}

static void no_method(void)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_NONE);
    struct server_call call = {.server = &w.server, .association = 0};
    (void)server_call(&call);
}

int main(void)
{
    connections();
    no_method();
    waits(65, ROOM_AMPLE);
    waits(139, ROOM_AMPLE);
    waits(139, ROOM_NONE);
    waits(147, ROOM_AMPLE);
    ask_with(3, 2, ROOM_AMPLE, false);   /* not carried out */
    ask_with(3, 186, ROOM_AMPLE, false); /* reserved */
    ask_with(2, 4, ROOM_AMPLE, false);
    ask_with(2, 43, ROOM_AMPLE, false);
    ask_with(2, 65, ROOM_AMPLE, false);
    ask_with(3, 73, ROOM_AMPLE, true); /* a control code without input */
    ask_with(3, 143, ROOM_AMPLE, true);
    ask_with(3, 9, ROOM_OF_DELETED, false);
    ask_with(3, 42, ROOM_OF_DELETED, false);
    ask_with(3, 163, ROOM_OF_DELETED, false);
    return 0;
}
