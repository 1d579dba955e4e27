"""A run over many mutants: which, in what order, what is kept, what is reported."""
import collections
import concurrent.futures
import fnmatch
import json
import os
import random
import re
import subprocess
import threading
import time

import equivalents
import tree
import trial

RESULTS = "build/results"
HOW = ["suite", "units", "corpus", "same-code", "equivalent", "none"]
BY_SANITIZER = re.compile(r"under (ASan|MSan)\.$")  # it reads what it may not: without one luck decides who notices
LIVED = ("none", "alive", "same-code")


def number_alike(mutants):
    """Mutants that look alike are told apart by their order in the function."""
    seen = collections.Counter()
    for mutant in mutants:
        alike = (mutant["file"], mutant["function"], mutant["text"], mutant["change"])
        seen[alike] += 1
        mutant["nth"] = seen[alike]


def deciding_files(how, by):
    """What a finding rests on."""
    reference = [p for p in tree.files_in("ref") if "_test" not in os.path.basename(p)]
    tool = [f"{tree.HERE}/{name}" for name in ("places.py", "mutant.h", "judge.c")]
    if how == "units":
        folder = os.path.dirname(by)
        return [*reference, *tool, f"{by}.c", *[p for p in tree.files_in(folder) if p.endswith("_test.h")]]
    if how == "suite":
        return [*reference, *tool, *tree.files_in("conformance", "spec")]
    if how == "corpus":
        return [*reference, *tool, *tree.files_in("conformance", "spec", "fuzz")]
    return [*reference, *tool, *tree.files_in("conformance", "spec", "fuzz")]  # and what Kept.tests says


class Kept:
    """What was found about each mutant, on disk as it is found. That something noticed a mutant counts while the
    reference and what noticed it are the same; that nothing did, while nothing has changed. Where only unit tests of ref
    have, these alone are asked again. Of what no longer counts only is of use what noticed the mutant then: it is asked
    first."""

    def __init__(self, fresh):
        self.path, self.lock = f"{tree.TOP}/found.jsonl", threading.Lock()
        self.states, self.found, self.hints, self.again = {}, {}, {}, {}
        names = [p[:-2] for p in tree.files_in("ref") if p.endswith("_test.c")]
        self.tests, self.asked = {name: self.state("units", name) for name in names}, {}
        if not fresh and os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                for line in file:
                    self.read(json.loads(line))

    def read(self, entry):
        if "tests" in entry:
            self.asked = entry["tests"]
            return
        key = entry["key"]
        self.found.pop(key, None)
        self.again.pop(key, None)
        if entry["by"]:
            self.hints[key] = entry["by"]
        if entry["state"] != self.state(entry["how"], entry["by"]):
            return
        changed = [name for name, state in self.tests.items() if self.asked.get(name) != state]
        if entry["how"] in LIVED and changed:
            self.again[key] = changed
        else:
            self.found[key] = (entry["how"], entry["by"])

    def state(self, how, by):
        which = by if how == "units" else how if how in ("suite", "corpus") else "all"
        if which not in self.states:
            self.states[which] = tree.digest(deciding_files(how, by))
        return self.states[which]

    def keep(self, mutant, how, by):
        key = trial.key_of(mutant)
        with self.lock:
            self.found[key] = (how, by)
            with open(self.path, "a", encoding="utf-8") as file:
                if how in LIVED and self.asked != self.tests:
                    self.asked = self.tests
                    file.write(json.dumps({"tests": self.tests}) + "\n")
                file.write(json.dumps({"state": self.state(how, by), "key": key, "how": how, "by": by}) + "\n")


def chosen(mutants, wanted):
    """The mutants that were asked for."""
    part, parts = (int(n) for n in wanted.shard.split("/"))
    some = [m for m in mutants if fnmatch.fnmatch(m["file"], wanted.files) and m["number"] % parts == part - 1]
    if wanted.sample and wanted.sample < len(some):
        some = sorted(random.Random(wanted.seed).sample(some, wanted.sample), key=lambda m: m["number"])
    return some


