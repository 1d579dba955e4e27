/* A case in memory: steps to take and what is wanted of each. */
#ifndef CONFORMANCE_SCRIPT_H
#define CONFORMANCE_SCRIPT_H

#include "calls.h"
#include "value.h"
#include "wire_step.h"

enum { NO_NAME = -1, SCRIPT_NAMES = 64, SCRIPT_STEPS = 200, EACH_MAX = 10000 };

/* What a DWORD holds whose address is passed without a preset, and every octet of a buffer. */
#define UNTOUCHED_DWORD 0xA5A5A5A5u
enum { UNTOUCHED_OCTET = 0xA5 };

/* What the last error is set to before each call. */
#define UNTOUCHED_ERROR 0x2BADC0DEu

enum argument_type {
    ARGUMENT_NAME,   /* the handle bound to names[name] */
    ARGUMENT_NUMBER, /* a DWORD, or an invented handle */
    ARGUMENT_STRING,
    ARGUMENT_OCTETS,
    ARGUMENT_NULL,
    ARGUMENT_ADDRESS, /* of a DWORD that holds `number` */
    ARGUMENT_BUFFER,  /* `number` units or octets */
    ARGUMENT_INDEX    /* the # of `each` */
};

struct argument {
    enum argument_type type;
    int name;         /* ARGUMENT_NAME: index into names */
    bool mistaken;    /* ARGUMENT_NAME: another kind is passed and meant (`as`) */
    struct span word; /* ARGUMENT_ADDRESS, ARGUMENT_BUFFER: its name in the answer */
    int64_t number;
    struct value value; /* ARGUMENT_STRING, ARGUMENT_OCTETS */
};

enum wanted_type {
    WANTED_ANY,
    WANTED_RANGE, /* low to high; a plain number is low = high */
    WANTED_VALUE, /* low to high numbers are WANTED_RANGE; strings and octets are these */
    WANTED_WRITTEN,
    WANTED_KEPT,
    WANTED_HAS,
    WANTED_LACKS, /* none of the bits `low` */
    WANTED_SET,   /* exactly these values in any order, or (at_least) these among others */
    WANTED_ROW,   /* exactly these values in this order */
    WANTED_GROUP  /* the association group of the answer to step `low` */
};

/* What is wanted of one out value. */
struct wanted {
    struct span name;
    enum wanted_type type;
    int64_t low;
    int64_t high;
    const struct value *value; /* WANTED_VALUE one, WANTED_SET `count` */
    size_t count;
    bool at_least;
};

enum want_result {
    WANT_ANY,
    WANT_HANDLE,
    WANT_NULL,
    WANT_RANGE,
    WANT_ERROR,
    /* on the wire: */
    WANT_WORD, /* the answer is `word` */
    WANT_FAULT,
    WANT_REFUSED,
    WANT_ANSWERED
};

enum want_code { WANT_CODE_ANY, WANT_CODE_SET, WANT_CODE_IS };

struct want {
    struct span text;
    enum want_result result;
    struct span word; /* WANT_WORD */
    int64_t low;      /* WANT_RANGE; WANT_FAULT: the status */
    int64_t high;
    enum want_code code;
    int64_t last_error; /* WANT_CODE_IS */
    const struct wanted *wanted;
    size_t count;
};

struct choice {
    struct span text;
    struct span ambiguity;
    struct span reading;
    struct want want;
};

struct step {
    struct span text;     /* the line, cells filled in */
    struct span recorded; /* the answer that a saved run has for it; empty: none */
    unsigned line;
    const struct call *call;
    const struct wire_step *wire; /* a call on an endpoint; NULL: of the API */
    int name;                     /* what its handle, or connection, is bound to, or NO_NAME */
    bool each;
    unsigned repeat;           /* 1: once */
    struct argument *argument; /* `arguments` of them, as many as the call has parameters */
    size_t arguments;
    bool wants;
    struct want want;
    const struct choice *choice;
    size_t choices;
};

struct under {
    struct span ambiguity;
    struct span reading;
};

struct script {
    struct span file;
    unsigned line;
    const char *id;
    const struct span *clause;
    size_t clauses;
    const struct span *decides;
    size_t decided;
    const struct under *under;
    size_t unders;
    struct span needs; /* the names, with blanks between them */
    struct span about;
    struct span disturbs; /* empty: it does not */
    struct span skipped;  /* why a saved run did not make it; empty: it did */
    unsigned within;      /* seconds; 0: nothing said */
    const char *skip;     /* why it cannot run with this fixture, or NULL */
    const struct step *step;
    size_t steps;
    bool wired;        /* it speaks to an endpoint */
    size_t versus;     /* where the second program begins; 0: there is only one */
    bool versus_codes; /* the last errors are compared too */
};

#endif
