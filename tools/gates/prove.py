"""Frama-C's EVA over the entry points of ref/core and ref/wire: no undefined behaviour, whatever the
octets, and every statement reached or listed with its reason.

The drivers and the list stand in tools/prove. EVA sees the sources without their contracts, only with the
words that tell it where to keep paths apart, and with the `assert`s named `eva`, which it may use: WP proves
them, and they rest on nothing but the lines above them and what they say themselves.
"""
import collections
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

from common import PURE, Gate, run, sources, version

FOLDER = "build/prove"
KEPT = re.compile(r"\s*((split|merge|slevel|loop unroll)\b|assert eva:)")
ANNOTATION = re.compile(r"//@([^\n]*)|/\*@(.*?)\*/", re.DOTALL)

# How paths are kept apart: by what a function returns, and between the turns of short loops.
PRECISION = ["-eva-split-return", "1", "-eva-slevel", "100", "-eva-slevel-merge-after-loop", "@all",
             "-eva-auto-loop-unroll", "16", "-eva-split-limit", "700"]

SEQUENCES = ["-eva-slevel-function", "main:10,sequences:90000", "-eva-slevel-merge-after-loop", "@all,-sequences"]

# The slots of the handles that a request names are kept apart; what the ports are told is not.
SERVER = ["-eva-ilevel", "40", "-eva-split-return-function", "events_register:0,add_version_1:0",
          "-eva-slevel-function", "server_call:4000,find_contexts:4000,events_post:2,queue:10,describe:10,name_copy:20,"
          "change_one:30,change_marked:10,each_resource:10,drain:10,count_resources:10,group_state:10,refresh_group:10,set_state:10"]

Driver = collections.namedtuple("Driver", "name folders what options")
DRIVERS = [
    Driver("decode", ["ref/wire"], "any 600 octets as every request and reply, both versions, NDR in both octet orders and NDR64",
           ["-eva-slevel-function", "every:3000,ndr_rows:8,walk_rows:8"]),
    Driver("pdu", ["ref/wire"], "any 600 octets as a PDU, a tower, a verification trailer; any values into PDUs and towers",
           ["-eva-slevel-function", "walk_bind:3,walk_results:3,take_offers:3"]),
    Driver("encode", ["ref/wire"], "any values as every request and reply into at most 120 octets, strings and arrays of 4, lists of 2 rows",
           ["-eva-slevel-function", "main:30,every:3000,one:10,ndr_put_rows:20"]),
    Driver("messages", ["ref/wire"], "messages that are generated for any method; the text of any values in messages of every shape",
           ["-eva-slevel-function", "main:30,every:3000"]),
    Driver("assoc", ["ref/wire"], "a server's connection in any state: any PDU of up to 200 octets, any one thing its owner does",
           ["-eva-slevel-function", "main:30,queue_results:3,choose:3,offered:3,take_offers:3"]),
    Driver("assoc_client", ["ref/wire"], "a client's connection in any state: any PDU of up to 200 octets, any one thing its owner does",
           ["-eva-slevel-function", "main:30"]),
    Driver("handle", ["ref/core"], "every sequence of 6 operations on a handle table of 3 slots; any rights asked for, any names", SEQUENCES),
    Driver("client", ["ref/core", "ref/wire"], "every sequence of 4 operations on a client's 3 handles; property lists written", SEQUENCES),
    Driver("model", ["ref/core", "ref/wire"], "which cluster any name of 8 units reaches; a client's ports; any 1200 octets as a property list", []),
    Driver("server_low", ["ref/core", "ref/wire"], "any request of each method below opnum 56 that the server carries out, to one of any state with 11 objects", SERVER),
    Driver("server_middle", ["ref/core", "ref/wire"], "the same from opnum 56 to 109", SERVER),
    Driver("server_high", ["ref/core", "ref/wire"], "the same from opnum 110 on", SERVER),
    Driver("server_waits", ["ref/core", "ref/wire"], "connections come and go, calls that wait are answered; methods that make objects where one was deleted", SERVER),
    Driver("server_edges", ["ref/core", "ref/wire"], "requests to servers with texts of 400 units, dependent group sets, no room", SERVER),
]

# What EVA takes from Frama-C's own description of C's library.
LIBRARY = {"memcmp", "memcpy", "memset", "strcmp", "strncmp"}


def without_contracts(text):
    """A source without its annotations, but for those that only say where to keep paths apart. Lines stay."""
    def blank(match):
        body = match.group(1) or match.group(2) or ""
        return match.group(0) if KEPT.match(body) else re.sub(r"[^\n]", " ", match.group(0))
    return ANNOTATION.sub(blank, text)


def copy_sources(folders, target):
    shutil.rmtree(target, ignore_errors=True)
    for folder in folders:
        for name in os.listdir(folder):
            if name.endswith((".c", ".h")) and not name.endswith("_test.c"):
                os.makedirs(f"{target}/{folder}", exist_ok=True)
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    text = without_contracts(file.read())
                with open(f"{target}/{folder}/{name}", "w", encoding="utf-8") as file:
                    file.write(text)


