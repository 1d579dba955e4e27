"""Samba's ndrdump reads the stubs of every method that tools/peers/stubs.c makes.

In NDR it decodes, encodes again and compares (--validate). In NDR64 its --validate fails on correct
stubs; there it decodes, and what it prints must be what it printed for the same message in NDR.
Its exit status says little: the output is judged.
"""

import collections
import concurrent.futures
import os
import shutil
import subprocess

FINE = {"pull returned Success", "push returned Success", "dump OK"}
Stub = collections.namedtuple("Stub", "opnum call direction syntax")


class Difference:
    def __init__(self, line, fields):
        words = fields["difference"].split()
        self.line = line
        self.keys = {(words[0], words[1], syntax) for syntax in words[2:]}
        self.shows = [text.strip() for text in fields["shows"].split("|")]
        self.seen = set()


def read_differences(path):
    """The records of the file; every field is one that this file may have."""
    found, fields, start = [], {}, 0
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file] + [""]
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            word, rest = line.split(None, 1)
            start = start if fields else number
            fields[word] = rest
        elif fields and not line:
            if set(fields) != {"difference", "shows", "samba", "document"}:
                raise ValueError("%s:%d: a difference has shows, samba and document" % (path, start))
            found.append(Difference(start, fields))
            fields = {}
    return found


def ask(folder, stub, context):
    """ndrdump's whole output about one stub."""
    name = "%s.%s.%s.%s" % stub
    words = ["ndrdump", "clusapi", stub.opnum, stub.direction, name]
    words += ["--validate"] if stub.syntax == "ndr" else ["--ndr64"]
    if context:
        words += ["-c", "%s.%s.in.%s" % (stub.opnum, stub.call, stub.syntax)]
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, timeout=60)
    return done.stdout.decode("utf-8", "replace")


def fields_of(said):
    return [line for line in said.split("\n") if line.startswith("    ")]


def complaint(said, said_in_ndr):
    """What is wrong in an output; nothing if all is well."""
    rest = [line for line in said.split("\n") if line.strip() and not line.startswith("    ")]
    wrong = [line for line in rest if line not in FINE]
    if wrong:
        return "; ".join(wrong[:3])
    if "dump OK" not in rest or not fields_of(said):
        return "no dump"
    if said_in_ndr is not None and fields_of(said) != fields_of(said_in_ndr):
        return "NDR64 is read otherwise than NDR"
    return ""


def methods_of(stubs, folder):
    """Opnum -> name; makes the stubs."""
    os.makedirs(folder, exist_ok=True)
    listed = subprocess.run([stubs, folder], stdout=subprocess.PIPE, check=True, text=True).stdout
    return dict(line.split() for line in listed.splitlines())


def read_all(stubs, folder, differences):
    """All stubs of all methods and what ndrdump says of each."""
    names = methods_of(stubs, folder)
    calls = sorted({name.split(".")[1] for name in os.listdir(folder)})
    other = {key for d in differences for key in d.keys}
    todo = [Stub(opnum, call, direction, syntax) for opnum in names for call in calls
            for direction in ("in", "out") for syntax in ("ndr", "ndr64")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda s: ask(folder, s, s.direction == "out"
                                      and (s.opnum, "in", s.syntax) not in other), todo)
        return names, dict(zip(todo, said))


def check(result, stubs, folder, list_path):
    """Reports to result.passed(what) and result.failed(what, why)."""
    if shutil.which("ndrdump") is None:
        result.failed("ndrdump", "it is not installed (Debian: samba-testsuite)")
        return
    differences = read_differences(list_path)
    names, answers = read_all(stubs, folder, differences)
    listed = {key: d for d in differences for key in d.keys}
    for stub, said in answers.items():
        in_ndr = answers[stub._replace(syntax="ndr")] if stub.syntax == "ndr64" else None
        key = (stub.opnum, stub.direction, stub.syntax)
        why = complaint(said, None if (stub.opnum, stub.direction, "ndr") in listed else in_ndr)
        what = "ndrdump %s %s %s %s, call %s" % (stub.opnum, names[stub.opnum], stub.direction,
                                               stub.syntax, stub.call)
        if key in listed and any(text in why for text in listed[key].shows):
            listed[key].seen.add(key)
        elif why:
            result.failed(what, why)
            continue
        result.passed(what)
    for d in differences:
        for key in sorted(d.keys - d.seen):
            result.failed("%s:%d" % (list_path, d.line),
                          "opnum %s %s %s no longer differs so: remove the entry" % key)
