"""Planted bugs: copies of the tree with one patch each, built for a fuzzer.

The tree itself is never touched: a copy is made in build/planted/NAME, and a patch that no longer
applies exactly ends everything with an error.
"""

import collections
import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.join(HERE, "..", "..")
PLANTED = os.path.join("build", "planted")
COPIED = ["Makefile", "spec", "ref", "conformance", "fuzz"]
FIELDS = ["planted", "target", "class", "like", "about"]

Bug = collections.namedtuple("Bug", ["name", "target", "kind", "like", "about"])


class Broken(Exception):
    """Something is wrong with the planting, not with the fuzzer."""


def read_table(path=os.path.join(HERE, "planted.table")):
    """The records of planted.table, in their order."""
    with open(path, encoding="utf-8") as file:
        records = file.read().split("\n\n")
    bugs = []
    for record in records:
        fields = [line.split(None, 1) for line in record.splitlines() if not line.startswith("#")]
        if not fields:
            continue
        if [field[0] for field in fields] != FIELDS or any(len(field) < 2 for field in fields):
            raise Broken("%s: a record has the fields %s, in this order, one line each:\n%s"
                         % (path, ", ".join(FIELDS), record))
        bugs.append(Bug(*[field[1] for field in fields]))
    patches = sorted(name[:-6] for name in os.listdir(HERE) if name.endswith(".patch"))
    if patches != sorted(bug.name for bug in bugs):
        raise Broken("%s and the patches beside it differ: %s"
                     % (path, set(patches) ^ {bug.name for bug in bugs}))
    return bugs


def run(words, folder=None):
    """Runs a program that must succeed."""
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise Broken("%s: ended with %d\n%s"
                     % (" ".join(words), done.returncode, done.stdout[-4000:]))


def sum_of(bug):
    """A sum over the patch: what was measured of another one no longer counts."""
    with open(os.path.join(HERE, bug.name + ".patch"), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:12]


def copy_tree(bug):
    """A copy of the tree with the patch applied, and where it is."""
    folder = os.path.join(PLANTED, bug.name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    run(["cp", "-a"] + [os.path.join(TREE, name) for name in COPIED] + [folder])
    patch = os.path.join(HERE, bug.name + ".patch")
    run(["patch", "-p1", "--fuzz=0", "--force", "--no-backup-if-mismatch", "--input", patch], folder)
    return folder


def copy_objects(folder, engine):
    """What was built of the unpatched tree, so that only what the patch touches is compiled."""
    source = os.path.join("build", engine)
    if os.path.isdir(source):
        run(["cp", "-a", source, os.path.join(folder, "build", engine)])
    for name in ["suite.txt"]:
        if os.path.exists(os.path.join("build", name)):
            run(["cp", "-a", os.path.join("build", name), os.path.join(folder, "build", name)])


def make(folder, engine, program, *variables):
    run(["make", "--no-print-directory", "V=" + engine, *variables, program], folder)
    return os.path.join(folder, program)


def mutator_of(bug):
    """The mutator's library: of the unpatched tree, so that no planted bug is met in it."""
    return os.path.abspath(os.path.join("build", "fuzz", "mutator", bug.target + ".so"))


def plant(bug, engine):
    """Builds the target of a planted bug for an engine. Returns the programs: with and without the
    mutator for libfuzzer, which has it linked; twice the same for afl, which loads it."""
    folder = copy_tree(bug)
    os.makedirs(os.path.join(folder, "build"))
    copy_objects(folder, engine)
    bare = os.path.join("build", "fuzz", engine, "bare", bug.target)
    programs = {"without": make(folder, engine, bare) + ".without"}
    os.rename(programs["without"][:-len(".without")], programs["without"])
    programs["with"] = programs["without"]
    if engine == "libfuzzer":
        link = "LINK_FUZZ_libfuzzer=-fsanitize=fuzzer -rdynamic " + mutator_of(bug)
        programs["with"] = make(folder, engine, bare, link)
    shutil.rmtree(os.path.join(folder, "build", engine))
    return programs


def main():
    """plant.py [PATTERN]: does every patch whose name holds PATTERN apply?"""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    bugs = [bug for bug in read_table() if wanted in bug.name]
    for bug in bugs:
        copy_tree(bug)
    print("%d patches apply" % len(bugs))
    return 0 if bugs else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as broken:
        sys.exit("plant.py: %s" % broken)
