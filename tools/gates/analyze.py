"""Static analysis of the pure heart. Each tool's output is read: their exit statuses say little."""
import glob
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

from common import PURE, Gate, run, sources, version

INCLUDES = ["-Ispec", "-Iref/include", "-Iref"]
# cppcheck knows no system headers: what they define and these sources use
DEFINES = ["-DUINT32_C(x)=x##u", "-DUINT64_C(x)=x##ull"]
MISRA = "tools/gates/misra-deviations"
# the mandatory rules of MISRA C:2012 (with amendment 1): no deviation is allowed
MANDATORY = {"9.1", "13.6", "17.3", "17.4", "17.6", "19.1", "21.13", "21.17", "21.18", "21.19", "21.20", "22.2", "22.5", "22.6"}
MOST_COMPLEX = 10
TEXTS = ["spec", "ref", "conformance", "fuzz", "tools", ".ci", "Makefile", *sorted(glob.glob("*.md"))]
DIAGNOSIS = re.compile(r"^(\S+?):(\d+):(?:\d+:)? (?:warning|error|fatal error): (.*)$")


def each(gate, commands, workers=2):
    """Runs commands side by side; every diagnosis of a compiler in their output is a finding."""
    seen = set()
    with ThreadPoolExecutor(workers) as pool:
        for command, (status, text) in zip(commands, pool.map(run, commands)):
            found = [m for m in map(DIAGNOSIS.match, text.splitlines()) if m]
            for place in (f"{os.path.relpath(m[1])}:{m[2]}: {m[3]}" for m in found):
                if place not in seen:
                    gate.find(place)
                seen.add(place)
            if status != 0 and not found:
                gate.find(f"{' '.join(command[-3:])}: exit {status}: {text.strip()[-300:]}")


def gcc_analyzer(files=None):
    """gcc -fanalyzer, which finds more at -O0; its taint checks are a second pass."""
    gate = Gate("gcc-analyzer", version(["gcc", "--version"]) + ", -fanalyzer and its taint checker at -O0")
    files = files or sources(PURE)
    base = ["gcc", "-std=c11", "-O0", "-fanalyzer", *INCLUDES, "-o", "/dev/null", "-c"]
    taint = [*base[:4], "-fanalyzer-checker=taint", *base[4:]]
    each(gate, [[*command, f] for f in files for command in (base, taint)])
    gate.figure("files analysed, twice each", len(files))
    return gate


def clang_tidy(files=None):
    """clang-tidy-19 with the checks of .clang-tidy."""
    gate = Gate("clang-tidy", version(["clang-tidy-19", "--version"]))
    files = files or sources(PURE)
    each(gate, [["clang-tidy-19", "--quiet", f, "--", "-std=c11", *INCLUDES] for f in files])
    _, checks = run(["clang-tidy-19", "--list-checks", files[0], "--"])
    gate.figure("files analysed", len(files))
    gate.figure("checks", len([line for line in checks.splitlines() if line.startswith("    ")]))
    return gate


def scan_build(files=None):
    """The clang static analyzer as scan-build runs it, on the objects of the pure folders."""
    gate = Gate("scan-build", version(["clang-19", "--version"]))
    files = files or sources(PURE)
    shutil.rmtree("build/scan", ignore_errors=True)
    targets = [f"build/scan/obj/{f[:-2]}.o" for f in files]
    for target in targets:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    status, text = run(["scan-build-19", "-o", "build/scan/report", "make", "--no-print-directory", "-j2", "V=scan", *targets])
    for line in text.splitlines():
        found = DIAGNOSIS.match(line)
        if found:
            gate.find(f"{os.path.relpath(found[1])}:{found[2]}: {found[3]}")
    if status != 0 or "scan-build: No bugs found." not in text:
        gate.find(f"scan-build, exit {status}: " + "; ".join(text.strip().splitlines()[-2:]))
    gate.figure("files analysed", text.count(" -c "), len(files))
    if text.count(" -c ") != len(files):
        gate.find(f"{text.count(' -c ')} of {len(files)} files were analysed")
    return gate


# -- cppcheck and MISRA ------------------------------------------------------------------------------


