#include "fixture_parts.h"

#include <string.h>

enum { MAPPER_PORT = 135, PATIENCE_MAX = 3600 };

/* The number in brackets at the end of HOST[PORT]. */
static bool read_port(struct span brackets, uint16_t *port)
{
    int64_t number;
    if (brackets.length < 3 || brackets.at[brackets.length - 1] != ']' ||
        !span_number((struct span){brackets.at + 1, brackets.length - 2}, &number) || number < 1 ||
        number > 65535)
        return false;
    *port = (uint16_t)number;
    return true;
}

/* Discovered fixtures say it in quotes. */
static struct span unquoted(struct span word)
{
    if (word.length < 2 || word.at[0] != '"' || word.at[word.length - 1] != '"')
        return word;
    return (struct span){word.at + 1, word.length - 2};
}

/* HOST[PORT]; `port`: the one where none is given, 0 if it must be. */
static bool read_host(struct fixture_reader *reader, struct fixture_place *place, uint16_t port)
{
    struct span word = unquoted(span_word(&reader->rest));
    size_t host = 0;
    while (host < word.length && word.at[host] != '[')
        host++;
    place->port = port;
    if (host == 0 || host > FIXTURE_HOST_MAX ||
        ((host < word.length || port == 0) &&
         !read_port((struct span){word.at + host, word.length - host}, &place->port)))
        return fixture_wrong(reader, "expected HOST[PORT], not", word);
    memcpy(place->host, word.at, host);
    place->host[host] = '\0';
    return true;
}

static bool read_patience(struct fixture_reader *reader, struct fixture_place *place)
{
    int64_t number;
    struct span word = span_word(&reader->rest);
    if (!span_number(word, &number) || number < 1 || number > PATIENCE_MAX)
        return fixture_wrong(reader, "patience is 1 to 3600 seconds, not", word);
    place->patience = (uint32_t)number;
    return true;
}

bool fixture_read_place(struct fixture_reader *reader, struct span word)
{
    struct fixture_place *place = &reader->fixture->place[reader->fixture->clusters.count];
    if (span_is(word, "endpoint"))
        return read_host(reader, place, 0);
    if (span_is(word, "mapper"))
        return place->mapper = read_host(reader, place, MAPPER_PORT);
    if (span_is(word, "patience"))
        return read_patience(reader, place);
    if (span_is(word, "privacy"))
        return place->privacy = true;
    return fixture_wrong(reader, "not an attribute of a cluster:", word);
}
