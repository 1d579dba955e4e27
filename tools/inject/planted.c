/* planted WORD: what `make inject` must find, one sort of carelessness a WORD; with `sound` there
 * is nothing to find. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain(const char *what)
{
    (void)fprintf(stderr, "planted: %s\n", what);
    return 2;
}

/* The memory is used without a look at whether there is any. */
static int unchecked(void)
{
    char *text = malloc(16);
    (void)strcpy(text, "text");
    (void)puts(text);
    free(text);
    return fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : complain("output cannot be written");
}

/* Where there is not enough for both, the first is lost; or not. */
static int two(bool frees)
{
    char *one = malloc(16);
    char *other = one != NULL ? calloc(1, 16) : NULL;
    if (other == NULL && frees)
        free(one);
    if (other == NULL)
        return complain("not enough memory");
    free(one);
    free(other);
    return 0;
}

/* Nobody learns that the line was not written. */
static int silent(void)
{
    (void)puts("a line");
    return 0;
}

/* It ends with an error and does not say why. */
static int mute(void)
{
    char *text = malloc(16);
    int status = text != NULL ? 0 : 2;
    free(text);
    return status;
}

/* It waits for what never comes. */
static int patient(void)
{
    char *text = malloc(16);
    volatile bool waits = text == NULL;
    while (waits) {
    }
    free(text);
    return 0;
}

int main(int count, char **word)
{
    static const struct {
        const char *word;
        int (*run)(void);
    } plants[] = {
        {"unchecked", unchecked}, {"silent", silent}, {"mute", mute}, {"patient", patient}};
    for (size_t n = 0; count > 1 && n < sizeof plants / sizeof *plants; n++)
        if (strcmp(word[1], plants[n].word) == 0)
            return plants[n].run();
    if (count > 1 && strcmp(word[1], "leaking") == 0)
        return two(false);
    return count > 1 && strcmp(word[1], "sound") == 0 ? two(true) : complain("what?");
}
