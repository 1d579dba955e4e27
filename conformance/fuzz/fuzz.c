#include "fuzz.h"

#include <inttypes.h>
#include <string.h>

#include "base/out_file.h"
#include "fuzz_shrink.h"
#include "options.h"

enum { ID_TEXT = 80, ABOUT_TEXT = 400 };

struct fuzzing {
    const struct fuzz_request *request;
    struct fuzz_runner runner;
    struct fuzz_names names;
    int64_t until; /* INT64_MAX: no limit */
    unsigned sequences;
    unsigned long calls;
    unsigned long malformed;
    enum fuzz_harm harm; /* while it is shrunk: what is looked for */
    bool lost;           /* the server did not come back */
};

/* -- what may be tried ---------------------------------------------------------------------------
 */

/* An endpoint of this computer, as far as its name tells. */
static bool is_loopback(const struct subject *subject)
{
    const char *host = strchr(subject->rest, ':');
    size_t length = host != NULL ? strcspn(host + 1, "[") : 0;
    return subject->type == &subject_rpc && host != NULL &&
           (strncmp(host + 1, "127.", 4) == 0 ||
            (length == strlen("localhost") && strncmp(host + 1, "localhost", length) == 0));
}

bool fuzz_allowed(const char *word, const struct subject *subject, bool may_disturb)
{
    const char *why = "";
    if (subject->type->connect == NULL) {
        (void)fprintf(stderr, "clus-cts: fuzz wants an endpoint (rpc: or cmd:), not %s\n", word);
    } else if (!fuzz_possible(&why)) {
        (void)fprintf(stderr, "clus-cts: %s\n", why);
    } else if (subject->type->foreign && !is_loopback(subject) && !may_disturb) {
        (void)fprintf(stderr,
                      "clus-cts: fuzz changes, stops and may kill what it reaches, and %s is not "
                      "plainly this computer: --may-disturb says that it may\n",
                      word);
    } else {
        return true;
    }
    return false;
}

/* -- one sequence --------------------------------------------------------------------------------
 */

/* cmd: has one connection each, in little-endian NDR of version 3.0, and waits for every answer. */
static void make_plain(struct fuzz_sequence *sequence)
{
    for (uint16_t n = sequence->steps; n > 0; n--) {
        struct fuzz_step *step = &sequence->step[n - 1];
        if (step->act == FUZZ_CALL && fuzz_waits(step->opnum)) {
            fuzz_remove(sequence, (uint16_t)(n - 1));
        } else if (step->act == FUZZ_CONNECT) {
            step->version_2 = step->wide = step->big = false;
            step->group = FUZZ_NONE;
        }
    }
    fuzz_settle(sequence);
}

static void make(const struct fuzzing *fuzzing, unsigned n, struct fuzz_sequence *sequence)
{
    fuzz_make_number(fuzzing->request->seed, n, &fuzzing->names, sequence);
    if (fuzzing->request->subject->type->lines) {
        make_plain(sequence);
    }
}

/* Try it, make it what was sent, and see what it did. */
static enum fuzz_harm harm_of(struct fuzzing *fuzzing, struct fuzz_sequence *sequence,
                              const char *id)
{
    struct fuzz_report report;
    fuzz_run(&fuzzing->runner, sequence, id, &report);
    fuzzing->calls += report.calls;
    fuzzing->malformed += report.malformed;
    if (report.came == FUZZ_UNMADE) {
        (void)fprintf(stderr, "clus-cts: a sequence could not be tried: %s\n", report.cause);
        return FUZZ_HARMLESS;
    }
    fuzz_as_sent(sequence, &report);
    if (report.came == FUZZ_CRASH) {
        return FUZZ_KILLS;
    }
    switch (fuzz_ask_health(&fuzzing->runner)) {
    case FUZZ_DEAD:
        return FUZZ_KILLS;
    case FUZZ_STUCK:
        return FUZZ_HANGS;
    case FUZZ_ALIVE:
        break;
    }
    return report.came == FUZZ_SILENT  ? FUZZ_LEAVES
           : report.came == FUZZ_ENDED ? FUZZ_CLOSES
                                       : FUZZ_HARMLESS;
}

/* -- shrinking -----------------------------------------------------------------------------------
 */

/* After what killed or hung it the server is started again. */
static bool recover(struct fuzzing *fuzzing, enum fuzz_harm harm)
{
    bool gone = harm == FUZZ_KILLS || harm == FUZZ_HANGS;
    bool inside = !fuzzing->request->subject->type->foreign;
    if (gone && !inside) {
        fuzzing->lost = !fuzz_bring_back(&fuzzing->runner, fuzzing->request->restart,
                                         fuzzing->request->timeout);
    }
    return !fuzzing->lost;
}

