/* The parts of the schema check, for each other. */
#ifndef SPEC_SCHEMA_PARTS_H
#define SPEC_SCHEMA_PARTS_H

#include "register.h"

struct check {
    const struct spec *spec;
    size_t document;
    const struct record *record; /* the one being checked */
    struct problem *problems;
    size_t capacity;
    size_t found;
};

/* Note a problem in that line of the record's file. */
void schema_problem(struct check *check, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Check a field's words against a shape. The words of a shape mean:
 *   ID         a word                    prose      one word or more, to the end
 *   NUMBER     a number                  a|b|c      one of these words
 *   STRING     something in quotes       (s)        this word
 *   $NAME      a fixture's name          reading    a reading of the ambiguity just named
 *   clause     the id of such a record; likewise ambiguity, profile, table, clause/ambiguity
 *   accounted  a page's answer for a sentence: -> ids, or informative and why
 * With ? after it the last word may be absent, with ... it may repeat. */
void schema_shape(struct check *check, const struct field *field, const char *shape);

/* Checks of whole records, after those of their fields. */
void schema_clause(struct check *check);
void schema_ambiguity(struct check *check);
void schema_profile(struct check *check);
void schema_page(struct check *check);
void schema_fixture(struct check *check);
void schema_table(struct check *check);

#endif
