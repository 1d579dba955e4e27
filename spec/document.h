/* A file of the notation in memory: records, their fields, their indented lines. */
#ifndef SPEC_DOCUMENT_H
#define SPEC_DOCUMENT_H

#include "text.h"

struct more {
    struct span text;
    unsigned line;
    size_t indent;
};

struct field {
    struct span word;
    struct span rest;
    unsigned line;
    const struct more *more;
    size_t more_count;
};

struct record {
    struct span file;
    unsigned line;    /* of the first field */
    struct span type; /* the first field's word */
    struct span id;   /* the first word of its rest */
    const struct field *field;
    size_t fields; /* field[0] is the first line itself */
};

struct document {
    const struct record *record;
    size_t records;
    void *memory; /* document_close frees it */
};

struct problem {
    struct place place;
    char what[200];
};

/* Read a whole document. `bytes` must outlive it. False: `problem` says where and what; nothing is
 * left to close. */
bool document_open(struct document *document, const char *name, const char *bytes, size_t length,
                   struct problem *problem);
void document_close(struct document *document);

/* The n-th field (from 0) of that word, or NULL. */
const struct field *record_field(const struct record *record, const char *word, size_t n);

/* Write "PATH:LINE: what" for a problem; returns the length, as snprintf does. */
int problem_print(const struct problem *problem, char *out, size_t capacity);

#endif