static bool does(void *context, const struct fuzz_sequence *sequence)
{
    struct fuzzing *fuzzing = context;
    struct fuzz_sequence copy = *sequence;
    if (fuzzing->lost) {
        return false;
    }
    enum fuzz_harm harm = harm_of(fuzzing, &copy, "shrinking");
    (void)recover(fuzzing, harm);
    return harm == fuzzing->harm;
}

/* Make it as short as can be. Says in `note` what became of that. */
static const char *shrink(struct fuzzing *fuzzing, enum fuzz_harm harm,
                          struct fuzz_sequence *sequence)
{
    fuzzing->harm = harm;
    fuzzing->runner.log = NULL;
    if (!recover(fuzzing, harm)) {
        return fuzzing->request->restart == NULL
                   ? "Not shrunk: the server did not come back; --restart COMMAND starts it again."
                   : "Not shrunk: --restart did not bring the server back.";
    }
    if (!does(fuzzing, sequence)) {
        return "Not shrunk: these steps alone did not do it again; what was sent before may "
               "matter.";
    }
    (void)fuzz_shrink(sequence, does, fuzzing, FUZZ_SHRINK_MOST);
    return fuzzing->lost ? "Not as short as can be: the server did not come back."
                         : "No step can be left out.";
}

/* -- the whole -----------------------------------------------------------------------------------
 */

static bool write_case(const struct fuzzing *fuzzing, const char *id, const struct growing *text)
{
    char path[SUBJECT_TEXT];
    const char *save = fuzzing->request->save;
    if (save == NULL) {
        return true;
    }
    (void)snprintf(path, sizeof path, "%s/%s.cases", save, id);
    FILE *file = out_directory(save) ? out_open(path) : NULL;
    if (file == NULL) {
        return false;
    }
    (void)fwrite(text->octets, 1, text->length, file);
    return out_close(file, path);
}

static int found(struct fuzzing *fuzzing, enum fuzz_harm harm, const char *id,
                 struct fuzz_sequence *sequence)
{
    struct growing text = {.octets = NULL};
    char about[ABOUT_TEXT];
    (void)printf("%s: %s; %u steps, shrinking\n", id, fuzz_harm_text(harm),
                 (unsigned)sequence->steps);
    (void)fflush(stdout);
    const char *note = shrink(fuzzing, harm, sequence);
    (void)snprintf(about, sizeof about,
                   "Found by clus-cts fuzz --seed %" PRIu64 ", sequence %u. %s",
                   fuzzing->request->seed, fuzzing->sequences - 1, note);
    fuzz_case(sequence, harm, id, about, fuzzing->request->timeout, &text);
    (void)printf("\n%s\n", (const char *)text.octets);
    bool written = write_case(fuzzing, id, &text);
    (void)printf("clus-cts run '%s' FILE --may-disturb shows it again\n", fuzzing->request->word);
    growing_free(&text);
    return written ? EXIT_UNEXPECTED : EXIT_USE;
}

static int try_all(struct fuzzing *fuzzing)
{
    static struct fuzz_sequence sequence; /* large */
    const struct fuzz_request *request = fuzzing->request;
    while ((request->count == 0 || fuzzing->sequences < request->count) &&
           child_now() < fuzzing->until) {
        char id[ID_TEXT];
        unsigned n = fuzzing->sequences++;
        (void)snprintf(id, sizeof id, "fuzz-%" PRIu64 "-%u", request->seed, n);
        make(fuzzing, n, &sequence);
        enum fuzz_harm harm = harm_of(fuzzing, &sequence, id);
        if (harm != FUZZ_HARMLESS) {
            return found(fuzzing, harm, id, &sequence);
        }
    }
    return EXIT_EXPECTED;
}

int fuzz(const struct fuzz_request *request)
{
    static struct fuzzing fuzzing; /* large */
    fuzzing = (struct fuzzing){.request = request, .until = INT64_MAX};
    fuzzing.runner =
        (struct fuzz_runner){request->subject, request->dictionary, request->timeout, NULL};
    if (request->seconds > 0) {
        fuzzing.until = child_now() + (int64_t)request->seconds * 1000;
    }
    fuzz_names_of(request->dictionary, &fuzzing.names);
    if (fuzz_ask_health(&fuzzing.runner) != FUZZ_ALIVE) {
        (void)fprintf(stderr, "clus-cts: %s does not answer ApiGetClusterName\n", request->word);
        return EXIT_SUBJECT;
    }
    FILE *log = request->log != NULL ? out_open(request->log) : NULL;
    if (request->log != NULL && log == NULL) {
        return EXIT_USE;
    }
    fuzzing.runner.log = log;
    int status = try_all(&fuzzing);
    if (log != NULL && !out_close(log, request->log)) {
        status = EXIT_USE;
    }
    (void)printf("seed %" PRIu64 ": %u sequences, %lu calls, %lu malformed answers; %s\n",
                 request->seed, fuzzing.sequences, fuzzing.calls, fuzzing.malformed,
                 status == EXIT_EXPECTED ? "the server lives" : "stopped at the first finding");
    return status;
}
