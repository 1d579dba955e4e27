/* Which mutant is on, and which places were reached. Part of every program that is built with
 * mutants: MUTANT=NUMBER turns one on, MUTANT_REACHED=FILE keeps an octet for each place that was
 * reached. */
/* mutant.h is included before everything (-include). */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned char unread[MUTANTS];
struct mutant_page mutant_page = {.reached = unread};

__attribute__((constructor)) static void mutant_start(void)
{
    const char *number = getenv("MUTANT");
    const char *path = getenv("MUTANT_REACHED");
    if (number != NULL)
        mutant_page.on = (unsigned)strtoul(number, NULL, 10);
    if (path == NULL)
        return;
    int file = open(path, O_RDWR | O_CREAT, 0644);
    if (file < 0 || ftruncate(file, MUTANTS) != 0)
        _exit(3);
    void *octets = mmap(NULL, MUTANTS, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (octets == MAP_FAILED)
        _exit(3);
    mutant_page.reached = octets;
}
