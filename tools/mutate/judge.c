/* The suite, asked about one mutant of the reference after another. The suite's own half of this
 * program has no mutants in it: the reference that it judges is linked with them, and none of its
 * names is shared.
 *
 *   judge            each line of input is a mutant's number, cases by theirs, a slash, and more
 * cases; says which case first accuses it: "killed MUTANT CASE", or "lived MUTANT" judge --reach
 * runs every case without a mutant: "CASE MILLISECONDS SHARES VERDICT ID REACHED", the last in
 * hexadecimal, the first place in the highest bit
 *
 * A case has a process of its own, as in clus-cts. What stands behind the slash is tried many in
 * one process first, which takes a tenth of the time; where one of them accuses there, each is
 * asked alone. SHARES says which cases may stand there: they pass in the company of all others.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "base/child.h"
#include "mutant.h"
#include "run/report.h"
#include "run/run.h"

enum { CPU_SECONDS = 2, SECONDS = 10, TOGETHER = 150, CASES = 1 << 16 };

static struct suite suite;
static struct subject subject;
static struct options options = {.word = "ref", .profile = "strict"};
static struct run_request request = {.seconds = SECONDS, .jobs = 1};
static struct report all;

/* A mutant that never ends does not hold up the rest. */
static void limit_child(void)
{
    struct rlimit limit = {CPU_SECONDS, CPU_SECONDS + 1};
    (void)setrlimit(RLIMIT_CPU, &limit);
}

static bool prepare(void)
{
    char why[SUBJECT_TEXT];
    if (!subject_choose(&subject, "ref") || subject.type->prepare(&subject, why) != SUBJECT_READY)
        return false;
    struct suite_request wanted = {.everywhere = true, .endpoint = subject.endpoint};
    if (!suite_open(&suite, &wanted, stderr))
        return false;
    all = (struct report){.suite = &suite, .subject = "ref", .options = &options};
    all.profiles = 1;
    all.profile[0] = suite_profile(&suite, "strict");
    run_choose(&all, &request, &subject, &suite.arena);
    return all.profile[0] != NULL && pthread_atfork(NULL, NULL, limit_child) == 0;
}

/* One case in a process of its own. */
static enum verdict verdict_of(size_t n)
{
    struct arena arena = {NULL};
    struct case_result one = {.script = all.result[n].script, .skip = all.result[n].skip};
    struct report report = all;
    report.result = &one;
    report.results = 1;
    run_all(&report, &request, &subject, &arena);
    report_judge(&report, &arena);
    enum verdict verdict = one.judgement->verdict;
    arena_free(&arena);
    return verdict;
}

/* Cases that share a process; `accuser` is the first that accuses, or `count`. */
struct batch {
    const size_t *n;
    size_t count;
    size_t accuser;
};

static void work_together(void *context, FILE *out)
{
    const struct batch *batch = context;
    char why[SUBJECT_TEXT];
    for (size_t i = 0; i < batch->count; i++) {
        struct arena arena = {NULL};
        struct case_result one = {.script = all.result[batch->n[i]].script};
        struct report report = all;
        report.result = &one;
        report.results = 1;
        (void)fprintf(out, "at %zu\n", i);
        (void)fflush(out);
        if (!run_here(&report, &one, &subject, &arena, why))
            return;
        report_judge(&report, &arena);
        if (verdict_accuses(one.judgement->verdict))
            return;
        arena_free(&arena);
    }
    (void)fprintf(out, "at %zu\n", batch->count);
}

static void hear_place(void *context, struct span line)
{
    struct batch *batch = context;
    (void)sscanf(line.at, "at %zu", &batch->accuser);
}

/* Whether none of them accuses; `accuser` is the one that was under way when it ended otherwise. */
static bool quiet_together(struct batch *batch)
{
    char cause[CHILD_CAUSE];
    struct child_work work = {"batch", work_together, batch};
    batch->accuser = 0;
    enum child_end end = child_run(&work, SECONDS, hear_place, batch, cause);
    return end == CHILD_ENDED && batch->accuser == batch->count;
}

/* Which cases pass in the company of others. */
static void find_company(bool *shares)
{
    static size_t number[CASES];
    size_t from = 0;
    for (size_t n = 0; n < all.results; n++) {
        number[n] = n;
        shares[n] = all.result[n].script->disturbs.length == 0 && all.result[n].skip == NULL;
    }
    while (from < all.results) {
        size_t count = 0;
        while (from + count < all.results && shares[from + count])
            count++;
        struct batch batch = {number + from, count, 0};
        if (count > 0 && !quiet_together(&batch)) {
            shares[from + batch.accuser] = false;
            count = batch.accuser;
        }
        from += count + 1;
    }
}

static int reach(void)
{
    static bool shares[CASES];
    find_company(shares);
    mutant_page.reached =
        mmap(NULL, MUTANTS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (mutant_page.reached == MAP_FAILED)
        return 3;
    for (size_t n = 0; n < all.results; n++) {
        memset(mutant_page.reached, 0, MUTANTS);
        int64_t before = child_now();
        enum verdict verdict = verdict_of(n);
        (void)printf("%zu %d %d %s %s ", n, (int)(child_now() - before), shares[n],
                     verdict_name(verdict), all.result[n].script->id);
        for (size_t k = 0; k < MUTANTS; k += 4)
            (void)printf("%x", mutant_page.reached[k] * 8u + mutant_page.reached[k + 1] * 4u +
                                   mutant_page.reached[k + 2] * 2u + mutant_page.reached[k + 3]);
        (void)printf("\n");
    }
    return 0;
}

/* The first of these cases that accuses the mutant; CASES: none does. */
static size_t first_alone(const size_t *n, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (verdict_accuses(verdict_of(n[i])))
            return n[i];
    }
    return CASES;
}

static size_t first_together(const size_t *n, size_t count)
{
    for (size_t from = 0; from < count; from += TOGETHER) {
        struct batch batch = {n + from, count - from < TOGETHER ? count - from : TOGETHER, 0};
        if (quiet_together(&batch))
            continue;
        size_t suspect = batch.accuser < batch.count ? batch.n[batch.accuser] : batch.n[0];
        size_t found = first_alone(&suspect, 1);
        found = found == CASES ? first_alone(batch.n, batch.count) : found;
        if (found != CASES)
            return found;
    }
    return CASES;
}

static size_t read_cases(char **rest, size_t *n)
{
    size_t count = 0;
    for (;;) {
        char *end;
        size_t number = strtoul(*rest, &end, 10);
        if (end == *rest || number >= all.results || count == CASES)
            return count;
        n[count++] = number;
        *rest = end;
    }
}

static void judge_line(char *line)
{
    static size_t n[CASES];
    char *rest = line;
    mutant_page.on = (unsigned)strtoul(rest, &rest, 10);
    size_t found = first_alone(n, read_cases(&rest, n));
    char *slash = strchr(rest, '/');
    if (found == CASES && slash != NULL) {
        rest = slash + 1;
        found = first_together(n, read_cases(&rest, n));
    }
    if (found != CASES)
        (void)printf("killed %u %zu\n", mutant_page.on, found);
    else
        (void)printf("lived %u\n", mutant_page.on);
}

int main(int count, char **argument)
{
    char *line = NULL;
    size_t size = 0;
    if (!prepare())
        return 2;
    if (count > 1 && strcmp(argument[1], "--reach") == 0)
        return reach();
    while (getline(&line, &size, stdin) > 0) {
        judge_line(line);
        (void)fflush(stdout);
    }
    free(line);
    return 0;
}
