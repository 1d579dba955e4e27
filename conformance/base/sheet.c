#include "sheet.h"

#include <stdbool.h>
#include <string.h>

#include "out_file.h"

enum { FIRST_WIDTH = 44, WIDTH = 17 };

static const char html_begin[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<style>\n"
    ":root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }\n"
    "body { max-width: 75rem; margin: auto; padding: 1rem; }\n"
    "div { overflow-x: auto; }\n"
    "table { border-collapse: collapse; font-size: .85rem; margin: 0 0 1.5rem; }\n"
    "th, td { text-align: left; vertical-align: top; padding: .2rem .6rem;\n"
    "  border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }\n"
    "td:first-child { font-family: ui-monospace, monospace; }\n"
    "</style>\n<title>";

static void print_markdown(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        (void)fputs(c == '|' || c == '<' || c == '\\' || c == '*' ? "\\" : "", file);
        (void)fputc(c < ' ' ? ' ' : c, file);
    }
}

void sheet_begin(const struct sheet *sheet, const char *title)
{
    if (sheet->form == SHEET_HTML) {
        (void)fputs(html_begin, sheet->file);
        out_xml(sheet->file, title);
        (void)fputs("</title></head><body>\n<h1>", sheet->file);
        out_xml(sheet->file, title);
        (void)fputs("</h1>\n", sheet->file);
    }
}

void sheet_end(const struct sheet *sheet)
{
    if (sheet->form == SHEET_HTML) {
        (void)fputs("</body></html>\n", sheet->file);
    }
}

void sheet_heading(const struct sheet *sheet, const char *text)
{
    if (sheet->form == SHEET_HTML) {
        (void)fputs("<h2>", sheet->file);
        out_xml(sheet->file, text);
        (void)fputs("</h2>\n", sheet->file);
    } else {
        (void)fprintf(sheet->file, "%s%s\n\n", sheet->form == SHEET_MARKDOWN ? "### " : "", text);
    }
}

void sheet_prose(const struct sheet *sheet, const char *text)
{
    if (sheet->form == SHEET_HTML) {
        (void)fputs("<p>", sheet->file);
        out_xml(sheet->file, text);
        (void)fputs("</p>\n", sheet->file);
    } else {
        (void)fprintf(sheet->file, "%s\n\n", text);
    }
}

static void print_html_row(FILE *file, const char *element, const char *const *cell, size_t cells)
{
    (void)fputs("<tr>", file);
    for (size_t n = 0; n < cells; n++) {
        (void)fprintf(file, "<%s>", element);
        out_xml(file, cell[n]);
        (void)fprintf(file, "</%s>", element);
    }
    (void)fputs("</tr>\n", file);
}

void sheet_heads(const struct sheet *sheet, const char *const *cell, size_t cells)
{
    if (sheet->form == SHEET_HTML) {
        (void)fputs("<div><table>\n", sheet->file);
        print_html_row(sheet->file, "th", cell, cells);
        return;
    }
    sheet_row(sheet, cell, cells);
    if (sheet->form == SHEET_MARKDOWN) {
        (void)fputc('|', sheet->file);
        for (size_t n = 0; n < cells; n++) {
            (void)fputs("---|", sheet->file);
        }
        (void)fputc('\n', sheet->file);
    }
}

static void print_cell(const struct sheet *sheet, size_t n, const char *text, bool last)
{
    if (sheet->form == SHEET_TEXT) {
        int width = n == 0 ? FIRST_WIDTH : WIDTH;
        (void)fprintf(sheet->file, "%s%-*s", n == 0 ? "" : " ", last ? 0 : width, text);
        if (!last && strlen(text) > (size_t)width) { /* the next stands below, in its column */
            (void)fprintf(sheet->file, "\n%*s", FIRST_WIDTH + (int)n * (WIDTH + 1), "");
        }
        return;
    }
    (void)fputs(n == 0 ? "| " : " ", sheet->file);
    print_markdown(sheet->file, text);
    (void)fputs(" |", sheet->file);
}

void sheet_row(const struct sheet *sheet, const char *const *cell, size_t cells)
{
    if (sheet->form == SHEET_HTML) {
        print_html_row(sheet->file, "td", cell, cells);
        return;
    }
    for (size_t n = 0; n < cells; n++) {
        print_cell(sheet, n, cell[n], n + 1 == cells);
    }
    (void)fputc('\n', sheet->file);
}

void sheet_table_end(const struct sheet *sheet)
{
    (void)fputs(sheet->form == SHEET_HTML ? "</table></div>\n" : "\n", sheet->file);
}
