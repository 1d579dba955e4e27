#include "differ.h"

#include "differ_fields.h"
#include "fields.h"
#include "vendor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *difference_text(enum difference kind)
{
    static const char *const text[DIFFERENCES] = {
        [DIFFERENCE_CRASH] = "crash",
        [DIFFERENCE_OVER_READ] = "over-read",
        [DIFFERENCE_FORBIDDEN] = "accepted-though-forbidden",
        [DIFFERENCE_LEGAL] = "rejected-though-legal",
        [DIFFERENCE_VALUE] = "different-value",
        [DIFFERENCE_ENCODING] = "different-encoding",
    };
    return text[kind];
}

enum difference difference_named(const char *name, size_t length)
{
    int kind = 0;
    while (kind < DIFFERENCES &&
           (strlen(difference_text((enum difference)kind)) != length ||
            memcmp(difference_text((enum difference)kind), name, length) != 0))
        kind++;
    return (enum difference)kind;
}

const char *reason_clause(enum reason reason)
{
    static const char *const clause[REASONS] = {
        [REASON_NONE] = "",
        [REASON_TRUNCATED] = "NDR-2",
        [REASON_TOO_MANY] = "NDR-9",
        [REASON_OFFSET] = "NDR-4",
        [REASON_ACTUAL_OVER_MAX] = "NDR-5",
        [REASON_SIZE_IS] = "NDR-3",
        [REASON_LENGTH_IS] = "NDR-6",
        [REASON_RANGE] = "NDR-7",
        [REASON_NULL_WITH_SIZE] = "NDR-8",
        [REASON_NO_TERMINATOR] = "NDR-11",
        [REASON_OVER_REQUEST] = "NDR-20",
    };
    return clause[reason];
}

void stub_place(const struct stub_input *input, char text[STUB_PLACE])
{
    const char *syntax = input->encoding.syntax == NDR64 ? "ndr64"
                         : input->encoding.big           ? "big"
                                                         : "ndr";
    (void)snprintf(text, STUB_PLACE, "%u.%s.%s%s", (unsigned)input->method->opnum,
                   input->direction == REPLY ? "out" : "in", syntax,
                   input->encoding.version == 2 ? "-v2" : "");
}

uint32_t stub_how(const struct stub_input *input)
{
    return (input->encoding.syntax == NDR64 ? VENDOR_NDR64 : 0u) |
           (input->encoding.big ? VENDOR_BIG_ENDIAN : 0u) |
           (input->encoding.version == 2 ? VENDOR_VERSION_2 : 0u) |
           (input->direction == REPLY ? VENDOR_REPLY : 0u);
}

bool differ_make(struct differ *d, const struct vendor *vendor)
{
    *d = (struct differ){.vendor = *vendor, .alignment = 1};
    if (vendor->alignment != NULL)
        d->alignment = vendor->alignment();
    d->ours = malloc(DIFFER_TEXT);
    d->theirs = malloc(DIFFER_TEXT);
    d->again = malloc(DIFFER_TEXT);
    return d->ours != NULL && d->theirs != NULL && d->again != NULL &&
           guard_make(&d->stub, STUB_LARGEST + 16) && guard_make(&d->request, STUB_LARGEST + 16);
}

struct finding *finding_add(struct findings *findings, enum difference kind)
{
    struct finding *f = &findings->finding[findings->count];
    if (findings->count < DIFFER_FINDINGS - 1)
        findings->count++;
    *f = (struct finding){.kind = kind};
    return f;
}

/* A vendor's reason for a refusal as one word. */
static void take_reason(struct differ *d, char detail[DIFFER_DETAIL])
{
    static const char word[] = "refused=";
    const uint32_t before = sizeof word - 1;
    uint32_t length = d->vendor.fields != NULL ? d->vendor.fields(d->theirs, DIFFER_TEXT) : 0,
             n = 0;
    if (length > DIFFER_TEXT || length < before || memcmp(d->theirs, word, before) != 0) {
        (void)snprintf(detail, DIFFER_DETAIL, "refused");
        return;
    }
    for (uint32_t i = before; i < length && d->theirs[i] != '\n' && n + 1 < DIFFER_DETAIL; i++)
        detail[n++] = d->theirs[i] > ' ' && d->theirs[i] <= '~' ? d->theirs[i] : '-';
    detail[n] = '\0';
}

static void compare_verdicts(struct differ *d, const struct refusal *refusal,
                             struct findings *found)
{
    struct finding *f;
    if (refusal->reason == REASON_NONE) {
        f = finding_add(found, DIFFERENCE_LEGAL);
        take_reason(d, f->detail);
        (void)snprintf(f->says, sizeof f->says, "refused; the reference accepts it");
        return;
    }
    f = finding_add(found, DIFFERENCE_FORBIDDEN);
    (void)snprintf(f->detail, sizeof f->detail, "%s", reason_clause(refusal->reason));
    (void)snprintf(f->says, sizeof f->says, "the vendor accepts it; refused at octet %u: %s",
                   (unsigned)refusal->offset, reason_text(refusal->reason));
}

