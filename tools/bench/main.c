#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool run(const char *what, bool reply, uint32_t first, uint32_t second)
{
    if (strcmp(what, "decode") == 0)
        return bench_decode(reply, first);
    if (strcmp(what, "methods") == 0)
        return bench_decode_methods(reply, first);
    if (strcmp(what, "samba") == 0)
        return bench_decode_samba(reply, first);
    if (strcmp(what, "find") == 0)
        return bench_find(first, second);
    if (strcmp(what, "direct") == 0)
        return bench_direct(first, second);
    fprintf(stderr, "bench: no %s\n", what);
    return false;
}

static uint32_t number(int count, char **words, int place)
{
    return place < count ? (uint32_t)strtoul(words[place], NULL, 10) : 0;
}

/* bench decode|methods|samba in|out COUNT; find HANDLES COUNT; direct ROUNDS COUNT;
 * loopback PORT ROUNDS COUNT */
int main(int count, char **words)
{
    if (count < 2)
        return 2;
    const bool reply = count > 2 && strcmp(words[2], "out") == 0;
    const bool stub = reply || (count > 2 && strcmp(words[2], "in") == 0);
    if (strcmp(words[1], "loopback") == 0)
        return !bench_loopback((uint16_t)number(count, words, 2), number(count, words, 3),
                               number(count, words, 4));
    return !run(words[1], reply, number(count, words, stub ? 3 : 2), number(count, words, 3));
}
