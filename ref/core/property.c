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

/* A value: syntax, size, that many octets, padding to 4. False: it does not end in the list. */
static bool take_value(struct cursor *c, uint32_t *syntax, struct name *text)
{
    uint32_t size;
    const uint8_t *content;
    if (!cursor_u32(c, syntax) || !cursor_u32(c, &size) || !cursor_take(c, size, &content) ||
        !cursor_align(c, 4))
        return false;
    *text = (struct name){content, size / 2, false};
    return size % 2 == 0 && size >= 2 && name_unit(*text, text->units - 1) == 0;
}

/* One property: name, one value, end mark. The name must be the schema's, the value a string. */
static uint32_t take_property(struct cursor *c, struct name *value)
{
    const struct name known = {property_name, sizeof property_name / 2, false};
    uint32_t name_syntax, syntax, end;
    struct name name;
    if (!take_value(c, &name_syntax, &name) || name_syntax != SYNTAX_NAME)
        return ERROR_INVALID_DATA;
    name.units--; /* its terminator */
    if (!name_equal(name, known))
        return ERROR_INVALID_PARAMETER;
    if (!take_value(c, &syntax, value) || !cursor_u32(c, &end) || end != SYNTAX_ENDMARK)
        return ERROR_INVALID_DATA;
    value->units--;
    return syntax == SYNTAX_STRING && value->units <= DESCRIPTION_MAX ? ERROR_SUCCESS
                                                                      : ERROR_INVALID_PARAMETER;
}

uint32_t property_list_read(struct description *description, const uint8_t *octets, uint32_t size)
{
    struct cursor c = cursor_over(octets, size, false);
    uint32_t count;
    struct name value = {NULL, 0, false};
    if (!cursor_u32(&c, &count))
        return ERROR_INVALID_DATA;
    if (count == 0)
        return ERROR_INVALID_PARAMETER; /* MS-CMRP 3.1.4.3.4.10: one or more */
    for (uint32_t i = 0; i < count; i++) {
        uint32_t error = take_property(&c, &value); /* each takes octets, so this ends */
        if (error != ERROR_SUCCESS)
            return error;
    }
    description->units = value.units;
    if (value.units > 0)
        memcpy(description->octets, value.at, 2 * (size_t)value.units);
    return ERROR_SUCCESS;
}
