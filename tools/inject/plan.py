"""The file that the wrappers of wrapped.c read and write (site.h, struct plan)."""
import errno
import mmap
import os
import struct
import subprocess

SITE = struct.Struct("16sQQII")
HEAD = struct.Struct("IIiII4x")
SITES = 2048
DEEP = os.environ.get("DEEP") == "1"  # sites are told apart by their callers too
SIZE = SITE.size * (1 + SITES) + HEAD.size

# What each function fails with; where the errors mean different things to a program, each of them.
ERRORS = {
    "malloc": ["ENOMEM"], "calloc": ["ENOMEM"], "realloc": ["ENOMEM"],
    "fopen": ["EMFILE"], "tmpfile": ["ENOSPC"], "fgetc": ["EIO"], "fdopen": ["ENOMEM"], "open": ["EMFILE"], "mkdir": ["ENOSPC"],
    "fread": ["EIO"], "read": ["EIO", "EINTR"], "fclose": ["ENOSPC"],
    "fwrite": ["ENOSPC"], "fputs": ["ENOSPC"], "fputc": ["ENOSPC"], "puts": ["ENOSPC"], "putchar": ["ENOSPC"],
    "vfprintf": ["ENOSPC"], "fprintf": ["ENOSPC"], "printf": ["ENOSPC"], "fflush": ["ENOSPC"], "write": ["EPIPE", "EINTR"],
    "pipe": ["EMFILE"], "dup": ["EMFILE"], "dup2": ["EBUSY"], "fcntl": ["ENOMEM"], "poll": ["ENOMEM", "EINTR"],
    "fork": ["EAGAIN"], "pthread_create": ["EAGAIN"], "getrandom": ["ENOSYS"], "getaddrinfo": ["EAGAIN"],
    "socket": ["EMFILE"], "bind": ["EADDRINUSE"], "listen": ["EADDRINUSE"], "connect": ["ECONNREFUSED"],
    "accept": ["ECONNABORTED", "EMFILE"], "setsockopt": ["ENOBUFS"], "getsockname": ["ENOBUFS"],
    "send": ["ECONNRESET", "EINTR"], "recv": ["ECONNRESET", "EINTR"],
}


class Site:
    """A call site that a run came by, and how often."""

    def __init__(self, function, address, caller, calls):
        self.function, self.address, self.caller, self.calls = function, address, caller, calls
        self.place = "?"

    def key(self):
        return self.function, self.address, self.caller if DEEP else 0

    def __str__(self):
        return f"{self.function} at {self.place}"


class Plan:
    """A plan file. Without a site nothing fails."""

    def __init__(self, path, site=None, nth=0, error="ENOMEM", deep=False):
        self.path = path
        target = SITE.pack(site.function.encode(), site.address, site.caller, 0, 0) if site else bytes(SITE.size)
        with open(path, "wb") as file:
            file.write(target + HEAD.pack(nth, deep, getattr(errno, error), 0, 0))
            file.truncate(SIZE)

    def _read(self):
        with open(self.path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as octets:
            _, _, _, happened, count = HEAD.unpack_from(octets, SITE.size)
            first = SITE.size + HEAD.size
            return happened == 1, [SITE.unpack_from(octets, first + n * SITE.size) for n in range(count)]

    def happened(self):
        return self._read()[0]

    def caller(self):
        """The return address of the function whose call failed."""
        with open(self.path, "rb") as file:
            return SITE.unpack(file.read(SITE.size))[2]

    def sites(self):
        return [Site(name.rstrip(b"\0").decode(), address, caller, calls)
                for name, address, caller, calls, _ in self._read()[1]]


def places(program, addresses):
    """The file:line of the calls that return to these addresses."""
    given = "\n".join(hex(a - 1) for a in addresses)
    text = subprocess.run(["addr2line", "-e", program], input=given, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [os.path.relpath(line.split(" ")[0]) if line.startswith("/") else "?" for line in text.splitlines()]
