"""A server that one sequence of calls kills, hangs or upsets: stands before a good server and passes everything on, until

    deadly.py PORT FAULT LISTEN       listens on port LISTEN (0: any) of 127.0.0.1, prints it; passes on to 127.0.0.1:PORT

    none          nothing happens
    dies          a call with a context handle that was closed ends the process
    hangs         a close of a handle of another type stops all answers, for good
    leaves        a call that cannot be decoded is not answered
    closes        an opnum that there is not ends the connection
"""
import os
import struct
import sys
import time

import wire
from wire_proxy import BAD_STUB, CLOSES, NO_OPNUM, NULL_HANDLE, Good

INVALID_HANDLE = 6


class Remembers(Good):
    """Knows which handle a close was asked for, on each connection."""

    def __init__(self, place):
        super().__init__(place)
        self.asked_to_close = {}

    def call(self, opnum, pdu):
        if opnum in CLOSES and len(pdu.stub) == 20 and pdu.stub != NULL_HANDLE:
            self.asked_to_close[pdu.call_id] = pdu.stub
        return pdu

    def reply(self, opnum, pdu):
        handle = self.asked_to_close.pop(pdu.call_id, None)
        if handle is not None:
            self.close_answered(handle, struct.unpack_from("<I", pdu.stub, 20)[0])
        return pdu


class Dies(Remembers):
    def __init__(self, place):
        super().__init__(place)
        self.closed = set()

    def call(self, opnum, pdu):
        if pdu.stub[:20] in self.closed:
            os._exit(1)
        return super().call(opnum, pdu)

    def close_answered(self, handle, code):
        if code == 0:
            self.closed.add(handle)


class Hangs(Remembers):
    def close_answered(self, handle, code):
        while code == INVALID_HANDLE:
            time.sleep(3600)


class Leaves(Good):
    def fault(self, pdu):
        return ("nothing",) if status(pdu) == BAD_STUB else pdu


class Closes(Good):
    def fault(self, pdu):
        return None if status(pdu) == NO_OPNUM else pdu


def status(pdu):
    return pdu.number("<I", 24)


FAULTS = {"none": Good, "dies": Dies, "hangs": Hangs, "leaves": Leaves, "closes": Closes}


def main():
    port, kind, listen = int(sys.argv[1]), FAULTS[sys.argv[2]], int(sys.argv[3])
    front = wire.Front()
    print(front.listen(port, kind, at=listen), flush=True)
    front.run()


if __name__ == "__main__":
    main()
