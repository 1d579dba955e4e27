/* What the steps of a program pass to their calls. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "program.h"

static const struct step *step_of(const struct program *program, size_t s)
{
    return &program->request->script->step[s];
}

void program_name(char *out, size_t capacity, struct span word, size_t step)
{
    (void)snprintf(out, capacity, "%.*s_%zu", (int)(word.length < 40 ? word.length : 40), word.at,
                   step + 1);
    for (char *at = out; *at != '\0'; at++) {
        bool plain =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        *at = plain ? *at : '_';
    }
}

const char *program_type(enum kind kind)
{
    static const char *const types[KINDS] = {
        [KIND_NONE] = "void *",
        [KIND_CLUSTER] = "HCLUSTER",
        [KIND_NODE] = "HNODE",
        [KIND_GROUP] = "HGROUP",
        [KIND_RESOURCE] = "HRESOURCE",
        [KIND_NETWORK] = "HNETWORK",
        [KIND_NETINTERFACE] = "HNETINTERFACE",
        [KIND_ENUM] = "HCLUSENUM",
        [KIND_ENUM_EX] = "HCLUSENUMEX",
        [KIND_NODE_ENUM] = "HNODEENUM",
        [KIND_NODE_ENUM_EX] = "HNODEENUMEX",
        [KIND_GROUP_ENUM] = "HGROUPENUM",
        [KIND_RESOURCE_ENUM] = "HRESENUM",
        [KIND_NETWORK_ENUM] = "HNETWORKENUM",
        [KIND_GROUP_ENUM_EX] = "HGROUPENUMEX",
        [KIND_RESOURCE_ENUM_EX] = "HRESENUMEX",
        [KIND_PORT] = "HCHANGE",
        [KIND_KEY] = "HKEY",
        [KIND_GROUP_SET] = "HGROUPSET",
    };
    return kind == KIND_ANY ? "HANDLE" : types[kind];
}

size_t program_size(const struct step *step, size_t parameter)
{
    size_t capacity = (size_t)step->argument[parameter].number;
    return step->call->shape->parameters[parameter] == 'u' ? capacity * 2 : capacity;
}

void program_units(struct growing *out, const struct value *value)
{
    growing_text(out, "{");
    for (size_t n = 0; n < value->count; n++) {
        bool plain = value->units[n] > ' ' && value->units[n] < 127 && value->units[n] != '\'' &&
                     value->units[n] != '\\';
        growing_text(out, plain ? "'%c', " : "0x%02x, ", value->units[n]);
    }
    growing_text(out, "0};\n");
}

static bool is_wide(const struct step *step, size_t parameter)
{
    return strcmp(step->call->name, "GetClusterNotify") == 0 && parameter == 1;
}

void program_declare(struct program *program, size_t s, size_t parameter)
{
    const struct step *step = step_of(program, s);
    const struct argument *argument = &step->argument[parameter];
    char letter = step->call->shape->parameters[parameter];
    struct growing *out = program->out;
    size_t size = program_size(step, parameter);
    char name[PROGRAM_NAME];
    switch (argument->type) {
    case ARGUMENT_STRING:
        growing_text(out, "    static const WCHAR in_%zu_%zu[] = ", s + 1, parameter + 1);
        program_units(out, &argument->value);
        break;
    case ARGUMENT_OCTETS:
        growing_text(out, "    static const unsigned char in_%zu_%zu[] = {", s + 1, parameter + 1);
        for (size_t n = 0; n < argument->value.count; n++) {
            growing_text(out, "0x%02x, ", (unsigned)argument->value.octets[n]);
        }
        growing_text(out, "0};\n");
        break;
    case ARGUMENT_ADDRESS:
        program_name(name, sizeof name, argument->word, s);
        growing_text(out, "    %s %s;\n", is_wide(step, parameter) ? "DWORD_PTR" : "DWORD", name);
        break;
    case ARGUMENT_BUFFER:
        program_name(name, sizeof name, argument->word, s);
        growing_text(out,
                     "    static union { unsigned char octets[%zu + GUARD]; WCHAR units[1]; void "
                     "*aligned; } %s;\n",
                     size, name);
        growing_text(out, "    const DWORD first_%s = %zu;\n", name,
                     letter == 'v'            ? size
                     : letter_is_item(letter) ? (size_t)1
                                              : (size_t)0);
        break;
    default:
        break;
    }
    bool gathered = step->each && program_gathers(program, s, argument->word);
    if (gathered && argument->type == ARGUMENT_BUFFER && letter == 'u') {
        growing_text(out, "    static WCHAR list_%s[MOST][%zu];\n", name, size > 1 ? size / 2 : 1);
    } else if (gathered && argument->type == ARGUMENT_ADDRESS) {
        growing_text(out, "    static DWORD list_%s[MOST];\n", name);
    }
}

/* What the call finds in the places that it writes to. */
void program_preset(struct program *program, size_t s, size_t parameter)
{
    const struct step *step = step_of(program, s);
    const struct argument *argument = &step->argument[parameter];
    char name[PROGRAM_NAME];
    program_name(name, sizeof name, argument->word, s);
    if (argument->type == ARGUMENT_ADDRESS) {
        growing_text(program->out, "    %s = 0x%" PRIX32 "u;\n", name, (uint32_t)argument->number);
    } else if (argument->type == ARGUMENT_BUFFER) {
        growing_text(program->out, "    prepare(%s.octets, %zu, first_%s);\n", name,
                     program_size(step, parameter), name);
    }
}

