#include "shell.h"

#include <string.h>

#ifdef _WIN32
static const char quote[] = "\"", quote_within[] = "\\\"", taken_apart[] = " \t\"&'();<>^|,=%";
#else
static const char quote[] = "'", quote_within[] = "'\\''",
                  taken_apart[] = " \t!\"#$&'()*;<>?[\\]^`{|}~";
#endif

void shell_word(struct growing *line, const char *option, const char *word)
{
    if (word == NULL) {
        return;
    }
    const char *mark = word[0] == '\0' || word[strcspn(word, taken_apart)] != '\0' ? quote : "";
    growing_text(line, " %s%s", option, mark);
    for (; *word != '\0'; word++) {
        if (*word == quote[0]) {
            growing_text(line, "%s", quote_within);
        } else {
            growing_text(line, "%c", *word);
        }
    }
    growing_text(line, "%s", mark);
}
