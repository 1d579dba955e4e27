#include "reduce.h"

#include "isolate.h"

#include <stdlib.h>
#include <string.h>

struct look {
    const struct stub_input *input;
    const struct finding *wanted;
    char *says;
    bool seen;
};

static const struct stub_input *only_input(void *from, uint32_t number)
{
    const struct look *look = from;
    return number == 0 ? look->input : NULL;
}

static void on_found(void *to, uint32_t number, const struct finding *finding)
{
    struct look *look = to;
    (void)number;
    if (finding->kind != look->wanted->kind || strcmp(finding->detail, look->wanted->detail) != 0)
        return;
    look->seen = true;
    if (look->says != NULL)
        memcpy(look->says, finding->says, DIFFER_SAYS);
}

bool shows(struct differ *differ, const struct stub_input *input, const struct finding *finding,
           char says[DIFFER_SAYS])
{
    struct look look = {input, finding, says, false};
    const struct source source = {only_input, &look};
    const struct sink sink = {on_found, &look};
    (void)isolate(differ, &source, &sink);
    return look.seen;
}

/* The two stubs of an input. */
struct parts {
    struct stub_input input;
    uint8_t *octets; /* the request's, then the reply's, one behind the other */
    uint32_t size[2];
};

static bool still(struct differ *differ, struct parts *p, const struct finding *finding)
{
    p->input.request = p->octets;
    p->input.request_size = p->size[0];
    p->input.reply = p->octets + p->size[0];
    p->input.reply_size = p->size[1];
    return shows(differ, &p->input, finding, NULL);
}

/* Takes `count` octets out at `at` of a part; puts them back if that is too much. */
static bool take_out(struct differ *differ, struct parts *p, int part, uint32_t at, uint32_t count,
                     const struct finding *finding)
{
    const uint32_t first = (part == 1 ? p->size[0] : 0) + at, whole = p->size[0] + p->size[1];
    uint8_t *kept = malloc(whole);
    if (kept == NULL)
        return false;
    memcpy(kept, p->octets, whole);
    memmove(p->octets + first, p->octets + first + count, whole - first - count);
    p->size[part] -= count;
    const bool smaller = still(differ, p, finding);
    if (!smaller) {
        memcpy(p->octets, kept, whole);
        p->size[part] += count;
    }
    free(kept);
    return smaller;
}

/* Pieces from the end to the start, from halves down to single octets. */
static void shorten(struct differ *differ, struct parts *p, int part, const struct finding *finding)
{
    for (uint32_t piece = p->size[part] / 2 + 1; piece > 0; piece /= 2)
        for (uint32_t at = p->size[part] / piece; at-- > 0;)
            if ((at + 1) * piece <= p->size[part])
                (void)take_out(differ, p, part, at * piece, piece, finding);
}

/* Each octet becomes 0 where it may. */
static void plain(struct differ *differ, struct parts *p, const struct finding *finding)
{
    for (uint32_t i = 0; i < p->size[0] + p->size[1]; i++) {
        const uint8_t kept = p->octets[i];
        if (kept == 0)
            continue;
        p->octets[i] = 0;
        if (!still(differ, p, finding))
            p->octets[i] = kept;
    }
}

size_t reduce(struct differ *differ, uint8_t *data, size_t size, struct finding *finding)
{
    struct parts p;
    if (!stub_input_read(data, size, &p.input))
        return size;
    p.octets = data + STUB_HEADER;
    p.size[0] = p.input.request_size;
    p.size[1] = p.input.reply_size;
    if (!still(differ, &p, finding))
        return size;
    for (uint32_t before = UINT32_MAX; p.size[0] + p.size[1] < before;) {
        before = p.size[0] + p.size[1];
        for (int part = 0; part < 2; part++)
            shorten(differ, &p, part, finding);
    }
    plain(differ, &p, finding);
    (void)still(differ, &p, finding);
    (void)shows(differ, &p.input, finding, finding->says);
    return stub_input_write(&p.input, data, size);
}
