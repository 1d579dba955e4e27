#include "schema.h"

#include "schema_parts.h"

#include <stdarg.h>
#include <stdio.h>

enum times { ONCE, OPTIONAL, SOME, ANY };

/* A field that a record type may have. The field of the type's own name is the first line. */
struct rule {
    const char *type;
    const char *field;
    enum times times;
    const char *shape; /* schema_parts.h */
};

static const struct rule rules[] = {
    {"clause", "clause", ONCE, "ID implementation|caller|nobody"},
    {"clause", "from", ONCE, "prose"},
    {"clause", "means", OPTIONAL, "prose"},
    {"clause", "shows", OPTIONAL, "prose"},
    {"clause", "untestable", OPTIONAL, "prose"},
    {"clause", "like", OPTIONAL, "clause"},

    {"ambiguity", "ambiguity", ONCE, "ID"},
    {"ambiguity", "asks", ONCE, "prose"},
    {"ambiguity", "says", ANY, "clause/ambiguity prose"},
    {"ambiguity", "reading", SOME, "ID prose"},
    {"ambiguity", "settle", ONCE, "prose"},
    {"ambiguity", "untestable", OPTIONAL, "prose"},

    {"profile", "profile", ONCE, "ID"},
    {"profile", "means", ONCE, "prose"},
    {"profile", "like", OPTIONAL, "profile"},
    {"profile", "choose", ANY, "ambiguity reading prose"},

    {"error", "error", ONCE, "ID NUMBER"},
    {"error", "from", ONCE, "prose"},
    {"error", "means", ONCE, "prose"},

    {"constant", "constant", ONCE, "ID NUMBER"},
    {"constant", "from", ONCE, "prose"},

    {"page", "page", ONCE, "ID"},
    {"page", "edition", ONCE, "prose"},
    {"page", "from", ONCE, "prose"},
    {"page", "section", SOME, "ID NUMBER prose?"},
    {"page", "sentence", ANY, "ID STRING accounted"},

    {"fixture", "fixture", ONCE, "ID"},
    {"fixture", "cluster", ANY, "$NAME STRING prose?"},
    {"fixture", "node", ANY, "$NAME STRING prose?"},
    {"fixture", "group", ANY, "$NAME STRING prose?"},
    {"fixture", "resource", ANY, "$NAME STRING prose?"},
    {"fixture", "network", ANY, "$NAME STRING prose?"},
    {"fixture", "netinterface", ANY, "$NAME STRING prose?"},
    {"fixture", "groupset", ANY, "$NAME STRING prose?"},
    {"fixture", "limit", ANY, "ID NUMBER"},

    {"table", "table", ONCE, "ID..."},

    {"case", "case", ONCE, "ID"},
    {"case", "clause", ANY, "clause..."},
    {"case", "decides", OPTIONAL, "ambiguity"},
    {"case", "under", ANY, "ambiguity reading"},
    {"case", "where", ANY, "table..."},
    {"case", "needs", ANY, "ID..."},
    {"case", "disturbs", OPTIONAL, "prose"},
    {"case", "within", OPTIONAL, "NUMBER (s)"},
    {"case", "skipped", OPTIONAL, "prose"},
    {"case", "versus", ANY, "(codes)?"},
    {"case", "about", OPTIONAL, "prose"},

    {"known", "known", ONCE, "ID ID"},
    {"known", "profile", OPTIONAL, "profile"},
    {"known", "why", ONCE, "prose"},

    {"maps", "maps", ONCE, "NUMBER ID"},
    {"maps", "why", OPTIONAL, "prose"},
};

struct type {
    const char *name;
    const char *shares_ids; /* the type that may not have the same id, or NULL: ids may repeat */
    void (*check)(struct check *);
};

static const struct type types[] = {
    {"clause", "ambiguity", schema_clause},
    {"ambiguity", "clause", schema_ambiguity},
    {"profile", "profile", schema_profile},
    {"error", "constant", NULL},
    {"constant", "error", NULL},
    {"page", "page", schema_page},
    {"fixture", "fixture", schema_fixture},
    {"table", "table", schema_table},
    {"case", "case", NULL},
    {"known", NULL, NULL},
    {"maps", "maps", NULL},
};

