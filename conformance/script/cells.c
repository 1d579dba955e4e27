#include "cells.h"

#include <stdio.h>
#include <string.h>

static bool refuse_at(struct problem *problem, struct span file, unsigned line, const char *what,
                      struct span word)
{
    problem->place = (struct place){file, line};
    (void)snprintf(problem->what, sizeof problem->what, "%s `%.*s`", what, SPAN(word));
    return false;
}

static bool add_tables(struct cells *cells, const struct record *record, const struct field *where,
                       const struct spec *spec, struct problem *problem)
{
    struct span rest = where->rest;
    for (struct span name = span_word(&rest); name.length > 0; name = span_word(&rest)) {
        const struct record *table = spec_find(spec, "table", name);
        if (table == NULL) {
            return refuse_at(problem, record->file, where->line, "unknown table", name);
        }
        if (table->field[0].more_count == 0) {
            return refuse_at(problem, table->file, table->line, "no rows in table", name);
        }
        if (cells->tables == TABLES_MAX) {
            return refuse_at(problem, record->file, where->line, "too many tables at", name);
        }
        cells->table[cells->tables++] = table;
    }
    return true;
}

bool cells_open(struct cells *cells, const struct record *record, const struct spec *spec,
                struct problem *problem)
{
    *cells = (struct cells){.tables = 0};
    for (size_t n = 0; record_field(record, "where", n) != NULL; n++) {
        if (!add_tables(cells, record, record_field(record, "where", n), spec, problem)) {
            return false;
        }
    }
    return true;
}

static bool add_column(struct cells *cells, const struct record *table, struct span column,
                       struct span cell, struct problem *problem)
{
    for (size_t n = 0; n < cells->count; n++) {
        if (span_equal(cells->column[n], column)) {
            return refuse_at(problem, table->file, table->line,
                             "another table of the case has a column of the same name:", column);
        }
    }
    if (cells->count == CELLS_MAX) {
        return refuse_at(problem, table->file, table->line, "too many columns at", column);
    }
    cells->column[cells->count] = column;
    cells->cell[cells->count++] = cell;
    return true;
}

static bool fill_row(struct cells *cells, const struct record *table, const struct more *row,
                     struct problem *problem)
{
    struct span columns = table->field[0].rest;
    struct span values = row->text;
    for (struct span column = span_word(&columns); column.length > 0;
         column = span_word(&columns)) {
        struct span cell = span_value(&values);
        if (cell.length == 0) {
            return refuse_at(problem, table->file, row->line, "the row has no cell for", column);
        }
        if (!add_column(cells, table, column, cell, problem)) {
            return false;
        }
    }
    values = span_trim(values);
    return values.length == 0 ||
           refuse_at(problem, table->file, row->line, "the row has a cell too many:", values);
}

bool cells_fill(struct cells *cells, struct problem *problem)
{
    cells->count = 0;
    for (size_t t = 0; t < cells->tables; t++) {
        const struct record *table = cells->table[t];
        if (!fill_row(cells, table, &table->field[0].more[cells->row[t]], problem)) {
            return false;
        }
    }
    return true;
}

bool cells_next(struct cells *cells)
{
    for (size_t t = cells->tables; t-- > 0;) {
        if (++cells->row[t] < cells->table[t]->field[0].more_count) {
            return true;
        }
        cells->row[t] = 0;
    }
    return false;
}

/* The length of a {column} at the front of `text`, with its braces; 0: none stands there. Columns
 * begin with a lower-case letter, so that {CONSTANT} is a set of values. */
static size_t reference_length(struct span text)
{
    if (text.length < 3 || text.at[0] != '{' || text.at[1] < 'a' || text.at[1] > 'z') {
        return 0;
    }
    for (size_t n = 2; n < text.length; n++) {
        char c = text.at[n];
        if (c == '}') {
            return n + 1;
        }
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
            return 0;
        }
    }
    return 0;
}

static bool cell_of(const struct cells *cells, struct span column, struct span *cell)
{
    for (size_t n = 0; n < cells->count; n++) {
        if (span_equal(cells->column[n], column)) {
            *cell = cells->cell[n];
            return true;
        }
    }
    return false;
}

/* Copy `text` to `out` (NULL: only measure), cells filled in. */
static bool copy(const struct cells *cells, struct span text, char *out, size_t *length,
                 struct span *unknown)
{
    *length = 0;
    while (text.length > 0) {
        size_t taken = reference_length(text);
        struct span piece = {text.at, 1};
        if (taken == 0) {
            taken = 1;
        } else {
            *unknown = (struct span){text.at + 1, taken - 2};
            if (!cell_of(cells, *unknown, &piece)) {
                return false;
            }
        }
        if (out != NULL) {
            memcpy(out + *length, piece.at, piece.length);
        }
        *length += piece.length;
        text.at += taken;
        text.length -= taken;
    }
    return true;
}

bool cells_replace(const struct cells *cells, struct arena *arena, struct span text,
                   struct span *replaced, struct span *unknown)
{
    size_t length;
    *replaced = text;
    if (text.length == 0 || memchr(text.at, '{', text.length) == NULL) {
        return true;
    }
    if (!copy(cells, text, NULL, &length, unknown)) {
        return false;
    }
    char *out = arena_take(arena, length + 1);
    (void)copy(cells, text, out, &length, unknown);
    *replaced = (struct span){out, length};
    return true;
}

const char *cells_id(const struct cells *cells, struct arena *arena, struct span id)
{
    char *name = arena_print(arena, "%.*s", SPAN(id));
    for (size_t t = 0; t < cells->tables; t++) {
        struct span row = cells->table[t]->field[0].more[cells->row[t]].text;
        struct span first = span_value(&row);
        name = arena_print(arena, "%s%s%.*s", name, t == 0 ? "[" : ",", SPAN(first));
    }
    return cells->tables == 0 ? name : arena_print(arena, "%s]", name);
}
