/* Results, last errors, names and rights, as the vendor's habits have them. */
#include "vendor.h"

enum { OWN_CODE = 31, CLOBBER = 1008 };

static uint32_t last_error;

VENDOR_API uint32_t GetLastError(void)
{
    return last_error;
}

VENDOR_API void SetLastError(uint32_t code)
{
    last_error = code;
}

static uint32_t code_of(enum code code)
{
    bool named = code == CODE_MORE_DATA || code == CODE_NO_MORE_ITEMS || code == CODE_NO_METHOD;
    return habits.own_codes && !named ? OWN_CODE : code;
}

void *no_handle(enum code code)
{
    last_error = code_of(code);
    return NULL;
}

void *no_handle_named(enum code code)
{
    last_error = code;
    return NULL;
}

int32_t no(enum code code)
{
    last_error = code_of(code);
    return 0;
}

uint32_t failure(enum code code)
{
    success();
    return code_of(code);
}

void success(void)
{
    if (habits.clobbers) {
        last_error = CLOBBER;
    }
}

static uint16_t fold(uint16_t unit)
{
    return unit >= 'A' && unit <= 'Z' ? (uint16_t)(unit - 'A' + 'a') : unit;
}

bool same_name(name_in name, const char *text, bool insensitive)
{
    size_t n = 0;
    while (name[n] != 0) {
        uint16_t unit = (uint8_t)text[n];
        if (insensitive ? fold(name[n]) != fold(unit) : name[n] != unit) {
            return false;
        }
        n++;
    }
    return text[n] == '\0';
}

bool is_empty(name_in name)
{
    return name == NULL || name[0] == 0;
}

uint32_t copy_name(const char *text, name_out buffer, uint32_t *count)
{
    uint32_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    if (count == NULL || (buffer == NULL && habits.needs_buffer)) {
        return failure(CODE_PARAMETER);
    }
    uint32_t capacity = *count;
    *count = length;
    if (buffer == NULL) {
        success();
        return 0;
    }
    if (capacity <= length) {
        return failure(CODE_MORE_DATA);
    }
    for (uint32_t n = 0; n <= length; n++) {
        buffer[n] = (uint8_t)text[n];
    }
    success();
    return 0;
}

static const uint32_t read_access = 0x80000000u;
static const uint32_t all_access = 0x10000000u;
static const uint32_t maximum_allowed = 0x02000000u;
static const uint32_t fine_bits = 0x00120089u;
static const uint32_t reads = 0x80000001u;   /* every value that asks for Read alone */
static const uint32_t changes = 0x70000002u; /* every value that asks for more */

enum rights rights_for(uint32_t access, enum rights most, enum code *code)
{
    bool known = (access & ~(changes | reads | maximum_allowed)) == 0 && access != 0;
    bool change_alone = (access & (changes | reads)) == 2;
    *code = CODE_PARAMETER;
    if ((!known || change_alone) && !habits.any_access) {
        return 0;
    }
    *code = CODE_DENIED;
    if ((access & changes) != 0) {
        return most == RIGHTS_ALL || habits.lax ? RIGHTS_ALL : 0;
    }
    return (access & maximum_allowed) != 0 ? most : RIGHTS_READ;
}

void tell_granted(uint32_t *granted, enum rights rights)
{
    if (granted == NULL) {
        return;
    }
    uint32_t told = rights == RIGHTS_ALL ? all_access : read_access;
    if (rights != 0) {
        *granted = habits.fine_rights ? told | fine_bits : told;
    } else if (habits.clobbers) {
        *granted = 0;
    }
}
