/* The command `shrink`: from its options to its exit status. */
#include <stdio.h>
#include <string.h>

#include "base/out_file.h"
#include "octets.h"
#include "program.h"
#include "run/run.h"
#include "shrink.h"

enum { ID_TEXT = 200 };

struct shrink_session {
    const struct options *options;
    struct suite suite;
    struct subject subject;
    struct subject reference;
    struct report report;
};

static int complain(const char *what, const char *word, int status)
{
    (void)fprintf(stderr, "clus-cts: %s %s\n", what, word);
    return status;
}

/* A name for files and for the case: letters, digits and dashes of the id. */
static void name_of(const struct script *script, char *name)
{
    size_t n = (size_t)snprintf(name, ID_TEXT, "shrunk-%.*s", ID_TEXT - 10, script->id);
    for (size_t m = 0; m < n; m++) {
        bool plain = (name[m] >= 'a' && name[m] <= 'z') || (name[m] >= 'A' && name[m] <= 'Z') ||
                     (name[m] >= '0' && name[m] <= '9');
        name[m] = (char)(plain ? name[m] : '-');
    }
    while (n > 0 && name[n - 1] == '-') {
        name[--n] = '\0';
    }
}

static bool write_file(const char *directory, const char *name, const char *ending,
                       const struct growing *text)
{
    char path[SUBJECT_TEXT];
    (void)snprintf(path, sizeof path, "%s/%s%s", directory, name, ending);
    FILE *file = out_directory(directory) ? out_open(path) : NULL;
    if (file == NULL) {
        return false;
    }
    (void)fwrite(text->octets, 1, text->length, file);
    return out_close(file, path);
}

/* Print the text, or write it where --save says. */
static bool put_out(const struct options *options, const char *name, const char *ending,
                    const struct growing *text)
{
    if (options->save != NULL) {
        return write_file(options->save, name, ending, text);
    }
    (void)printf("%s\n", (const char *)text->octets);
    return true;
}

static bool put_program(struct shrink_session *session, const struct script *script,
                        const struct judgement *judgement, const char *name)
{
    struct growing text = {.octets = NULL};
    struct program_request request = {.script = script,
                                      .spec = &session->suite.spec,
                                      .profile = session->report.profile[session->report.main],
                                      .subject = session->options->word,
                                      .why = judgement->why};
    const char *why_not = program_print(&request, &text);
    bool put = true;
    if (why_not != NULL) {
        (void)printf("# no C program: %s\n", why_not);
    } else {
        put = put_out(session->options, name, ".c", &text);
    }
    growing_free(&text);
    return put;
}

/* Below a case of the wire: its octets. */
static void put_octets(struct shrink_session *session, const struct shrunk *shrunk,
                       const struct script *script, struct growing *text)
{
    struct growing name = {.octets = NULL};
    struct octets_work work = {&session->subject, script};
    growing_text(&name, SHRINK_OCTETS "%s:", shrunk->of->id);
    shrunk_word(shrunk, &name);
    octets_put(&work, (const char *)name.octets, session->options->seconds, text);
    growing_free(&name);
}

static int print_found(struct shrink_session *session, const struct shrink_request *request,
                       const struct shrunk *shrunk)
{
    char name[ID_TEXT];
    char about[ID_TEXT + 80];
    struct growing text = {.octets = NULL};
    size_t step;
    name_of(shrunk->of, name);
    (void)snprintf(about, sizeof about, "The shortest case that shows what %s shows.",
                   shrunk->of->id);
    shrunk_text(shrunk, name, about, &text);
    const struct script *script =
        shrunk_script(&session->suite, (const char *)text.octets, &session->suite.arena, &step);
    if (script != NULL && script->wired) {
        put_octets(session, shrunk, script, &text);
    }
    bool put = put_out(session->options, name, ".cases", &text) && script != NULL &&
               (script->wired || put_program(session, script, &request->judgement, name));
    (void)printf("# %s: %zu of %zu steps; %s: %s\n", shrunk->of->id,
                 script != NULL ? script->steps : 0, shrunk->of->steps,
                 verdict_name(request->judgement.verdict), request->judgement.why);
    if (!request->guided) {
        (void)printf("# only the end was cut off: the reference does not pass this case, and so "
                     "cannot say what may go\n");
    }
    growing_free(&text);
    return put ? EXIT_UNEXPECTED : EXIT_USE;
}

static bool choose_profile(struct shrink_session *session)
{
    const struct options *options = session->options;
    const char *name = options->profile != NULL         ? options->profile
                       : session->subject.type->foreign ? "sdk"
                                                        : "strict";
    session->report = (struct report){.suite = &session->suite, .options = options};
    session->report.profile[0] =
        suite_profile(&session->suite, options_profile_file(options) != NULL ? NULL : name);
    session->report.profiles = 1;
    return session->report.profile[0] != NULL || complain("there is no profile", name, false);
}

