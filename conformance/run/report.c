#include "report.h"

#include <stdlib.h>
#include <string.h>

const struct judgement *report_main(const struct report *report, const struct case_result *result)
{
    return &result->judgement[report->main];
}

const char *report_answer(const struct report *report, const struct case_result *result,
                          size_t step, struct arena *arena)
{
    const struct call *call = result->script->step[step].call;
    const struct dictionary *names = &report->suite->dictionary;
    size_t capacity = 1024;
    for (;;) {
        char *text = arena_take(arena, capacity);
        if (answer_print(&result->answer[step], call, names, text, capacity) + 1 < capacity) {
            return text;
        }
        capacity *= 4;
    }
}

/* A case that asks whether stale handles are noticed shows that they are not. */
static bool overlooks(const struct case_result *result)
{
    struct shown shown[SCRIPT_STEPS];
    size_t count = judge_shown(result->script, result->answer, shown, SCRIPT_STEPS);
    for (size_t n = 0; n < count; n++) {
        if (span_is(shown[n].ambiguity, "AMB-32") && !span_is(shown[n].reading, "noticed")) {
            return true;
        }
    }
    return false;
}

static void count_shown(struct report *report, struct shown shown)
{
    for (size_t n = 0; n < report->showns; n++) {
        if (span_equal(report->shown[n].shown.ambiguity, shown.ambiguity) &&
            span_equal(report->shown[n].shown.reading, shown.reading)) {
            report->shown[n].count++;
            return;
        }
    }
    if (report->showns < SHOWN_MAX) {
        report->shown[report->showns++] = (struct shown_count){shown, 1};
    }
}

static void collect_shown(struct report *report, const struct case_result *result)
{
    struct shown shown[SCRIPT_STEPS];
    if (!report->notices && judge_is_finer(result->script)) {
        return;
    }
    size_t count = judge_shown(result->script, result->answer, shown, SCRIPT_STEPS);
    for (size_t n = 0; n < count; n++) {
        count_shown(report, shown[n]);
    }
}

/* The known deviation that names the case, under the profile that decides. */
static const struct record *find_known(const struct report *report, const struct script *script)
{
    struct span profile = report->profile[report->main]->id;
    struct known_list list = {.report = report};
    for (const struct record *record; (record = report_next_known(&list)) != NULL;) {
        const struct field *of = record_field(record, "profile", 0);
        char pattern[256];
        (void)snprintf(pattern, sizeof pattern, "%.*s", SPAN(record->id));
        if (span_equal(profile, of == NULL ? span_of("sdk") : span_trim(of->rest)) &&
            glob_match(pattern, script->id)) {
            return record;
        }
    }
    return NULL;
}

static void judge_known(struct report *report, struct case_result *result)
{
    enum verdict verdict = report_main(report, result)->verdict;
    const struct record *record = find_known(report, result->script);
    bool same = record != NULL && verdict_find(record_second(record)) == verdict;
    bool surprise = record != NULL && verdict == VERDICT_PASS && !same;
    result->known = record;
    result->unexpected = (verdict_accuses(verdict) && !same) || surprise;
    report->known += same && verdict_accuses(verdict) ? 1 : 0;
    report->unexpected += result->unexpected ? 1 : 0;
}

static void judge_result(struct report *report, struct case_result *result)
{
    for (size_t p = 0; p < report->profiles; p++) {
        struct profile profile = {&report->suite->spec, report->profile[p]};
        struct judgement *judgement = &result->judgement[p];
        if (result->answer == NULL) {
            *judgement = (struct judgement){.verdict = VERDICT_SKIPPED};
            (void)snprintf(judgement->why, sizeof judgement->why, "%s", result->skip);
        } else {
            judge(result->script, result->answer, &profile, report->notices, judgement);
        }
        report->total[p][judgement->verdict]++;
    }
}

/* By the number behind AMB-, so that AMB-9 stands before AMB-10; then by the reading. */
static int by_ambiguity(const void *a, const void *b)
{
    const struct shown *one = &((const struct shown_count *)a)->shown;
    const struct shown *two = &((const struct shown_count *)b)->shown;
    size_t length = one->ambiguity.length;
    if (length != two->ambiguity.length) {
        return length < two->ambiguity.length ? -1 : 1;
    }
    int order = memcmp(one->ambiguity.at, two->ambiguity.at, length);
    length = one->reading.length < two->reading.length ? one->reading.length : two->reading.length;
    order = order != 0 ? order : memcmp(one->reading.at, two->reading.at, length);
    return order != 0 ? order : (int)one->reading.length - (int)two->reading.length;
}

size_t report_readings(const struct report *report, struct shown_count *sorted)
{
    memcpy(sorted, report->shown, report->showns * sizeof *sorted);
    qsort(sorted, report->showns, sizeof *sorted, by_ambiguity);
    return report->showns;
}

void report_judge(struct report *report, struct arena *arena)
{
    report->notices = true;
    for (size_t n = 0; n < report->results; n++) {
        if (report->result[n].answer != NULL && overlooks(&report->result[n])) {
            report->notices = false;
        }
    }
    for (size_t n = 0; n < report->results; n++) {
        struct case_result *result = &report->result[n];
        result->judgement = arena_take(arena, report->profiles * sizeof *result->judgement);
        judge_result(report, result);
        judge_known(report, result);
        if (result->answer != NULL) {
            collect_shown(report, result);
        }
    }
}
