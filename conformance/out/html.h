/* The parts of the HTML report (out_html.c), and how text gets into it. */
#ifndef CONFORMANCE_HTML_H
#define CONFORMANCE_HTML_H

#include "base/out_file.h"
#include "out.h"

enum { HTML_PROSE = 2000 };

/* Everything that is not ours to write goes through these: a text, a field's prose without its
 * first `skip` words; an id as it can stand in id="…" and behind #. */
void html_span(FILE *file, struct span span);
void html_prose(FILE *file, const struct field *field, size_t skip);
void html_anchor(FILE *file, struct span id);

/* A link to the clause or ambiguity of that id. */
void html_link(FILE *file, struct span id);

/* A case's name without its row, and the row with its brackets (empty: it has none). */
struct span html_case_name(const struct script *script);
struct span html_case_row(const struct script *script);

/* The sections. */
void html_failures(FILE *file, const struct report *report);
void html_cases(FILE *file, const struct report *report);
void html_clauses(FILE *file, const struct report *report);
void html_readings(FILE *file, const struct report *report);

/* The number of a result in the report, as its anchor. */
void html_result(FILE *file, const struct report *report, const struct case_result *result);

/* One case: its steps with their answers (`accusation` marks one, NULL: none); the drawing of its
 * handles; the kinds of handles that it touches, with blanks between them. */
void html_steps(FILE *file, const struct report *report, const struct case_result *result,
                const struct judgement *accusation);
void html_timeline(FILE *file, const struct case_result *result,
                   const struct judgement *accusation);
void html_objects(FILE *file, const struct script *script);

/* An answer, cut where it is long. */
void html_answer(FILE *file, const char *answer);

/* What explains the drawings. */
void html_legend(FILE *file);

#endif
