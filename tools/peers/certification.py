"""tshark reads a whole certification of clusd over TCP: every wire case, each as a run of its own, so that what is malformed has a name.

What clusd says is never malformed. What the suite says is so in the cases that ask what a server makes of it; the file `malformed` lists
them with the reason, and what is listed must be found.
"""

import collections
import os
import re
import subprocess

import clients
from clusd_test import LIMIT, Clusd
from recorder import Capture, Recorder

# the port that clusd names in its bind_ack is its own, not the recorder's
FAILS_BEHIND_A_RELAY = ("secondary-address",)
ENDPOINTS = ("cluster", "reader", "old", "v2", "guarded")  # clusters of the fixture that are served
WIRE_CASES = re.compile(r"^(\S+?)(?:\[.*\])? .*\(conformance/cases/(?:wire|pdu)/")
Flagged = collections.namedtuple("Flagged", "frame side what")


def names_of_cases(build):
    listed = subprocess.run([os.path.join(build, "clus-cts"), "list"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return list(dict.fromkeys(found[1] for found in map(WIRE_CASES.match, listed.splitlines()) if found))


def fixture_of(path, ports):
    """The default fixture, the clusters but the first at the TCP ports of their own."""
    with open(os.path.join("spec", "two-node.fixture"), encoding="utf-8") as file:
        text = file.read()
    for name, port in ports.items():
        text = re.sub(r'(?m)^(cluster\s+\$%s\s+"[^"]*")' % name, r'\1 endpoint "127.0.0.1[%d]"' % port, text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def record(build, folder, path):
    """Runs every case. The ports, each case's frames as (first, last + 1), and what went wrong."""
    captured = Capture(path)
    servers = {name: Clusd("--cluster", "$" + name, "--connections", "2000") for name in ENDPOINTS}
    recorders = {name: Recorder(captured, "127.0.0.1", server.port) for name, server in servers.items()}
    ports = {name: recorder.port for name, recorder in recorders.items()}
    fixture = os.path.join(folder, "certification.fixture")
    fixture_of(fixture, {name: ports[name] for name in ENDPOINTS[1:]})
    frames, wrong = {}, []
    for case in names_of_cases(build):
        first = captured.packets + 1
        done = subprocess.run(
            [os.path.join(build, "clus-cts"), "run", "rpc:ncacn_ip_tcp:127.0.0.1[%d]" % ports["cluster"], "--fixture", fixture,
             "--profile", "strict", "--may-disturb", "--only", case], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=10 * LIMIT)
        for recorder in recorders.values():
            recorder.rest()
        frames[case] = (first, captured.packets + 1)
        if done.returncode != 0 and case not in FAILS_BEHIND_A_RELAY:
            wrong.append("%s ended with %d" % (case, done.returncode))
    for recorder in recorders.values():
        recorder.close()
    captured.close()
    wrong += [why for why in map(clients.ended, servers.values()) if why]
    return list(ports.values()), frames, wrong


def flagged(path, ports):
    """What tshark calls malformed, by frame."""
    words = [word for port in ports for word in ("-d", "tcp.port==%d,dcerpc" % port)]
    done = subprocess.run(
        ["tshark", "-n", "-r", path, *words, "-Y", "_ws.malformed || _ws.expert.severity == 0x800000", "-T", "fields",
         "-e", "frame.number", "-e", "tcp.dstport", "-e", "_ws.expert.message"], capture_output=True, timeout=20 * LIMIT, text=True,
        errors="replace")
    if done.returncode != 0:
        raise RuntimeError("tshark: " + done.stderr)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return [Flagged(int(row[0]), "client" if int(row[1]) in ports else "server", row[2]) for row in rows]


def by_case(frames, found):
    cases = collections.defaultdict(list)
    for case, (first, end) in frames.items():
        cases[case] += [f for f in found if first <= f.frame < end]
    return cases


def read_list(path):
    """The cases of the records `malformed CASE…`, `reason TEXT`."""
    listed, open_record = set(), False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words = line.split()
            if not words or line.startswith("#"):
                continue
            if len(words) < 2 or words[0] != ("reason" if open_record else "malformed"):
                raise ValueError("%s:%d: `malformed CASE…`, then `reason TEXT`" % (path, number))
            open_record = words[0] == "malformed"
            listed |= set(words[1:]) if open_record else set()
    return listed


def complaint(found, is_listed):
    """What is wrong with the malformed packets of a case; nothing if all is well."""
    if is_listed and not found:
        return "nothing is malformed any more: remove the case from the list"
    unlisted = [f for f in found if f.side == "server" or not is_listed]
    return "; ".join("malformed: frame %d of the %s (%s)" % f for f in unlisted[:3])


def check(result, build, folder, list_path):
    path = os.path.join(folder, "certification.pcap")
    ports, frames, wrong = record(build, folder, path)
    for why in wrong:
        result.failed("recorded certification", why)
    listed = read_list(list_path)
    for case, found in by_case(frames, flagged(path, ports)).items():
        result.judged("tshark, %s" % case, complaint(found, case in listed))
    for case in sorted(listed - set(frames)):
        result.failed(list_path, "there is no case %s" % case)
