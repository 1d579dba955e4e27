"""What the fuzz kit did: executions, planted bugs, Samba's decoder."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fuzz"))
import sources  # noqa: E402
from common import RESULTS, fields_of, records, table  # noqa: E402


def section_executions():
    path = f"{RESULTS}/fuzz.json"
    print("## Fuzzing\n")
    if not os.path.exists(path):
        print("Did not run: `make fuzz`, `make fuzz-afl`.\n")
        return
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    these = sources.digest()
    for row in rows:
        row["on_these"] = row.get("on_these", 0) if row.get("sources") == these else 0
    print(f"Every target under ASan and UBSan (`make fuzz`, `make fuzz-afl`): {sum(row['in_all'] for row in rows):,} executions in all "
          f"runs, {sum(row['on_these'] for row in rows):,} of them on the reference and the targets as they are now; what was found is kept in `fuzz/regressions/` and replayed by `make check`.\n")
    table(["engine", "target", "executions in all", "on these sources", "in the last run", "its seconds", "inputs kept", "found in it"],
          [(row["engine"], row["target"], f"{row['in_all']:,}", f"{row['on_these']:,}", f"{row['executions']:,}", row["seconds"], row["corpus"], row["found"])
           for row in rows])


def median(runs, what):
    """The lower median; a run that found nothing would have taken more than all that did."""
    missed, value = sorted((not run["found"], run[what]) for run in runs)[(len(runs) - 1) // 2]
    return ("≥ " if missed else "") + (f"{value:.1f}" if what == "cpu" else f"{value}")


def section_planted():
    path = f"{RESULTS}/fuzz-bench.json"
    print("## Does the fuzz kit find bugs?\n")
    if not os.path.exists(path):
        print("Did not run: `make fuzz-bench`.\n")
        return
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    print("Printed by `make fuzz-bench`: bugs planted one at a time (`fuzz/planted/`), none of which the seeds trigger. For each engine, "
          "with our mutator and without: in how many runs it was found, then the medians of executions and CPU seconds. Same seeds and "
          f"dictionary everywhere; cmplog {rows[0]['cmplog']}; a run ends after {max(row['limit'] for row in rows)} CPU seconds, "
          "shown as ≥.\n")
    kinds = {b[0].split(None, 1)[1]: b[2].split(None, 1)[1] for b in records("fuzz/planted/planted.table", "planted")}
    columns = [(e, m) for e in ("libfuzzer", "afl") for m in ("with", "without")]
    cells = {(row["bug"], row["engine"], row["mutator"]): row["runs"] for row in rows}
    table(["bug", "class"] + [f"{e}, {m}" for e, m in columns],
          [[f"`{bug}`", kinds[bug]] + [shown_runs(cells.get((bug, e, m))) for e, m in columns] for bug in kinds])


def shown_runs(runs):
    if not runs:
        return "did not run"
    found = sum(run["found"] for run in runs)
    return f"{found}/{len(runs)}: {median(runs, 'executions')}, {median(runs, 'cpu')} s"


def section_samba():
    path = f"{RESULTS}/samba.txt"
    print("## A foreign decoder: Samba's NDR\n")
    if not os.path.exists(path):
        print("Did not run: `make samba-survey` (it needs Debian's samba-libs).\n")
        return
    with open(path, encoding="utf-8") as file:
        lines = [line.strip().split(" ", 1) for line in file]
    said = {word: rest for word, rest in lines if word != "seen"}
    seen = dict(rest.split() for word, rest in lines if word == "seen")
    print(f"{said['vendor']} beside the reference over {int(said['compared']):,} generated stubs and mutations of them, every method, both "
          f"directions, NDR, big-endian NDR and NDR64 (`make samba-survey`; `make fuzz-samba` goes on from the corpus). "
          f"Differences that `fuzz/known/samba-4.17` does not list: {said['unlisted']}. A **fault** is one where a document says "
          "otherwise; **permitted**, where it allows what Samba does or asks nothing of a receiver; **open**, where the documents are "
          "silent or a reading decides. Each stub is the smallest that shows it; of a reply, the request's follows.\n")
    rows = []
    for record in records("fuzz/known/samba-4.17", "differs"):
        f = fields_of(record)
        name, kind = f["differs"][0].split()
        stubs = "; ".join(f"`{stub}`" for stub in f["stub"])
        rows.append([name, kind.replace("-", " "), f["verdict"][0], seen.get(name, "0"), f["vendor"][0], f["why"][0], stubs])
    table(["difference", "class", "verdict", "stubs", "Samba", "documents", "smallest stub"], rows)
