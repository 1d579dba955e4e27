/* What the steps of a program call. */
#include <string.h>

#include "program.h"

/* Each is there if the text calls it, or one that it needs. */
static const struct {
    const char *name;
    const char *text;
} helpers[] = {
    {"prepare(",
     "/* Fill a buffer with what is not expected in it, and the octets behind its end. */\n"
     "static void prepare(unsigned char *octets, size_t size, DWORD first)\n"
     "{\n"
     "    memset(octets, 0xA5, size);\n"
     "    memset(octets + size, 0x5C, GUARD);\n"
     "    if (first != 0 && size >= sizeof first)\n"
     "        memcpy(octets, &first, sizeof first);\n"
     "}\n\n"},
    {"intact(", "/* Were only octets of the buffer written? */\n"
                "static int intact(const unsigned char *octets, size_t size)\n"
                "{\n"
                "    for (size_t n = 0; n < GUARD; n++)\n"
                "        if (octets[size + n] != 0x5C)\n"
                "            return 0;\n"
                "    return 1;\n"
                "}\n\n"},
    {"untouched(",
     "/* Does the buffer hold what it held before? */\n"
     "static int untouched(const unsigned char *octets, size_t size, DWORD first)\n"
     "{\n"
     "    for (size_t n = 0; n < size; n++)\n"
     "        if (octets[n] != (first != 0 && size >= sizeof first && n < sizeof first ? "
     "((unsigned char *)&first)[n] : 0xA5))\n"
     "            return 0;\n"
     "    return 1;\n"
     "}\n\n"},
    {"same_units(",
     "/* Does the buffer hold this string, with its terminator? */\n"
     "static int same_units(const WCHAR *units, size_t capacity, const WCHAR *string, size_t "
     "length)\n"
     "{\n"
     "    return length < capacity && memcmp(units, string, length * sizeof *units) == 0 && "
     "units[length] == 0;\n"
     "}\n\n"},
    {"length_of(", "static size_t length_of(const WCHAR *units, size_t capacity)\n"
                   "{\n"
                   "    size_t n = 0;\n"
                   "    while (n < capacity && units[n] != 0)\n"
                   "        n++;\n"
                   "    return n;\n"
                   "}\n\n"},
    {"same_octets(",
     "/* Were exactly these octets written? */\n"
     "static int same_octets(const unsigned char *octets, size_t size, const void *wanted, size_t "
     "count)\n"
     "{\n"
     "    while (size > 0 && octets[size - 1] == 0xA5)\n"
     "        size--;\n"
     "    return size == count && memcmp(octets, wanted, count) == 0;\n"
     "}\n\n"},
    {"times(",
     "/* How often the string is in the list. */\n"
     "static size_t times(const WCHAR *list, size_t capacity, size_t count, const WCHAR *string, "
     "size_t length)\n"
     "{\n"
     "    size_t found = 0;\n"
     "    for (size_t n = 0; n < count; n++)\n"
     "        found += (size_t)same_units(list + n * capacity, capacity, string, length);\n"
     "    return found;\n"
     "}\n\n"},
    {"times_number(", "/* How often the number is in the list. */\n"
                      "static size_t times_number(const DWORD *list, size_t count, DWORD number)\n"
                      "{\n"
                      "    size_t found = 0;\n"
                      "    for (size_t n = 0; n < count; n++)\n"
                      "        found += list[n] == number;\n"
                      "    return found;\n"
                      "}\n\n"},
    {"show_error(", "static void show_error(DWORD error)\n"
                    "{\n"
                    "    if (error == UNTOUCHED)\n"
                    "        printf(\", last error not set\\n\");\n"
                    "    else\n"
                    "        printf(\", last error %lu\\n\", (unsigned long)error);\n"
                    "}\n\n"},
    {"show_handle(", "static void show_handle(const char *call, int given, DWORD error)\n"
                     "{\n"
                     "    printf(\"%s\\n  => %s\", call, given ? \"handle\\n\" : \"NULL\");\n"
                     "    if (!given)\n"
                     "        show_error(error);\n"
                     "    fflush(stdout);\n"
                     "}\n\n"},
    {"show_result(",
     "static void show_result(const char *call, long long result, int failed, DWORD error)\n"
     "{\n"
     "    printf(\"%s\\n  => %lld%s\", call, result, failed ? \"\" : \"\\n\");\n"
     "    if (failed)\n"
     "        show_error(error);\n"
     "    fflush(stdout);\n"
     "}\n\n"},
    {"show_number(", "static void show_number(const char *name, unsigned long number)\n"
                     "{\n"
                     "    printf(\"     %s = %lu\\n\", name, number);\n"
                     "}\n\n"},
    {"show_octets(",
     "/* The octets that were written, at most 64 of them. */\n"
     "static void show_octets(const char *name, const unsigned char *octets, size_t size)\n"
     "{\n"
     "    while (size > 0 && octets[size - 1] == 0xA5)\n"
     "        size--;\n"
     "    printf(\"     %s = %lu octets\", name, (unsigned long)size);\n"
     "    for (size_t n = 0; n < size && n < 64; n++)\n"
     "        printf(\" %02x\", (unsigned)octets[n]);\n"
     "    printf(\"\\n\");\n"
     "}\n\n"},
    {"show_units(",
     "static void show_units(const char *name, const WCHAR *units, size_t capacity)\n"
     "{\n"
     "    size_t n = 0;\n"
     "    if (capacity > 0 && units[0] == 0xA5A5) {\n"
     "        printf(\"     %s not written\\n\", name);\n"
     "        return;\n"
     "    }\n"
     "    printf(\"     %s = \\\"\", name);\n"
     "    for (; n < capacity && units[n] != 0 && n < 80; n++)\n"
     "        printf(units[n] >= ' ' && units[n] < 127 ? \"%c\" : \"\\\\u%04X\", "
     "(unsigned)units[n]);\n"
     "    printf(\"\\\"%s\\n\", n == capacity ? \" without a terminator\" : \"\");\n"
     "}\n\n"},
};

enum { HELPERS = sizeof helpers / sizeof helpers[0] };

static bool is_called(const char *text, const char *name)
{
    for (const char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name)) {
        if (at == text || strchr(" (!)", at[-1]) != NULL) {
            return true;
        }
    }
    return false;
}

void program_helpers(const char *text, struct growing *out)
{
    bool wanted[HELPERS];
    for (size_t n = HELPERS; n-- > 0;) {
        wanted[n] = is_called(text, helpers[n].name);
        for (size_t m = n + 1; m < HELPERS; m++) {
            wanted[n] = wanted[n] || (wanted[m] && is_called(helpers[m].text, helpers[n].name));
        }
    }
    for (size_t n = 0; n < HELPERS; n++) {
        if (wanted[n]) {
            growing_text(out, "%s", helpers[n].text);
        }
    }
}
