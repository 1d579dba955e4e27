"""What the gates share: running tools, findings, figures, the result that tools/report reads."""
import glob
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

RESULTS = "build/results"
PURE = ["ref/core", "ref/wire"]
# SAMPLE=2 or more in the environment: where a gate has very much to run, a part of it
SAMPLE = int(os.environ.get("SAMPLE") or 1)


def run(command, extra=None, timeout=1800):
    """Runs a command. Gives its exit status and all that it printed."""
    environment = dict(os.environ, LC_ALL="C", **(extra or {}))
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, timeout=timeout, check=False, text=True, errors="replace")
    return done.returncode, done.stdout


def version(command):
    """The first line of a tool's version that has a digit in it."""
    _, text = run(command)
    return next((line.replace("@(#)", "").strip() for line in text.splitlines() if any(c.isdigit() for c in line)), "unknown")


def sources(folders, tests=False):
    """The C sources of folders; unit tests, and what is only for Windows, only if asked for."""
    found = [p for folder in folders for p in sorted(glob.glob(f"{folder}/*.c"))]
    return [p for p in found if (tests or not p.endswith("_test.c")) and not p.endswith("_win.c")]


class Gate:
    """One gate: what it found, what it measured."""

    def __init__(self, name, tool):
        self.name, self.tool = name, tool
        self.findings, self.figures = [], []

    def find(self, text):
        if text not in self.findings:
            self.findings.append(text)

    def figure(self, name, value, limit=""):
        self.figures.append({"name": name, "value": value, "limit": limit})

    def passed(self):
        return not self.findings

    def say(self):
        for text in self.findings[:60]:
            print(f"{self.name}: {text}")
        for f in self.figures:
            print(f"{self.name}: {f['name']}: {f['value']}" + (f" (limit {f['limit']})" if f["limit"] != "" else ""))
        print(f"{self.name}: {'passed' if self.passed() else f'FAILED, {len(self.findings)} findings'}")

    def save(self):
        os.makedirs(RESULTS, exist_ok=True)
        result = {"gate": self.name, "tool": self.tool, "passed": self.passed(), "figures": self.figures,
                  "findings": self.findings}
        with open(f"{RESULTS}/{self.name}.json", "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


def uncountable(gate, text):
    """Decisions that clang leaves out of its count of MC/DC, and says so only when it compiles them."""
    for line in text.splitlines():
        if "unsupported MC/DC" in line:
            gate.find(line)


def side_by_side(commands):
    """What `run` gives for each command with its environment, two at a time, in their order."""
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda c: run(*c), commands)


def build(gate, variant, *targets):
    """Builds targets of a variant; a finding if that fails, or if a compiler cannot count something. The
    gate goes on only if it is built."""
    status, text = run(["make", "--no-print-directory", "-j2", f"V={variant}", *targets])
    if status != 0:
        gate.find(f"make V={variant} {' '.join(targets)} failed:\n" + "\n".join(text.splitlines()[-15:]))
    uncountable(gate, text)
    return status == 0


def programs(variant, *folders):
    """The unit tests of a variant that are built; of those folders only, if any are named."""
    top = os.path.join("build", variant, "test")
    found = sorted(p for p in glob.glob(f"{top}/**/*_test", recursive=True) if os.path.isfile(p) and os.access(p, os.X_OK))
    return [p for p in found if not folders or any(f"/test/{f}/" in p for f in folders)]


def alarms(gate, program, text):
    """What a sanitizer or valgrind said of a program."""
    for line in text.splitlines():
        if re.search(r"runtime error:|ERROR: \w+Sanitizer|WARNING: \w+Sanitizer|SUMMARY: \w+Sanitizer", line):
            gate.find(f"{program}: {line.strip()}")


def run_suite(gate, variant, extra=None):
    """The conformance suite against the reference that is built in."""
    status, text = run([f"build/{variant}/clus-cts", "run", "ref", "--timeout", "60"], extra)
    alarms(gate, "clus-cts", text)
    last = text.strip().splitlines()[-1] if text.strip() else "no output"
    if status != 0 or not re.search(r"[1-9]\d* passed, 0 failed", last):
        gate.find(f"the suite on the {variant} build: exit {status}, {last}")
    gate.figure("conformance cases run", last)


def run_units(gate, variant, extra=None):
    """The unit tests. `extra` gives a program's environment. What runs tests must say that all passed;
    header_test runs none, it compiles."""
    tests = programs(variant)
    outcomes = side_by_side([([program], extra(program) if extra else None) for program in tests])
    for program, (status, text) in zip(tests, outcomes):
        alarms(gate, program, text)
        tested = "Running" in text
        if status != 0 or (tested and "[  PASSED  ]" not in text) or "[  FAILED  ]" in text:
            gate.find(f"{program}: exit {status}\n" + "\n".join(text.splitlines()[-8:]))
    gate.figure("unit test programs run", len(tests), "at least 1")
    if not tests:
        gate.find("no unit test was built")


def run_corpus(gate, variant, extra=None):
    """Every input of the corpus through its fuzz target, as `make fuzz-replay` does it."""
    if not build(gate, "", "corpus") or not build(gate, variant, "targets"):
        return
    corpora = sorted(p for p in glob.glob("build/corpus/*") if os.path.exists(f"fuzz/targets/{os.path.basename(p)}.c"))
    replayed = [f"build/fuzz/{variant}/{os.path.basename(p)}" for p in corpora]
    outcomes = side_by_side([([program, corpus], extra(program) if extra else None) for program, corpus in zip(replayed, corpora)])
    for program, (status, text) in zip(replayed, outcomes):
        alarms(gate, program, text)
        if status != 0:
            gate.find(f"{program}: exit {status}: " + "; ".join(text.strip().splitlines()[-3:]))
    inputs = sum(len(os.listdir(p)) for p in corpora)
    gate.figure("inputs of the corpus replayed", inputs, "at least 1")
    if inputs == 0:
        gate.find("the corpus is empty")
