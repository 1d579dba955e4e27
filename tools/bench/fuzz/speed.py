"""How fast the fuzz targets are beside an empty one, on the same engine, with the same flags (ASan and
UBSan), inputs, mutator and number of executions. Processor time is compared, engine and target
together, the two taking turns: other work on the machine counts little."""

import os
import re
import shutil
import statistics
import subprocess
import tempfile

ROUNDS = 3
STUB_TARGETS = ("request", "reply", "roundtrip")
OF_EMPTY = 0.85  # what a stub target must reach under AFL++
AFL = dict(os.environ, AFL_NO_UI="1", AFL_SKIP_CPUFREQ="1", AFL_NO_AFFINITY="1", AFL_FAST_CAL="1",
           AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES="1")


def processor_time(command, environment):
    """Seconds of processor time that a command and all it waited for took, and its output."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        usage = os.wait4(process.pid, 0)[2]
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, out.read().decode(errors="replace")


def afl(program, target, count, folder):
    """Microseconds of processor time an execution."""
    output = os.path.join(folder, "afl")
    shutil.rmtree(output, ignore_errors=True)
    mutator = os.path.abspath("build/fuzz/mutator/%s.so" % target)
    environment = dict(AFL, AFL_CUSTOM_MUTATOR_LIBRARY=mutator) if os.path.exists(mutator) else AFL
    seconds, _ = processor_time(["afl-fuzz", "-E", str(count), "-s", "1", "-m", "none", "-G", "4096", "-i",
                                 os.path.join("build/corpus", target), "-o", output, "--", program],
                                environment)
    with open(os.path.join(output, "default", "fuzzer_stats"), encoding="utf-8") as stats:
        done = int(re.search(r"^execs_done *: (\d+)", stats.read(), re.MULTILINE)[1])
    return seconds / done * 1e6


def libfuzzer(program, target, count, folder):
    grown = os.path.join(folder, "libfuzzer")
    shutil.rmtree(grown, ignore_errors=True)
    os.mkdir(grown)
    seconds, said = processor_time([program, "-runs=%d" % count, "-seed=1", "-max_len=4096", "-print_final_stats=1",
                                    grown, os.path.join("build/corpus", target)], os.environ)
    done = int(re.search(r"number_of_executed_units: *(\d+)", said)[1])
    return seconds / done * 1e6


ENGINES = {"afl": (afl, "AFL++", 60000), "libfuzzer": (libfuzzer, "libFuzzer", 100000)}


def speed(bench, targets):
    """Says, for each engine and target, what an execution costs and how that is to an empty one."""
    for engine, (one, name, count) in ENGINES.items():
        for target in targets:
            ours, empty = [], []
            with tempfile.TemporaryDirectory() as folder:
                for _ in range(ROUNDS):
                    ours.append(one("build/fuzz/%s/%s" % (engine, target), target, count, folder))
                    empty.append(one("build/fuzz/%s/empty" % engine, target, count, folder))
            median = statistics.median(ours)
            share = statistics.median(e / o for e, o in zip(empty, ours))
            bound = engine == "afl" and target in STUB_TARGETS
            bench.say("%s, %s: executions in a second of processor time" % (name, target), 1e6 / median, "/ s")
            bench.say("%s, empty / %s" % (name, target), 1 / share, "times", 1 / OF_EMPTY if bound else None)