def deviations(path=MISRA):
    """The accepted deviations: rule, the sources it is accepted in, why."""
    found = []
    with open(path, encoding="utf-8") as file:
        for block in re.split(r"\n\s*\n", file.read()):
            field = dict(re.findall(r"^(deviation|where|why)\s+(.*(?:\n\s+.*)*)", block, re.M))
            if "deviation" in field:
                found.append((field["deviation"].strip(), field.get("where", "").strip(), field.get("why", "").strip()))
    return found


def source_line(path, number):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()[number - 1]


def judge_misra(gate, text, accepted):
    """What is no accepted deviation is a finding; so is a deviation that nothing needs, or has no reason."""
    used = {}
    for line in text.splitlines():
        found = re.match(r"(\S+?):(\d+): \[misra-c2012-([\d.]+)\]", line)
        if not found:
            continue
        rule, place = found[3], f"{found[1]}:{found[2]}: {source_line(found[1], int(found[2])).strip()}"
        fits = [d for d in accepted if d[0] == rule and (d[1] == "everywhere" or re.search(d[1], place))]
        if not fits:
            gate.find(f"MISRA C:2012 rule {rule}: {place}")
        else:
            used[fits[0]] = used.get(fits[0], 0) + 1
    for deviation in accepted:
        if deviation not in used:
            gate.find(f"{MISRA}: nothing deviates from {deviation[0]} ({deviation[1]})")
        if deviation[0] in MANDATORY:
            gate.find(f"{MISRA}: rule {deviation[0]} is mandatory")
        if len(deviation[2]) < 20 or not deviation[1]:
            gate.find(f"{MISRA}: {deviation[0]} has no reason, or no place")
    gate.figure("rules deviated from, each with its reason", len({d[0] for d in used}))
    gate.figure("places where they are", sum(used.values()))


def cppcheck(files=None, accepted=None):
    """cppcheck's own checks, and MISRA C:2012 against the accepted deviations."""
    gate = Gate("cppcheck", version(["cppcheck", "--version"]) + " with its MISRA C:2012 addon")
    files = files or sources(PURE)
    command = ["cppcheck", "--std=c11", "--enable=warning,style,performance,portability", "--addon=misra", "-q",
               "--inline-suppr", "--suppress=missingIncludeSystem", "--template={file}:{line}: [{id}] {message}"]
    status, text = run([*command, *INCLUDES, *DEFINES, *files])
    for line in text.splitlines():
        if re.match(r"\S+:\d+: \[(?!misra-)", line) or line.startswith("cppcheck: error"):
            gate.find(line)
    if status != 0:
        gate.find(f"cppcheck: exit {status}: {text.strip()[-300:]}")
    judge_misra(gate, text, deviations() if accepted is None else accepted)
    gate.figure("files analysed", len(files))
    return gate


# -- the rest ----------------------------------------------------------------------------------------


def complexity(files=None):
    """pmccabe: McCabe's cyclomatic complexity of every function."""
    gate = Gate("complexity", version(["pmccabe", "-V"]))
    files = files or sources(PURE) + [h for f in PURE for h in sorted(glob.glob(f"{f}/*.h")) if not h.endswith("_test.h")]
    status, text = run(["pmccabe", *files])
    rows = [line.split("\t") for line in text.splitlines() if re.match(r"\d+\t", line)]
    if status != 0 or not rows:
        gate.find(f"pmccabe: exit {status}: {text.strip()[-300:]}")
    for row in rows:
        if int(row[1]) > MOST_COMPLEX:
            gate.find(f"{row[-1]}: complexity {row[1]} is over {MOST_COMPLEX}")
    gate.figure("functions", len(rows))
    gate.figure("largest cyclomatic complexity", max((int(row[1]) for row in rows), default=0), MOST_COMPLEX)
    return gate


def spelling(paths=None):
    """codespell over everything that people read, with the words of .codespellrc left out."""
    gate = Gate("spelling", "codespell " + version(["codespell", "--version"]))
    status, text = run(["codespell", *(paths or TEXTS)])
    for line in text.splitlines():
        if "==>" in line:
            gate.find(line)
    if status not in (0, 65) or (status == 65 and not gate.findings):
        gate.find(f"codespell: exit {status}: {text.strip()[-300:]}")
    return gate
