"""Samba's ndrdump reads what clusd really answered: the calls of a capture made by recorder.py."""

import collections
import os
import shutil
import struct

from decoders import Stub, ask, complaint, read_differences

REQUEST, RESPONSE, BIND, BIND_ACK, ALTER, ALTER_ACK = 0, 2, 11, 12, 14, 15
NDR64 = bytes.fromhex("33057171babe37498319b5dbef9ccc36")
OBJECT, SYN, MAPPED_HEADER = 0x80, 2, 24
OF_EACH = 4  # calls of a method that are looked at


def packets(path):
    """Each TCP segment of the capture: ports, flags, payload."""
    with open(path, "rb") as file:
        file.read(24)
        while head := file.read(16):
            octets = file.read(struct.unpack("<IIII", head)[2])
            source, target = struct.unpack(">HH", octets[20:24])
            yield source, target, octets[33], octets[40:]


def streams(path, server):
    """Each connection's octets: from the client, from the server, in the order of the segments."""
    running, done = {}, []
    for source, target, flags, payload in packets(path):
        client = source if target == server else target
        if flags == SYN:
            running[client] = ([], [])
            done.append(running[client])
        running[client][source == server].append(payload)
    return [(b"".join(asked), b"".join(answered)) for asked, answered in done]


def pdus(octets):
    """Whole PDUs, those in little-endian order that carry no authentication."""
    while len(octets) >= 16:
        size, authentication = struct.unpack("<HH", octets[8:12])
        if size < 16 or size > len(octets) or authentication or octets[4] != 0x10:
            return
        yield octets[:size]
        octets = octets[size:]


def contexts_of(asked, answered):
    """Presentation context -> whether NDR64 was accepted for it."""
    wide = {}
    offers = (p for p in pdus(asked) if p[2] in (BIND, ALTER))
    for offer, answer in zip(offers, (p for p in pdus(answered) if p[2] in (BIND_ACK, ALTER_ACK))):
        at, place = 28, 26 + struct.unpack("<H", answer[24:26])[0]
        place += -place % 4 + 4
        for _ in range(offer[24]):
            wide[struct.unpack("<H", offer[at:at + 2])[0]] = answer[place + 4:place + 20] == NDR64
            at += 24 + 20 * offer[at + 2]
            place += 24
    return wide


def calls(asked, answered):
    """(opnum, NDR64, request stub, reply stub) of each answered call of a connection."""
    wide = contexts_of(asked, answered)
    requests, replies, heads = (collections.defaultdict(bytes) for _ in range(3))
    for pdu in pdus(asked):
        if pdu[2] == REQUEST:
            requests[pdu[12:16]] += pdu[MAPPED_HEADER + (16 if pdu[3] & OBJECT else 0):]
            heads[pdu[12:16]] = pdu[20:24]
    for pdu in pdus(answered):
        if pdu[2] == RESPONSE:
            replies[pdu[12:16]] += pdu[MAPPED_HEADER:]
    for call, reply in replies.items():
        if call in heads:
            context, opnum = struct.unpack("<HH", heads[call])
            yield opnum, wide.get(context, False), requests[call], reply


def choose(path, port):
    """A few calls of each method and syntax that differ in length."""
    kinds = collections.defaultdict(dict)
    for asked, answered in streams(path, port):
        for opnum, wide, request, reply in calls(asked, answered):
            of = kinds[opnum, wide]
            if len(of) < OF_EACH:
                of.setdefault(len(reply), (request, reply))
    return kinds


def check(result, path, port, folder, list_path):
    if shutil.which("ndrdump") is None:
        result.failed("ndrdump of replies", "it is not installed (Debian: samba-testsuite)")
        return
    os.makedirs(folder, exist_ok=True)
    listed = {key for d in read_differences(list_path) for key in d.keys}
    for (opnum, wide), of in sorted(choose(path, port).items()):
        syntax = "ndr64" if wide else "ndr"
        differs = {d for d in ("in", "out") if (str(opnum), d, syntax) in listed}
        for call, stubs in enumerate(of.values()):
            for direction, stub in zip(("in", "out"), stubs):
                with open(os.path.join(folder, "%s.%s.%s.%s" % (opnum, call, direction, syntax)), "wb") as file:
                    file.write(stub)
            for direction in ("in", "out"):
                if direction in differs:
                    continue
                said = ask(folder, Stub(str(opnum), str(call), direction, syntax),
                           direction == "out" and "in" not in differs)
                result.judged("ndrdump of a recorded call, opnum %d %s %s, call %d" % (
                    opnum, direction, syntax, call), complaint(said, None))
