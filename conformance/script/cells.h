/* Tables: the rows that a case is made for, and the cells in its lines. */
#ifndef CONFORMANCE_CELLS_H
#define CONFORMANCE_CELLS_H

#include "base/arena.h"
#include "register.h"
#include "scan.h"

enum { CELLS_MAX = 48, TABLES_MAX = 4 };

/* The tables of a case and which row of each is looked at. */
struct cells {
    const struct record *table[TABLES_MAX];
    size_t row[TABLES_MAX];
    size_t tables;
    struct span column[CELLS_MAX];
    struct span cell[CELLS_MAX];
    size_t count;
};

/* Look up the tables that the case names in `where`, and stand on the first row of each. False:
 * `problem`. */
bool cells_open(struct cells *cells, const struct record *record, const struct spec *spec,
                struct problem *problem);

/* Fill column and cell from the rows. False: `problem`. */
bool cells_fill(struct cells *cells, struct problem *problem);

/* Go on to the next combination of rows; false after the last. */
bool cells_next(struct cells *cells);

/* `text` with each {column} replaced. False: `unknown` is a column that no table has. */
bool cells_replace(const struct cells *cells, struct arena *arena, struct span text,
                   struct span *replaced, struct span *unknown);

/* The case's id with the first cells: `id[row,row]`. */
const char *cells_id(const struct cells *cells, struct arena *arena, struct span id);

#endif
