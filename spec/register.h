/* The register: records of one or more documents, found by type and id, and typed answers about
 * them. Everything returned points into the documents, which must outlive it. */
#ifndef SPEC_REGISTER_H
#define SPEC_REGISTER_H

#include "document.h"

enum { LIKE_MAX = 16 }; /* records that `like` may lead through */

struct entry {
    const struct record *record;
    size_t document; /* its number, from 0 */
};

struct spec {
    const struct document *document;
    size_t documents;
    struct entry *sorted; /* by type, id, document, place; spec_close frees it */
    size_t entries;
};

/* Index `count` documents. Where two hold a record of the same type and id, the later document's is
 * the one found: a user's case file may repeat what is built in. Two in one document are an error
 * that schema_check reports. False: not enough memory; nothing is left to close. */
bool spec_open(struct spec *spec, const struct document *documents, size_t count,
               struct problem *problem);
void spec_close(struct spec *spec);

/* The record of that type and id, or NULL. `spec_first` looks into one document alone and gives its
 * first such record. */
const struct record *spec_find(const struct spec *spec, const char *type, struct span id);
const struct record *spec_first(const struct spec *spec, const char *type, struct span id,
                                size_t document);

/* The word after the first field's id, such as whom a clause binds; empty if there is none. */
struct span record_second(const struct record *record);

/* Clauses (notation.md, "Records"). `means` and `shows` of a clause that has none are those of the
 * clause it is `like`. */
enum binds { BINDS_IMPLEMENTATION, BINDS_CALLER, BINDS_NOBODY };

struct clause {
    struct span id;
    enum binds binds;
    const struct field *from;
    const struct field *means;
    const struct field *shows;      /* or NULL */
    const struct field *untestable; /* or NULL: a test can show it */
    const struct record *record;
};

bool spec_clause(const struct spec *spec, struct span id, struct clause *clause);

/* Whether a case must exist for it: it binds implementations and does not say why no test can. */
bool clause_is_testable(const struct clause *clause);

/* Ambiguities. The field `reading NAME what it means` of that name or (from 0) number, or NULL. */
const struct record *spec_ambiguity(const struct spec *spec, struct span id);
const struct field *ambiguity_reading(const struct record *ambiguity, struct span name);
const struct field *ambiguity_nth_reading(const struct record *ambiguity, size_t n,
                                          struct span *name);

/* Profiles. The reading that a profile, or one that it is `like`, chooses of an ambiguity; empty if
 * none does. `why` (may be NULL) receives the `choose` field. */
struct span spec_choice(const struct spec *spec, const struct record *profile,
                        struct span ambiguity, const struct field **why);

/* Errors and constants. The number of an error or a constant by its name; false if there is no such
 * name. The first error record of that number, or NULL. */
bool spec_number(const struct spec *spec, struct span name, int64_t *number);
const struct record *spec_error(const struct spec *spec, int64_t number);

/* A field's text as one line: without its first `skip` words, indented lines joined by a space.
 * Writes at most `capacity` octets with the terminator; returns the whole length, as snprintf does.
 */
size_t field_prose(const struct field *field, size_t skip, char *out, size_t capacity);

#endif