def analyse(name, files, options, includes=()):
    """Runs EVA on C files; `reached` prints which statements it came to."""
    folder = f"{FOLDER}/{name}"
    os.makedirs(folder, exist_ok=True)
    shutil.copy("tools/prove/reached.ml", folder)  # it is compiled where it stands
    flags = " ".join(f"-I{i}" for i in includes)
    command = ["frama-c", "-machdep", "gcc_x86_64", f"-cpp-extra-args={flags}", *files, "-load-module",
               f"{folder}/reached.ml", "-eva", "-eva-msg-key=-initial-state,-final-states", *PRECISION, *options]
    status, text = run(command, timeout=7200)
    with open(f"{folder}/log", "w", encoding="utf-8") as file:
        file.write(text)
    return status, text


def judge(gate, name, status, text):
    """Alarms, and whatever else means that EVA did not look at everything."""
    for match in re.finditer(r"^\[eva:alarm\] ([^\n]*)\n? *([^\n\[]*)", text, re.MULTILINE):
        if "assertion 'eva' got status unknown" in match.group(0):
            continue
        gate.find(f"{name}: {match.group(1).replace(FOLDER + '/', '')} {match.group(2)}".strip())
    for match in re.finditer(r"using specification for function (\w+)", text):
        if match.group(1) not in LIBRARY and not match.group(1).startswith("Frama_C_"):
            gate.find(f"{name}: {match.group(1)} has no body")
    for match in re.finditer(r"^\[kernel[^\]]*\][^\n]*(Error|neither code nor specification)[^\n]*", text, re.MULTILINE):
        gate.find(f"{name}: {match.group(0)}")
    count = re.search(r"^ *(\d+) alarms? generated", text, re.MULTILINE)
    if status != 0 or not count:
        gate.find(f"{name}: frama-c did not finish: exit {status}: " + "; ".join(text.strip().splitlines()[-3:]))
    return int(count.group(1)) if count else -1


def statements(text):
    """(file, function, number) -> line, whether it was reached."""
    found = {}
    for match in re.finditer(r"^statement (\S+) (\d+) (\S+) (\d+) (\w+)$", text, re.MULTILINE):
        key = (match.group(1).replace(FOLDER + "/", ""), match.group(3), int(match.group(4)))
        line, reached = int(match.group(2)), match.group(5) == "reached"
        found[key] = (line, reached or (key in found and found[key][1]))
    return found


def read_list(gate, path="tools/prove/unreached"):
    """FILE | FUNCTION | LINE OF THE SOURCE | REASON; * stands for every function, every line."""
    entries = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            parts = [part.strip() for part in line.split(" | ")]
            if line.startswith("#") or not line.strip():
                continue
            if len(parts) != 4 or len(parts[3]) < 20:
                gate.find(f"{path}:{number}: FILE | FUNCTION | LINE | REASON is wanted")
            else:
                entries.append(tuple(parts[:3]))
    return entries


def judge_reached(gate, found, entries):
    """Every statement is reached, or listed; what is listed is not reached."""
    used, lines, total, missed = set(), {}, 0, 0
    for (path, function, _), (line, reached) in sorted(found.items()):
        total += 1
        if reached:
            continue
        missed += 1
        if path not in lines:
            seen = f"{FOLDER}/{path}"
            with open(seen if os.path.exists(seen) else path, encoding="utf-8") as file:
                lines[path] = file.read().splitlines()
        source = lines[path][line - 1].strip()
        fits = [e for e in entries if e[0] == path and e[1] in ("*", function) and e[2] in ("*", source)]
        used.update(fits)
        if not fits:
            gate.find(f"{path}:{line}: {function}: not reached: {source}")
    for entry in entries:
        if entry not in used:
            gate.find(f"tools/prove/unreached: {' | '.join(entry)}: it is reached, or not there")
    gate.figure("statements that the drivers reach", f"{total - missed} of {total}", "but for those listed")
    gate.figure("files listed as a whole", ", ".join(sorted({e[0] for e in used if e[1:] == ("*", "*")})) or "none")
    gate.figure("lines in the list of what is not reached", len(entries))


def eva():
    """EVA over every driver."""
    gate = Gate("prove-eva", "Frama-C " + version(["frama-c", "-version"]) + ", EVA")
    copy_sources(PURE, FOLDER)
    found = {}

    def one(driver):
        files = [f"{FOLDER}/{path}" for path in sources(driver.folders)]
        return analyse(driver.name, [*files, f"tools/prove/{driver.name}.c"], driver.options, [f"{FOLDER}/ref", "tools/prove"])

    with ThreadPoolExecutor(2) as pool:
        for driver, (status, text) in zip(DRIVERS, pool.map(one, DRIVERS)):
            gate.figure(f"alarms: {driver.name}: {driver.what}", judge(gate, driver.name, status, text), 0)
            for key, (line, reached) in statements(text).items():
                found[key] = (line, reached or (key in found and found[key][1]))
    judge_reached(gate, found, read_list(gate))
    return gate
