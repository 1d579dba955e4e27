/*
 * What holds of the handle table and of the server between any two calls. Tests and fuzz targets
 * ask after every call; nothing else does.
 */
#ifndef CORE_CONSISTENT_H
#define CORE_CONSISTENT_H

#include "server.h"

/* Does the table agree with itself? Every open slot stands in the list of its owner, which is open
 * and has no owner; every slot that is closed can be opened again, or is spent. */
bool handle_table_consistent(const struct handle_table *table);

/* How many handles are open. */
uint32_t handles_open(const struct handle_table *table);

/* Does the server? Its table does; associations are owned by none, all else by an association, and
 * stands for an object of its cluster; filters, and calls that wait, belong to notification ports
 * and associations that are open. */
bool server_consistent(const struct server *server);

#endif
