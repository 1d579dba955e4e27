#include "expand.h"

#include <string.h>

int table_column(const struct record *table, struct span name)
{
    struct span rest = table->field[0].rest;
    struct span column;
    for (int n = 0; (column = span_word(&rest)).length > 0; n++) {
        if (span_equal(column, name)) {
            return n;
        }
    }
    return -1;
}

struct span table_cell(const struct record *table, size_t row, int column)
{
    struct span rest = span_of("");
    if (row < table->field[0].more_count) {
        rest = table->field[0].more[row].text;
    }
    struct span cell = span_value(&rest);
    for (int n = 0; n < column; n++) {
        cell = span_value(&rest);
    }
    return cell;
}

/* Take what stands before the next `{column}` off the front, and the column's name; false if no
 * column is left: then `before` is all of it. */
static bool take_column(struct span *rest, struct span *before, struct span *column)
{
    const char *open = rest->length > 0 ? memchr(rest->at, '{', rest->length) : NULL;
    size_t start = open == NULL ? rest->length : (size_t)(open - rest->at);
    const char *close = open == NULL ? NULL : memchr(open, '}', rest->length - start);
    if (close == NULL) {
        *before = *rest;
        *rest = (struct span){NULL, 0};
        return false;
    }
    *before = (struct span){rest->at, start};
    *column = (struct span){open + 1, (size_t)(close - open) - 1};
    rest->length -= (size_t)(close - rest->at) + 1;
    rest->at = close + 1;
    return true;
}

/* Which of the tables has this column: its number, or EXPAND_TABLES. */
static size_t owner(const struct expansion *expansion, struct span column)
{
    size_t n = 0;
    while (n < expansion->tables && table_column(expansion->table[n], column) < 0) {
        n++;
    }
    return n < expansion->tables ? n : EXPAND_TABLES;
}

static const char *find_tables(struct expansion *expansion, const struct spec *spec,
                               const struct record *of_case)
{
    for (size_t i = 1; i < of_case->fields; i++) {
        struct span rest = of_case->field[i].rest;
        struct span name;
        if (!span_is(of_case->field[i].word, "where")) {
            continue;
        }
        while ((name = span_word(&rest)).length > 0) {
            const struct record *table = spec_find(spec, "table", name);
            if (expansion->tables == EXPAND_TABLES) {
                return "a case may name at most 8 tables";
            }
            if (table != NULL) { /* a missing one is reported where it is named */
                expansion->table[expansion->tables++] = table;
            }
        }
    }
    return NULL;
}

const char *expansion_open(struct expansion *expansion, const struct spec *spec,
                           const struct record *of_case, struct span word)
{
    *expansion = (struct expansion){.word = word, .combinations = 1};
    const char *why = find_tables(expansion, spec, of_case);
    struct span rest = word;
    struct span before;
    struct span column;
    while (why == NULL && take_column(&rest, &before, &column)) {
        size_t table = owner(expansion, column);
        if (table == EXPAND_TABLES) {
            why = "no table that this case names in `where` has this {column}";
        } else if (!expansion->used[table]) {
            size_t rows = expansion->table[table]->field[0].more_count;
            bool too_many =
                expansion->combinations > 0 && rows > EXPAND_ROWS / expansion->combinations;
            why = too_many ? "the tables of this case have more than 10000 combinations of rows"
                           : NULL;
            expansion->used[table] = true;
            expansion->combinations *= rows;
        }
    }
    return why;
}

/* The row of a table in one combination: mixed radix, the first table changes fastest. */
static size_t row_of(const struct expansion *expansion, size_t combination, size_t table)
{
    for (size_t n = 0; n < table; n++) {
        if (expansion->used[n]) {
            combination /= expansion->table[n]->field[0].more_count;
        }
    }
    return combination % expansion->table[table]->field[0].more_count;
}

static void append(struct expansion *expansion, size_t *length, struct span part)
{
    size_t left = EXPAND_LENGTH - *length;
    size_t added = part.length < left ? part.length : left;
    if (added > 0) {
        memcpy(expansion->text + *length, part.at, added);
        *length += added;
    }
}

bool expansion_next(struct expansion *expansion, struct span *out)
{
    struct span rest = expansion->word;
    struct span before;
    struct span column;
    size_t length = 0;
    if (expansion->next >= expansion->combinations) {
        return false;
    }
    while (take_column(&rest, &before, &column)) {
        size_t table = owner(expansion, column);
        const struct record *from = expansion->table[table];
        append(expansion, &length, before);
        append(expansion, &length,
               table_cell(from, row_of(expansion, expansion->next, table),
                          table_column(from, column)));
    }
    append(expansion, &length, before);
    expansion->next++;
    *out = (struct span){expansion->text, length};
    return true;
}
