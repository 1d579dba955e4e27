#include "wire_run.h"

#include <string.h>

#include "pdu_text.h"

/* -- one call ------------------------------------------------------------------------------------
 */

static void connect_to(struct wire_run *run, const struct step *step, struct growing *text)
{
    char why[SUBJECT_TEXT];
    const struct wire_connect *connect = step->wire->connect;
    struct channel *channel = &run->channel[step->name];
    uint32_t group = connect->group != NO_CONNECTION ? run->channel[connect->group].group : 0;
    channel_end(channel);
    struct stream *stream =
        run->subject->type->connect(run->subject, connect->cluster, connect->endpoint, why);
    if (stream == NULL) {
        growing_text(text, "closed");
        return;
    }
    channel_begin(channel, stream, run->subject->type->lines);
    channel->opened = step->wire->act == WIRE_OPEN;
    if (channel->opened) {
        growing_text(text, "open");
    } else if (channel->lines) {
        channel->bound = true;
        growing_text(text, "bound");
    } else {
        channel_bind(channel, connect, group, text);
    }
}

/* The next PDU. */
static void next_pdu(struct channel *channel, struct growing *text)
{
    struct pdu pdu;
    struct pdu_failure failure;
    switch (channel_receive(channel, &pdu, &failure)) {
    case CAME_PDU:
        pdu_text(channel->received.octets, &pdu, text);
        if (pdu.header.type == PDU_BIND_ACK || pdu.header.type == PDU_ALTER_CONTEXT_RESP) {
            channel_accept(channel, &pdu);
        }
        break;
    case CAME_END:
        growing_text(text, "closed");
        break;
    case CAME_NONE:
        growing_text(text, "timeout");
        break;
    case CAME_BAD:
        pdu_text_failure(&failure, text);
        break;
    }
}

static void make_pdu(struct wire_run *run, const struct wire_step *wire, struct growing *text)
{
    struct channel *channel = &run->channel[wire->connection];
    struct growing octets = {.octets = NULL};
    struct pdu_filling filling = channel_fill(channel, wire->pdu);
    if (wire->pdu->group != NO_CONNECTION) {
        filling.group = run->channel[wire->pdu->group].group;
    }
    pdu_put(wire->pdu, wire->part, wire->parts, &filling, (const part_token *)run->token, &octets);
    if (wire->when == WIRE_HELD) {
        growing_put(&channel->held, octets.octets, octets.length);
        growing_text(text, "held");
    } else {
        size_t cut = wire->pdu->given[FIELD_CUT] ? (size_t)wire->pdu->field[FIELD_CUT] : 0;
        bool sent = channel_send(channel, &octets, cut);
        if (wire->when == WIRE_SENT) {
            growing_text(text, sent ? "sent" : "closed");
        } else {
            next_pdu(channel, text); /* what came before the connection ended is there yet */
        }
    }
    growing_free(&octets);
}

static void make_call(struct wire_run *run, const struct step *step, uint32_t index,
                      struct growing *text)
{
    part_token nowhere;
    struct channel *channel = &run->channel[step->wire->connection];
    bool sent = channel_ask(channel, step->wire, (const part_token *)run->token, index);
    if (step->wire->when == WIRE_SENT) {
        growing_text(text, sent ? "sent" : "closed");
        return;
    }
    channel_answer(channel, step->name != NO_NAME ? run->token[step->name] : nowhere, text);
}

static void make_answer(struct channel *channel, struct growing *text)
{
    part_token nowhere;
    if (channel->opened || channel->pending == NULL) {
        next_pdu(channel, text);
    } else {
        channel_answer(channel, nowhere, text);
    }
}

/* Make the step once. */
static void make(struct wire_run *run, const struct step *step, uint32_t index,
                 struct growing *text)
{
    const struct wire_step *wire = step->wire;
    text->length = 0;
    switch (wire->act) {
    case WIRE_CONNECT:
    case WIRE_OPEN:
        connect_to(run, step, text);
        break;
    case WIRE_CLOSE:
        channel_end(&run->channel[wire->connection]);
        growing_text(text, "closed");
        break;
    case WIRE_METHOD:
    case WIRE_CALL:
        make_call(run, step, index, text);
        break;
    case WIRE_PDU:
        make_pdu(run, wire, text);
        break;
    case WIRE_ANSWER:
        make_answer(&run->channel[wire->connection], text);
        break;
    case WIRE_UNANSWERED:
        growing_text(text, channel_has(&run->channel[wire->connection]) ? "FALSE" : "TRUE");
        break;
    }
}

