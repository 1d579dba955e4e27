#include "subject.h"

#include <string.h>

#include "script/script.h"

#ifdef _WIN32
#define API __stdcall
#else
#define API
#endif

typedef void(API *set_error)(uint32_t);
typedef uint32_t(API *get_error)(void);

static const struct subject_type *const types[] = {&subject_ref, &subject_dll, &subject_rpc,
                                                   &subject_cmd};

const struct subject_type *subject_at(size_t n)
{
    return n < sizeof types / sizeof types[0] ? types[n] : NULL;
}

bool subject_choose(struct subject *subject, const char *word)
{
    for (size_t n = 0; subject_at(n) != NULL; n++) {
        size_t length = strlen(types[n]->prefix);
        bool more = types[n]->prefix[length - 1] == ':';
        if (strncmp(word, types[n]->prefix, length) == 0 && more == (word[length] != '\0')) {
            *subject = (struct subject){.type = types[n], .rest = word + length};
            return true;
        }
    }
    return false;
}

bool subject_call_function(const struct subject *subject, any_function function,
                           const struct call *call, const struct actual *argument,
                           struct outcome *outcome, uint32_t *last_error)
{
    if (function == NULL) {
        return false;
    }
    ((set_error)subject->set_error)(UNTOUCHED_ERROR);
    call->shape->make(function, argument, outcome);
    *last_error = ((get_error)subject->get_error)();
    return true;
}

uint32_t subject_canary(const struct subject *subject, uint32_t error)
{
    ((set_error)subject->set_error)(error);
    return ((get_error)subject->get_error)();
}
