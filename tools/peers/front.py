"""A server that wants packet privacy, made of clusd, which knows no security, and Samba's ntlm_auth:

    front.py PORT-OF-CLUSD FOLDER USER DOMAIN      $FRONT_PASSWORD is the user's password

It listens on a free port of 127.0.0.1 and prints `front: ready on 127.0.0.1[PORT]`. To its clients it is an RPC server with NTLM: ntlm_auth
takes the server's part of the handshake (in FOLDER, which is its to write in), calls below packet privacy are refused, requests are unsealed
and go to clusd in the clear, replies are sealed (MS-RPCE 2.2.2.11, 3.3.1.5.2; MS-NLMP 3.4). For tests of what calls such a server.
"""

import base64
import hashlib
import hmac
import os
import socket
import struct
import subprocess
import sys
import threading

REQUEST, RESPONSE, FAULT, BIND, BIND_ACK, BIND_NAK, ALTER, ALTER_RESP, AUTH3 = 0, 2, 3, 11, 12, 13, 14, 15, 16
NTLM, PRIVACY = 10, 6  # MS-RPCE 2.2.1.1.7, 2.2.1.1.8
ACCESS_DENIED = 5
TRAILER, SIGNATURE, STUB, PADDED_TO = 8, 16, 24, 16
SEALED = TRAILER + SIGNATURE + PADDED_TO  # octets that sealing adds at most
HEADER_SIGNING, NOT_EXECUTED = 0x04, 0x20  # pfc_flags


class Rc4:
    """One direction's stream, which runs on from message to message."""

    def __init__(self, key):
        self.s, self.i, self.j = list(range(256)), 0, 0
        j = 0
        for i in range(256):
            j = (j + self.s[i] + key[i % len(key)]) & 255
            self.s[i], self.s[j] = self.s[j], self.s[i]

    def crypt(self, octets):
        out, s = bytearray(octets), self.s
        for n, octet in enumerate(octets):
            self.i = (self.i + 1) & 255
            self.j = (self.j + s[self.i]) & 255
            s[self.i], s[self.j] = s[self.j], s[self.i]
            out[n] = octet ^ s[(s[self.i] + s[self.j]) & 255]
        return bytes(out)


class Direction:
    """Sealing with extended session security, 128 bits and key exchange (MS-NLMP 3.4.3, 3.4.4.2, 3.4.5)."""

    def __init__(self, key, which):
        magic = b"session key to " + which + b" %s key magic constant\0"
        self.sign = hashlib.md5(key + magic % b"signing").digest()
        self.stream = Rc4(hashlib.md5(key + magic % b"sealing").digest())
        self.number = 0

    def signature(self, signed):
        """Comes after the message has gone through the stream."""
        number = struct.pack("<I", self.number)
        self.number += 1
        digest = hmac.new(self.sign, number + signed, "md5").digest()[:8]
        return b"\1\0\0\0" + self.stream.crypt(digest) + number


