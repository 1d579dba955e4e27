"""Are the planted bugs found?  bench.py [NAME=VALUE...]

  ENGINE=libfuzzer,afl   MUTATOR=with,without   BUG=pattern   RUNS=5
  LIMIT=60               CPU seconds of a run
  FRESH=1                run rows again that are finished
  DEMAND=1               a row ends with the first run that finds; exit 1 unless every row did

A row is one bug, one engine, with or without the mutator: RUNS runs with the seeds 1 to RUNS. First
the seed corpus alone is replayed on the planted build: a bug that it triggers does not count.
Finished rows are kept in build/results/fuzz-bench.json and not run again. Two runs at a time.
"""

import concurrent.futures
import fnmatch
import json
import os
import shutil
import subprocess
import sys
import threading

import engine
import plant

RESULTS = os.path.join("build", "results", "fuzz-bench.json")
DEMANDED = os.path.join("build", "results", "fuzz-bench-ci.json")
WORK = os.path.join("build", "planted", "run")
CORPUS = os.path.join("build", "corpus")
OPTIONS = {"ENGINE": "libfuzzer,afl", "MUTATOR": "with,without", "BUG": "*", "RUNS": "5",
           "LIMIT": "60", "FRESH": "", "DEMAND": ""}
JOBS = 2
SAVING = threading.Lock()


def read_options(words):
    options = dict(OPTIONS)
    for word in words:
        name, _, value = word.partition("=")
        if name not in options:
            raise plant.Broken("unknown option %s; there are %s" % (name, ", ".join(OPTIONS)))
        options[name] = value or options[name]
    return options


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError:
        return []


def key(row):
    return (row["bug"], row["engine"], row["mutator"])


def save(row, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with SAVING:
        rows = [old for old in load(path) if key(old) != key(row)] + [row]
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(sorted(rows, key=key), file, indent=1)
        os.replace(path + ".new", path)


def results_of(options):
    """Rows that end early are no measurement, and kept apart."""
    return DEMANDED if options["DEMAND"] else RESULTS


def finished(row, wanted, options):
    return (row["limit"] == wanted["limit"] and row["patch"] == wanted["patch"]
            and len(row["runs"]) >= int(options["RUNS"]))


def fails(program, inputs):
    """Whether some of the inputs, or those of a folder, make a program for libFuzzer fail."""
    words = [program, "-runs=0", "-timeout=%d" % engine.HANG, "-rss_limit_mb=2560",
             "-artifact_prefix=%s/" % WORK, *inputs]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env={**os.environ, **engine.ENVIRONMENT}, check=False)
    return done.returncode != 0


def one_run(bug, row, program, seed):
    """A run of the fuzzer in a process of its own: what it found, and what that took."""
    folder = os.path.join(WORK, "%s.%s.%s.%d" % (*key(row), seed))
    shutil.rmtree(folder, ignore_errors=True)
    loaded = row["engine"] == "afl" and row["mutator"] == "with"
    words = [sys.executable, "-B", engine.__file__, row["engine"], program,
             os.path.join(CORPUS, bug.target), os.path.join(CORPUS, bug.target + ".dict"),
             plant.mutator_of(bug) if loaded else "-", str(seed), str(row["limit"]), folder]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise plant.Broken(done.stderr.strip())
    run = json.loads(done.stdout)
    inputs = run.pop("inputs")
    if inputs and fails(os.path.join("build", "fuzz", "libfuzzer", bug.target), inputs[:1]):
        raise plant.Broken("%s: the tree without the bug fails too on %s" % (bug.name, inputs[0]))
    shutil.rmtree(folder)
    return {**run, "found": inputs != []}


def demand_seeds(target):
    """The folder of a target's seeds. Where the corpus has none, there is one octet."""
    folder = os.path.join(CORPUS, target)
    os.makedirs(folder, exist_ok=True)
    if not os.listdir(folder):
        with open(os.path.join(folder, "zero"), "wb") as file:
            file.write(b"\0")
    return folder


