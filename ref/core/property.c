#include "property.h"

#include <string.h>

#include "error.h"
#include "wire/builder.h"
#include "wire/cursor.h"

/* MS-CMRP 2.2.2.3 */
enum { SYNTAX_ENDMARK = 0x00000000, SYNTAX_STRING = 0x00010003, SYNTAX_NAME = 0x00040003 };

const uint8_t property_name[PROPERTY_NAME_SIZE] = {'D', 0, 'e', 0, 's', 0, 'c', 0, 'r', 0, 'i', 0,
                                                   'p', 0, 't', 0, 'i', 0, 'o', 0, 'n', 0};

/* Syntax, size, terminated UTF-16 string, padding to 4. */
static void put_string(struct builder *b, uint32_t syntax, const uint8_t *octets, uint32_t size)
{
    builder_u32(b, syntax);
    builder_u32(b, size + 2);
    builder_octets(b, octets, size);
    builder_u16(b, 0);
    builder_align(b, 4);
}

uint32_t property_list_write(const struct description *description, uint8_t *octets,
                             uint32_t capacity)
{
    uint8_t whole[PROPERTY_LIST_MAX];
    struct builder b = builder_over(whole, sizeof whole);
    builder_u32(&b, 1);
    put_string(&b, SYNTAX_NAME, property_name, sizeof property_name);
    put_string(&b, SYNTAX_STRING, description->octets, 2 * description->units);
    builder_u32(&b, SYNTAX_ENDMARK);
    if (b.length <= capacity)
        memcpy(octets, whole, b.length);
    return b.length;
}

/* A value: syntax, size, a terminated UTF-16 string of that many octets, padding to 4. *text is the
 * string without its terminator. False: it is none, or does not end in the list. */
static bool take_value(struct cursor *c, uint32_t *syntax, struct cursor *text)
{
    uint32_t size;
    uint16_t terminator;
    return cursor_u32(c, syntax) && cursor_u32(c, &size) && size % 2 == 0 && size >= 2 &&
           cursor_part(c, size - 2, text) && cursor_u16(c, &terminator) && terminator == 0 &&
           cursor_align(c, 4);
}

/* Whether the schema has a property of that name. */
static bool is_known(struct cursor text)
{
    const struct name known = {property_name, PROPERTY_NAME_SIZE / 2, false};
    const uint8_t *at;
    return cursor_take(&text, PROPERTY_NAME_SIZE, &at) && cursor_left(&text) == 0 &&
           name_equal((struct name){at, PROPERTY_NAME_SIZE / 2, false}, known);
}

/* One property: name, one value, end mark. The name must be the schema's, the value a string. */
static uint32_t take_property(struct cursor *c, struct cursor *value)
{
    uint32_t name_syntax, syntax, end;
    struct cursor name;
    if (!take_value(c, &name_syntax, &name) || name_syntax != SYNTAX_NAME)
        return ERROR_INVALID_DATA;
    if (!is_known(name))
        return ERROR_INVALID_PARAMETER;
    if (!take_value(c, &syntax, value) || !cursor_u32(c, &end) || end != SYNTAX_ENDMARK)
        return ERROR_INVALID_DATA;
    return syntax == SYNTAX_STRING && cursor_left(value) <= 2 * DESCRIPTION_MAX
               ? ERROR_SUCCESS
               : ERROR_INVALID_PARAMETER;
}

uint32_t property_list_read(struct description *description, const uint8_t *octets, uint32_t size)
{
    struct cursor c = cursor_over(octets, size, false);
    struct cursor value = c;
    uint32_t count;
    uint16_t unit;
    if (!cursor_u32(&c, &count))
        return ERROR_INVALID_DATA;
    if (count == 0)
        return ERROR_INVALID_PARAMETER; /* MS-CMRP 3.1.4.3.4.10: one or more */
    for (uint32_t i = 0; i < count; i++) {
        uint32_t error = take_property(&c, &value); /* each takes octets, so this ends */
        if (error != ERROR_SUCCESS)
            return error;
    }
    struct builder text = builder_over(description->octets, sizeof description->octets);
    while (cursor_u16(&value, &unit))
        builder_u16(&text, unit);
    description->units = text.length / 2;
    return ERROR_SUCCESS;
}
