"""One run of a fuzzer until it finds something, or has used its CPU seconds.

engine.py ENGINE PROGRAM CORPUS DICTIONARY MUTATOR SEED LIMIT FOLDER prints one line of JSON: the
inputs found, executions, cpu. MUTATOR is a library for afl, or `-`. CPU seconds are those of all
processes of the run, by resource usage, its reading of the seeds included.
"""

import ctypes
import glob
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time

HANG = 5  # seconds that one input may take
LARGEST = 4096  # octets of an input that is made; longer seeds are cut
STEP = 0.2  # seconds between two looks at what was used
PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")

ENVIRONMENT = {
    "ASAN_OPTIONS": "abort_on_error=1:symbolize=0:detect_leaks=0",
    "UBSAN_OPTIONS": "abort_on_error=1:halt_on_error=1:symbolize=0",
    "AFL_NO_UI": "1",
    "AFL_SKIP_CPUFREQ": "1",
    "AFL_NO_AFFINITY": "1",
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
    "AFL_BENCH_UNTIL_CRASH": "1",
}


class LibFuzzer:
    """libFuzzer's own comparison tracing is on; -use_value_profile and -fork are not."""

    def __init__(self, program, corpus, dictionary, mutator, seed, folder):
        self.folder = folder
        self.environment = {}
        new = os.path.join(folder, "new")
        os.makedirs(new)
        self.words = [program, "-seed=%d" % seed, "-max_len=%d" % LARGEST,
                      "-timeout=%d" % HANG, "-rss_limit_mb=2560",
                      "-artifact_prefix=%s/" % folder, "-print_final_stats=1", new, corpus]
        if os.path.exists(dictionary):
            self.words.insert(1, "-dict=" + dictionary)

    def found(self):
        return [path for kind in ["crash", "timeout", "oom", "leak"]
                for path in glob.glob(os.path.join(self.folder, kind + "-*"))]

    def executions(self, log):
        counts = re.findall(r"number_of_executed_units: (\d+)|^#(\d+)\t", log, re.M)
        return max([int(a or b) for a, b in counts], default=0)


class Afl:
    """cmplog is off: both engines get the same seeds, the same dictionary and nothing else."""

    def __init__(self, program, corpus, dictionary, mutator, seed, folder):
        self.out = os.path.join(folder, "out", "default")
        self.environment = {"AFL_CUSTOM_MUTATOR_LIBRARY": os.path.abspath(mutator)} \
            if mutator != "-" else {}
        self.words = ["afl-fuzz", "-i", corpus, "-o", os.path.join(folder, "out"), "-s", str(seed),
                      "-m", "none", "-G", str(LARGEST), "-t", "%d" % (HANG * 1000), "--", program]
        if os.path.exists(dictionary):
            self.words[1:1] = ["-x", dictionary]

    def found(self):
        return [path for kind in ["crashes", "hangs"]
                for path in glob.glob(os.path.join(self.out, kind, "id:*"))]

    def executions(self, log):
        try:
            with open(os.path.join(self.out, "fuzzer_stats"), encoding="utf-8") as file:
                return int(re.search(r"execs_done +: (\d+)", file.read())[1])
        except (OSError, TypeError):
            return 0


ENGINES = {"libfuzzer": LibFuzzer, "afl": Afl}


def processes():
    """Process -> (parent, CPU seconds with those of the children it waited for)."""
    found = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                pid, rest = file.read().split(" (", 1)
        except OSError:
            continue
        fields = rest.rsplit(") ", 1)[1].split()
        found[int(pid)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    return found


def descendants(of):
    """Every process below `of` -> its CPU seconds."""
    everyone = processes()
    below, parents = {}, {of}
    while parents:
        parents = {pid for pid, (parent, _) in everyone.items() if parent in parents}
        below.update((pid, everyone[pid][1]) for pid in parents)
    return below


def used():
    """CPU seconds of all processes that this one started: those that ended, and those that run."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + sum(descendants(os.getpid()).values())


def reap():
    """Waits for orphans until nothing is left of the run."""
    while True:
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            os.wait()
        except ChildProcessError:
            return


def watch(engine, child, limit):
    """Until the fuzzer has found something, has ended, or has used its CPU seconds."""
    while child.poll() is None:
        if used() >= limit or engine.found():
            child.send_signal(signal.SIGINT)
            try:
                child.wait(2 * HANG)
            except subprocess.TimeoutExpired:
                child.kill()
        else:
            time.sleep(STEP)
    reap()


def main():
    name, program, corpus, dictionary, mutator, seed, limit, folder = sys.argv[1:]
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.makedirs(folder, exist_ok=True)
    engine = ENGINES[name](program, corpus, dictionary, mutator, int(seed), folder)
    log = os.path.join(folder, "log")
    with open(log, "wb") as file:
        child = subprocess.Popen(engine.words, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                                 env={**os.environ, **ENVIRONMENT, **engine.environment})
        watch(engine, child, float(limit))
    with open(log, encoding="utf-8", errors="replace") as file:
        text = file.read()
    executions = engine.executions(text)
    if executions == 0:
        sys.exit("engine.py: %s executed nothing\n%s" % (" ".join(engine.words), text[-3000:]))
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seed": int(seed), "inputs": engine.found(), "executions": executions,
                      "cpu": round(usage.ru_utime + usage.ru_stime, 2)}))


if __name__ == "__main__":
    main()
