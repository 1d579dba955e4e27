#!/usr/bin/env python3
"""inject.py RESULT [SCENARIO [PATTERN]]: let each call of the system fail that a scenario makes.

A site is a call; with DEEP=1 in the environment, a call together with the one that led to the function it stands in. Its first and its last call fail, once each, in a run of its own; a call that only prints, in the first scenario that comes by it. RESULT is a file for tools/report.
With a SCENARIO only that is run; with a PATTERN only sites whose text has it in it. With SAMPLE=N in the environment a site that an earlier scenario came by
is tried in every N-th trial only.
"""
import collections
import concurrent.futures
import json
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True
import calls  # noqa: E402
import plan as plans  # noqa: E402
import scenarios  # noqa: E402

TRIES = 5  # where what is waited for comes in pieces, a last call may not come
JOBS = 4
DEEP = plans.DEEP
SAMPLE = int(os.environ.get("SAMPLE") or 1)
LIBRARY = "build/inject/libcts.a"


class Trial:
    """One call of one site, in one scenario."""

    def __init__(self, scenario, site, nth, error):
        self.scenario, self.site, self.nth, self.error = scenario, site, nth, error

    def __str__(self):
        return f"{self.scenario.name}: {self.site}, call {self.nth} of {self.site.calls}, {self.error}"


def always_wrong(outcome):
    """What no fault of the world excuses."""
    alarm = re.search(r"(ERROR|WARNING): (\w+Sanitizer.*)|runtime error.*", outcome.err)
    if alarm:
        return alarm.group(0)[:160]
    if outcome.status is None:
        return "it hangs"
    if outcome.status < 0:
        return f"it ends by signal {-outcome.status}"
    return None


def try_once(trial, usual):
    """What is wrong, nothing, or False: the call did not come, and next time it is the last that there was now."""
    with tempfile.TemporaryDirectory() as folder:
        plan = plans.Plan(os.path.join(folder, "given.plan"), trial.site, trial.nth, trial.error, DEEP)
        outcome = trial.scenario.run(folder, plan)
        failed = plan.caller()
        if not plan.happened():
            same = [s for s in plan.sites() if s.key() == trial.site.key()]
            trial.nth = same[0].calls if same else trial.nth
            return False
    wrong = always_wrong(outcome)
    if wrong is None:
        wrong = trial.scenario.judge(trial.site, outcome, usual)
        if wrong and plans.places(trial.scenario.program, [failed])[0].startswith("ref/") and trial.scenario.excuses(outcome):
            return None
    return f"{wrong}\n    status {outcome.status}\n    " + outcome.err.strip()[:1500].replace("\n", "\n    ") if wrong else None


def try_it(trial, usual):
    for _ in range(TRIES):
        wrong = try_once(trial, usual)
        if wrong is not False:
            return wrong
    return "the call did not come again"


def trials_of(scenario, pattern):
    """Run it without a fault; what came is how it should be, and which sites there are."""
    with tempfile.TemporaryDirectory() as folder:
        plan = plans.Plan(os.path.join(folder, "given.plan"), deep=DEEP)
        usual = scenario.run(folder, plan)
        sites = plan.sites()
    for site, place in zip(sites, plans.places(scenario.program, [s.address for s in sites])):
        site.place = place
    sites = [s for s in sites if "tools/inject/client.c" not in s.place]
    if not sites or always_wrong(usual) or scenario.judge(sites[0], usual, usual):
        raise SystemExit(f"{scenario.name}: without a fault: {usual.status} {usual.out} {usual.err} {usual.files}")
    return usual, sites, [Trial(scenario, s, nth, error) for s in sites if pattern in str(s)
                          for nth in sorted({1, s.calls}) for error in plans.ERRORS[s.function]]


def chosen_of(scenario, todo, known):
    """The trials without those of calls that print and were tried before; of other known sites a sample."""
    new = [t for t in todo if (t.site.function, t.site.place) not in known]
    old = [t for t in todo if t not in new and (scenario.prints or t.site.function not in calls.PRINTS)]
    return new + old[len(known) % SAMPLE::SAMPLE]


def run(chosen, pattern):
    """All trials. Gives what is wrong, and the figures."""
    wrong, sites, trials = [], {}, 0
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for scenario in chosen:
            usual, found, todo = trials_of(scenario, pattern)
            todo = chosen_of(scenario, todo, sites)
            sites.update({(s.function, s.place): s for s in found})
            before = len(wrong)
            for trial, said in zip(todo, pool.map(lambda t, u=usual: try_it(t, u), todo)):
                if said:
                    wrong.append(f"{trial}: {said}")
                    print("not ok " + wrong[-1], flush=True)
            trials += len(todo)
            print(f"{scenario.name}: {len(found)} sites, {len(todo)} trials, {len(wrong) - before} wrong", flush=True)
    return wrong, sites, trials


def prove():
    """What is careless on purpose must be found, what is sound not. Gives what is wrong with that."""
    wrong = []
    for plant in scenarios.PLANTS + [scenarios.SOUND]:
        usual, _, trials = trials_of(plant, "")
        found = [t for t in trials if try_it(t, usual)]
        if bool(found) == (plant is scenarios.SOUND):
            wrong.append(f"self-test: {plant.name}: {len(found)} of {len(trials)} faults were found")
    return wrong


def main(arguments):
    chosen = [s for s in scenarios.SCENARIOS if len(arguments) < 2 or s.name == arguments[1]]
    unproven = prove()
    wrong, sites, trials = run(chosen, arguments[2] if len(arguments) > 2 else "")
    wrong = unproven + wrong
    every = left = 0
    if len(arguments) < 2:
        reached = set(sites)
        every, left, missed = calls.missed([scenarios.Command.program, scenarios.Served.program], LIBRARY, reached)
        wrong += missed
        print("".join(f"not ok {text}\n" for text in missed), end="")
    kinds = collections.Counter(function for function, _ in sites)
    result = {"scenarios": len(chosen), "sample": SAMPLE, "calls in the programs": every, "prints and second faults left": left, "sites": len(sites), "by function": dict(sorted(kinds.items())), "trials": trials,
              "wrong": wrong}
    os.makedirs(os.path.dirname(arguments[0]) or ".", exist_ok=True)
    with open(arguments[0], "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    print(f"{len(chosen)} scenarios, {len(sites)} call sites, {trials} trials, {len(wrong)} wrong")
    return 1 if wrong or not trials else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