class Handshake:
    """ntlm_auth's side of it; the session key when it is done."""

    def __init__(self, folder, user, domain):
        conf = os.path.join(folder, "front.conf")
        with open(conf, "w") as file:
            file.write("[global]\nworkgroup = %s\nnetbios name = FRONT\n" % domain)
            for kind in ("private dir", "lock dir", "state directory", "cache directory"):
                file.write("%s = %s\n" % (kind, folder))
        self.program = subprocess.Popen(
            ["ntlm_auth", "--configfile", conf, "--helper-protocol=squid-2.5-ntlmssp", "--username", user,
             "--domain", domain, "--password", os.environ["FRONT_PASSWORD"]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.ask("SF NTLMSSP_FEATURE_SESSION_KEY NTLMSSP_FEATURE_SIGN NTLMSSP_FEATURE_SEAL")

    def ask(self, *words):
        self.program.stdin.write(" ".join(words).encode() + b"\n")
        self.program.stdin.flush()
        return self.program.stdout.readline().decode().split()

    def challenge(self, token):
        return base64.b64decode(self.ask("YR", base64.b64encode(token).decode())[1])

    def session_key(self, token):
        """None: not this user, or not this password."""
        if self.ask("KK", base64.b64encode(token).decode())[0] != "AF":
            return None
        return base64.b64decode(self.ask("GK")[1])

    def end(self):
        self.program.stdin.close()
        self.program.wait()


def receive(stream):
    """A PDU, or nothing."""
    head = stream.recv(16, socket.MSG_WAITALL)
    if len(head) < 16 or head[4] != 0x10:
        return b""
    return head + stream.recv(struct.unpack("<H", head[8:10])[0] - 16, socket.MSG_WAITALL)


def split(pdu):
    """The PDU without its security trailer; the trailer's padding, type and level, and the token."""
    size = struct.unpack("<H", pdu[10:12])[0]
    if size == 0:
        return pdu, 0, None, None, b""
    at = len(pdu) - size - TRAILER
    kind, level, pad = pdu[at:at + 3]
    return plain(pdu[:at - pad]), pad, kind, level, pdu[at + TRAILER:]


def plain(octets):
    return octets[:8] + struct.pack("<HH", len(octets), 0) + octets[12:]


def with_trailer(pdu, pad, context, token):
    """The PDU, which ends with `pad` octets of padding, with a trailer that names this security context."""
    pdu += struct.pack("<BBBB", NTLM, PRIVACY, pad, 0) + context + token
    return pdu[:8] + struct.pack("<HH", len(pdu), len(token)) + pdu[12:]


class Session:
    def __init__(self, client, server, handshake):
        self.client, self.server, self.handshake = client, server, handshake
        self.requests = self.replies = None  # the two directions, once the client is known
        self.context = bytes(4)  # auth_context_id

    def known(self, token):
        key = self.handshake.session_key(token)
        if key is not None:
            self.requests = Direction(key, b"client-to-server")
            self.replies = Direction(key, b"server-to-client")

    def bind(self, pdu):
        """Two octets of its fragment sizes are the client's receive limit: sealing needs some of that."""
        bare, _, kind, _, token = split(pdu)
        room = struct.unpack("<H", bare[18:20])[0]
        self.server.sendall(bare[:18] + struct.pack("<H", room - SEALED) + bare[20:])
        ack = receive(self.server)
        if kind == NTLM and ack[2] == BIND_ACK:
            pad = -len(ack) % 4
            self.context = pdu[len(pdu) - len(token) - 4:len(pdu) - len(token)]
            ack = with_trailer(ack + bytes(pad), pad, self.context, self.handshake.challenge(token))
            ack = ack[:3] + bytes([ack[3] | pdu[3] & HEADER_SIGNING]) + ack[4:]  # NTLM signs headers at all events
        self.client.sendall(ack)

    def unseal(self, pdu):
        """A request in the clear; nothing: it was not sealed, or not by this client."""
        bare, pad, kind, level, token = split(pdu)
        if self.requests is None or kind != NTLM or level != PRIVACY or len(token) != SIGNATURE:
            return b""
        start = STUB + (16 if pdu[3] & 0x80 else 0)
        sealed = pdu[start:len(pdu) - TRAILER - SIGNATURE]
        stub = self.requests.stream.crypt(sealed)
        signed = pdu[:start] + stub + pdu[len(pdu) - TRAILER - SIGNATURE:-SIGNATURE]
        if not hmac.compare_digest(self.requests.signature(signed), token):
            return b""
        return plain(bare[:start] + stub[:len(stub) - pad])

    def seal(self, pdu):
        pad = -(len(pdu) - STUB) % PADDED_TO
        stub = pdu[STUB:] + bytes(pad)
        whole = with_trailer(pdu[:STUB] + stub, pad, self.context, bytes(SIGNATURE))
        sealed = self.replies.stream.crypt(stub)
        signature = self.replies.signature(whole[:-SIGNATURE])
        return whole[:STUB] + sealed + whole[STUB + len(stub):-SIGNATURE] + signature

    def refuse(self, pdu):
        self.client.sendall(struct.pack("<BBBB4sHHIIHBBII", 5, 0, FAULT, 3 | NOT_EXECUTED, b"\x10\0\0\0", 32, 0,
                                        struct.unpack("<I", pdu[12:16])[0], 0, 0, 0, 0, ACCESS_DENIED, 0))

    def answer(self):
        """Until the last fragment of it. A fault has no stub, and goes as it is."""
        while pdu := receive(self.server):
            self.client.sendall(self.seal(pdu) if pdu[2] == RESPONSE else pdu)
            if pdu[3] & 2:
                return True
        return False

    def take(self, pdu):
        """False: the connection is to end."""
        if pdu[2] == BIND:
            self.bind(pdu)
            return True
        if pdu[2] == AUTH3:
            self.known(split(pdu)[4])
            return True
        if pdu[2] == ALTER:
            self.server.sendall(split(pdu)[0])
            return self.answer()
        if pdu[2] != REQUEST:
            self.server.sendall(pdu)
            return True
        bare = self.unseal(pdu)
        if not bare:
            self.refuse(pdu)
            return True
        self.server.sendall(bare)
        return self.answer() if pdu[3] & 2 else True

    def run(self):
        try:
            while pdu := receive(self.client):
                if not self.take(pdu):
                    break
        except OSError:
            pass
        self.handshake.end()
        self.client.close()
        self.server.close()


def main(port, folder, user, domain):
    listener = socket.create_server(("127.0.0.1", 0))
    print("front: ready on 127.0.0.1[%d]" % listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        server = socket.create_connection(("127.0.0.1", int(port)))
        session = Session(client, server, Handshake(folder, user, domain))
        threading.Thread(target=session.run, daemon=True).start()


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
