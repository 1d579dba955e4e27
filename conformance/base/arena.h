/* Memory that is given back all at once. */
#ifndef CONFORMANCE_ARENA_H
#define CONFORMANCE_ARENA_H

#include <stddef.h>

/* The attribute's name for the printf that is linked. */
#ifdef __MINGW32__
#define PRINTF_FORMAT gnu_printf
#else
#define PRINTF_FORMAT printf
#endif

struct arena {
    struct arena_block *last;
};

/* Zeroed memory for any type. Never NULL: where there is no more memory the program says so and
 * ends with status 2. */
void *arena_take(struct arena *arena, size_t size);

/* Formatted text, terminated. */
char *arena_print(struct arena *arena, const char *format, ...)
    __attribute__((format(PRINTF_FORMAT, 2, 3)));

void arena_free(struct arena *arena);

#endif
