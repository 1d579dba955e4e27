#include "guard.h"

#include <windows.h>

uint32_t guard_page_size(void)
{
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwPageSize;
}

uint8_t *guard_pages(uint32_t octets, uint32_t page)
{
    DWORD before;
    uint8_t *start = VirtualAlloc(NULL, octets, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (start == NULL || !VirtualProtect(start + octets - page, page, PAGE_NOACCESS, &before))
        return NULL;
    return start;
}
