"""Runs fuzz targets for a time each, two side by side, and fails if one of them found something.

    run.py ENGINE SECONDS TARGET...       ENGINE: libfuzzer or afl; run at the top of the sources

Inputs come from build/corpus/TARGET and grow in build/fuzz/grown; what was found is kept in
build/fuzz/found. afl-fuzz exits 0 whatever it found: its fuzzer_stats are read. Each target's
figures are printed and written to build/results/fuzz.json, one line for each engine and target:
"in_all" counts the executions of all runs so far, "on_these" those since "sources" last changed.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import sources

CORPUS = pathlib.Path("build/corpus")
FUZZ = pathlib.Path("build/fuzz")
RESULTS = pathlib.Path("build/results/fuzz.json")
JOBS = 2
PATIENCE = 60  # seconds, for starting and for reading the corpus
LONGEST = {"pdu": 8192}  # octets of an input, where it is not 4096
MOST_SHOWN = 5
SLOWEST = 10  # seconds that one input may take
AFL = {
    "AFL_NO_UI": "1",
    "AFL_SKIP_CPUFREQ": "1",
    "AFL_NO_AFFINITY": "1",
    "AFL_FAST_CAL": "1",
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
}


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def seeds(target):
    """The target's first inputs; one that says nothing if there are none."""
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        (folder / "empty").write_bytes(b"\0")
    return folder


def dictionary(target, option):
    words = CORPUS / f"{target}.dict"
    return [f"{option}{words}"] if words.is_file() and words.stat().st_size > 0 else []


def ran(command, seconds, environment=None):
    """Exit status and output; a run that does not end is ended."""
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds + PATIENCE,
            env={**os.environ, **(environment or {})},
            check=False,
        )
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as late:
        return 1, (late.stdout or b"").decode(errors="replace") + "\nit did not end in time\n"


def number(pattern, text):
    found = re.findall(pattern, text, re.MULTILINE)
    return int(float(found[-1])) if found else 0


def libfuzzer(target, seconds):
    grown = FUZZ / "grown" / "libfuzzer" / target
    grown.mkdir(parents=True, exist_ok=True)
    found = fresh(FUZZ / "found" / "libfuzzer" / target)
    status, output = ran(
        [
            FUZZ / "libfuzzer" / target,
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST.get(target, 4096)}",
            f"-timeout={SLOWEST}",
            f"-artifact_prefix={found}/",
            "-print_final_stats=1",
            *dictionary(target, "-dict="),
            grown,
            seeds(target),
        ],
        seconds,
    )
    kept = sorted(str(path) for path in found.iterdir())
    return {
        "executions": number(r"^stat::number_of_executed_units: *(\d+)", output),
        "corpus": len(list(grown.iterdir())),
        "found": kept or ([] if status == 0 else ["(no input was kept)"]),
        "says": "" if status == 0 else output,
    }


def afl(target, seconds):
    folder = fresh(FUZZ / "grown" / "afl" / target)
    mutator = FUZZ / "mutator" / f"{target}.so"
    environment = dict(AFL)
    if mutator.is_file():
        environment["AFL_CUSTOM_MUTATOR_LIBRARY"] = str(mutator.resolve())
    status, output = ran(
        ["afl-fuzz", "-V", str(seconds), "-s", "1", "-m", "none", "-t", f"{1000 * SLOWEST}"]
        + ["-G", str(LONGEST.get(target, 4096)), "-i", seeds(target), "-o", folder]
        + [word for name in dictionary(target, "") for word in ("-x", name)]
        + ["--", FUZZ / "afl" / target],
        seconds,
        environment,
    )
    stats = folder / "default" / "fuzzer_stats"
    text = stats.read_text() if stats.is_file() else ""
    kept = [
        str(path)
        for kind in ("crashes", "hangs")
        for path in sorted((folder / "default" / kind).glob("id:*"))
    ]
    clean = re.search(r"^saved_crashes +: 0$", text, re.MULTILINE) and re.search(
        r"^saved_hangs +: 0$", text, re.MULTILINE
    )
    return {
        "executions": number(r"^execs_done +: (\d+)", text),
        "corpus": number(r"^corpus_count +: (\d+)", text),
        "found": kept or ([] if clean and status == 0 else ["(afl-fuzz did not run to its end)"]),
        "says": "" if clean and status == 0 else output,
    }


ENGINES = {"libfuzzer": libfuzzer, "afl": afl}


def earlier():
    lines = RESULTS.read_text().splitlines() if RESULTS.is_file() else []
    return {(line["engine"], line["target"]): line for line in map(json.loads, lines)}


def keep(engine, seconds, results):
    lines, these = earlier(), sources.digest()
    for target, result in results.items():
        before = lines.get((engine, target), {})
        same = before.get("on_these", 0) if before.get("sources") == these else 0
        lines[engine, target] = {
            "engine": engine,
            "target": target,
            "seconds": seconds,
            "executions": result["executions"],
            "in_all": before.get("in_all", 0) + result["executions"],
            "on_these": same + result["executions"],
            "sources": these,
            "corpus": result["corpus"],
            "found": len(result["found"]),
        }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text("".join(json.dumps(lines[key]) + "\n" for key in sorted(lines)))
    return sum(line["in_all"] for line in lines.values())


def main(engine, seconds, *targets):
    seconds = int(seconds)
    print(f"{'target':12} {'executions':>12} {'per second':>12} {'corpus':>8} found")
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        runs = {target: pool.submit(ENGINES[engine], target, seconds) for target in targets}
        results = {}
        for target, run in runs.items():
            results[target] = result = run.result()
            rate = result["executions"] // seconds
            print(
                f"{target:12} {result['executions']:12,} {rate:12,} {result['corpus']:8,} "
                f"{len(result['found'])}",
                flush=True,
            )
    in_all = keep(engine, seconds, results)
    bad = {target: result for target, result in results.items() if result["found"]}
    for target, result in bad.items():
        print("\n".join(result["says"].splitlines()[-30:]))
        for path in result["found"][:MOST_SHOWN]:
            print(f"found: {path}\n  again: make V=asan targets && build/fuzz/asan/{target} '{path}'")
    total = sum(result["executions"] for result in results.values())
    idle = [target for target, result in results.items() if result["executions"] == 0]
    print(f"{engine}: {total:,} executions, {len(bad)} of {len(results)} targets found something; {in_all:,} in all runs")
    if idle:
        print(f"{engine}: not run: {' '.join(idle)}")
    return 1 if bad or idle else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
