#include "notation_check.h"

#include "property.h"
#include "schema.h"

#include <string.h>

enum { PROBLEMS = 8, PRINTED_LARGEST = 2 * NOTATION_LARGEST };

static const char file_name[] = "input";

/* The file at work, and its records printed again. */
struct file {
    const char *octets;
    size_t length;
    unsigned lines;
};

struct printed {
    char octets[PRINTED_LARGEST];
    size_t length;
    bool whole; /* everything fitted, and no line is longer than a file may have */
};

static unsigned count_lines(const char *octets, size_t length)
{
    unsigned lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += octets[i] == '\n';
    return lines;
}

static void demand_span(const struct file *file, struct span span)
{
    const bool named = span.at == file_name && span.length == sizeof file_name - 1;
    property(span.length == 0 || named ||
                 (span.at >= file->octets && span.length <= file->length &&
                  span.at - file->octets <= (ptrdiff_t)(file->length - span.length)),
             "everything read lies within the file");
}

static void demand_line(const struct file *file, unsigned line)
{
    property(line >= 1 && line <= file->lines, "a line is one that the file has");
}

static void demand_problem(const struct file *file, const struct problem *problem)
{
    char text[TEXT_LINE_MAX + 300];
    demand_span(file, problem->place.file);
    demand_line(file, problem->place.line);
    property(memchr(problem->what, 0, sizeof problem->what) != NULL && problem->what[0] != 0,
             "a problem has words");
    property(problem_print(problem, text, sizeof text) > 0, "a problem can be printed");
}

static void demand_field(const struct file *file, const struct field *field)
{
    demand_span(file, field->word);
    demand_span(file, field->rest);
    demand_line(file, field->line);
    property(field->word.length > 0, "a field has a word");
    for (size_t i = 0; i < field->more_count; i++) {
        demand_span(file, field->more[i].text);
        demand_line(file, field->more[i].line);
        property(field->more[i].text.length > 0 && field->more[i].indent > 0,
                 "an indented line has text");
    }
}

static void demand_record(const struct file *file, const struct record *record)
{
    property(record->fields > 0, "a record has fields");
    demand_span(file, record->file);
    demand_span(file, record->id);
    demand_line(file, record->line);
    for (size_t i = 0; i < record->fields; i++)
        demand_field(file, &record->field[i]);
}

static void print_octets(struct printed *out, const char *octets, size_t length)
{
    out->whole = out->whole && length <= PRINTED_LARGEST - out->length;
    if (!out->whole || length == 0)
        return;
    memcpy(out->octets + out->length, octets, length);
    out->length += length;
}

static void print_span(struct printed *out, struct span span)
{
    print_octets(out, span.at, span.length);
}

static void print_text(struct printed *out, const char *text)
{
    print_octets(out, text, strlen(text));
}

static void print_field(struct printed *out, const struct field *field)
{
    print_span(out, field->word);
    print_text(out, " ");
    print_span(out, field->rest);
    print_text(out, "\n");
    for (size_t i = 0; i < field->more_count; i++) {
        const struct more *more = &field->more[i];
        out->whole = out->whole && more->indent + more->text.length <= TEXT_LINE_MAX;
        for (size_t n = 0; n < more->indent && out->whole; n++)
            print_text(out, " ");
        print_span(out, more->text);
        print_text(out, "\n");
    }
}

/* The first line is a comment, so that a byte order mark which is a character stays one. */
static void print_document(struct printed *out, const struct document *document)
{
    struct span file = span_of(file_name);
    out->length = 0;
    out->whole = true;
    print_text(out, "#\n");
    for (size_t i = 0; i < document->records; i++) {
        const struct record *record = &document->record[i];
        if (!span_equal(file, record->file)) {
            print_text(out, "file ");
            print_span(out, record->file);
            print_text(out, "\n");
            file = record->file;
        }
        for (size_t j = 0; j < record->fields; j++)
            print_field(out, &record->field[j]);
        print_text(out, "\n");
    }
}

static bool same_field(const struct field *a, const struct field *b)
{
    bool same = span_equal(a->word, b->word) && span_equal(a->rest, b->rest) &&
                a->more_count == b->more_count;
    for (size_t i = 0; same && i < a->more_count; i++)
        same =
            span_equal(a->more[i].text, b->more[i].text) && a->more[i].indent == b->more[i].indent;
    return same;
}

static bool same_record(const struct record *a, const struct record *b)
{
    bool same = span_equal(a->file, b->file) && span_equal(a->type, b->type) &&
                span_equal(a->id, b->id) && a->fields == b->fields;
    for (size_t i = 0; same && i < a->fields; i++)
        same = same_field(&a->field[i], &b->field[i]);
    return same;
}

static bool same_document(const struct document *a, const struct document *b)
{
    bool same = a->records == b->records;
    for (size_t i = 0; same && i < a->records; i++)
        same = same_record(&a->record[i], &b->record[i]);
    return same;
}

static void demand_reads_as_printed(const struct document *document)
{
    static struct printed printed;
    struct document again;
    struct problem problem;
    print_document(&printed, document);
    if (!printed.whole)
        return;
    property(document_open(&again, file_name, printed.octets, printed.length, &problem),
             "what was read and printed can be read");
    property(same_document(document, &again), "what was read and printed is read as the same");
    document_close(&again);
}

static void demand_problems(const struct file *file, const struct document *document)
{
    struct spec spec;
    struct problem problems[PROBLEMS];
    property(spec_open(&spec, document, 1, problems), "a document can be indexed");
    const size_t found = schema_check(&spec, 0, problems, PROBLEMS);
    for (size_t i = 0; i < found && i < PROBLEMS; i++)
        demand_problem(file, &problems[i]);
    spec_close(&spec);
}

bool notation_check(const char *octets, size_t length)
{
    const struct file file = {octets, length, count_lines(octets, length)};
    struct document document;
    struct problem problem;
    if (length > NOTATION_LARGEST)
        return false;
    if (!document_open(&document, file_name, octets, length, &problem)) {
        demand_problem(&file, &problem);
        return true;
    }
    for (size_t i = 0; i < document.records; i++)
        demand_record(&file, &document.record[i]);
    demand_reads_as_printed(&document);
    demand_problems(&file, &document);
    document_close(&document);
    return true;
}
