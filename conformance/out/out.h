/* What is written about a run. */
#ifndef CONFORMANCE_OUT_H
#define CONFORMANCE_OUT_H

#include "run/report.h"

/* The table, the failures, the profiles, the readings, why the exit status is what it is. */
void out_term(const struct report *report, bool colour);

/* Of that, the profiles with their verdicts. */
void out_profiles(const struct report *report);

/* False: the file cannot be written; an error was written to standard error. */
bool out_tap(const struct report *report, const char *path);
bool out_junit(const struct report *report, const char *path);
bool out_json(const struct report *report, const char *path);
bool out_html(const struct report *report, const char *path);

/* What the profile that decides accuses, as known deviations: the reasons of those that are known
 * already, otherwise what came. */
bool out_accept(const struct report *report, const char *path);

/* A saved run: DIR/run.cases, which `clus-cts run SUBJECT DIR/run.cases` replays, the same as
 * DIR/run.json, and the page for people, DIR/certificate.md. */
bool save(const struct report *report, const char *directory);

/* The three files of a saved run. The stream of write_run is open for reading too, and stands at
 * its beginning: what is written is read again for its digest. `answers` receives that. */
void write_run(const struct report *report, FILE *file, char answers[SHA256_TEXT]);
void write_json(const struct report *report, FILE *file);
void write_page(const struct report *report, FILE *file, const char *answers);

/* The recorded answers of a case as the judge wants them, one for each step; false: it has none, or
 * one cannot be read. */
bool saved_answers(const struct suite *suite, const struct script *script, struct arena *arena,
                   struct answer *answer);

/* The cases of a saved run whose answers are accused under the profile that decides; the others
 * are marked to be skipped. `report` has a result for each case of the file. */
void saved_keep_failed(struct report *report, struct arena *arena);

/* The steps of a result with its answers as a case of the notation; `mark` is the step with >>, or
 * the number of steps. */
void out_trace(FILE *out, const struct report *report, const struct case_result *result,
               size_t mark);

/* For machines whose readers are people: the same with the step that went wrong, what was wanted
 * there and what came, line by line to `put`. False: it cannot be written down in between. */
bool out_failure(FILE *file, const struct report *report, const struct case_result *result,
                 void (*put)(FILE *file, const char *line));

#endif
