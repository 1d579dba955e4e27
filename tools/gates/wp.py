"""Frama-C's WP over the files whose functions have contracts: every goal proved, of every contract and of
every operation that C leaves undefined.

tools/prove/unproved lists what is taken without proof, with reasons. What provers once found is kept in
tools/prove/proofs, so that they run again only for functions with goals that are new: `WP_KEEP=1 tools/gate
prove wp` adds those; without the file it writes all anew.
"""
import collections
import glob
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

from common import Gate, run, version

SESSION = "build/prove/wp"
PROOFS = "tools/prove/proofs"

# A source, and the files whose functions are proved when it is read.
UNITS = [
    ("ref/wire/builder.c", ["ref/wire/builder.c", "ref/wire/align.h"]),
    ("ref/wire/pdu_frame.c", ["ref/wire/cursor.h"]),
    ("ref/wire/ndr_read.c", ["ref/wire/ndr.h", "ref/wire/ndr_read.c"]),
    ("ref/wire/ndr_write.c", ["ref/wire/ndr_write.c"]),
    ("ref/core/access.c", ["ref/core/access.c"]),
    ("ref/core/handle.c", ["ref/core/handle.c", "ref/core/handle_value.h"]),
    ("ref/core/handle_lists.c", ["ref/core/handle_lists.c"]),
    ("ref/core/name.c", ["ref/core/name.c"]),
]
# Values are written whole: what their fields are is not to be left out of the goals, as WP would.
WHOLE_VALUES = ["-wp-no-filter", "-wp-no-filter-init"]
# Octets are put together by shifts, of which the provers know too little without a tactic.
BITS = "ref/wire/pdu_frame.c"
BY_BITS = ["-wp-prover", "tip,cvc4,z3", "-wp-auto", "wp:bitshift"]
FUNCTION = re.compile(r"^(?:static |inline |const |struct |enum )*\w+ \**(\w+)\([^;{]*\)\n\{", re.MULTILINE)
CLAUSE = re.compile(r"[A-Z]+_\d+[a-z]?(?=_|$)")
SECONDS = 120
GOAL = re.compile(r"^\[wp\] \[([^\]]+)\] Goal (\w+)([^\n]*)", re.MULTILINE)


def functions(path):
    """The functions that a file defines."""
    with open(path, encoding="utf-8") as file:
        return FUNCTION.findall(file.read())


def assumed(path):
    """What the annotations of a file take for granted."""
    with open(path, encoding="utf-8") as file:
        return [" ".join(text.split()) for text in re.findall(r"\b((?:admit|axiom)\b[^;]*);", file.read())]


def read_list(gate, path="tools/prove/unproved"):
    """FILE | FUNCTION, or what is assumed | REASON"""
    entries = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            parts = [part.strip() for part in line.split(" | ")]
            if line.startswith("#") or not line.strip():
                continue
            if len(parts) != 3 or len(parts[2]) < 20:
                gate.find(f"{path}:{number}: FILE | FUNCTION or ASSUMPTION | REASON is wanted")
            else:
                entries[(parts[0], parts[1])] = parts[2]
    return entries


def prover_settings():
    """Why3's list of the provers that are installed, apart from the user's own."""
    os.makedirs("build/prove", exist_ok=True)
    settings = {"WHY3CONFIG": os.path.abspath("build/prove/why3.conf")}
    if not os.path.exists(settings["WHY3CONFIG"]):
        run(["why3", "config", "detect"], settings)
    return settings


def session(unit):
    return f"{SESSION}/{os.path.basename(unit)}"


def unpack():
    """The proofs that are kept, as the files that WP looks for."""
    shutil.rmtree(SESSION, ignore_errors=True)
    for unit, _ in UNITS:
        os.makedirs(f"{session(unit)}/cache")
        os.makedirs(f"{session(unit)}/script")
    if os.path.exists(PROOFS):
        with open(PROOFS, encoding="utf-8") as file:
            for line in file:
                name, text = line.rstrip("\n").split(" ", 1)
                with open(f"{SESSION}/{name}", "w", encoding="utf-8") as proof:
                    proof.write(text)


def pack():
    lines = []
    for path in sorted(glob.glob(f"{SESSION}/*/*/*.json")):
        with open(path, encoding="utf-8") as file:
            text = " ".join(file.read().split())  # "1." is no JSON
        if '"valid"' in text:
            lines.append(f"{os.path.relpath(path, SESSION)} {text}\n")
    with open(PROOFS, "w", encoding="utf-8") as file:
        file.writelines(lines)


