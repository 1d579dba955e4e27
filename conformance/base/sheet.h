/* Tables for a terminal, as Markdown or as HTML. */
#ifndef CONFORMANCE_SHEET_H
#define CONFORMANCE_SHEET_H

#include <stddef.h>
#include <stdio.h>

enum sheet_form { SHEET_TEXT, SHEET_MARKDOWN, SHEET_HTML };

struct sheet {
    FILE *file;
    enum sheet_form form;
};

/* What stands before and behind all else. */
void sheet_begin(const struct sheet *sheet, const char *title);
void sheet_end(const struct sheet *sheet);

void sheet_heading(const struct sheet *sheet, const char *text);
void sheet_prose(const struct sheet *sheet, const char *text);

/* A table: its heads, its rows, its end. The first cell of a row is a name. */
void sheet_heads(const struct sheet *sheet, const char *const *cell, size_t cells);
void sheet_row(const struct sheet *sheet, const char *const *cell, size_t cells);
void sheet_table_end(const struct sheet *sheet);

#endif
