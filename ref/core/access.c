#include "access.h"

static const uint32_t modifies = UINT32_C(0x00400000);

/*@ assigns \nothing;
    ensures \result <==>
      desired != 0 && ((desired & ASKS_CHANGE) != 0 ==> (desired & ASKS_READ) != 0);
*/
static bool is_valid(uint32_t desired)
{
    bool reads = (desired & ASKS_READ) != 0;     /* ACC-3, ACC-7 */
    bool changes = (desired & ASKS_CHANGE) != 0; /* ACC-7 */
    return desired != 0 /* AMB-05 */ && (reads || !changes) /* ACC-5 */;
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
    enum level most = access_maximum(caller);
    *level = LEVEL_NONE;
    if (!is_valid(desired))
        return ERROR_INVALID_PARAMETER;
    /* AMB-06: no security descriptor here permits a right outside the table. */
    if ((desired & ~ASKS_KNOWN) != 0 || most == LEVEL_NONE)
        return ERROR_ACCESS_DENIED;
    bool all = (desired & ASKS_CHANGE) != 0;
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