def ask(unit, names, mode, includes=("ref",)):
    """Runs WP on functions of a source, and on its lemmas. Gives its exit status and what it printed.
    mode: "offline" takes what is kept and runs no prover, "update" runs them and keeps what they find, "none" runs
    them and keeps nothing."""
    flags = " ".join(f"-I{i}" for i in includes)
    command = ["frama-c", "-no-autoload-plugins", "-load-module", "wp,rtegen,eva", "-machdep", "gcc_x86_64",
               f"-cpp-extra-args={flags}", "-wp-rte", "-wp-split", "-wp-timeout", str(SECONDS),
               "-wp-par", "1", "-wp-cache", mode, "-wp-session", session(unit), *(WHOLE_VALUES if "ndr" in unit else []),
               *(BY_BITS if unit == BITS else ["-wp-prover", "cvc4,z3"]), unit]
    results = [run([*command, "-wp", *chosen], prover_settings(), timeout=7200)
               for chosen in ((["-wp-fct", ",".join(names)] if names else []), ["-wp-prop", "@lemma"]) if chosen]
    return max(status for status, _ in results), "".join(text for _, text in results)


def prove(unit, names):
    """The goals of a source from what is kept; what is not kept is proved, and kept, first."""
    status, text = ask(unit, names, "offline")
    lacking = {function_of(goal, names) for prover, goal, said in GOAL.findall(text) if not is_proved(prover, said)}
    if lacking:
        ask(unit, sorted(lacking & set(names)), "update")
        status, text = ask(unit, names, "offline")
    return status, text


def is_proved(prover, said):
    return prover != "Failed" and ": Valid" in said


def function_of(goal, names):
    """The function that a goal is of: the longest name that fits."""
    fits = [n for n in names if goal.startswith(f"typed_{n}_")]
    return max(fits, key=len) if fits else "lemmas"


def judge(gate, unit, names, status, text):
    """Goals by function, and their clauses; a finding for what is not proved and for what has no contract."""
    goals, clauses = collections.Counter(), collections.defaultdict(set)
    for prover, goal, said in GOAL.findall(text):
        name = function_of(goal, names)
        goals[name] += 1
        if not is_proved(prover, said):
            gate.find(f"{unit}: {name}: not proved: {goal}")
        contract = goal[len(f"typed_{name}"):]
        if "_ensures_" in contract:
            clauses[name].update(c.replace("_", "-") for c in CLAUSE.findall(contract.split("_ensures_")[1]))
    totals = re.findall(r"^\[wp\] Proved goals: +(\d+) / (\d+)", text, re.MULTILINE)
    if status != 0 or not totals or any(t[0] != t[1] for t in totals) or sum(int(t[1]) for t in totals) != sum(goals.values()):
        gate.find(f"{unit}: frama-c did not prove it all: exit {status}: {totals or text[-300:]}")
    for name in names:
        if f"Goal typed_{name}_ensures" not in text:
            gate.find(f"{unit}: {name}: nothing is said of what it does")
    return goals, clauses


def judge_assumed(gate, path, entries):
    for text in assumed(path):
        if (path, text) not in entries:
            gate.find(f"{path}: assumed, but not in tools/prove/unproved: {text}")


def wp():
    """WP over all units."""
    gate = Gate("prove-wp", "Frama-C " + version(["frama-c", "-version"]) + ", WP; "
                + ", ".join(version([p, "--version"]) for p in ("why3", "z3", "cvc4")))
    entries, count = read_list(gate), 0
    unpack()
    names_of = {p: functions(p) for _, paths in UNITS for p in paths}
    known = [(p, n) for p, names in names_of.items() for n in names] + [(p, t) for p in names_of for t in assumed(p)]
    for entry in entries:
        if entry not in known:
            gate.find(f"tools/prove/unproved: {' | '.join(entry)}: it is not there")
    wanted = [[n for p in paths for n in names_of[p] if (p, n) not in entries] for _, paths in UNITS]
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda unit, names: prove(unit[0], names), UNITS, wanted))
    for (unit, paths), names, (status, text) in zip(UNITS, wanted, said):
        goals, clauses = judge(gate, unit, names, status, text)
        count += sum(goals.values())
        for name in sorted(goals):
            gate.figure(f"{paths[0]}: {name}" + "".join(f" {c}" for c in sorted(clauses[name])), goals[name], "all proved")
        for path in paths:
            judge_assumed(gate, path, entries)
    gate.figure("goals proved", count if gate.passed() else "not all")
    for (path, what), reason in sorted(entries.items()):
        gate.figure(f"taken without proof: {path}: {what}", reason)
    if os.environ.get("WP_KEEP") and gate.passed():
        pack()
    return gate
