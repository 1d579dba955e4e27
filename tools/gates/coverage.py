"""Lines, branches and MC/DC of the pure heart. Thresholds are 100 %; what is left out needs a reason."""
import glob
import json
import os
import re
import shutil

from common import PURE, SWEEPS_THINNED, Gate, build, programs, run, run_corpus, run_suite, run_units, sources, version

PERCENT = 100.0


def check_exclusions(gate):
    """A marker that leaves a line out of the count says why, on the same line."""
    for path in [p for folder in PURE for p in sorted(glob.glob(f"{folder}/*.[ch]"))]:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                marker = re.search(r"[GL]COVR?_EXCL_\w+(.*)", line)
                if marker and len(marker.group(1).strip(" */:")) < 10:
                    gate.find(f"{path}:{number}: left out of the count without a reason")


def gcovr(gate, objects, *more, folders=tuple(PURE)):
    """gcovr's own summary of what the counters under `objects` say of the sources in some folders. Where it
    is not told where to look it looks everywhere below, Wine's drives included, which are links out of here."""
    summary = f"{objects}/summary.json"
    command = ["gcovr", "-r", ".", objects, "--object-directory", objects, "-e", r".*_test\.[ch]", "--json-summary", summary, *more]
    for folder in folders:
        command += ["-f", folder + "/"]
    status, text = run(command)
    if status != 0 or not os.path.exists(summary):
        gate.find("gcovr: " + text.strip()[-400:])
        return {}
    with open(summary, encoding="utf-8") as file:
        return json.load(file)


def judge_gcovr(gate, summary, detail):
    """100 % of lines and branches, each line that falls short by its place."""
    for what in ("line", "branch"):
        covered, total = summary.get(f"{what}_covered", 0), summary.get(f"{what}_total", 0)
        value = 100.0 * covered / total if total else 0.0
        gate.figure(f"{what} coverage, %", round(value, 2), PERCENT)
        gate.figure(f"{what}es counted" if what == "branch" else f"{what}s counted", total)
        if total == 0 or covered != total:
            gate.find(f"{what} coverage is {value:.2f} %: {covered} of {total}")
    for file in detail.get("files", []):
        for line in file["lines"]:
            missed = [n for n, b in enumerate(line["branches"]) if b["count"] == 0]
            if not line.get("gcovr/noncode") and (line["count"] == 0 or missed):
                what = "never run" if line["count"] == 0 else f"branches {missed} never taken"
                gate.find(f"{file['file']}:{line['line_number']}: {what}")


def read_json(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def coverage():
    """gcovr: 100 % lines and branches of ref/core and ref/wire from the suite, the unit tests and the corpus."""
    gate = Gate("coverage", version(["gcovr", "--version"]) + ", " + version(["gcc", "--version"]))
    check_exclusions(gate)
    objects = "build/coverage/obj"
    if not build(gate, "coverage", "build/coverage/clus-cts", "unit-programs"):
        return gate
    for path in glob.glob(f"{objects}/**/*.gcda", recursive=True):
        os.remove(path)
    for path in sources(PURE):
        if not os.path.exists(f"{objects}/{path[:-2]}.gcno"):
            gate.find(f"{path}: not counted at all")
    run_suite(gate, "coverage")
    alone = gcovr(gate, objects)
    gate.figure("line coverage by the suite alone, %", alone.get("line_percent", 0))
    gate.figure("branch coverage by the suite alone, %", alone.get("branch_percent", 0))
    run_units(gate, "coverage", lambda program: SWEEPS_THINNED)
    run_corpus(gate, "coverage")
    html, detail = "build/coverage/html", f"{objects}/detail.json"
    shutil.rmtree(html, ignore_errors=True)
    os.makedirs(html)
    summary = gcovr(gate, objects, "--json", detail, "--html-details", f"{html}/index.html")
    judge_gcovr(gate, summary, read_json(detail))
    return gate


# -- MC/DC ------------------------------------------------------------------------------------------


def decisions(export):
    """Every decision with which of its conditions were shown to count, over all copies of it."""
    shown = {}
    for function in export["data"][0].get("functions", []):
        for record in function.get("mcdc_records", []):
            place = (function["filenames"][record[4]], *record[:4])
            old = shown.get(place, [False] * len(record[6]))
            shown[place] = [a or b for a, b in zip(old, record[6])]
    return shown


def judge_mcdc(gate, export):
    """100 % by the totals of llvm-cov; each condition that falls short by its place."""
    totals = export["data"][0]["totals"]["mcdc"]
    percent = totals["percent"]
    gate.figure("MC/DC, %", round(percent, 2), PERCENT)
    gate.figure("conditions counted", totals["count"])
    if totals["count"] == 0 or totals["covered"] != totals["count"]:
        gate.find(f"MC/DC is {percent:.2f} %: {totals['covered']} of {totals['count']} conditions")
    for (path, line, _, _, _), shown in sorted(decisions(export).items()):
        missed = [n + 1 for n, yes in enumerate(shown) if not yes]
        if missed and not re.search(r"_test\.[ch]$", path):
            gate.find(f"{os.path.relpath(path)}:{line}: conditions {missed} of {len(shown)} never decided alone")


def counted_in(folders):
    """The absolute paths of the sources and headers in some folders, but for the tests'."""
    found = [p for f in folders for p in sorted(glob.glob(f"{f}/*.[ch]"))]
    return [os.path.abspath(p) for p in found if not re.search(r"_test\.[ch]$", p)]


def export_mcdc(gate, raw, merged, binaries, folders=tuple(PURE)):
    """What llvm-cov says of the profiles, restricted to some folders."""
    status, text = run(["llvm-profdata-19", "merge", "-o", merged, *raw])
    if status != 0:
        gate.find("llvm-profdata: " + text.strip()[-400:])
        return None
    first, *others = binaries
    objects = [argument for binary in others for argument in ("-object", binary)]
    status, text = run(["llvm-cov-19", "export", "-instr-profile", merged, first, *objects, "-sources", *counted_in(folders)])
    start = text.find('{"data"')
    if status != 0 or start < 0:
        gate.find("llvm-cov: " + text.strip()[-400:])
        return None
    return json.JSONDecoder().raw_decode(text[start:])[0]


def mcdc():
    """clang-19: 100 % modified condition/decision coverage of the same, from the same runs."""
    gate = Gate("mcdc", version(["clang-19", "--version"]))
    for folder in PURE:  # compiled anew, so that clang says again what it cannot count
        shutil.rmtree(f"build/mcdc/obj/{folder}", ignore_errors=True)
    if not build(gate, "mcdc", "build/mcdc/clus-cts", "build/mcdc/libclusapi.so", "unit-programs"):
        return gate
    profiles = os.path.abspath("build/mcdc/profiles")
    shutil.rmtree(profiles, ignore_errors=True)
    os.makedirs(profiles)

    def profile(program):
        return {"LLVM_PROFILE_FILE": f"{profiles}/{os.path.basename(program)}-%m.profraw", **SWEEPS_THINNED}

    run_suite(gate, "mcdc", profile("suite"))
    run_units(gate, "mcdc", profile)
    run_corpus(gate, "mcdc", profile)
    raw = sorted(glob.glob(f"{profiles}/*.profraw"))
    binaries = ["build/mcdc/libclusapi.so", *programs("mcdc", *PURE)]
    export = export_mcdc(gate, raw, "build/mcdc/all.profdata", binaries)
    if export is not None:
        judge_mcdc(gate, export)
    return gate
