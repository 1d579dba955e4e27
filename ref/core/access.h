/* Access levels and what a caller gets who asks: MS-CMRP 3.1.4.2 and 3.1.4.2.116. */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"

enum level {
    LEVEL_NONE,
    LEVEL_READ,
    LEVEL_BACKUP, /* Read with Backup Privilege */
    LEVEL_ALL,
};

/* Values of dwDesiredAccess. */
#define ASK_READ UINT32_C(0x00000001)   /* CLUSAPI_READ_ACCESS */
#define ASK_CHANGE UINT32_C(0x00000002) /* CLUSAPI_CHANGE_ACCESS */
#define ASK_MAXIMUM UINT32_C(0x02000000)
#define ASK_GENERIC_ALL UINT32_C(0x10000000)
#define ASK_GENERIC_EXECUTE UINT32_C(0x20000000)
#define ASK_GENERIC_WRITE UINT32_C(0x40000000)
#define ASK_GENERIC_READ UINT32_C(0x80000000)

/* Values that stand for All, for Read, and all that have a meaning (MS-CMRP 3.1.4.2.116). */
#define ASKS_ALL (ASK_GENERIC_ALL | ASK_GENERIC_EXECUTE | ASK_GENERIC_WRITE)
#define ASKS_CHANGE (ASKS_ALL | ASK_CHANGE)
#define ASKS_READ (ASKS_ALL | ASK_GENERIC_READ | ASK_READ)
#define ASKS_KNOWN (ASKS_READ | ASKS_CHANGE | ASK_MAXIMUM)

/*@ predicate changes(uint32_t desired) = (desired & ASKS_CHANGE) != 0;
    predicate reads(uint32_t desired) = (desired & ASKS_READ) != 0;
    predicate maximum(uint32_t desired) = (desired & ASK_MAXIMUM) != 0;
    predicate can_be_asked(uint32_t desired) =
      desired != 0 && (changes(desired) ==> reads(desired));
*/

/* What the cluster's security descriptor permits a caller, and whether the caller may back up. */
struct caller {
    enum level permitted; /* LEVEL_NONE, LEVEL_READ or LEVEL_ALL */
    bool backup;
};

/*@ predicate is_caller(struct caller c) =
      c.permitted == LEVEL_NONE || c.permitted == LEVEL_READ || c.permitted == LEVEL_ALL;
    logic integer most_of(struct caller c) =
      c.permitted == LEVEL_ALL ? LEVEL_ALL : c.backup ? LEVEL_BACKUP : c.permitted;
*/

/* The level that `caller` gets who asks for `desired`: returns 0 and sets *level, or returns
 * ERROR_INVALID_PARAMETER or ERROR_ACCESS_DENIED and *level is LEVEL_NONE. */
/*@ requires \valid(level) && is_caller(caller);
    assigns *level;
    ensures \result == 0 || \result == ERROR_INVALID_PARAMETER || \result == ERROR_ACCESS_DENIED;
    ensures \result != 0 ==> *level == LEVEL_NONE;
    ensures \result == 0 ==> LEVEL_NONE < *level <= most_of(caller);
    ensures ACC_5: !can_be_asked(desired) <==> \result == ERROR_INVALID_PARAMETER;
    ensures ACC_1_ACC_2_ACC_7: can_be_asked(desired) && changes(desired) &&
      most_of(caller) != LEVEL_ALL ==> \result == ERROR_ACCESS_DENIED;
    ensures ACC_2_ACC_7: \result == 0 && changes(desired) ==> *level == LEVEL_ALL;
    ensures ACC_3: \result == 0 && !changes(desired) && !maximum(desired) ==>
      *level == (caller.backup ? LEVEL_BACKUP : LEVEL_READ);
    ensures ACC_4: \result == 0 && maximum(desired) ==> *level == most_of(caller);
    ensures granted: can_be_asked(desired) && (desired & ~ASKS_KNOWN) == 0 &&
      most_of(caller) != LEVEL_NONE &&
      (changes(desired) ==> most_of(caller) == LEVEL_ALL) ==> \result == 0;
*/
uint32_t access_decide(uint32_t desired, struct caller caller, enum level *level);

/* The most that `caller` may have. */
/*@ assigns \nothing;
    ensures \result == most_of(caller);
*/
enum level access_maximum(struct caller caller);

/* What lpdwGrantedAccess says of a handle of this level: GENERIC_READ or GENERIC_ALL. */
/*@ assigns \nothing;
    ensures ACC_6: \result == (level == LEVEL_ALL ? ASK_GENERIC_ALL : ASK_GENERIC_READ);
*/
uint32_t access_granted(enum level level);

/* The level that a control code needs (MS-CMRP 3.1.4.2): All where its modify bit is set. */
/*@ assigns \nothing;
    ensures CLT_8: (code & 0x00400000) != 0 ==> \result == LEVEL_ALL;
    ensures CLT_9: (code & 0x00400000) == 0 ==> \result == LEVEL_READ;
*/
enum level access_of_control_code(uint32_t code);

#endif
