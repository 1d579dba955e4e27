"""covered.py: has each promise a vendor that breaks it?

Reads what `trace` prints and says which clauses that bind implementations, and which ambiguities that the profile strict decides, are broken by no
library of faults*.table and no server of wire.py. What cannot be broken stands in without.table with the reason. Exit 1 if something is missing, or
listed wrongly.
"""
import fnmatch
import os
import re
import sys

sys.dont_write_bytecode = True
import wire
from wire_proxy import FAULTS

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.split(maxsplit=2) for line in file if line.strip() and not line.startswith("#")]


def main():
    with open(os.path.join(HERE, "..", "..", "spec", "profiles"), encoding="utf-8") as file:
        decided = set(re.findall(r"^choose +(AMB-\d+)", file.read(), re.M))
    known, promises = set(), []
    for line in sys.stdin:
        match = re.match(r"([A-Z]+-\d+[a-z]?) +(implementation|ambiguity|caller|nobody) +(untestable)?", line)
        if match:
            name, kind, untestable = match.groups()
            known.add(name)
            if not untestable and (kind == "implementation" or name in decided):
                promises.append(name)
    broken = {}
    tables = rows("faults.table") + rows("faults_by_kind.table") + [[name, kind.must, kind.may] for name, kind in FAULTS.items()]
    for fault, must, _ in tables:
        for promise in must.split(","):
            broken.setdefault(promise, fault)
    reasons = {name: why for name, *why in rows("without.table")}
    problems = [f"{fault} breaks {name}, which is no clause or ambiguity" for name, fault in broken.items()
                if name not in known and not fnmatch.filter(known, name)]
    for name in promises:
        has = any(fnmatch.fnmatchcase(name, pattern) for pattern in broken)
        if not has and name not in reasons:
            problems.append(f"{name} is broken by no fault: write one (faults*.table, wire_*.py), or say why there is none in without.table")
        if has and name in reasons:
            problems.append(f"{name} stands in without.table, and a fault breaks it")
    problems += [f"{name} stands in without.table, and needs no fault" for name in reasons if name not in promises]
    print("\n".join(problems + [f"{len(promises)} promises, {len(promises) - len(reasons)} of them broken by a fault, {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