static void pass_handle(struct program *program, const struct argument *argument, enum kind takes)
{
    size_t bound = program->bound[argument->name];
    if (takes != step_of(program, bound)->call->gives && takes != KIND_ANY) {
        growing_text(program->out, "(%s)(void *)", program_type(takes));
    }
    growing_text(program->out, "h_%zu", bound + 1);
}

static void pass_buffer(struct growing *out, const struct step *step, size_t parameter,
                        const char *name)
{
    switch (step->call->shape->parameters[parameter]) {
    case 'u':
        growing_text(out, "%s.units", name);
        break;
    case 'v':
        growing_text(out, "(LPCLUSTERVERSIONINFO)(void *)%s.octets", name);
        break;
    case 'i':
        growing_text(out, "(PCLUSTER_ENUM_ITEM)(void *)%s.octets", name);
        break;
    case 'g':
        growing_text(out, "(PCLUSTER_GROUP_ENUM_ITEM)(void *)%s.octets", name);
        break;
    case 'r':
        growing_text(out, "(PCLUSTER_RESOURCE_ENUM_ITEM)(void *)%s.octets", name);
        break;
    default:
        growing_text(out, "%s.octets", name);
    }
}

void program_pass(struct program *program, size_t s, size_t parameter)
{
    const struct step *step = step_of(program, s);
    const struct argument *argument = &step->argument[parameter];
    enum kind takes = call_takes(step->call, parameter);
    struct growing *out = program->out;
    char name[PROGRAM_NAME];
    program_name(name, sizeof name, argument->word, s);
    switch (argument->type) {
    case ARGUMENT_NAME:
        pass_handle(program, argument, takes);
        break;
    case ARGUMENT_NUMBER:
        if (takes != KIND_NONE) {
            growing_text(out, "(%s)(uintptr_t)0x%" PRIX64 "u", program_type(takes),
                         (uint64_t)argument->number);
        } else {
            growing_text(out, "0x%" PRIX32 "u", (uint32_t)argument->number);
        }
        break;
    case ARGUMENT_STRING:
        growing_text(out, "in_%zu_%zu", s + 1, parameter + 1);
        break;
    case ARGUMENT_OCTETS:
        growing_text(out, "(void *)in_%zu_%zu", s + 1, parameter + 1);
        break;
    case ARGUMENT_ADDRESS:
        growing_text(out, "&%s", name);
        break;
    case ARGUMENT_BUFFER:
        pass_buffer(out, step, parameter, name);
        break;
    case ARGUMENT_INDEX:
        growing_text(out, "index_%zu", s + 1);
        break;
    case ARGUMENT_NULL:
        growing_text(out, "NULL");
        break;
    }
}
