/* Access levels and what a caller gets who asks: MS-CMRP 3.1.4.2 and 3.1.4.2.116. */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

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

/* What the cluster's security descriptor permits a caller, and whether the caller may back up. */
struct caller {
    enum level permitted; /* LEVEL_NONE, LEVEL_READ or LEVEL_ALL */
    bool backup;
};

/* The level that `caller` gets who asks for `desired`: returns 0 and sets *level, or returns
 * ERROR_INVALID_PARAMETER or ERROR_ACCESS_DENIED and *level is LEVEL_NONE. */
uint32_t access_decide(uint32_t desired, struct caller caller, enum level *level);

/* The most that `caller` may have. */
enum level access_maximum(struct caller caller);

/* What lpdwGrantedAccess says of a handle of this level: GENERIC_READ or GENERIC_ALL. */
uint32_t access_granted(enum level level);

/* The level that a control code needs (MS-CMRP 3.1.4.2): All where its modify bit is set. */
enum level access_of_control_code(uint32_t code);

#endif
