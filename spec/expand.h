/* Words of a case that stand for several: `{column}` is replaced by the cells of the tables that
 * the case names in `where` (notation.md, "Cases"). */
#ifndef SPEC_EXPAND_H
#define SPEC_EXPAND_H

#include "register.h"

enum { EXPAND_TABLES = 8, EXPAND_LENGTH = 256, EXPAND_ROWS = 10000 };

struct expansion {
    struct span word;
    size_t tables;
    const struct record *table[EXPAND_TABLES];
    bool used[EXPAND_TABLES]; /* whether the word has a column of it */
    size_t next;              /* the next combination of rows, below `combinations` */
    size_t combinations;
    char text[EXPAND_LENGTH];
};

/* Begin: what does `word` of this case stand for? NULL, or why it cannot be said. */
const char *expansion_open(struct expansion *expansion, const struct spec *spec,
                           const struct record *of_case, struct span word);

/* The next word; false after the last. `out` is valid until the next call. A word that does not fit
 * into EXPAND_LENGTH is cut, and so names nothing. */
bool expansion_next(struct expansion *expansion, struct span *out);

/* The number of a table's column, or -1; and the cell of a row (from 0), empty if there is none. */
int table_column(const struct record *table, struct span name);
struct span table_cell(const struct record *table, size_t row, int column);

#endif