def judge_all(mutants, reach, kept, jobs):
    """Every job takes a stretch of neighbours: what kills one often kills the next."""
    queue = [mutants[n:n + 50] for n in range(0, len(mutants), 50)][::-1]
    errors, done = [], [0]

    def work():
        judge = trial.Trial(reach, kept.hints)
        try:
            while queue and not errors:
                for mutant in queue.pop():
                    kept.keep(mutant, *judge.judge_mutant(mutant, kept.again.get(trial.key_of(mutant))))
                    done[0] += 1
                print(f"mutate: {time.strftime('%H:%M:%S')} {done[0]} of {len(mutants)}", flush=True)
        except (tree.Broken, OSError) as error:
            errors.append(error)
        finally:
            judge.close()
    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def machine_code(path, number):
    """What gcc makes of a source with one mutant; 0: with none."""
    source = f"{tree.TREE}/{path}"
    done = subprocess.run(["gcc", "-std=c11", "-O2", "-w", "-fwrapv", f"-DMUTANT_FIXED={number}", "-include", f"{tree.HERE}/mutant.h",
                           *[f"-I{tree.TREE}/{i}" for i in tree.INCLUDES], "-S", "-o", "-", source],
                          stdout=subprocess.PIPE, check=True)
    return done.stdout


def same_code(mutant, unchanged):
    """Whether gcc makes the same of it: then there is nothing that could be noticed. Headers are in many
    sources, and are not looked at."""
    path = mutant["file"]
    return path.endswith(".c") and machine_code(path, mutant["number"]) == unchanged[path]


def explain(mutants, kept, jobs):
    """Tells survivors that are equivalent from those that nobody explained."""
    lived = [m for m in mutants if kept.found[trial.key_of(m)][0] == "none"]
    unchanged = {path: machine_code(path, 0) for path in {m["file"] for m in lived} if path.endswith(".c")}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for mutant, same in zip(lived, pool.map(lambda m: same_code(m, unchanged), lived)):
            kept.keep(mutant, "same-code" if same else "alive", "")


def report(mutants, kept, listed, wanted):
    files, survivors, killed = {}, [], []
    for mutant in mutants:
        how, by = kept.found[trial.key_of(mutant)]
        reason = listed.reason(mutant)
        how = "none" if how == "alive" else how
        if reason and how == "none":
            how = "equivalent"
        elif reason and how != "same-code" and not BY_SANITIZER.search(reason):
            killed.append(f"{equivalents.place(mutant)}: listed as equivalent, but {by} notices it")
        row = files.setdefault(mutant["file"], dict.fromkeys(HOW, 0))
        row[how] += 1
        if how == "none":
            survivors.append(equivalents.place(mutant))
    whole = wanted.files == "*" and wanted.shard == "1/1" and not wanted.sample
    stale = killed + (listed.unused() if whole else [])
    result = {"whole": whole, "sample": wanted.sample, "seed": wanted.seed, "mutants": len(mutants), "files": files,
              "survivors": survivors, "stale": stale}
    os.makedirs(RESULTS, exist_ok=True)
    name = "mutate" if whole else "mutate-part"
    with open(f"{RESULTS}/{name}.json", "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    return result


def say(result):
    for text in result["survivors"]:
        print(f"survives: {text}")
    for text in result["stale"]:
        print(f"stale: {text}")
    total = collections.Counter()
    print(f"{'file':34}" + "".join(f"{how:>11}" for how in HOW))
    for path, row in sorted(result["files"].items()):
        print(f"{path:34}" + "".join(f"{row[how]:11}" for how in HOW))
        total.update(row)
    print(f"{'all':34}" + "".join(f"{total[how]:11}" for how in HOW))


def run(wanted):
    """Exit status: 1 if a mutant lives that nobody explained, or the list of equivalents is stale."""
    listed = equivalents.Listed(f"{tree.HERE}/equivalent")
    mutants = tree.build()
    number_alike(mutants)
    kept = Kept(wanted.fresh)
    some = chosen(mutants, wanted)
    left = [m for m in some if trial.key_of(m) not in kept.found]
    print(f"mutate: {len(some)} of {len(mutants)} mutants, {len(left)} of them not judged yet", flush=True)
    if left:
        judge_all(left, trial.Reach(mutants), kept, wanted.jobs)
    explain(some, kept, wanted.jobs)
    result = report(some, kept, listed, wanted)
    say(result)
    passed = not result["survivors"] and not result["stale"]
    print(f"mutate: {'passed' if passed else 'FAILED'}: {len(result['survivors'])} survivors without a reason; "
          f"{len(result['stale'])} entries that are wrong")
    return 0 if passed else 1
