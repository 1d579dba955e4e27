/* GetLastError and SetLastError where the system has none. One for the whole process. */
#include "clusapi.h"

static DWORD last_error;

DWORD GetLastError(void)
{
    return last_error;
}

void SetLastError(DWORD dwErrCode)
{
    last_error = dwErrCode;
}
