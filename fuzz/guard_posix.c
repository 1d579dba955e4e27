#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "guard.h"

#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

uint32_t guard_page_size(void)
{
    return (uint32_t)sysconf(_SC_PAGESIZE);
}

uint8_t *guard_pages(uint32_t octets, uint32_t page)
{
    uint8_t *start = mmap(NULL, octets, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED || mprotect(start + octets - page, page, PROT_NONE) != 0)
        return NULL;
    return start;
}
