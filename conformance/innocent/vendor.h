/* A small vendor's library, written from the SDK pages alone. It keeps what they promise to a
 * correct caller and, by its habits, takes other readings than the strict ones where they leave a
 * choice. The suite must find nothing wrong with it under the profile sdk. */
#ifndef INNOCENT_VENDOR_H
#define INNOCENT_VENDOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VENDOR_API __attribute__((visibility("default")))

typedef const uint16_t *name_in;
typedef uint16_t *name_out;

enum code {
    CODE_FUNCTION = 1,
    CODE_DENIED = 5,
    CODE_HANDLE = 6,
    CODE_MEMORY = 8,
    CODE_PARAMETER = 87,
    CODE_MORE_DATA = 234,
    CODE_NO_MORE_ITEMS = 259,
    CODE_UNREACHABLE = 1722,
    CODE_NO_METHOD = 1745,
    CODE_RESOURCE_NOT_FOUND = 5007,
    CODE_GROUP_NOT_FOUND = 5013,
    CODE_NODE_NOT_FOUND = 5042,
    CODE_NETWORK_NOT_FOUND = 5045,
    CODE_NETINTERFACE_NOT_FOUND = 5047
};

enum rights { RIGHTS_READ = 1, RIGHTS_ALL = 3 };

/* What one vendor does where the pages leave a choice. */
struct habits {
    bool trusting;         /* a handle is dereferenced without a look at it (AMB-32) */
    bool never_reuses;     /* memory of a closed handle is not given back (AMB-30) */
    bool small_values;     /* handles are 1, 2, 3 and so on, used again at once (AMB-30) */
    bool same_instance;    /* an instance is the same pointer, counted (AMB-13) */
    bool same_open;        /* so is a second handle to one cluster with the same rights (AMB-20) */
    bool own_codes;        /* its own codes where no page names one (AMB-36) */
    bool clobbers;         /* success changes the last error, failure the granted access */
    bool sensitive;        /* letters count, except in resources' names (AMB-11) */
    bool spellings;        /* a cluster's name may have backslashes before it (AMB-26) */
    bool ids_open;         /* every object opens by its id (AMB-12) */
    bool any_access;       /* access 0 and unknown bits open (AMB-05, AMB-06) */
    bool plain_ex;         /* down-level, Ex with All works (AMB-08) */
    bool fine_rights;      /* the granted access has further bits (AMB-04) */
    bool lax;              /* nobody is refused for rights (AMB-36) */
    bool instance_ends;    /* with its origin (AMB-14), and with its object (AMB-17) */
    bool shared;           /* handles to one cluster are one connection (AMB-20) */
    bool close_says_no;    /* CloseCluster of what is no cluster handle is FALSE (AMB-01) */
    bool enumerations_end; /* with the object they were opened from (AMB-49) */
    bool nameless;         /* NULL or "" opens the first object there is (AMB-09, AMB-10) */
    bool needs_buffer;     /* a NULL buffer is refused (AMB-43) */
    bool parent_rights;    /* an object gets no more than its cluster handle has (AMB-28) */
    bool cuts_names;       /* a state is told though a name does not fit (AMB-42) */
    bool counts_states;    /* a running node is 3 (AMB-38) */
    bool whole_length;     /* the length a node's id needs has its terminator (AMB-54) */
};

extern const struct habits habits;

enum kind { CLUSTER, NODE, GROUP, RESOURCE, NETWORK, NETINTERFACE, ENUMERATION };

/* Something the cluster has. The indices point into `things`; 0 where there is none. */
struct thing {
    enum kind kind;
    const char *name;
    const char *id;
    int32_t state;
    size_t node;    /* who owns it, or where it is */
    size_t part_of; /* a resource's group, an interface's network */
};

extern const struct thing things[];
extern const size_t thing_count;

struct cluster {
    const char *name;
    const char *fqdn;
    const char *address;
    enum rights caller; /* what its caller may have */
    bool old;           /* it lacks the Ex methods */
    bool reachable;
};

extern const struct cluster clusters[];
extern const size_t cluster_count;

/* An open handle. */
struct open {
    enum kind kind;
    struct open *next;    /* of all open handles */
    struct open *owner;   /* the cluster handle that it came from; an instance's origin */
    struct open *through; /* the object handle that an enumeration or instance came through */
    const struct cluster *cluster;
    const struct thing *thing;
    enum rights rights;
    unsigned count; /* a cluster handle's instances and, where handles are trusted, its children */
    size_t place;   /* where handles are small numbers */
    bool extended;  /* an enumeration of the Ex kind */
    enum kind of;   /* what an enumeration is of */
    uint32_t types;
};

/* Handles. `handle_take` gives NULL where the handle is not one of that kind, if it looks at all.
 */
void *handle_value(const struct open *open);
struct open *handle_take(void *value, enum kind kind);
struct open *handle_new(enum kind kind, struct open *owner);
/* A cluster handle to that cluster with these rights, or NULL. */
struct open *handle_of(const struct cluster *cluster, enum rights rights);

void handle_end(struct open *open);
void handle_end_all_of(struct open *owner);
void handle_end_all_through(const struct open *object);

/* Answers: they set the last error as the vendor does. */
void *no_handle(enum code code);
void *no_handle_named(enum code code); /* a page names the code */
int32_t no(enum code code);            /* FALSE; -1 is no(code) - 1 */
uint32_t failure(enum code code);
void success(void);

/* Names. */
bool same_name(name_in name, const char *text, bool fold);
bool is_empty(name_in name);
uint32_t copy_name(const char *text, name_out buffer, uint32_t *count);

/* Access. 0: refused, and `code` says why. */
enum rights rights_for(uint32_t access, enum rights most, enum code *code);
void tell_granted(uint32_t *granted, enum rights rights);

#endif
