#define _POSIX_C_SOURCE 200809L
#include "seeds_dictionary.h"

#include "input.h"
#include "owner.h"
#include "wire/cursor.h"
#include "wire/pdu.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_LARGEST = 1024, WORD_LEAST = 2, SMALL_NUMBER = 256 };

void words_add(struct words *words, const uint8_t *octets, size_t size)
{
    if (size < WORD_LEAST || size > sizeof words->word->octets ||
        words->count == sizeof words->word / sizeof *words->word)
        return;
    for (size_t i = 0; i < words->count; i++)
        if (words->word[i].size == size && memcmp(words->word[i].octets, octets, size) == 0)
            return;
    words->word[words->count].size = (uint8_t)size;
    memcpy(words->word[words->count].octets, octets, size);
    words->count++;
}

void words_write(const struct words *words, const char *directory, const char *target)
{
    char path[PATH_LARGEST];
    (void)snprintf(path, sizeof path, "%s/%s.dict", directory, target);
    FILE *file = fopen(path, "w");
    for (size_t i = 0; file != NULL && i < words->count; i++) {
        (void)fputc('"', file);
        for (size_t j = 0; j < words->word[i].size; j++)
            (void)fprintf(file, "\\x%02X", words->word[i].octets[j]);
        (void)fputs("\"\n", file);
    }
    if (file == NULL || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void add_value(struct words *words, const struct parameter *p, const struct value *v)
{
    uint8_t number[4];
    if (!v->present || p->structure != NULL)
        return;
    if (p->shape == SHAPE_STRING && !v->big && v->count > 0)
        words_add(words, v->at, 2 * (size_t)v->count);
    if (p->shape != SHAPE_LONG || v->number < SMALL_NUMBER)
        return;
    for (uint32_t i = 0; i < sizeof number; i++)
        number[i] = (uint8_t)(v->number >> (8 * i));
    words_add(words, number, sizeof number);
}

static void add_stub(struct words *words, const uint8_t *data, size_t size)
{
    struct stub_input input;
    struct message message;
    struct refusal refusal;
    if (!stub_input_read(data, size, &input))
        return;
    const bool reply = input.direction == REPLY;
    const struct parameter_list *list = parameters(input.method, input.direction);
    if (!decode(input.method, input.direction, &input.encoding, reply ? input.reply : input.request,
                reply ? input.reply_size : input.request_size, NULL, &message, &refusal))
        return;
    for (uint32_t i = 0; i < list->count; i++)
        add_value(words, &list->parameter[i], &message.value[i]);
}

/* The syntaxes that a bind or alter_context offers, as they stand. */
static void add_offers(struct words *words, const struct pdu *pdu)
{
    enum { SYNTAX = 20 };
    struct pdu_bind bind;
    struct pdu_offer offer;
    if (pdu->header.big_endian || pdu_parse_bind(pdu, &bind).error != PDU_OK)
        return;
    while (pdu_offer_next(&bind.contexts, &offer)) {
        const uint8_t *transfers = offer.transfers.octets + offer.transfers.offset;
        words_add(words, transfers - SYNTAX, SYNTAX);
        for (uint32_t i = 0; i < offer.transfer_count; i++)
            words_add(words, transfers + (size_t)i * SYNTAX, SYNTAX);
    }
}

static void add_stream(struct words *words, const uint8_t *data, size_t size)
{
    struct pdu pdu;
    size_t at = STREAM_HEADER;
    while (at < size &&
           pdu_parse(data + at, (uint32_t)(size - at), UINT16_MAX, &pdu).error == PDU_OK) {
        words_add(words, data + at, 8); /* what says type, flags and label */
        if (pdu.header.type == PDU_BIND || pdu.header.type == PDU_ALTER_CONTEXT)
            add_offers(words, &pdu);
        at += pdu.header.frag_length;
    }
}

typedef void add_input(struct words *words, const uint8_t *data, size_t size);

static void add_file(struct words *words, const char *path, add_input *add)
{
    static uint8_t data[STREAM_LARGEST];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    const size_t size = fread(data, 1, sizeof data, file);
    (void)fclose(file);
    add(words, data, size);
}

/* In the order of the names, so that the same run gives the same dictionary. */
static void add_directory(struct words *words, const char *directory, const char *target,
                          add_input *add)
{
    struct dirent **entry;
    char path[PATH_LARGEST];
    (void)snprintf(path, sizeof path, "%s/%s", directory, target);
    const int entries = scandir(path, &entry, NULL, alphasort);
    for (int i = 0; i < entries; i++) {
        (void)snprintf(path, sizeof path, "%s/%s/%s", directory, target, entry[i]->d_name);
        if (entry[i]->d_name[0] != '.')
            add_file(words, path, add);
        free(entry[i]);
    }
    if (entries >= 0)
        free(entry);
}

void dictionaries_of_wire(const char *directory)
{
    static const char *const stubs[] = {"request", "reply", "roundtrip", "vendor"};
    static struct words words;
    words.count = 0;
    add_directory(&words, directory, "roundtrip", add_stub);
    for (size_t i = 0; i < sizeof stubs / sizeof *stubs; i++)
        words_write(&words, directory, stubs[i]);
    words.count = 0;
    add_directory(&words, directory, "pdu", add_stream);
    words_write(&words, directory, "pdu");
}
