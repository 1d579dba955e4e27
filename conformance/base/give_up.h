/* What this program lacks itself, such as memory: it says so and ends with status 2. That is never
 * put down to the subject: a child that gives up tells its parent (child.h). */
#ifndef CONFORMANCE_GIVE_UP_H
#define CONFORMANCE_GIVE_UP_H

#include <stdio.h>

#define NO_MEMORY "not enough memory"

/* The first word of the line by which a child tells it. */
#define UNABLE "unable"

/* `what` there is not, or cannot be done. */
_Noreturn void give_up(const char *what);

/* Give up if errno says that this computer, not whoever is at the other end, has no more: of
 * memory, descriptors, processes. Otherwise return. */
void give_up_if_exhausted(void);

/* From now on this is a child, and its parent is told too. */
void give_up_tells(FILE *parent);

#endif
