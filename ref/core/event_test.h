/* Ports over the small model, and short forms of what happens to them. */
#ifndef CORE_EVENT_TEST_H
#define CORE_EVENT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "error.h"
#include "event.h"
#include "model_test.h"

enum { FILTERS = 4, NOTICES = 4, WAITINGS = 3 };
enum { PORT = 11, OTHER = 12 };

static struct model m;
static struct registration filters[FILTERS];
static struct notice notices[NOTICES];
static struct waiting waitings[WAITINGS];
static struct events events;
static struct registration *kept;

static int make(void **state)
{
    (void)state;
    model_make(&m);
    memset(filters, 0, sizeof filters);
    memset(notices, 0, sizeof notices);
    memset(waitings, 0, sizeof waitings);
    events = (struct events){.registration = filters,
                             .notice = notices,
                             .waiting = waitings,
                             .registrations = FILTERS,
                             .notices = NOTICES,
                             .waitings = WAITINGS};
    return 0;
}

/* A port of version 1 or 2 that hears of everything of a type. */
static void listen(uint64_t port, uint32_t version, enum event_type type, uint64_t filter)
{
    const struct registration r = {.port = port,
                                   .version = version,
                                   .type = type,
                                   .filter = filter,
                                   .object = OBJECT_NONE,
                                   .key = (uint32_t)port};
    assert_int_equal(events_register(&events, &r, &kept), 0);
}

static void happens(enum change change, uint32_t target, uint32_t about)
{
    const struct happening h = {.change = change, .target = target, .about = about};
    events_post(&events, &m.cluster[ALL], &h);
}

/* What the port fetches next. */
static const struct notice *next(uint64_t port)
{
    const struct notice *n = events_fetch(&events, port);
    assert_non_null(n);
    return n;
}

static void expect_lost(uint64_t port, uint64_t filter)
{
    const struct notice *n = next(port);
    assert_int_equal(n->type, EVENT_OF_CLUSTER);
    assert_int_equal(n->filter, filter);
    assert_null(events_fetch(&events, port));
}

#endif
