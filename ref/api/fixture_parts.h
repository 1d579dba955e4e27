/* What the files of the fixture reader share. */
#ifndef API_FIXTURE_PARTS_H
#define API_FIXTURE_PARTS_H

#include "fixture.h"

/* Reading in progress: one field of the record, word by word. */
struct fixture_reader {
    struct fixture *fixture;
    const struct record *record;
    const struct field *field; /* under way */
    struct span rest;          /* of its words */
    struct object *object;     /* of the first cluster, with `names` beside them */
    struct span *names;        /* the $names of the objects */
    uint32_t objects;
    struct relation *relation; /* of the first cluster */
    uint32_t relations, room_for_relations;
    uint32_t units_used;
    struct problem *problem;
};

/* Say what is wrong with the field under way; always false. */
bool fixture_wrong(struct fixture_reader *reader, const char *what, struct span word);

/* The next word or string as a name. False: there is none, or it is not well formed. */
bool fixture_name(struct fixture_reader *reader, struct name *name);

/* That word or string as a name. */
bool fixture_name_of(struct fixture_reader *reader, struct span word, struct name *name);

/* Take `node`, `group`, `resource`, `network` or `netinterface` as the next object. */
bool fixture_read_object(struct fixture_reader *reader, enum handle_type kind);

/* The kind that a field's word names, HANDLE_NONE if it names none. */
enum handle_type fixture_kind(struct span word);

/* Take `endpoint`, `mapper`, `patience` or `privacy`, whose name is `word`, as where the next
 * cluster is served. */
bool fixture_read_place(struct fixture_reader *reader, struct span word);

/* Take `cluster` as the next cluster. */
bool fixture_read_cluster(struct fixture_reader *reader);

#endif