static void compare_consumed(uint32_t ours, uint32_t theirs, struct findings *found)
{
    if (theirs == VENDOR_UNKNOWN || theirs == ours)
        return;
    struct finding *f = finding_add(found, DIFFERENCE_VALUE);
    (void)snprintf(f->detail, sizeof f->detail, "consumed");
    (void)snprintf(f->says, sizeof f->says, "the parameters take %u octets, to the vendor %u",
                   (unsigned)ours, (unsigned)theirs);
}

/* What the vendor encoded is decoded by the reference, and has to hold the same values. */
static void compare_encoding(struct differ *d, const struct stub_input *input,
                             struct encoding encoding, uint32_t ours, struct findings *found)
{
    struct stub_input again = *input;
    struct message message;
    struct refusal refusal;
    struct finding *f;
    again.encoding = encoding;
    uint32_t length = d->vendor.encode(stub_how(&again), d->again, DIFFER_TEXT);
    if (length > DIFFER_TEXT)
        return;
    if (!decode(input->method, input->direction, &encoding, d->again, length, NULL, &message,
                &refusal)) {
        f = finding_add(found, DIFFERENCE_ENCODING);
        (void)snprintf(f->detail, sizeof f->detail, "refused-%s", reason_clause(refusal.reason));
        (void)snprintf(f->says, sizeof f->says, "its encoding in %s has %u octets; at octet %u: %s",
                       encoding.syntax == NDR64 ? "NDR64" : "NDR", (unsigned)length,
                       (unsigned)refusal.offset, reason_text(refusal.reason));
        return;
    }
    if (refusal.offset != length) {
        f = finding_add(found, DIFFERENCE_ENCODING);
        (void)snprintf(f->detail, sizeof f->detail, "length");
        (void)snprintf(
            f->says, sizeof f->says, "its encoding in %s has %u octets, its parameters %u",
            encoding.syntax == NDR64 ? "NDR64" : "NDR", (unsigned)length, (unsigned)refusal.offset);
    }
    uint32_t theirs =
        fields_write(input->method, input->direction, &message, d->theirs, DIFFER_TEXT);
    if (theirs <= DIFFER_TEXT)
        compare_fields(d->ours, ours, d->theirs, theirs, DIFFERENCE_ENCODING, found);
}

static void compare_contents(struct differ *d, const struct stub_input *input,
                             const struct message *message, struct findings *found)
{
    uint32_t ours = fields_write(input->method, input->direction, message, d->ours, DIFFER_TEXT);
    if (ours > DIFFER_TEXT)
        return;
    if (d->vendor.fields != NULL) {
        uint32_t theirs = d->vendor.fields(d->theirs, DIFFER_TEXT);
        if (theirs <= DIFFER_TEXT)
            compare_fields(d->ours, ours, d->theirs, theirs, DIFFERENCE_VALUE, found);
    }
    if (d->vendor.encode == NULL)
        return;
    compare_encoding(d, input, input->encoding, ours, found);
    struct encoding wide = input->encoding;
    wide.syntax = NDR64; /* every value of NDR has its place in NDR64, but not the reverse */
    wide.big = false;
    if (input->encoding.syntax == NDR)
        compare_encoding(d, input, wide, ours, found);
}

void differ_stub(struct differ *d, const struct stub_input *input, struct findings *found)
{
    struct message asked, message;
    struct refusal refusal;
    uint32_t consumed = VENDOR_UNKNOWN;
    const bool reply = input->direction == REPLY;
    const uint32_t length = reply ? input->reply_size : input->request_size;
    const uint32_t request_length = reply ? input->request_size : 0;
    const uint8_t *request = NULL;
    found->count = 0;
    if (input->method->use != USE_CALLED) /* no document says how they stand on the wire */
        return;
    if (reply && stub_input_request(input, &asked) == NULL)
        return;
    const uint8_t *stub =
        guard_place(&d->stub, reply ? input->reply : input->request, length, d->alignment);
    if (reply)
        request = guard_place(&d->request, input->request, request_length, d->alignment);
    if (stub == NULL || (reply && request == NULL))
        return;
    const bool legal = decode(input->method, input->direction, &input->encoding, stub, length,
                              reply ? &asked : NULL, &message, &refusal);
    int32_t answer = d->vendor.decode(input->method->opnum, stub_how(input), stub, length, request,
                                      request_length, &consumed);
    if (answer != VENDOR_ACCEPTED && answer != VENDOR_REFUSED)
        return;
    if ((answer == VENDOR_ACCEPTED) != legal) {
        compare_verdicts(d, &refusal, found);
    } else if (legal) {
        compare_consumed(refusal.offset, consumed, found);
        compare_contents(d, input, &message, found);
    }
}
