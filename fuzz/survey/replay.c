#include "replay.h"

#include "isolate.h"

struct replay {
    const struct known *known;
    const struct record *record;
    struct stub_input input;
    char place[STUB_PLACE];
    bool seen;
};

static const struct stub_input *only_input(void *from, uint32_t number)
{
    const struct replay *r = from;
    return number == 0 ? &r->input : NULL;
}

static void on_found(void *to, uint32_t number, const struct finding *finding)
{
    struct replay *r = to;
    (void)number;
    r->seen = r->seen || known_find(r->known, r->place, finding) == r->record;
}

bool replay_stub(struct differ *differ, const struct known *known, const struct record *record,
                 size_t n)
{
    static uint8_t memory[STUB_LARGEST];
    struct replay r = {.known = known, .record = record};
    const struct source source = {only_input, &r};
    const struct sink sink = {on_found, &r};
    if (!known_stub(record, n, &r.input, memory))
        return false;
    stub_place(&r.input, r.place);
    (void)isolate(differ, &source, &sink);
    return r.seen;
}
