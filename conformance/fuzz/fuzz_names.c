#include <string.h>

#include "fuzz.h"
#include "script/value.h"

static void add_value(struct span text, const struct dictionary *dictionary,
                      struct fuzz_names *names)
{
    struct scan scan = {text};
    struct arena arena = {NULL};
    struct value value;
    char why[200];
    if (value_scan(&scan, dictionary, &arena, &value, why) == VALUE_READ &&
        value.type == VALUE_STRING) {
        fuzz_add_name(names, value.units, value.count);
    }
    arena_free(&arena);
}

/* An id is a word: as a string. */
static void add_word(struct span word, struct fuzz_names *names)
{
    uint16_t unit[FUZZ_NAME_UNITS];
    size_t units = word.length < FUZZ_NAME_UNITS ? word.length : FUZZ_NAME_UNITS;
    for (size_t n = 0; n < units; n++) {
        unit[n] = (uint8_t)word.at[n];
    }
    fuzz_add_name(names, unit, units);
}

void fuzz_names_of(const struct dictionary *dictionary, struct fuzz_names *names)
{
    const struct record *fixture = dictionary->fixture;
    for (size_t f = 1; fixture != NULL && f < fixture->fields; f++) {
        struct span rest = fixture->field[f].rest;
        (void)span_word(&rest); /* the $name */
        add_value(span_value(&rest), dictionary, names);
        for (struct span word = span_value(&rest); word.length > 0; word = span_value(&rest)) {
            if (span_is(word, "id")) {
                add_word(span_value(&rest), names);
            }
        }
    }
}
