/* The link to a server in this process: the way of LPC handles, and of clusters without an
 * endpoint. */
#include <stdlib.h>
#include <string.h>

#include "core/client.h"
#include "core/error.h"
#include "link.h"
#include "wire/codec.h"

enum { SLOTS_FIRST = 64, REPLY_SIZE = 64 * 1024, FILTERS = 1024, NOTICES = 256, WAITINGS = 1 };

struct direct {
    struct link link;
    uint32_t association;
};

/* The server, for all clusters of the fixture. Its context handles never leave the process, so that
 * the secret that makes them need not be one. */
static struct {
    struct server server;
    uint32_t links;
    uint32_t capacity;
    uint8_t *reply;
    uint32_t reply_capacity;
} here;

/* Free what a start that failed has made. */
static void stop(void)
{
    free(here.server.table.slot);
    free(here.server.context);
    free(here.server.cell);
    free(here.server.octet);
    free(here.server.events.registration);
    free(here.server.events.notice);
    free(here.server.events.waiting);
    free(here.reply);
    memset(&here, 0, sizeof here);
}

static bool grow(void)
{
    uint32_t capacity = here.capacity == 0 ? SLOTS_FIRST : here.capacity * 2;
    if (capacity > HANDLE_SLOTS_MAX)
        return false;
    struct handle_slot *slots = realloc(here.server.table.slot, capacity * sizeof *slots);
    if (slots == NULL)
        return false;
    handle_table_move(&here.server.table, slots, here.capacity);
    struct server_context *contexts = realloc(here.server.context, capacity * sizeof *contexts);
    if (contexts == NULL)
        return false;
    here.server.context = contexts;
    handle_table_move(&here.server.table, slots, capacity);
    here.capacity = capacity;
    return true;
}

static bool has_room(void)
{
    const struct handle_table *t = &here.server.table;
    return t->closed != HANDLE_NOWHERE || t->touched < t->capacity;
}

/* Octets that the names of all objects take, twice each and with their counts. */
static uint32_t reply_size(const struct clusters *clusters)
{
    uint32_t size = REPLY_SIZE;
    for (uint32_t c = 0; c < clusters->count; c++)
        for (uint32_t o = 0; o < clusters->cluster[c].room; o++) {
            const struct object *object = &clusters->cluster[c].object[o];
            size += 4 * (64 + 2 * (object->name.units + object->id.units + object->type.units));
            size += 4 * 2 * 2 * NAME_UNITS_MAX + 2 * PROPERTY_LIST_MAX; /* as it may become */
        }
    return size;
}

static uint32_t most_objects(const struct clusters *clusters)
{
    uint32_t most = 0;
    for (uint32_t c = 0; c < clusters->count; c++)
        if (clusters->cluster[c].room > most)
            most = clusters->cluster[c].room;
    return most;
}

/* Room for ports, and for the property lists of all objects. */
static bool start_events(uint32_t objects)
{
    struct server *s = &here.server;
    s->octets = objects * PROPERTY_LIST_MAX;
    s->octet = malloc(s->octets + 1u);
    s->events.registration = calloc(FILTERS, sizeof *s->events.registration);
    s->events.notice = calloc(NOTICES, sizeof *s->events.notice);
    s->events.waiting = calloc(WAITINGS, sizeof *s->events.waiting);
    s->events.registrations = FILTERS;
    s->events.notices = NOTICES;
    s->events.waitings = WAITINGS;
    return s->octet != NULL && s->events.registration != NULL && s->events.notice != NULL &&
           s->events.waiting != NULL;
}

static bool start(struct fixture *fixture)
{
    if (here.server.clusters != NULL)
        return true;
    uint32_t objects = most_objects(&fixture->clusters);
    uint32_t cells = server_cells_for(objects);
    here.reply_capacity = reply_size(&fixture->clusters);
    here.reply = malloc(here.reply_capacity);
    here.server.cell = malloc((cells + 1) * sizeof *here.server.cell);
    if (!start_events(objects) || here.reply == NULL || here.server.cell == NULL) {
        stop();
        return false;
    }
    here.server.cells = cells;
    handle_table_init(&here.server.table, NULL, 0, HANDLE_GENERATIONS);
    here.server.clusters = &fixture->clusters;
    return true;
}

static uint32_t exchange(struct link *link, const struct carried *carried, const uint8_t **reply,
                         uint32_t *reply_length)
{
    static const struct encoding ndr = {NDR, false, 3};
    struct message request, answer;
    struct refusal refusal;
    struct server_call call = {.server = &here.server,
                               .association = ((struct direct *)link)->association,
                               .method = method_of(3, carried->opnum),
                               .request = &request,
                               .reply = &answer};
    if (!has_room())
        grow(); /* if there is none, the method that needs it says so */
    if (!decode(call.method, REQUEST, &ndr, carried->stub, carried->length, NULL, &request,
                &refusal))
        return STATUS_BAD_STUB_DATA;
    uint32_t fault = server_call(&call);
    if (fault == SERVER_PENDING) { /* nobody else could make the event it waits for */
        server_end_wait(&here.server, call.token, 0);
        return WAIT_TIMEOUT; /* AMB-63 wait-timeout */
    }
    if (fault != 0)
        return client_error_of_fault(fault);
    *reply = here.reply;
    if (!encode(call.method, REPLY, &ndr, &answer, here.reply, here.reply_capacity, reply_length))
        return ERROR_NOT_ENOUGH_MEMORY;
    return ERROR_SUCCESS;
}

static void end(struct link *link)
{
    server_disconnect(&here.server, ((struct direct *)link)->association);
    free(link);
}

struct link *link_direct(struct fixture *fixture, uint32_t cluster)
{
    static const struct link_kind kind = {exchange, end};
    struct direct *direct = malloc(sizeof *direct);
    if (direct == NULL || !start(fixture) || (!has_room() && !grow())) {
        free(direct);
        return NULL;
    }
    *direct =
        (struct direct){{.kind = &kind, .syntax = NDR}, server_connect(&here.server, cluster, 3)};
    return &direct->link;
}
