"""A copy of the tree whose ref/core and ref/wire hold all mutants, built: build/mutate/tree."""
import glob
import hashlib
import json
import os
import shutil
import subprocess

import places

TOP = "build/mutate"
TREE = f"{TOP}/tree"
PURE = ["ref/core", "ref/wire"]
COPIED = ["Makefile", "spec", "ref", "conformance", "fuzz"]
INCLUDES = ["ref", "spec", "ref/include"]
HERE = "tools/mutate"


class Broken(Exception):
    """What mutants are made with does not work; nothing is said about any mutant."""


def run(words, folder="."):
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise Broken(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout[-4000:]}")
    return done.stdout


def pure_sources(folders=tuple(PURE)):
    found = [p for folder in folders for p in sorted(glob.glob(f"{folder}/*.c") + glob.glob(f"{folder}/*.h"))]
    return [p for p in found if not p.endswith(("_test.c", "_test.h"))]


def mutate(paths, tree, includes=tuple(INCLUDES)):
    """Writes the sources with their mutants into a tree; gives the mutants. Number 0 is none."""
    mutants = []
    for path in paths:
        source = places.Mutated(path, includes, 1 + len(mutants))
        mutants += source.mutants
        write(f"{tree}/{path}", source.text())
    return mutants


def write(path, text):
    """Only if it is not so already, so that make builds no more than it must."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path):
        with open(path, "rb") as file:
            if file.read() == text:
                return
    with open(path, "wb") as file:
        file.write(text)


def files_in(*folders):
    return [p for folder in folders for p in sorted(glob.glob(f"{folder}/**/*", recursive=True)) if os.path.isfile(p)
            and "__pycache__" not in p]


def digest(paths):
    """A sum over files: what was found while they were others does not count."""
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(path.encode() + file.read())
    return total.hexdigest()[:16]


def copy():
    """The tree as it is; the mutated sources are written over it afterwards."""
    wanted = set()
    for name in COPIED:
        for path in [name] if os.path.isfile(name) else glob.glob(f"{name}/**/*", recursive=True):
            if os.path.isfile(path) and "__pycache__" not in path:
                wanted.add(path)
                if not path.startswith(tuple(f"{p}/" for p in PURE)) or path.endswith(("_test.c", "_test.h")):
                    with open(path, "rb") as file:
                        write(f"{TREE}/{path}", file.read())
    for name in COPIED:
        for path in glob.glob(f"{TREE}/{name}/**/*", recursive=True):
            if os.path.isfile(path) and path[len(TREE) + 1:] not in wanted:
                os.remove(path)


def room(mutants):
    """Octets for the places, a multiple of 4."""
    return (len(mutants) + 4) // 4 * 4


def build():
    """Builds everything; gives the mutants."""
    copy()
    mutants = mutate(pure_sources(), TREE)
    for name in ("mutant.h", "mutant.c"):
        shutil.copyfile(f"{HERE}/{name}", f"{TOP}/{name}")
    with open(f"{HERE}/mutant.c", "rb") as file:
        write(f"{TREE}/ref/core/mutant.c", file.read())
    flags = f"-O1 -g1 -w -fwrapv -DMUTANTS={room(mutants)} -include {os.path.abspath(HERE)}/mutant.h"
    make = ["make", "--no-print-directory", f"-j{os.cpu_count()}", f"CFLAGS={flags}"]
    run([*make, "build/libcts.a", "unit-programs", "targets"], TREE)
    run(["make", "--no-print-directory", "build/clus-cts", *([] if os.path.isdir("build/corpus") else ["corpus"])])
    link_judge(mutants)
    with open(f"{TOP}/mutants.json", "w", encoding="utf-8") as file:
        json.dump(mutants, file, indent=0)
    return mutants


def link_judge(mutants):
    """The suite without mutants, the reference with them: its names stay its own."""
    objects, whole = f"{TREE}/build", f"{TOP}/subject.o"
    run(["ld", "-r", "-o", whole, f"{objects}/obj/conformance/subject/subject_ref.o", f"{objects}/libcts.a"])
    run(["objcopy", *[f"--keep-global-symbol={s}" for s in ("subject_ref", "mutant_page")], whole])
    common = ["gcc", "-std=c11", "-O2", "-g1", f"-DMUTANTS={room(mutants)}", "-Ispec", "-Iref/include", "-Iref", "-Iconformance", f"-I{HERE}"]
    run([*common, f"{HERE}/judge.c", whole, "build/libcts.a", "-pthread", "-o", f"{TOP}/judge"])
    run([*common, "build/obj/conformance/main.o", whole, "build/libcts.a", "-pthread", "-o", f"{TOP}/clus-cts"])