/* Of the rows that the word names, the first that fails. */
static int shrink_first(struct shrink_session *session)
{
    char why[SUBJECT_TEXT] = "";
    static struct shrunk shrunk; /* large */
    struct shrink_request request = {.report = &session->report,
                                     .subject = &session->subject,
                                     .reference = &session->reference,
                                     .seconds = session->options->seconds};
    for (size_t n = 0; n < session->suite.scripts; n++) {
        const struct script *script = session->suite.script[n];
        bool applies = script->wired ? session->subject.type->connect != NULL
                                     : session->subject.type->call != NULL;
        if (!applies || script->skip != NULL) {
            (void)snprintf(why, sizeof why, "%s: %s", script->id,
                           applies ? script->skip : "it does not apply to this kind of subject");
        } else if (script->disturbs.length > 0 && session->subject.type->foreign &&
                   !session->options->may_disturb) {
            (void)snprintf(why, sizeof why, "%s disturbs the cluster; --may-disturb runs it",
                           script->id);
        } else if (shrink(&request, script, &shrunk, why)) {
            return print_found(session, &request, &shrunk);
        }
    }
    (void)printf("nothing to shrink under %.*s: %s\n", SPAN(session->report.profile[0]->id), why);
    return EXIT_EXPECTED;
}

/* The case of that name (shrink.h), or NULL. */
static const struct script *script_named(struct shrink_session *session, const char *name)
{
    const char *id = strchr(name, ':');
    const char *word = strrchr(name, ':');
    const struct script *script = NULL;
    static struct shrunk shrunk; /* large */
    if (id == word) {
        return suite_script(&session->suite, name);
    }
    const char *whole = arena_print(&session->suite.arena, "%.*s", (int)(word - id - 1), id + 1);
    const struct script *of = suite_script(&session->suite, whole);
    if (of != NULL && shrunk_read(&shrunk, of, word + 1)) {
        struct growing text = {.octets = NULL};
        size_t step;
        shrunk_text(&shrunk, name, NULL, &text);
        script =
            shrunk_script(&session->suite, (const char *)text.octets, &session->suite.arena, &step);
        growing_free(&text);
    }
    return script;
}

/* The case that a child which was started again is to make. */
static int work_as_child(struct shrink_session *session, const char *name, const char *pipe)
{
    bool reference = strncmp(name, SHRINK_REFERENCE, strlen(SHRINK_REFERENCE)) == 0;
    FILE *out = child_out(pipe);
    struct case_work work = {reference ? &session->reference : &session->subject,
                             script_named(session, name)};
    if (out == NULL || work.script == NULL) {
        return EXIT_USE;
    }
    struct octets_work octets = {&session->subject, work.script};
    if (strncmp(name, SHRINK_OCTETS, strlen(SHRINK_OCTETS)) == 0) {
        octets_work(&octets, out);
    } else {
        case_work(&work, out);
    }
    child_tell(out, "done\n");
    return EXIT_EXPECTED;
}

static bool choose_subjects(struct shrink_session *session)
{
    const struct options *options = session->options;
    char why[SUBJECT_TEXT];
    (void)subject_choose(&session->reference, "ref");
    (void)session->reference.type->prepare(&session->reference, why);
    if (!subject_choose(&session->subject, options->word)) {
        return complain("no such subject:", options->word, false);
    }
    session->subject.fixture = session->reference.fixture = options->fixture;
    return session->subject.type->prepare == NULL ||
           session->subject.type->prepare(&session->subject, why) == SUBJECT_READY ||
           complain(options->word, why, false);
}

int shrink_command(const struct options *options, const char *child, const char *pipe)
{
    static struct shrink_session session; /* large */
    session.options = options;
    if (!choose_subjects(&session)) {
        return EXIT_USE;
    }
    struct suite_request request = {.file = options->file + 1,
                                    .files = options->files - 1,
                                    .fixture = options->fixture,
                                    .errors = options->errors,
                                    .profile = options_profile_file(options),
                                    .only = options->file[0],
                                    .everywhere = session.subject.type->everywhere};
    if (session.subject.endpoint[0] != '\0') {
        request.endpoint = session.subject.endpoint;
    }
    if (!suite_open(&session.suite, &request, stderr)) {
        return EXIT_USE;
    }
    int status = EXIT_USE;
    if (session.suite.scripts == 0) {
        (void)fprintf(stderr, "clus-cts: there is no case %s; clus-cts list --only '*' names all\n",
                      options->file[0]);
    } else if (choose_profile(&session)) {
        status = child != NULL ? work_as_child(&session, child, pipe) : shrink_first(&session);
    }
    suite_close(&session.suite);
    return status;
}
