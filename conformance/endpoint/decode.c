#include "decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/growing.h"
#include "wire/codec.h"
#include "wire/print.h"

enum { DECODED = 0, REFUSED = 1, MISUSED = 2 };

static int misuse(const char *what, const char *word)
{
    (void)fprintf(stderr, "clus-cts: decode: %s %s\n", what, word);
    return MISUSED;
}

/* The row of a name or an opnum, in that version of the interface. */
static const struct method *find_method(unsigned version, const char *word)
{
    char *end;
    unsigned long opnum = strtoul(word, &end, 0);
    if (word[0] >= '0' && word[0] <= '9' && *end == '\0') {
        return opnum < OPNUMS ? method_of(version, (uint32_t)opnum) : NULL;
    }
    return method_named(version, word);
}

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    return at != NULL ? (int)(at - digits) : -1;
}

/* Pairs of hexadecimal digits; white space between them. NULL, or what is none. */
static const char *take_hex(const char *word, struct growing *stub)
{
    while (*word != '\0') {
        if (strchr(" \t\r\n", *word) != NULL) {
            word++;
            continue;
        }
        int high = digit(word[0]);
        int low = high < 0 ? -1 : digit(word[1]);
        if (low < 0) {
            return word;
        }
        uint8_t octet = (uint8_t)(high * 16 + low);
        growing_put(stub, &octet, 1);
        word += 2;
    }
    return NULL;
}

/* The text grows until it fits. */
static void print_text(const struct method *method, enum direction direction,
                       const struct message *message)
{
    struct growing text = {.octets = NULL};
    size_t capacity = 4096;
    do {
        capacity *= 2;
        text.length = 0;
        growing_zeros(&text, capacity);
    } while (!message_text(method, direction, message, (char *)text.octets, (uint32_t)capacity) &&
             capacity < (size_t)1 << 30);
    (void)fputs((const char *)text.octets, stdout);
    growing_free(&text);
}

static int print_stub(const struct method *method, enum direction direction,
                      const struct encoding *encoding, const struct growing *stub)
{
    struct message message;
    struct refusal refusal;
    (void)printf("%s, opnum %u, %s, version %u, %s%s\n", method->name, (unsigned)method->opnum,
                 direction == REQUEST ? "request" : "reply", (unsigned)encoding->version,
                 encoding->syntax == NDR64 ? "NDR64" : "NDR", encoding->big ? ", big-endian" : "");
    if (!decode(method, direction, encoding, stub->octets, (uint32_t)stub->length, NULL, &message,
                &refusal)) {
        (void)fflush(stdout);
        (void)fprintf(stderr, "clus-cts: refused at octet %lu of %zu: %s\n",
                      (unsigned long)refusal.offset, stub->length, reason_text(refusal.reason));
        return REFUSED;
    }
    print_text(method, direction, &message);
    if (refusal.offset < stub->length) {
        (void)printf("# %zu octets behind the parameters, from octet %lu\n",
                     stub->length - refusal.offset, (unsigned long)refusal.offset);
    }
    return DECODED;
}

int decode_print(const struct decode_request *request)
{
    struct encoding encoding = {request->ndr64 ? NDR64 : NDR, request->big_endian,
                                request->version_2 ? 2 : 3};
    const struct method *method = find_method(encoding.version, request->method);
    bool in = strcmp(request->direction, "in") == 0;
    struct growing stub = {.octets = NULL};
    const char *wrong = NULL;
    if (method == NULL) {
        return misuse("this version of the interface has no method", request->method);
    }
    if (!in && strcmp(request->direction, "out") != 0) {
        return misuse("a stub goes `in` or `out`, not", request->direction);
    }
    if (request->ndr64 && request->big_endian) {
        return misuse("NDR64 is little-endian", "(MS-RPCE 2.2.5)");
    }
    growing_put(&stub, NULL, 0);
    for (size_t n = 0; n < request->hexes && wrong == NULL; n++) {
        wrong = take_hex(request->hex[n], &stub);
    }
    int status = wrong != NULL ? misuse("these are not pairs of hexadecimal digits:", wrong)
                               : print_stub(method, in ? REQUEST : REPLY, &encoding, &stub);
    growing_free(&stub);
    return status;
}