/* Types whose fields are others' matter: saved runs. */
static const char *const free_types[] = {"run", "answers"};

enum { FIELDS_MAX = 1000 }; /* some checks compare every field with every other */
enum { RULES = sizeof rules / sizeof *rules, TYPES = sizeof types / sizeof *types };

void schema_problem(struct check *check, unsigned line, const char *format, ...)
{
    if (check->found < check->capacity) {
        struct problem *problem = &check->problems[check->found];
        va_list arguments;
        va_start(arguments, format);
        problem->place = (struct place){check->record->file, line};
        (void)vsnprintf(problem->what, sizeof problem->what, format, arguments);
        va_end(arguments);
    }
    check->found++;
}

static const struct rule *find_rule(struct span type, struct span field)
{
    for (size_t i = 0; i < RULES; i++) {
        if (span_is(type, rules[i].type) && span_is(field, rules[i].field)) {
            return &rules[i];
        }
    }
    return NULL;
}

/* False if the record is too large to be checked further. */
static bool check_fields(struct check *check)
{
    const struct record *record = check->record;
    size_t seen[RULES] = {0};
    if (record->fields > FIELDS_MAX) {
        schema_problem(check, record->line, "a record has at most %d fields", FIELDS_MAX);
        return false;
    }
    for (size_t i = 0; i < record->fields; i++) {
        const struct field *field = &record->field[i];
        const struct rule *rule = find_rule(record->type, field->word);
        if (rule == NULL) {
            schema_problem(check, field->line, "a %.*s has no field `%.*s`",
                           (int)record->type.length, record->type.at, (int)field->word.length,
                           field->word.at);
            continue;
        }
        bool one = rule->times == ONCE || rule->times == OPTIONAL;
        if (seen[rule - rules]++ > 0 && one) {
            schema_problem(check, field->line, "`%s` stands here a second time: one is allowed",
                           rule->field);
        }
        schema_shape(check, field, rule->shape);
    }
    for (size_t i = 0; i < RULES; i++) {
        bool wanted = rules[i].times == ONCE || rules[i].times == SOME;
        if (wanted && seen[i] == 0 && span_is(record->type, rules[i].type)) {
            schema_problem(check, record->line, "this %s needs a field `%s`", rules[i].type,
                           rules[i].field);
        }
    }
    return true;
}

static void check_id(struct check *check, const struct type *type)
{
    const struct record *record = check->record;
    if (type->shares_ids == NULL) {
        return;
    }
    const struct record *first = spec_first(check->spec, type->name, record->id, check->document);
    const struct record *other =
        spec_first(check->spec, type->shares_ids, record->id, check->document);
    if (first == record) {
        first = other != record ? other : NULL;
    }
    if (first != NULL) {
        schema_problem(check, record->line, "there is a %.*s %.*s already, at %.*s:%u",
                       (int)first->type.length, first->type.at, (int)first->id.length, first->id.at,
                       (int)first->file.length, first->file.at, first->line);
    }
}

static bool is_free(struct span type)
{
    bool found = false;
    for (size_t i = 0; i < sizeof free_types / sizeof *free_types; i++) {
        found = found || span_is(type, free_types[i]);
    }
    return found;
}

static void check_record(struct check *check)
{
    const struct record *record = check->record;
    for (size_t i = 0; i < TYPES; i++) {
        if (span_is(record->type, types[i].name)) {
            check_id(check, &types[i]);
            if (check_fields(check) && types[i].check != NULL) {
                types[i].check(check);
            }
            return;
        }
    }
    if (!is_free(record->type)) {
        schema_problem(check, record->line,
                       "unknown record type `%.*s`: a record begins with clause, ambiguity, "
                       "profile, error, constant, page, fixture, table, case, known, maps or run",
                       (int)record->type.length, record->type.at);
    }
}

size_t schema_check(const struct spec *spec, size_t document, struct problem *problems,
                    size_t capacity)
{
    struct check check = {spec, document, NULL, problems, capacity, 0};
    const struct document *checked = &spec->document[document];
    for (size_t i = 0; i < checked->records; i++) {
        check.record = &checked->record[i];
        check_record(&check);
    }
    return check.found;
}
