/* The frame of a program: what it is, its steps, its exit status. */
#include "program.h"

#include <string.h>

static const char frame_head[] =
    "#ifdef _WIN32\n#include <windows.h>\n#endif\n#include <clusapi.h>\n#include <stdint.h>\n"
    "#include <stdio.h>\n#include <string.h>\n\n"
    "#define UNTOUCHED 0x2BADC0DEu /* the last error before each call */\n"
    "#define GUARD 64              /* octets behind each buffer */\n"
    "#define MOST 1000             /* items of an enumeration */\n\n";

/* A comment's text cannot hold its end. */
static void put_comment(struct growing *out, const char *text)
{
    for (; *text != '\0'; text++) {
        growing_text(out, text[0] == '*' && text[1] == '/' ? "* " : "%c", *text);
    }
}

static void put_clauses(const struct program_request *request, struct growing *out)
{
    char prose[1000];
    for (size_t n = 0; n < request->script->clauses; n++) {
        struct clause clause;
        if (spec_clause(request->spec, request->script->clause[n], &clause)) {
            (void)field_prose(clause.means, 0, prose, sizeof prose);
            growing_text(out, " * %.*s: ", SPAN(clause.id));
            put_comment(out, prose);
            (void)field_prose(clause.from, 0, prose, sizeof prose);
            growing_text(out, "\n *   (");
            put_comment(out, prose);
            growing_text(out, ")\n");
        }
    }
}

static void put_head(const struct program_request *request, struct growing *out)
{
    growing_text(out, "/* %s: ", request->script->id);
    put_comment(out, request->why);
    growing_text(out, "\n * Found in ");
    put_comment(out, request->subject);
    growing_text(out, ", under the profile %.*s.\n", SPAN(request->profile->id));
    put_clauses(request, out);
    growing_text(out,
                 " *\n"
                 " *   cc THIS.c -I DIRECTORY-OF-CLUSAPI.H LIBRARY\n"
                 " *\n"
                 " * Prints each call and what came of it. Exit status 1: the failure is shown; "
                 "0: it is not; 2: a handle that the\n"
                 " * rest needs was not given. Where the call itself is what ends or hangs the "
                 "process, that is the failure. */\n");
    growing_text(out, "%s", frame_head);
}

/* Does a later step of the same program pass the name before another binds it? */
static bool used_later(const struct script *script, size_t s, size_t end)
{
    int name = script->step[s].name;
    for (size_t later = s + 1; name != NO_NAME && later < end; later++) {
        const struct step *step = &script->step[later];
        for (size_t n = 0; n < step->arguments; n++) {
            if (step->argument[n].type == ARGUMENT_NAME && step->argument[n].name == name) {
                return true;
            }
        }
        if (step->name == name) {
            return false;
        }
    }
    return false;
}

/* The wanted text, for the reader. */
static void put_wanted(struct program *program, size_t s)
{
    const struct want *want = program_wanted(program, s);
    struct growing *out = program->out;
    growing_text(out, "    if (!holds)\n        puts(\"fails: wanted ");
    struct span text = want != NULL ? want->text : span_of("the same of both programs");
    for (size_t n = 0; n < text.length; n++) {
        char c = text.at[n];
        growing_text(out, c == '"' || c == '\\' ? "\\%c" : c < ' ' || c > '~' ? "?" : "%c", c);
    }
    growing_text(out, "\");\n");
}

static void put_steps(struct program *program)
{
    const struct script *script = program->request->script;
    size_t half = script->versus > 0 ? script->versus : script->steps;
    for (size_t s = 0; s < script->steps; s++) {
        size_t end = s < half ? half : script->steps;
        program_step(program, s, s + 1 == end);
        if (used_later(script, s, end)) {
            growing_text(program->out,
                         "    if (!given_%zu) {\n        puts(\"the rest needs this handle\");\n   "
                         "     return 2;\n    }\n",
                         s + 1);
        }
        if (s + 1 == end) {
            program_want(program, s, program_wanted(program, s), false);
        }
    }
    if (script->versus > 0) {
        program_versus(program);
    }
    put_wanted(program, script->steps - 1);
}

const char *program_print(const struct program_request *request, struct growing *text)
{
    struct growing body = {.octets = NULL};
    struct program program = {.request = request, .out = &body};
    if (request->script->wired) {
        return "the case speaks to an endpoint";
    }
    put_steps(&program);
    if (program.why_not == NULL) {
        put_head(request, text);
        program_helpers((const char *)body.octets, text);
        growing_text(
            text, "int main(void)\n{\n    int holds = 1;\n%s%s\n    return holds ? 0 : 1;\n}\n",
            request->script->versus > 0 ? "    int same;\n" : "", (const char *)body.octets);
    }
    growing_free(&body);
    return program.why_not;
}
