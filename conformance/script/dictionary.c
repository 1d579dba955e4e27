#include "dictionary.h"

#include <string.h>

/* Take the part of `name` before its first dot. */
static struct span part(struct span *name)
{
    size_t n = 0;
    while (n < name->length && name->at[n] != '.') {
        n++;
    }
    struct span first = {name->at, n};
    size_t skip = n < name->length ? n + 1 : n;
    name->at += skip;
    name->length -= skip;
    return first;
}

static bool is_form(struct span word)
{
    return span_is(word, "upper") || span_is(word, "lower") || span_is(word, "length") ||
           span_is(word, "size") || span_is(word, "octets");
}

/* The value after the word `attribute`; a word that stands for itself (`local`) is its own. */
static bool attribute_of(struct span rest, struct span attribute, struct span *found)
{
    for (struct span word = span_value(&rest); word.length > 0; word = span_value(&rest)) {
        if (span_equal(word, attribute)) {
            *found = span_value(&rest);
            return found->length > 0;
        }
    }
    return false;
}

static bool has_word(struct span rest, const char *wanted)
{
    for (struct span word = span_value(&rest); word.length > 0; word = span_value(&rest)) {
        if (span_is(word, wanted)) {
            return true;
        }
    }
    return false;
}

/* The rest, after the $name, of the field that names it; `$local` is the cluster marked `local`. */
static bool line_of(const struct record *fixture, struct span name, struct span *rest)
{
    for (size_t n = 1; n < fixture->fields; n++) {
        *rest = fixture->field[n].rest;
        struct span its = span_word(rest);
        if (span_equal(its, name) ||
            (span_is(name, "$local") && span_is(fixture->field[n].word, "cluster") &&
             has_word(*rest, "local"))) {
            return true;
        }
    }
    return false;
}

/* The port in HOST[PORT]. */
static bool port_of(struct span endpoint, struct span *found)
{
    const char *open = memchr(endpoint.at, '[', endpoint.length);
    const char *close = memchr(endpoint.at, ']', endpoint.length);
    if (open == NULL || close == NULL || close < open + 2) {
        return false;
    }
    *found = (struct span){open + 1, (size_t)(close - open - 1)};
    return true;
}

/* $name.port: of the endpoint that serves the cluster. */
static bool endpoint_port(const struct dictionary *dictionary, struct span name, struct span rest,
                          struct span *found)
{
    if (span_is(name, "$cluster") || dictionary->endpoints) {
        return dictionary->endpoint != NULL && port_of(span_of(dictionary->endpoint), found);
    }
    struct span endpoint;
    return attribute_of(rest, span_of("endpoint"), &endpoint) && port_of(endpoint, found);
}

bool dictionary_fixture(const struct dictionary *dictionary, struct span name, struct span *found,
                        struct span *form)
{
    struct span first = part(&name);
    struct span rest;
    if (dictionary->fixture == NULL || !line_of(dictionary->fixture, first, &rest)) {
        return false;
    }
    struct span next = part(&name);
    if (span_is(next, "port")) {
        *form = name;
        return name.length == 0 && endpoint_port(dictionary, first, rest, found);
    }
    *found = span_value(&rest);
    if (next.length > 0 && !is_form(next)) {
        if (!attribute_of(rest, next, found)) {
            return false;
        }
        next = part(&name);
    }
    if (found->length > 1 && found->at[0] == '$') {
        if (!line_of(dictionary->fixture, *found, &rest)) {
            return false;
        }
        *found = span_value(&rest);
    }
    *form = next;
    return name.length == 0 && (next.length == 0 || is_form(next));
}
