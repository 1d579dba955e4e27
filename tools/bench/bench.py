"""What things cost, beside their limits:  bench.py BUILD-FOLDER [FUZZ-TARGET...]

One line a figure: name, value, unit, limit, and `ok`, `ABOVE` or `skipped: why`. All of it also goes to
build/results/bench.json. Exit status 1 if a figure is above its limit or could not be had.

Where it can, it counts instructions (valgrind's callgrind), which repeat, and not time. A cost is the
difference between two runs that differ in the count alone. Times are compared within one run only.
"""

import collections
import json
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "ref", "server"))
sys.path.insert(0, os.path.join(HERE, "fuzz"))

import clusd_test
import speed

RESULTS = os.path.join("build", "results", "bench.json")
FEW, MANY = 2000, 12000
DECODE = "--toggle-collect=decode"  # from its first instruction to its return
CONNECTIONS = 1000
ROUNDS, CALLS = 1001, 50


class Skipped(Exception):
    pass


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=900)
    if done.returncode != 0:
        raise Skipped((done.stderr.strip() or "ended with %d" % done.returncode).split("\n")[-1])
    return done.stdout


def instructions(program, words, within):
    """Object file -> instructions executed in it, in one run under callgrind; `within` is an option
    that has them counted inside one function only."""
    out = "%s.callgrind" % program
    run("valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=" + out, *within, program,
        *map(str, words))
    names, counts, current, inclusive = {}, collections.Counter(), "", False
    with open(out, encoding="utf-8", errors="replace") as file:
        for line in file:
            of = re.match(r"ob=\((\d+)\)(?: (.*))?", line) or re.match(r"cob=\((\d+)\) (.*)", line)
            if of:
                if of[2]:
                    names[of[1]] = os.path.basename(of[2].strip())
                current = names[of[1]] if line.startswith("ob") else current
            elif line.startswith("calls="):
                inclusive = True  # the line that follows counts what the callee did
            elif re.match(r"[+*\d-]", line):
                counts[current] += 0 if inclusive else int(line.split()[1])
                inclusive = False
    os.remove(out)
    return counts


def cost(program, what, *within):
    """Object file -> instructions for one act."""
    first, second = (instructions(program, [*what, count], within) for count in (FEW, MANY))
    return {name: (second[name] - first[name]) / (MANY - FEW) for name in second}


class Bench:
    def __init__(self, build, targets):
        self.build = build
        self.targets = targets
        self.program = os.path.join(build, "bench")
        self.figures = []

    def say(self, name, value, unit, limit=None):
        state = "ok" if limit is None or value <= limit else "ABOVE"
        self.figures.append({"name": name, "value": round(value, 3), "unit": unit, "limit": limit,
                             "state": state})
        print("%-58s %9.2f %-20s %6s %s" % (name, value, unit, "-" if limit is None else limit, state),
              flush=True)

    def skip(self, name, why):
        self.figures.append({"name": name, "state": "skipped", "why": why})
        print("%-58s skipped: %s" % (name, why), flush=True)

    def decoding(self):
        for direction, limit in (("in", 200), ("out", 150)):
            what = {"in": "request", "out": "reply"}[direction]
            ours = sum(cost(self.program, ["decode", direction], DECODE).values())
            self.say("decode OpenNetInterfaceEx %s" % what, ours, "instructions", limit)
            mean = sum(cost(self.program, ["methods", direction], DECODE).values())
            self.say("decode a %s, mean of all methods" % what, mean, "instructions")
            self.samba(direction, what, ours)

    def samba(self, direction, what, ours):
        """Samba's decoder; without its allocation means without what runs in talloc and libc."""
        name = "Samba decodes OpenNetInterfaceEx %s" % what
        try:
            parts = cost(self.program, ["samba", direction])
        except Skipped as why:
            self.skip(name, str(why))
            return
        bare = sum(n for of, n in parts.items() if not of.startswith(("libtalloc", "libc.")))
        self.say(name, sum(parts.values()), "instructions")
        self.say(name + ", without allocation", bare, "instructions")
        self.say("times ours, without allocation, %s" % what, bare / ours, "times")

    def handles(self):
        few, many = (sum(cost(self.program, ["find", count]).values()) for count in (10, 1000000))
        self.say("look-up among 10 handles", few, "instructions")
        self.say("look-up among 1,000,000 handles", many, "instructions")
        self.say("1,000,000 handles / 10 handles", many / few, "times", 1.05)

    def medians(self, *words):
        values = collections.defaultdict(list)
        for line in run(self.program, *map(str, words)).splitlines():
            name, value = line.split()
            values[name].append(float(value))
        return {name: statistics.median(of) for name, of in values.items()}

    def direct(self):
        median = self.medians("direct", 201, 5000)
        self.say("open and close a node, direct link", median["node"], "ns of processor time", 500)
        self.say("open and close a cluster, direct link", median["cluster"], "ns of processor time", 500)

    def loopback(self):
        """Client and both servers share one processor: else the figure says where the scheduler put
        whom (waking another processor costs more than the call), not what the call costs."""
        processors = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(processors)})
        try:
            self.loopback_here()
        finally:
            os.sched_setaffinity(0, processors)

    def loopback_here(self):
        for option, how, limit in (("--quiet", "", 1.25), ("--idle=0", ", with a log line a call", None)):
            server = clusd_test.Clusd(option)
            try:
                median = self.medians("loopback", server.port, ROUNDS, CALLS)
            finally:
                server.end()
            self.say("a call over loopback" + how, median["call"], "ns")
            self.say("an echo of the same sizes", median["echo"], "ns")
            self.say("call / echo, median of ratios" + how, median["ratio"], "times", limit)

    def connections(self):
        server = clusd_test.Clusd("--connections", str(CONNECTIONS + 10))
        clients = []
        try:
            clusd_test.Client(server.port).bind().close()
            before = server.resident()
            for _ in range(CONNECTIONS):
                clients.append(clusd_test.Client(server.port).bind())
                clients[-1].ask(clusd_test.OPEN_CLUSTER)
            each = (server.resident() - before) / CONNECTIONS
        finally:
            for client in clients:
                client.close()
            server.end()
        self.say("resident memory of an idle connection", each / 1024, "KiB", 64)

    def fuzz(self):
        speed.speed(self, self.targets)

    def save(self):
        os.makedirs(os.path.dirname(RESULTS), exist_ok=True)
        with open(RESULTS, "w", encoding="utf-8") as file:
            json.dump(self.figures, file, indent=1)


def main(build, *targets):
    clusd_test.CLUSD = os.path.join(build, "clusd")
    bench = Bench(build, targets)
    for measure in (bench.decoding, bench.handles, bench.direct, bench.loopback, bench.connections,
                    bench.fuzz):
        try:
            measure()
        except Skipped as why:
            bench.skip(measure.__name__, str(why))
            bench.figures[-1]["state"] = "missing"
    bench.save()
    return 1 if any(f["state"] in ("ABOVE", "missing") for f in bench.figures) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