/* -- the answer -----------------------------------------------------------------------------------
 */

/* The groups of a case are numbered 1, 2, ... in the order in which they are seen, so that two runs
 * on the same server read alike. 0, which is no group, stays 0. */
static int64_t group_number(struct growing *groups, int64_t id)
{
    uint32_t group = (uint32_t)id;
    size_t at = 0;
    if (group == 0) {
        return 0;
    }
    while (at < groups->length && memcmp(groups->octets + at, &group, sizeof group) != 0) {
        at += sizeof group;
    }
    if (at == groups->length) {
        growing_put(groups, (const uint8_t *)&group, sizeof group);
    }
    return (int64_t)(at / sizeof group) + 1;
}

static void number_group(struct growing *groups, struct arena *arena, struct answer *answer)
{
    struct answer_value *value = arena_take(arena, (answer->values + 1) * sizeof *value);
    for (size_t n = 0; n < answer->values; n++) {
        value[n] = answer->value[n];
        if (span_is(value[n].name, "assoc_group_id")) {
            struct value *number = arena_take(arena, sizeof *number);
            *number = *value[n].value;
            number->number = group_number(groups, number->number);
            value[n].value = number;
        }
    }
    answer->value = value;
}

/* The answer that a text is. */
static void read_answer(struct growing *groups, const struct growing *text, struct arena *arena,
                        struct answer *answer)
{
    static const struct dictionary none;
    char why[200];
    char *copy = arena_take(arena, text->length + 1);
    memcpy(copy, text->octets, text->length);
    if (!answer_read((struct span){copy, text->length}, &none, arena, answer, why)) {
        *answer = (struct answer){.end = ANSWER_MALFORMED, .cause = span_of("text")};
    }
    number_group(groups, arena, answer);
}

/* -- each and repeat -----------------------------------------------------------------------------
 */

/* Put the plain values of one call at the end of the lists. */
static void collect(const struct answer *one, struct answer_value *list, size_t lists,
                    struct arena *arena)
{
    for (size_t n = 0; n < lists && n < one->values; n++) {
        if (one->value[n].list) {
            continue;
        }
        struct value *more = arena_take(arena, (list[n].count + 1) * sizeof *more);
        if (list[n].count > 0) {
            memcpy(more, list[n].value, list[n].count * sizeof *more);
        }
        more[list[n].count++] = *one->value[n].value;
        list[n].value = more;
    }
}

/* `each`: with index 0, 1, 2, … until the result is not zero. */
static void make_each(struct wire_run *run, const struct step *step, struct growing *text,
                      struct arena *arena, struct answer *answer)
{
    struct answer_value *list = NULL;
    size_t lists = 0;
    for (uint32_t index = 0; index < EACH_MAX; index++) {
        make(run, step, index, text);
        read_answer(&run->groups, text, arena, answer);
        if (list == NULL && answer->end == ANSWER_NUMBER) {
            lists = answer->values;
            list = arena_take(arena, (lists + 1) * sizeof *list);
            for (size_t n = 0; n < lists; n++) {
                list[n] = (struct answer_value){.name = answer->value[n].name, .list = true};
            }
        }
        if (answer->end != ANSWER_NUMBER || answer->number != 0) {
            break;
        }
        collect(answer, list, lists, arena);
    }
    if (answer->end == ANSWER_NUMBER) {
        answer->value = list;
        answer->values = lists;
    }
}

