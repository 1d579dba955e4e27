"""Servers with one fault each: what stands before a good server and breaks what passes.

    wire.py PORT FAULT      listens on a free port of 127.0.0.1, prints it, and passes everything on to 127.0.0.1:PORT
    wire.py --list          faults, and a case that each must fail
    wire.py --table         all faults, the clauses and ambiguities that must be named for each, and those that may be
    wire.py --one CLUS-CTS CLUSD WORK FAULT    asks the suite about it, as faults.sh does about libraries; with FAULT_QUICK in the
                            environment only by the cases of what must be named
"""
import fnmatch
import json
import os
import re
import selectors
import socket
import struct
import subprocess
import sys
import threading

sys.dont_write_bytecode = True

import wire_access, wire_binding, wire_handles, wire_methods, wire_requests, wire_stubs  # pylint: disable=all
from wire_proxy import FAULTS, Good, Pdu

FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "spec", "two-node.fixture")
PLACES = ("reader", "old", "v2", "guarded", "cluster")


class End:
    """One end of a connection: what came from it and is no whole PDU yet, and what has to go out to it."""

    def __init__(self, selector, stream, what, one_read=False):
        self.selector, self.stream, self.what, self.one_read = selector, stream, what, one_read
        self.came, self.out, self.other, self.ending = bytearray(), bytearray(), None, False
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream.setblocking(False)
        selector.register(stream, selectors.EVENT_READ, self)

    def take(self):
        """The next PDU; octets that are none as they are; None: not yet."""
        if len(self.came) < 16:
            return None
        length = max(int.from_bytes(self.came[8:10], "little" if self.came[4] >= 0x10 else "big"), 16)
        if len(self.came) < length:
            return None
        pdu = Pdu(self.came[:length])
        del self.came[:length]
        return pdu

    def ready(self, events):
        if events & selectors.EVENT_WRITE:
            self.flush()
        if events & selectors.EVENT_READ and not self.ending:
            try:
                octets = self.stream.recv(1 << 16)
            except OSError:
                octets = b""
            if not octets or (self.one_read and not self.came and len(octets) < 16):
                self.end()
            self.came += octets
        while not self.ending and (pdu := self.take()) is not None:
            passed = self.read(pdu)
            if passed is None:
                self.end()
            elif isinstance(passed, tuple):
                self.send(b"".join(bytes(pdu.octets) for pdu in passed[1:]))
            else:
                self.other.send(passed.octets)

    def read(self, pdu):
        """What becomes of a PDU; one that is too short for the fault ends the connection."""
        try:
            return self.what(pdu)
        except (struct.error, IndexError):
            return None

    def send(self, octets):
        self.out += octets
        self.flush()

    def flush(self):
        if self.stream is None:
            return
        try:
            del self.out[:self.stream.send(self.out) if self.out else 0]
        except BlockingIOError:
            pass
        except OSError:
            self.out.clear()
            self.end()
        if self.ending and not self.out and self.stream is not None:
            self.selector.unregister(self.stream)
            self.stream.close()
            self.stream = None
        elif self.stream is not None:
            self.selector.modify(self.stream, selectors.EVENT_READ * (not self.ending) | selectors.EVENT_WRITE * bool(self.out), self)

    def end(self):
        """Both ends go, when what has to go out has."""
        for end in (self, self.other):
            if not end.ending:
                end.ending = True
                end.flush()


class Listener:
    """Accepts connections that pass to a server at another port."""

    def __init__(self, selector, port, kind, place, at):
        self.selector, self.server, self.kind, self.place = selector, port, kind, place
        self.listener = socket.create_server(("127.0.0.1", at), backlog=64)
        self.port = self.listener.getsockname()[1]
        selector.register(self.listener, selectors.EVENT_READ, self)

    def ready(self, _):
        stream, _ = self.listener.accept()
        fallen = Good.kept.pop("fallen", None)
        if fallen is not None and not fallen.client.ending:
            stream.close()
            return
        fault = self.kind(self.place)
        fault.ports = str(self.server).encode(), str(self.port).encode()
        server = End(self.selector, socket.create_connection(("127.0.0.1", self.server)), fault.answered)
        fault.client = End(self.selector, stream, fault.asked, getattr(fault, "one_read", False))
        server.other, fault.client.other = fault.client, server


