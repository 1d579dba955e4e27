#include "access.h"

#include "error.h"

static const uint32_t asks_all = ASK_GENERIC_ALL | ASK_GENERIC_EXECUTE | ASK_GENERIC_WRITE;
static const uint32_t asks_read = ASK_GENERIC_READ | ASK_READ;
static const uint32_t modifies = UINT32_C(0x00400000);

/* The two rights that the values of the table stand for (MS-CMRP 3.1.4.2.116). */
static uint32_t rights_of(uint32_t desired)
{
    uint32_t rights = desired & (ASK_READ | ASK_CHANGE);
    if ((desired & asks_read) != 0) /* ACC-3, ACC-7 */
        rights |= ASK_READ;
    if ((desired & asks_all) != 0) /* ACC-7 */
        rights |= ASK_READ | ASK_CHANGE;
    return rights;
}

static bool is_valid(uint32_t desired)
{
    uint32_t rights = rights_of(desired);
    return desired != 0 /* AMB-05 */ && rights != ASK_CHANGE /* ACC-5 */;
}

enum level access_maximum(struct caller caller)
{
    if (caller.permitted == LEVEL_ALL)
        return LEVEL_ALL;
    if (caller.backup)
        return LEVEL_BACKUP;
    return caller.permitted;
}

uint32_t access_decide(uint32_t desired, struct caller caller, enum level *level)
{
    const uint32_t known = asks_all | asks_read | ASK_CHANGE | ASK_MAXIMUM;
    enum level most = access_maximum(caller);
    *level = LEVEL_NONE;
    if (!is_valid(desired))
        return ERROR_INVALID_PARAMETER;
    /* AMB-06: no security descriptor here permits a right outside the table. */
    if ((desired & ~known) != 0 || most == LEVEL_NONE)
        return ERROR_ACCESS_DENIED;
    bool all = (rights_of(desired) & ASK_CHANGE) != 0;
    if (all && most != LEVEL_ALL) /* ACC-2; AMB-07: also together with MAXIMUM_ALLOWED */
        return ERROR_ACCESS_DENIED;
    if (all || (desired & ASK_MAXIMUM)) { /* ACC-4 */
        *level = most;
        return ERROR_SUCCESS;
    }
    *level = caller.backup ? LEVEL_BACKUP : LEVEL_READ; /* ACC-3 */
    return ERROR_SUCCESS;
}

uint32_t access_granted(enum level level)
{
    return level == LEVEL_ALL ? ASK_GENERIC_ALL : ASK_GENERIC_READ; /* ACC-6, AMB-04 */
}

enum level access_of_control_code(uint32_t code)
{
    return (code & modifies) != 0 ? LEVEL_ALL : LEVEL_READ; /* CLT-8, CLT-9 */
}
