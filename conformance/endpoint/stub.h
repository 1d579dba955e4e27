/* Stubs of the methods (ref/wire/codec.h): from the arguments of a case, and to text in the
 * notation. */
#ifndef CONFORMANCE_STUB_H
#define CONFORMANCE_STUB_H

#include "base/arena.h"
#include "script/part.h"
#include "script/slots.h"

struct stub_form {
    struct part_form part;
    unsigned version; /* of the interface */
};

/* Append the request that these arguments make; `index` stands for #. */
void stub_put(const struct method *method, const struct part *part, struct stub_form form,
              const part_token *tokens, uint32_t index, struct growing *out);

/* Append the answer that a reply is, as text: its result, then its values. Where the method returns
 * a handle that is not zero, `token` receives it, little-endian. `asked`, of `asked_octets`, is the
 * request in the same form that the reply is held against (MS-RPCE 3.1.2.7.1); NULL: it is not. */
void stub_text(const struct method *method, const uint8_t *octets, size_t length,
               struct stub_form form, const struct growing *asked, struct stub_form asked_form,
               part_token token, struct growing *text);

/* The answer to a method that the table lacks: the first four octets as a number, and all. */
void stub_text_unknown(const uint8_t *octets, size_t length, bool big, struct growing *text);

/* x"…", appended. */
void stub_text_octets(const uint8_t *octets, size_t length, struct growing *text);

#endif
