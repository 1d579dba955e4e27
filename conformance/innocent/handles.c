/* Open handles: an address or a small number for each, looked up or, by a trusting vendor, not. */
#include <stdlib.h>

#include "vendor.h"

enum { PLACES = 4096 };

static struct open *opens;
static struct open *places[PLACES]; /* where handles are small numbers: 1 is places[1] */

void *handle_value(const struct open *open)
{
    return habits.small_values ? (void *)(uintptr_t)open->place : (void *)(uintptr_t)open;
}

struct open *handle_take(void *value, enum kind kind)
{
    if (habits.trusting) {
        return value;
    }
    if (habits.small_values) {
        uintptr_t place = (uintptr_t)value;
        struct open *open = place < PLACES ? places[place] : NULL;
        return open != NULL && open->kind == kind ? open : NULL;
    }
    for (struct open *o = opens; o != NULL; o = o->next) {
        if (o == value) {
            return o->kind == kind ? o : NULL;
        }
    }
    return NULL;
}

static size_t free_place(void)
{
    size_t place = 1;
    while (place < PLACES && places[place] != NULL) {
        place++;
    }
    return place;
}

struct open *handle_new(enum kind kind, struct open *owner)
{
    size_t place = habits.small_values ? free_place() : 0;
    struct open *open = place < PLACES ? calloc(1, sizeof *open) : NULL;
    if (open == NULL) {
        return NULL;
    }
    open->kind = kind;
    open->owner = owner;
    open->count = 1;
    open->place = place;
    open->next = opens;
    opens = open;
    places[place] = open;
    return open;
}

struct open *handle_of(const struct cluster *cluster, enum rights rights)
{
    struct open *open = opens;
    while (open != NULL &&
           (open->kind != CLUSTER || open->cluster != cluster || open->rights != rights)) {
        open = open->next;
    }
    return open;
}

void handle_end(struct open *open)
{
    struct open **link = &opens;
    while (*link != open) {
        if (*link == NULL && habits.never_reuses) {
            return; /* closed before, and it did not notice */
        }
        link = &(*link)->next;
    }
    *link = open->next;
    places[open->place] = NULL;
    if (!habits.never_reuses) {
        free(open);
    }
}

/* Does `open` end when the cluster handle `owner` does? */
static bool ends_with(const struct open *open, const struct open *owner)
{
    if (open == owner) {
        return false;
    }
    if (open->kind == CLUSTER) {
        return habits.instance_ends && open->owner == owner;
    }
    bool connection_ends = habits.shared && owner->owner == NULL;
    return open->owner == owner || (connection_ends && open->cluster == owner->cluster);
}

void handle_end_all_of(struct open *owner)
{
    struct open *open = opens;
    while (open != NULL) {
        bool ends = ends_with(open, owner);
        if (ends && open->kind == CLUSTER) {
            handle_end_all_of(open);
        }
        if (ends) {
            handle_end(open);
        }
        open = ends ? opens : open->next;
    }
}

/* What was opened or reached through the object that is being closed. */
void handle_end_all_through(const struct open *object)
{
    struct open *open = opens;
    while (open != NULL) {
        bool ends = open->through == object &&
                    (open->kind == CLUSTER ? habits.instance_ends : habits.enumerations_end);
        if (ends) {
            if (open->kind == CLUSTER) {
                handle_end_all_of(open);
            }
            handle_end(open);
        } else if (open->through == object) {
            open->through = NULL;
        }
        open = ends ? opens : open->next;
    }
}
