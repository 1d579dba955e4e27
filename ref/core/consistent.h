/*
 * What holds of the handle table and of the server between any two calls. Tests and fuzz targets
 * ask after every call; nothing else does.
 */
#ifndef CORE_CONSISTENT_H
#define CORE_CONSISTENT_H

#include "server.h"

/* Does the table agree with itself? As many slots are open as it says; every open slot stands in
 * the list of its owner, which is open, and no owner owns itself in the end; every slot that was
 * closed can be opened again, or is spent. Takes time square in the slots that were ever open. */
bool handle_table_consistent(const struct handle_table *table);

/* Does the server? Its table does; associations are owned by none, all else by an association, and
 * stands for an object of its cluster; filters, and calls that wait, belong to notification ports
 * and associations that are open. */
bool server_consistent(const struct server *server);

#endif