def bench_bug(bug, wanted, options):
    """The rows of one bug on one engine, which share a build. Prints and keeps each."""
    seeds = demand_seeds(bug.target)
    programs = plant.plant(bug, wanted[0]["engine"])
    if wanted[0]["engine"] == "libfuzzer" and fails(programs["without"], [seeds]):
        raise plant.Broken("%s: the seeds alone trigger it" % bug.name)
    for row in wanted:
        for seed in range(1, int(options["RUNS"]) + 1):
            row["runs"].append(one_run(bug, row, programs[row["mutator"]], seed))
            if options["DEMAND"] and row["runs"][-1]["found"]:
                break
        print_row(row)
        save(row, results_of(options))
    shutil.rmtree(os.path.join(plant.PLANTED, bug.name))


def median(runs, what, form):
    """The lower median. A run that found nothing would have taken more than all that did."""
    middle = sorted((not run["found"], run[what]) for run in runs)[(len(runs) - 1) // 2]
    return (">=" if middle[0] else "") + form % middle[1]


def print_row(row):
    print("%-28s %-9s %-9s %-8s %5s %12s %8s" % shown(row), flush=True)


def shown(row):
    """A row for people."""
    found = sum(run["found"] for run in row["runs"])
    return (row["bug"], row["target"], row["engine"], row["mutator"],
            "%d/%d" % (found, len(row["runs"])), median(row["runs"], "executions", "%d"),
            median(row["runs"], "cpu", "%.1f"))


def jobs_of(bugs, options):
    """What is still to be run: (bug, the rows of one engine)."""
    limit = int(options["LIMIT"])
    kept = {} if options["FRESH"] else {key(row): row for row in load(results_of(options))}
    for name in options["ENGINE"].split(","):
        for bug in bugs:
            rows = [{"bug": bug.name, "patch": plant.sum_of(bug), "target": bug.target,
                     "engine": name, "mutator": mutator, "cmplog": "off", "limit": limit,
                     "runs": []}
                    for mutator in options["MUTATOR"].split(",")]
            rows = [row for row in rows
                    if key(row) not in kept or not finished(kept[key(row)], row, options)]
            if rows:
                yield bug, rows


def result(bugs, options):
    """The table, and whether all was found that was asked for."""
    asked = {(bug.name, name, mutator) for bug in bugs for name in options["ENGINE"].split(",")
             for mutator in options["MUTATOR"].split(",")}
    rows = [row for row in load(results_of(options)) if key(row) in asked]
    found = any if options["DEMAND"] else all
    missed = [row for row in rows if not found(run["found"] for run in row["runs"])]
    print("\n%-28s %-9s %-9s %-8s %5s %12s %8s"
          % ("bug", "target", "engine", "mutator", "found", "executions", "CPU s"))
    for row in rows:
        print_row(row)
    print("%d bugs, %d rows, %d of them found%s; medians; cmplog off"
          % (len(bugs), len(rows), len(rows) - len(missed),
             "" if found is any else " in every run"))
    return not missed and len(rows) == len(asked)


def main():
    options = read_options(sys.argv[1:])
    bugs = [bug for bug in plant.read_table() if fnmatch.fnmatch(bug.name, options["BUG"])]
    if not bugs:
        raise plant.Broken("no bug is called %s" % options["BUG"])
    os.makedirs(WORK, exist_ok=True)
    for names in options["ENGINE"].split(","):  # the engines one after the other: one tree a bug
        with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
            work = list(jobs_of(bugs, {**options, "ENGINE": names}))
            for done in [pool.submit(bench_bug, bug, rows, options) for bug, rows in work]:
                done.result()
    all_found = result(bugs, options)
    return 0 if all_found or not options["DEMAND"] else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except plant.Broken as broken:
        sys.exit("bench.py: %s" % broken)
