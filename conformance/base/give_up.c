#include "give_up.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static FILE *told;

void give_up_tells(FILE *parent)
{
    told = parent;
}

void give_up(const char *what)
{
    (void)fprintf(stderr, "clus-cts: %s\n", what);
    if (told != NULL) {
        clearerr(told); /* what could not be written before may have left half a line */
        (void)fprintf(told, "\n" UNABLE " %s\n", what);
        (void)fflush(told);
    }
    exit(2);
}

void give_up_if_exhausted(void)
{
    switch (errno) {
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS:
    case EAGAIN:
        give_up(strerror(errno));
    default:
        break;
    }
}
