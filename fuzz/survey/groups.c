#include "groups.h"

#include "reduce.h"

#include <stdlib.h>
#include <string.h>

static bool alike(const struct finding *a, const struct finding *b)
{
    return a->kind == b->kind && strcmp(a->detail, b->detail) == 0;
}

static struct group *find(const struct groups *groups, const char *place,
                          const struct finding *finding)
{
    for (size_t i = 0; i < groups->count; i++)
        if (alike(&groups->group[i].finding, finding) && strcmp(groups->group[i].place, place) == 0)
            return &groups->group[i];
    return NULL;
}

static void *need(void *memory)
{
    if (memory != NULL)
        return memory;
    (void)fprintf(stderr, "vendor-survey: not enough memory\n");
    exit(2);
}

static struct group *add(struct groups *groups)
{
    if (groups->count == groups->capacity) {
        groups->capacity = groups->capacity * 2 + 64;
        groups->group = need(realloc(groups->group, groups->capacity * sizeof groups->group[0]));
    }
    return &groups->group[groups->count++];
}

void groups_add(struct groups *groups, const struct known *known, const struct stub_input *input,
                const struct finding *finding)
{
    char place[STUB_PLACE];
    stub_place(input, place);
    struct group *g = find(groups, place, finding);
    if (g != NULL) {
        g->count++;
        return;
    }
    g = add(groups);
    *g = (struct group){.finding = *finding, .count = 1};
    memcpy(g->place, place, sizeof place);
    g->known = known_find(known, place, finding);
    const size_t room = STUB_HEADER + (size_t)input->request_size + input->reply_size;
    g->input = need(malloc(room));
    g->size = stub_input_write(input, g->input, room);
}

void groups_free(struct groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        free(groups->group[i].input);
    free(groups->group);
    *groups = (struct groups){.group = NULL};
}

unsigned long groups_counted(const struct groups *groups, const struct record *known)
{
    unsigned long count = 0;
    for (size_t i = 0; i < groups->count; i++)
        if (groups->group[i].known == known)
            count += groups->group[i].count;
    return count;
}

static void print_hex(const uint8_t *octets, uint32_t size, FILE *out)
{
    (void)fputs(size == 0 ? " \"\"" : " ", out);
    for (uint32_t i = 0; i < size; i++)
        (void)fprintf(out, "%02x", octets[i]);
}

static void print_stub(const struct group *g, FILE *out)
{
    struct stub_input input;
    if (!stub_input_read(g->input, g->size, &input))
        return;
    (void)fprintf(out, "stub       %s", g->place);
    if (input.direction == REPLY)
        print_hex(input.reply, input.reply_size, out);
    print_hex(input.request, input.request_size, out);
    (void)fputc('\n', out);
}

/* Where a class and detail shows, several places to a line. */
static void print_places(const struct groups *groups, size_t first, FILE *out)
{
    unsigned count = 0;
    for (size_t i = first; i < groups->count; i++) {
        const struct group *g = &groups->group[i];
        if (g->known != NULL || !alike(&g->finding, &groups->group[first].finding))
            continue;
        (void)fprintf(out, "%s%s.%s", count % 8 == 0 ? "\nwhere      " : " ", g->place,
                      g->finding.detail);
        count++;
    }
    (void)fputc('\n', out);
}

size_t groups_print(struct groups *groups, struct differ *differ, FILE *out)
{
    size_t printed = 0;
    for (size_t i = 0; i < groups->count; i++) {
        struct group *g = &groups->group[i];
        size_t before = 0;
        while (before < i && (groups->group[before].known != NULL ||
                              !alike(&groups->group[before].finding, &g->finding)))
            before++;
        if (g->known != NULL || before < i)
            continue;
        if (strcmp(g->finding.detail, "time-out") != 0) /* each try would take as long */
            g->size = reduce(differ, g->input, g->size, &g->finding);
        (void)fprintf(out, "\ndiffers    unnamed-%zu %s", ++printed,
                      difference_text(g->finding.kind));
        print_places(groups, i, out);
        print_stub(g, out);
        (void)fprintf(out, "verdict    open\nvendor     %s\nwhy        which document decides?\n",
                      g->finding.says);
    }
    return printed;
}
