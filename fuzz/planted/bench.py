"""Are the planted bugs found?  bench.py [NAME=VALUE...]

  ENGINE=libfuzzer,afl   MUTATOR=with,without   BUG=pattern   RUNS=5   LIMIT=60 (CPU seconds of a run)
  FRESH=1                run rows again that are finished
  DEMAND=1               exit 1 unless every bug was found in every run

A row is one bug, one engine, with or without the mutator: RUNS runs with the seeds 1 to RUNS. First
the seed corpus alone is replayed on the planted build: a bug that it triggers does not count.
Finished rows are kept in build/results/fuzz-bench.json and not run again. Two runs at a time.
"""

import concurrent.futures
import fnmatch
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading

import engine
import plant

RESULTS = os.path.join("build", "results", "fuzz-bench.json")
WORK = os.path.join("build", "planted", "run")
CORPUS = os.path.join("build", "corpus")
OPTIONS = {"ENGINE": "libfuzzer,afl", "MUTATOR": "with,without", "BUG": "*", "RUNS": "5",
           "LIMIT": "60", "FRESH": "", "DEMAND": ""}
JOBS = 2


def read_options(words):
    options = dict(OPTIONS)
    for word in words:
        name, _, value = word.partition("=")
        if name not in options:
            raise plant.Broken("unknown option %s; there are %s" % (name, ", ".join(OPTIONS)))
        options[name] = value or options[name]
    return options


def load():
    try:
        with open(RESULTS, encoding="utf-8") as file:
            return json.load(file)
    except OSError:
        return []


def key(row):
    return (row["bug"], row["engine"], row["mutator"])


def save(row):
    rows = [old for old in load() if key(old) != key(row)] + [row]
    os.makedirs(os.path.dirname(RESULTS), exist_ok=True)
    with open(RESULTS + ".new", "w", encoding="utf-8") as file:
        json.dump(sorted(rows, key=key), file, indent=1)
    os.replace(RESULTS + ".new", RESULTS)


def finished(row, options):
    return row["limit"] == int(options["LIMIT"]) and len(row["runs"]) >= int(options["RUNS"])


def replay(program, target):
    """Whether the seeds alone make the program fail."""
    words = [program, "-runs=0", "-timeout=%d" % engine.HANG, "-rss_limit_mb=2560",
             "-artifact_prefix=%s/" % WORK, os.path.join(CORPUS, target)]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env={**os.environ, **engine.ENVIRONMENT}, check=False)
    return done.returncode != 0


def mutator_of(name, mutator):
    """What is given to the engine: libFuzzer's is linked, AFL++'s is loaded."""
    return os.path.join("build", "fuzz", "afl", "mutator.so") \
        if name == "afl" and mutator == "with" else "-"


def one_run(program, row, seed, limit):
    folder = os.path.join(WORK, "%s.%s.%s.%d" % (*key(row), seed))
    shutil.rmtree(folder, ignore_errors=True)
    words = [sys.executable, "-B", engine.__file__, row["engine"], program,
             os.path.join(CORPUS, row["target"]), os.path.join(CORPUS, row["target"] + ".dict"),
             mutator_of(row["engine"], row["mutator"]), str(seed), str(limit), folder]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise plant.Broken(done.stderr.strip())
    shutil.rmtree(folder)
    return json.loads(done.stdout)


class Bench:
    def __init__(self, options):
        self.options = options
        self.building = threading.Lock()
        self.programs = {}
        self.left = {}

    def program(self, bug, name, mutator):
        """The planted build, made once; its seeds were replayed."""
        with self.building:
            if (bug, name) not in self.programs:
                self.programs[bug, name] = plant.plant(bug, name)
                if name == "libfuzzer" and replay(plant.plain(bug), bug.target):
                    raise plant.Broken("%s: the seeds alone trigger it" % bug.name)
        return self.programs[bug, name]

    def row(self, bug, name, mutator):
        """Runs one row; its runs go on even if one finds nothing."""
        row = {"bug": bug.name, "target": bug.target, "engine": name, "mutator": mutator,
               "cmplog": "off", "limit": int(self.options["LIMIT"]), "runs": []}
        program = self.program(bug, name, mutator)
        for seed in range(1, int(self.options["RUNS"]) + 1):
            row["runs"].append(one_run(program, row, seed, row["limit"]))
        return row
