#!/usr/bin/env python3
"""The mutation tool on a source of its own: which mutants there are, which a test notices, which it cannot."""
import argparse
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import campaign  # noqa: E402
import equivalents  # noqa: E402
import tree  # noqa: E402

FOLDER = "build/mutate/planted"
SOURCE = """#include <stdbool.h>
#include <stdint.h>
enum { LEFT, RIGHT };
uint32_t smaller(uint32_t a, uint32_t b);
int side(uint32_t a, bool seen);
int side(uint32_t a, bool seen)
{
    int turns = 0;
    switch (a) {
    case 7:
        turns++;
        break;
    default:
        turns += 2;
    }
    return seen && turns == 1 ? LEFT : RIGHT;
}
uint32_t smaller(uint32_t a, uint32_t b)
{
    uint32_t unread = 0;
    unread = a;
    if (a < b)
        return a;
    return b;
}
"""
# It never asks for side(7, false), nor how many turns there were.
DRIVER = """#include <stdbool.h>
#include <stdint.h>
uint32_t smaller(uint32_t a, uint32_t b);
int side(uint32_t a, bool seen);
int main(void)
{
    return smaller(3, 4) == 3 && smaller(4, 3) == 3 && smaller(5, 5) == 5 && side(7, true) == 0 &&
           side(8, true) == 1 ? 0 : 1;
}
"""
SAME = {"smaller: a < b: < to <=", "smaller: 0: + 1", "smaller: unread = a: deleted"}
LIVE = SAME | {
    "side: seen: true", "side: 2: + 1", "side: turns += 2: += to -=", "side: turns += 2: deleted",  # not asked for
}
DIE = {
    "smaller: a < b: true", "smaller: a < b: false", "smaller: return a: 0", "smaller: return b: 0",
    "side: 0: + 1", "side: 7: no case", "side: turns++: ++ to --", "side: turns++: deleted", "side: break: deleted",
    "side: 1: + 1", "side: seen && turns == 1: && to ||", "side: turns == 1: true",
    "side: seen && turns == 1: false", "side: LEFT: + 1", "side: RIGHT: + 1",
}


def say(mutant):
    return f"{mutant['function']}: {mutant['text']}: {mutant['change']}"


def planted():
    """The source's mutants, built into a program with the driver."""
    for name, text in (("source.c", SOURCE), ("driver.c", DRIVER)):
        tree.write(f"{FOLDER}/plain/{name}", text.encode())
    top = os.getcwd()
    os.chdir(f"{FOLDER}/plain")
    mutants = tree.mutate(["source.c"], "..", ())
    os.chdir(top)
    flags = ["gcc", "-std=c11", "-w", f"-DMUTANTS={tree.room(mutants)}", "-include", f"{tree.HERE}/mutant.h"]
    tree.run([*flags, f"{FOLDER}/source.c", f"{FOLDER}/plain/driver.c", f"{tree.HERE}/mutant.c", "-o", f"{FOLDER}/program"])
    campaign.number_alike(mutants)
    return mutants


def killed(mutant):
    done = subprocess.run([f"{FOLDER}/program"], env=dict(os.environ, MUTANT=str(mutant["number"])), check=False)
    return done.returncode != 0


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"mutate_test: {what}:\n  found, not expected: {sorted(found - wanted)}\n  expected, not found: {sorted(wanted - found)}")


def test_mutants(mutants):
    expect("mutants", {say(m) for m in mutants}, LIVE | DIE)
    expect("none is on", {say(m) for m in [{"number": 0, "function": "", "text": "", "change": ""}] if killed(m)}, set())
    expect("mutants that die", {say(m) for m in mutants if killed(m)}, DIE)


def test_same_code(mutants):
    tree.TREE, kept = FOLDER, tree.TREE
    same = {say(m) for m in mutants if campaign.same_code(m, {"source.c": campaign.machine_code("source.c", 0)})}
    tree.TREE = kept
    expect("mutants of which gcc makes the same", same, SAME)


def test_listed(mutants):
    path = f"{FOLDER}/equivalent"
    tree.write(path, b"# why\n\nequivalent source.c side\ntext    seen\nchange  t*\nwhy     Nobody\n"
                     b"        asks.\n\nequivalent source.c side\ntext    2\ntext    3\nchange  + 1\nnth     1\nnth     2\nwhy     Nobody asks.\n"
                     b"\nequivalent source.c gone\ntext    a\nchange  + 1\nwhy     It is not there.\n")
    listed = equivalents.Listed(path)
    explained = {say(m) for m in mutants if listed.reason(m)}
    expect("explained mutants", explained, {"side: seen: true", "side: 2: + 1"})
    expect("entries without a mutant", set(listed.unused()),
           {"source.c side: 2: no such mutant: 3", "source.c side: 2: no such mutant: 2", "source.c gone: a: no such mutant",
            "source.c gone: a: no such mutant: + 1"})


def test_kept(mutants):
    """What lived is asked again by the tests alone that changed since."""
    tree.TOP, top = FOLDER, tree.TOP
    kept = campaign.Kept(True)
    tree.write(kept.path, b"")
    kept.keep(mutants[0], "none", "")
    kept.keep(mutants[1], "suite", "a-case")
    with open(kept.path, encoding="utf-8") as file:
        lines = file.read()
    first, second = [campaign.trial.key_of(m) for m in mutants[:2]]
    expect("found", set(campaign.Kept(False).found.items()), {(first, ("none", "")), (second, ("suite", "a-case"))})
    tree.write(kept.path, lines.replace(kept.tests["ref/core/handle_test"], "another state").encode())
    later = campaign.Kept(False)
    tree.TOP = top
    expect("found before a test changed", set(later.found), {second})
    expect("tests that changed", {(key, *tests) for key, tests in later.again.items()}, {(first, "ref/core/handle_test")})


def test_sample(mutants):
    wanted = argparse.Namespace(files="*", shard="1/1", sample=5, seed=1)
    first, again = ([m["number"] for m in campaign.chosen(mutants, wanted)] for _ in range(2))
    halves = [m["number"] for n in ("1/2", "2/2") for m in campaign.chosen(mutants, argparse.Namespace(files="*", shard=n, sample=0))]
    if first != again or len(first) != 5 or sorted(halves) != [m["number"] for m in mutants]:
        sys.exit("mutate_test: a sample is not the same each time, or shards are not the whole")


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    mutants = planted()
    for test in (test_mutants, test_same_code, test_listed, test_kept, test_sample):
        test(mutants)
    print(f"mutate_test: {len(DIE)} mutants die, {len(LIVE)} live, as planted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