/* Two answers as texts, alike but for their call_id? */
static bool same_text(const struct growing *a, const struct growing *b)
{
    static const char name[] = "call_id = ";
    size_t m = 0;
    for (size_t n = 0; n < a->length; n++, m++) {
        if (m >= b->length || a->octets[n] != b->octets[m]) {
            return false;
        }
        if (n + 1 >= sizeof name - 1 &&
            memcmp(a->octets + n + 1 - (sizeof name - 1), name, sizeof name - 1) == 0) {
            while (n + 1 < a->length && a->octets[n + 1] != ',') {
                n++;
            }
            while (m + 1 < b->length && b->octets[m + 1] != ',') {
                m++;
            }
        }
    }
    return m == b->length;
}

/* `repeat N`: the last answer is the step's, and the first that differs ends it. */
static void make_repeated(struct wire_run *run, const struct step *step, struct growing *text)
{
    struct growing before = {.octets = NULL};
    make(run, step, 0, text);
    for (unsigned n = 1; n < step->repeat; n++) {
        before.length = 0;
        growing_put(&before, text->octets, text->length);
        make(run, step, 0, text);
        if (!same_text(&before, text)) {
            break;
        }
    }
    growing_free(&before);
}

/* -- the whole step ------------------------------------------------------------------------------
 */

static bool parts_use(const struct part *part, size_t parts, int name)
{
    for (size_t n = 0; n < parts; n++) {
        bool handle = part[n].type == PART_HANDLE || part[n].type == PART_ALTERED;
        if ((handle && part[n].name == name) ||
            (part[n].parts > 0 && parts_use(part[n].part, part[n].parts, name))) {
            return true;
        }
    }
    return false;
}

static bool uses(const struct wire_step *wire, int name)
{
    return wire->connection == name || (wire->connect != NULL && wire->connect->group == name) ||
           (wire->pdu != NULL && wire->pdu->group == name) ||
           parts_use(wire->part, wire->parts, name);
}

/* Does a later step of the program use that name before another binds it? */
static bool used_later(const struct script *script, size_t from, size_t end, int name)
{
    for (size_t s = from; s < end; s++) {
        if (uses(script->step[s].wire, name)) {
            return true;
        }
        if (script->step[s].name == name) {
            return false;
        }
    }
    return false;
}

static bool is_word(const struct answer *answer, const char *word)
{
    return answer->end == ANSWER_WORD && span_is(answer->cause, word);
}

/* Is what the step binds there, and the connection that it used not ended? A connection made by
 * `open` goes on answering `closed`. */
static bool goes_on(const struct wire_run *run, const struct step *step, size_t s, size_t end,
                    const struct answer *answer)
{
    bool there = step->wire->act == WIRE_CONNECT ? is_word(answer, "bound")
                 : step->wire->act == WIRE_OPEN  ? is_word(answer, "open")
                                                 : answer->end == ANSWER_HANDLE;
    if (step->name != NO_NAME && !there && used_later(run->script, s + 1, end, step->name)) {
        return false;
    }
    int connection = step->wire->connection;
    return step->wire->act == WIRE_CLOSE || connection == NO_CONNECTION ||
           run->channel[connection].opened || !is_word(answer, "closed") ||
           !used_later(run->script, s + 1, end, connection);
}

bool wire_can_take(const struct wire_run *run, size_t s)
{
    const struct wire_step *wire = run->script->step[s].wire;
    if (wire->connection == NO_CONNECTION) {
        return true;
    }
    const struct channel *channel = &run->channel[wire->connection];
    bool calls = wire->act == WIRE_METHOD || wire->act == WIRE_CALL;
    return channel->stream != NULL && (!calls || channel->bound);
}

bool wire_take(struct wire_run *run, size_t s, size_t end, struct arena *arena,
               struct answer *answer)
{
    const struct step *step = &run->script->step[s];
    struct growing text = {.octets = NULL};
    growing_put(&text, NULL, 0);
    if (step->each) {
        make_each(run, step, &text, arena, answer);
    } else {
        make_repeated(run, step, &text);
        read_answer(&run->groups, &text, arena, answer);
    }
    growing_free(&text);
    return goes_on(run, step, s, end, answer);
}

void wire_run_end(struct wire_run *run)
{
    for (size_t n = 0; n < SCRIPT_NAMES; n++) {
        channel_end(&run->channel[n]);
    }
    growing_free(&run->groups);
}
