#include "fixture_parts.h"

static bool read_release(struct fixture_reader *reader, struct cluster *cluster)
{
    struct span word = span_word(&reader->rest);
    int64_t major, minor;
    for (size_t dot = 1; dot + 1 < word.length; dot++) {
        struct span high = {word.at, dot}, low = {word.at + dot + 1, word.length - dot - 1};
        if (word.at[dot] == '.' && span_number(high, &major) && span_number(low, &minor) &&
            major >= 0 && major < 100 && minor >= 0 && minor < 100) {
            cluster->release = release_of((uint32_t)major, (uint32_t)minor);
            return true;
        }
    }
    return fixture_wrong(reader, "a release is two numbers with a dot, such as 10.0, not", word);
}

static bool read_grants(struct fixture_reader *reader, struct cluster *cluster)
{
    struct span word = span_word(&reader->rest);
    if (span_is(word, "GENERIC_ALL"))
        cluster->caller.permitted = LEVEL_ALL;
    else if (span_is(word, "GENERIC_READ"))
        cluster->caller.permitted = LEVEL_READ;
    else
        return fixture_wrong(reader, "grants GENERIC_ALL or GENERIC_READ, not", word);
    return true;
}

/* How many objects of a kind there are, for cases that count: the library has those it is told of.
 */
static bool is_count(struct span word)
{
    static const char *const words[] = {"nodes", "groups", "resources", "networks",
                                        "netinterfaces"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_is(word, words[i]))
            return true;
    return false;
}

static bool read_count(struct fixture_reader *reader)
{
    struct span word = span_word(&reader->rest);
    int64_t number;
    if (span_number(word, &number) && number >= 0)
        return true;
    return fixture_wrong(reader, "expected a number, not", word);
}

static bool read_attribute(struct fixture_reader *reader, struct cluster *cluster, struct span word)
{
    if (span_is(word, "fqdn"))
        return fixture_name(reader, &cluster->fqdn);
    if (span_is(word, "address"))
        return fixture_name(reader, &cluster->address);
    if (span_is(word, "grants"))
        return read_grants(reader, cluster);
    if (span_is(word, "release"))
        return read_release(reader, cluster);
    if (span_is(word, "local"))
        return cluster->local = true;
    if (span_is(word, "unreachable"))
        return cluster->unreachable = true;
    if (is_count(word))
        return read_count(reader);
    return fixture_read_place(reader, word);
}

bool fixture_read_cluster(struct fixture_reader *reader)
{
    struct clusters *clusters = &reader->fixture->clusters;
    struct cluster *cluster = &clusters->cluster[clusters->count];
    struct span named = span_word(&reader->rest);
    *cluster = (struct cluster){.caller = {LEVEL_ALL, false}, .release = release_of(10, 0)};
    if (named.length < 2 || named.at[0] != '$')
        return fixture_wrong(reader, "expected a $name, not", named);
    struct fixture_place *place = &reader->fixture->place[clusters->count];
    *place = (struct fixture_place){.patience = FIXTURE_PATIENCE};
    named = (struct span){named.at + 1, named.length - 1};
    if (!fixture_name_of(reader, named, &place->named) || !fixture_name(reader, &cluster->name))
        return false;
    for (struct span word = span_word(&reader->rest); word.length > 0;
         word = span_word(&reader->rest))
        if (!read_attribute(reader, cluster, word))
            return false;
    clusters->count++;
    return true;
}
