"""tshark reads whole sessions between clients and clusd, recorded by recorder.py, and ndrdump the
calls of the longest of them."""

import os
import re
import shutil
import subprocess
import sys

import clients
import replies
from clusd_test import LIMIT, Clusd

CALLS_AT_LEAST = 1000  # in the capture of a whole run of the cases


def read(path, port, *options):
    """tshark's lines about a capture whose server has this port."""
    done = subprocess.run(["tshark", "-n", "-r", path, "-d", "tcp.port==%d,dcerpc" % port, *options],
                          capture_output=True, timeout=20 * LIMIT, text=True, errors="replace")
    if done.returncode != 0:
        raise RuntimeError("tshark: " + done.stderr)
    return done.stdout.splitlines()


def fixture_with_endpoint(path, port):
    """The default fixture, its first cluster served at a TCP port."""
    with open(os.path.join("spec", "two-node.fixture"), encoding="utf-8") as file:
        text = file.read()
    line = [line for line in text.split("\n") if line.startswith("cluster       $cluster ")][0]
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(line, "%s endpoint 127.0.0.1[%d]" % (line, port)))


def certify(build, folder, port):
    """The suite's cases, by the reference library over TCP. Their verdicts are not judged here."""
    fixture = os.path.join(folder, "tcp.fixture")
    fixture_with_endpoint(fixture, port)
    subprocess.run([os.path.join(build, "clus-cts"), "run", "ref", "--fixture", fixture],
                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=40 * LIMIT)


def judge(result, name, path, port, at_least):
    """A capture has calls, an answer to each, and nothing that tshark calls malformed."""
    bad = read(path, port, "-Y", "_ws.malformed || _ws.expert.severity == 0x800000", "-T", "fields",
               "-e", "frame.number", "-e", "dcerpc.opnum", "-e", "_ws.expert.message")
    for line in bad[:5]:
        result.failed("tshark, %s" % name, "malformed: frame %s (%s)" % (line, path))
    kinds = read(path, port, "-Y", "dcerpc", "-T", "fields", "-E", "aggregator=,", "-e", "dcerpc.pkt_type")
    counts = [",".join(kinds).split(",").count(kind) for kind in ("0", "2", "3")]
    why = "" if counts[0] >= at_least else "only %d requests were recognised" % counts[0]
    why = why or ("" if counts[0] == counts[1] + counts[2] else
                  "%d requests, %d responses, %d faults" % tuple(counts))
    result.judged("tshark, %s" % name, why or ("%d malformed packets" % len(bad) if bad else ""))
    return counts


def record(path, use):
    """Runs use(port) against clusd through a recorder. The recorder's port."""
    server = Clusd("--connections", "2000")
    script = os.path.join(os.path.dirname(__file__), "recorder.py")
    recorder = subprocess.Popen([sys.executable, script, "0", "127.0.0.1[%d]" % server.port, path],
                                stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r"\[(\d+)\]", recorder.stdout.readline())[1])
        use(port)
    finally:
        recorder.terminate()
        recorder.communicate(timeout=LIMIT)
        said = clients.ended(server)
    if said or recorder.returncode:
        raise RuntimeError("clusd %s, recorder ended with %d" % (said, recorder.returncode))
    return port


def check(result, build, folder, list_path):
    if shutil.which("tshark") is None:
        result.failed("tshark", "it is not installed (Debian: tshark)")
        return
    for options in ("", "bigendian", "ndr64"):
        name = "session-" + (options or "plain")
        path = os.path.join(folder, name + ".pcap")
        why = []
        port = record(path, lambda port: why.append(clients.samba_session(port, options)))
        result.judged("recorded %s" % name, why[0])
        judge(result, name, path, port, 9)
    path = os.path.join(folder, "cases.pcap")
    port = record(path, lambda port: certify(build, folder, port))
    judge(result, "cases", path, port, CALLS_AT_LEAST)
    replies.check(result, path, port, os.path.join(folder, "recorded"), list_path)
