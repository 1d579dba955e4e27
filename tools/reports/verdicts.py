"""What was judged: verdicts by subject, Wine, the readings that each shows."""
import collections
import os
import re

from common import RESULTS, table

SUBJECTS = [
    ("ref", "the reference, built in (API and wire)", "make certify"),
    ("so", "the reference as libclusapi.so", "make certify"),
    ("rpc", "clusd, the reference server, over TCP", "make certify-rpc"),
    ("tcp", "the reference's API, served by clusd over TCP", "make certify-rpc"),
    ("windows", "the reference as clusapi.dll, under Wine", "make certify-windows"),
    ("wine", "Wine's own clusapi.dll", "make certify-wine"),
]
VERDICTS = ["pass", "fail", "crash", "timeout", "unimplemented", "skipped", "observed", "inconclusive"]


def verdicts(run, profile):
    return collections.Counter(c["verdicts"][profile]["verdict"] for c in run["cases"])


def section_verdicts(runs):
    print("## Verdicts\n")
    rows = []
    for name, what, command in SUBJECTS:
        run = runs.get(name)
        if run is None:
            rows.append([what, "-", f"did not run: `{command}`"] + [""] * len(VERDICTS))
            continue
        for profile in ("sdk", "strict"):
            counted = verdicts(run, profile)
            rows.append([what, profile, f"`{command}`"] + [counted[v] or "." for v in VERDICTS])
    table(["subject", "profile", "printed by"] + VERDICTS, rows)


def clauses_of(run, verdict):
    found = collections.Counter()
    for case in run["cases"]:
        if case["verdicts"]["sdk"]["verdict"] == verdict:
            found.update(case["clauses"])
    return found


def known_reasons():
    reasons, pattern = [], None
    with open("conformance/known/wine-8.0", encoding="utf-8") as file:
        for line in file:
            if line.startswith("known "):
                pattern = line.split()[1]
            elif line.startswith("why ") and pattern:
                reasons.append((pattern, line[4:].strip()))
    return reasons


def section_wine(run):
    print("## A foreign implementation: Wine 8.0's clusapi.dll\n")
    if run is None:
        print("Did not run: `make certify-wine`.\n")
        return
    counted = verdicts(run, "sdk")
    failed = clauses_of(run, "fail")
    kept = sorted(set(clauses_of(run, "pass")) - set(failed))
    absent, stubs = set(), set()
    for case in run["cases"]:
        for step in case["steps"]:
            call = re.match(r"(?:each |repeat \d+ )?(?:\w+ = )?(\w+)\(", step["step"].strip())
            if call and step.get("answer", "").startswith("absent"):
                absent.add(call.group(1))
            elif call and step.get("answer", "").startswith("stub"):
                stubs.add(call.group(1))
    print(f"The file judged: `{run['loaded']}`, as Debian's package wine64 brings it. {counted['pass']} cases pass under `sdk`, "
          f"{counted['fail']} fail, {counted['unimplemented']} meet a function that is not there.\n")
    print(f"- **Keeps** (no case of the clause fails): {', '.join(kept) or 'nothing'}.")
    print(f"- **Breaks** (clauses named by the cases that fail): {', '.join(sorted(failed))}.")
    print(f"- **Lacks:** {len(stubs)} functions that only say they are stubs ({', '.join(sorted(stubs))}) and "
          f"{len(absent)} that are not exported ({', '.join(sorted(absent))}).\n")
    print("Why each failure is one (`conformance/known/wine-8.0`):\n")
    table(["case", "reason"], [(f"`{p}`", why) for p, why in known_reasons()])


def section_matrix():
    print("## Which reading each implementation shows\n")
    path = f"{RESULTS}/compare.md"
    if not os.path.exists(path):
        print("Did not run: `make compare`, after the runs named above and `make innocent`.\n")
        return
    with open(path, encoding="utf-8") as file:
        parts = re.split(r"^### ", file.read(), flags=re.M)
    print("Printed by `make compare` (`clus-cts compare` of saved runs), which also lists every verdict that differs. `innocent-*` are correct "
          "vendors that take other readings on purpose (`conformance/innocent`).\n")
    for part in parts:
        if part.startswith(("Judged by", "Which reading")):
            print(part.partition("\n")[2].strip() + "\n")