class Front:
    """All listeners and connections in one thread: what one client sends before another also goes on before."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()

    def listen(self, port, kind, place="cluster", at=0):
        """A listener before the server at that port; its own port, which is `at` (0: any)."""
        return Listener(self.selector, port, kind, place, at).port

    def run(self):
        while True:
            for key, events in sorted(self.selector.select(), key=lambda ready: isinstance(ready[0].data, Listener)):
                key.data.ready(events)


def ready_port(process):
    return int(re.search(r"\[(\d+)\]", process.stdout.readline()).group(1))


def named(path):
    """The clauses and ambiguities of the cases that failed, each with the first that names it and whether it speaks to $cluster alone, if any does."""
    found = {}
    with open(path, encoding="utf-8") as file:
        for case in json.load(file)["cases"]:
            if case["verdict"] in ("fail", "crash", "timeout"):
                alone = not any(f"connect(${place}" in step["step"] or f"open(${place}" in step["step"] for step in case["steps"] for place in PLACES[:-1])
                for name in case["clauses"] + case["decides"]:
                    if not found.get(name, (None, False))[1]:
                        found[name] = case["case"], alone
    return found


def listed(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns.split(","))


def ask(name, suite, clusd, work):
    """Ask the suite about one fault, served with all clusters of the fixture by fresh servers."""
    kind, servers, fixture = FAULTS[name], [], open(FIXTURE, encoding="utf-8").read()
    try:
        ports = {}
        for place in PLACES:
            servers.append(subprocess.Popen([clusd, "--port", "0", "--fixture", FIXTURE, "--cluster", "$" + place, "--quiet"],
                                            stdout=subprocess.PIPE, text=True))
            ports[place] = ready_port(servers[-1])
        if name == "unguarded":
            ports["guarded"] = ports["cluster"]
        front = Front()
        fronts = {place: front.listen(ports[place], kind, place) for place in PLACES}
        threading.Thread(target=front.run, daemon=True).start()
        for place, port in fronts.items():
            fixture = re.sub(rf'^(cluster +\${place} +"[^"]*")', rf'\1 endpoint "127.0.0.1[{port}]"', fixture, flags=re.M)
        with open(f"{work}/{name}.fixture", "w", encoding="utf-8") as file:
            file.write(fixture)
        return judge(name, kind, [suite, f"rpc:ncacn_ip_tcp:127.0.0.1[{fronts['cluster']}]", "--fixture", f"{work}/{name}.fixture", "--profile",
                                  "strict", "--may-disturb", "--timeout", "2"], work)
    finally:
        for server in servers:
            server.kill()
            server.wait()


def judge(name, kind, options, work):
    suite, subject, *rest = options
    only = [word for names in kind.must.split(",") for word in ("--only", names)] if "FAULT_QUICK" in os.environ else []
    with open(f"{work}/{name}.txt", "w", encoding="utf-8") as out:
        subprocess.run([suite, "run", subject, *rest, *only, "--json", f"{work}/{name}.json"], stdout=out, stderr=subprocess.STDOUT, check=False)
    try:
        found = named(f"{work}/{name}.json")
        os.remove(f"{work}/{name}.json")
    except (OSError, ValueError):
        found = {}
    must = kind.must.split(",")
    missing = [one for one in must if one not in found]
    extra = sorted(one for one in found if not listed(one, f"{kind.must},{kind.may}"))
    if missing:
        return f"missed  {name}: {' '.join(missing)}"
    if extra:
        return f"accused {name}: {' '.join(extra)}"
    return shortest(name, *found[must[0]], [suite, "shrink", subject], work)


def shortest(name, case, alone, shrink, work):
    """The shortest trace of the fault by that case. The shrinker's reference would ask the fixture's other endpoints, which have the fault too: a
    case that speaks to them is left as it stands."""
    if not alone:
        return f"caught  {name} ({case}, as it stands)"
    for _ in range(3):  # what comes in pieces may come in one on a busy machine, and then nothing is wrong
        with open(f"{work}/{name}.shortest", "w+", encoding="utf-8") as out:
            subprocess.run([*shrink, case, "--profile", "strict", "--may-disturb", "--timeout", "2"], stdout=out, stderr=subprocess.STDOUT, check=False)
            out.seek(0)
            steps = re.search(r"^# [^:]*: (\d+) of \d+ steps;", out.read(), re.M)
        if steps:
            break
    return f"caught  {name} in {steps.group(1)} steps ({case})" if steps else f"unshown {name}: {case}"


def main(arguments):
    if arguments == ["--list"]:
        for name, kind in FAULTS.items():
            if kind.case:
                print(name, kind.case)
    elif arguments == ["--table"]:
        for name, kind in FAULTS.items():
            print(name, kind.must, kind.may or "-")
    elif arguments[0] == "--one":
        suite, clusd, work, name = arguments[1:]
        print(ask(name, suite, clusd, work), flush=True)
    else:
        front = Front()
        print(front.listen(int(arguments[0]), {"none": Good, **FAULTS}[arguments[1]]), flush=True)
        front.run()


if __name__ == "__main__":
    main(sys.argv[1:])
