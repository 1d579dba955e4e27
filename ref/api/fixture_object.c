#include "fixture_parts.h"

#include <stddef.h>

enum handle_type fixture_kind(struct span word)
{
    static const struct {
        const char *word;
        enum handle_type kind;
    } kinds[] = {
        {"node", HANDLE_NODE},
        {"group", HANDLE_GROUP},
        {"resource", HANDLE_RESOURCE},
        {"network", HANDLE_NETWORK},
        {"netinterface", HANDLE_NETINTERFACE},
        {"groupset", HANDLE_GROUPSET},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (span_is(word, kinds[i].word))
            return kinds[i].kind;
    return HANDLE_NONE;
}

/* The words for the numbers of the SDK's state enumerations. */
static bool read_state(struct span word, enum handle_type kind, uint32_t *state)
{
    static const struct {
        enum handle_type kind;
        const char *word;
        uint32_t state;
    } states[] = {
        {HANDLE_NODE, "up", 0},
        {HANDLE_NODE, "down", 1},
        {HANDLE_NODE, "paused", 2},
        {HANDLE_NODE, "joining", 3},
        {HANDLE_GROUP, "online", 0},
        {HANDLE_GROUP, "offline", 1},
        {HANDLE_GROUP, "failed", 2},
        {HANDLE_GROUP, "partial", 3},
        {HANDLE_GROUP, "pending", 4},
        {HANDLE_RESOURCE, "online", 2},
        {HANDLE_RESOURCE, "offline", 3},
        {HANDLE_RESOURCE, "failed", 4},
        {HANDLE_RESOURCE, "pending", 128},
        {HANDLE_NETWORK, "unavailable", 0},
        {HANDLE_NETWORK, "down", 1},
        {HANDLE_NETWORK, "partitioned", 2},
        {HANDLE_NETWORK, "up", 3},
        {HANDLE_NETINTERFACE, "unavailable", 0},
        {HANDLE_NETINTERFACE, "failed", 1},
        {HANDLE_NETINTERFACE, "unreachable", 2},
        {HANDLE_NETINTERFACE, "up", 3},
    };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (states[i].kind == kind && span_is(word, states[i].word)) {
            *state = states[i].state;
            return true;
        }
    return false;
}

/* A $name of an object of that kind that stands further up. */
static bool read_reference(struct fixture_reader *reader, enum handle_type kind, uint32_t *index)
{
    struct span word = span_word(&reader->rest);
    for (uint32_t i = 0; i < reader->objects; i++)
        if (reader->object[i].kind == kind && span_equal(reader->names[i], word)) {
            *index = i;
            return true;
        }
    return fixture_wrong(reader, "no object of the right kind was named before:", word);
}

/* `depends $resource` of a resource, `member $groupset` of a group. */
static bool read_relation(struct fixture_reader *reader, enum relation_kind kind,
                          enum handle_type to)
{
    struct relation *relation = &reader->relation[reader->relations];
    if (reader->relations == reader->room_for_relations ||
        !read_reference(reader, to, &relation->to))
        return false;
    relation->kind = kind;
    relation->from = reader->objects; /* the object under way */
    reader->relations++;
    return true;
}

/* What an attribute of an object is, beside a state. */
enum form { FLAG, NAME, REFERENCE, RELATION, OTHER };

static const struct attribute {
    const char *word;
    enum handle_type of; /* HANDLE_NONE: of all objects */
    enum form form;
    size_t place;        /* of what is read, in struct object; a relation's kind */
    enum handle_type to; /* a reference's and a relation's object */
} attributes[] = {
    {"id", HANDLE_NONE, NAME, offsetof(struct object, id), HANDLE_NONE},
    {"only", HANDLE_NONE, OTHER, 0, HANDLE_NONE}, /* for cases; the other's owner says it here */
    {"local", HANDLE_NODE, FLAG, offsetof(struct object, local), HANDLE_NONE},
    {"fqdn", HANDLE_NODE, NAME, offsetof(struct object, fqdn), HANDLE_NONE},
    {"address", HANDLE_NODE, NAME, offsetof(struct object, address), HANDLE_NONE},
    {"owner", HANDLE_GROUP, REFERENCE, offsetof(struct object, owner), HANDLE_NODE},
    {"member", HANDLE_GROUP, RELATION, RELATION_MEMBER, HANDLE_GROUPSET},
    {"core", HANDLE_RESOURCE, FLAG, offsetof(struct object, core), HANDLE_NONE},
    {"quorum", HANDLE_RESOURCE, FLAG, offsetof(struct object, quorum), HANDLE_NONE},
    {"type", HANDLE_RESOURCE, NAME, offsetof(struct object, type), HANDLE_NONE},
    {"group", HANDLE_RESOURCE, REFERENCE, offsetof(struct object, owner), HANDLE_GROUP},
    {"depends", HANDLE_RESOURCE, RELATION, RELATION_DEPENDS, HANDLE_RESOURCE},
    {"node", HANDLE_NETINTERFACE, REFERENCE, offsetof(struct object, owner), HANDLE_NODE},
    {"network", HANDLE_NETINTERFACE, REFERENCE, offsetof(struct object, network), HANDLE_NETWORK},
};

static bool read_as(struct fixture_reader *reader, const struct attribute *a, struct object *object)
{
    char *at = (char *)object + a->place;
    switch (a->form) {
    case FLAG:
        return *(bool *)at = true;
    case NAME:
        return fixture_name(reader, (struct name *)(void *)at);
    case REFERENCE:
        return read_reference(reader, a->to, (uint32_t *)(void *)at);
    case RELATION:
        return read_relation(reader, (enum relation_kind)a->place, a->to);
    default:
        return span_word(&reader->rest).length > 0 ||
               fixture_wrong(reader, "expected a $name after", span_of(a->word));
    }
}

static bool read_attribute(struct fixture_reader *reader, struct object *object, struct span word)
{
    if (read_state(word, object->kind, &object->state))
        return true;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const struct attribute *a = &attributes[i];
        if (span_is(word, a->word) && (a->of == HANDLE_NONE || a->of == object->kind))
            return read_as(reader, a, object);
    }
    return fixture_wrong(reader, "not an attribute or a state of such an object:", word);
}

static bool type_is_new(const struct fixture_reader *reader, const struct object *object)
{
    for (uint32_t i = 0; i < reader->objects; i++)
        if (reader->object[i].kind == HANDLE_RESOURCE &&
            name_equal(reader->object[i].type, object->type))
            return false;
    return true;
}

bool fixture_read_object(struct fixture_reader *reader, enum handle_type kind)
{
    struct object *object = &reader->object[reader->objects];
    struct span named = span_word(&reader->rest);
    *object = (struct object){.kind = kind, .owner = OBJECT_NONE, .network = OBJECT_NONE};
    if (named.length < 2 || named.at[0] != '$')
        return fixture_wrong(reader, "expected a $name, not", named);
    if (!fixture_name(reader, &object->name))
        return false;
    for (struct span word = span_word(&reader->rest); word.length > 0;
         word = span_word(&reader->rest))
        if (!read_attribute(reader, object, word))
            return false;
    object->first_of_type = object->type.units > 0 && type_is_new(reader, object);
    reader->names[reader->objects++] = named;
    return true;
}
