#include "watch.h"

#include <stddef.h>
#include <windows.h>

static const struct differ *watched;
static watch_function *tell;

static LONG CALLBACK on_exception(EXCEPTION_POINTERS *what)
{
    const EXCEPTION_RECORD *record = what->ExceptionRecord;
    const bool access = record->ExceptionCode == EXCEPTION_ACCESS_VIOLATION;
    const void *address = access ? (const void *)record->ExceptionInformation[1] : NULL;
    if (access && guard_hit(&watched->stub, address))
        tell(DIFFERENCE_OVER_READ, "stub");
    else if (access && guard_hit(&watched->request, address))
        tell(DIFFERENCE_OVER_READ, "request");
    else
        tell(DIFFERENCE_CRASH, access ? "access-violation" : "exception");
    return EXCEPTION_CONTINUE_SEARCH;
}

/* Only what the vendor does not catch itself. */
void watch_faults(const struct differ *differ, watch_function *seen)
{
    watched = differ;
    tell = seen;
    (void)SetUnhandledExceptionFilter(on_exception);
}
