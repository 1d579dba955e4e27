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
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True

import wire_access, wire_binding, wire_handles, wire_methods, wire_requests, wire_stubs  # pylint: disable=all
from wire_proxy import FAULTS, Good, Pdu

FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "spec", "two-node.fixture")
PLACES = ("reader", "old", "v2", "guarded", "cluster")


def read_exactly(stream, size, one_read=False):
    octets = b""
    while len(octets) < size:
        more = stream.recv(size - len(octets))
        if not more or (one_read and len(more) < size):
            return None
        octets += more
    return octets


def read_pdu(stream, one_read):
    """The next PDU; octets that are none as they are; None at the end."""
    header = read_exactly(stream, 16, one_read)
    if header is None:
        return None
    length = int.from_bytes(header[8:10], "little" if header[4] >= 0x10 else "big")
    rest = read_exactly(stream, max(length - 16, 0))
    return None if rest is None else Pdu(header + rest)


def carry(source, back, onward, what, one_read=False):
    """Carry PDUs from one side to the other until either ends."""
    try:
        while (pdu := read_pdu(source, one_read)) is not None:
            passed = what(pdu)
            if passed is None:
                break
            if isinstance(passed, tuple):
                back.sendall(b"".join(bytes(pdu.octets) for pdu in passed[1:]))
            else:
                onward.sendall(passed.octets)
    except OSError:
        pass
    for stream in (source, onward):
        try:
            stream.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client, port, front, kind, place):
    fault = kind(place)
    fault.ports = str(port).encode(), str(front).encode()
    if Good.kept.pop("fallen", False):
        client.close()
        return
    server = socket.create_connection(("127.0.0.1", port))
    for stream in (client, server):
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    fault.client = client
    threading.Thread(target=carry, args=(server, server, client, fault.answered), daemon=True).start()
    carry(client, client, server, fault.asked, getattr(fault, "one_read", False))
    fault.over = True


def listen(port, kind, place="cluster"):
    """A listener before the server at that port; its own port."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client, port, listener.getsockname()[1], kind, place), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    return listener.getsockname()[1], thread


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
        fronts = {place: listen(ports[place], kind, place)[0] for place in PLACES}
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
    with open(f"{work}/{name}.shortest", "w+", encoding="utf-8") as out:
        subprocess.run([*shrink, case, "--profile", "strict", "--may-disturb", "--timeout", "2"], stdout=out, stderr=subprocess.STDOUT, check=False)
        out.seek(0)
        steps = re.search(r"^# [^:]*: (\d+) of \d+ steps;", out.read(), re.M)
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
        port, thread = listen(int(arguments[0]), {"none": Good, **FAULTS}[arguments[1]])
        print(port, flush=True)
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1:])
