"""Programs that are run to their end, and servers that are run beside them."""
import contextlib
import os
import re
import signal
import subprocess
import time

ROOT = os.getcwd()
PROGRAMS = os.path.join(ROOT, "build/inject")
LIMIT = 60  # seconds for any of it; what takes longer hangs
ASAN = "detect_leaks=1:exitcode=99:allocator_may_return_null=1"


def plain(text):
    """Without what differs from run to run: times, rates, ports, octets with a server's tokens."""
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", text)
    text = re.sub(r"^(#   \d+ (?:->|<-)|#       ) [0-9a-f]+$", r"\1 OCTETS", text, flags=re.M)
    text = re.sub(r"\d+ a second|\[\d+\]", "N", text)
    return re.sub(r'"(seconds|milliseconds)": [\d.]+|time="[\d.]+"', "SPAN", text)


def environment(plan, **more):
    return dict(os.environ, ASAN_OPTIONS=ASAN, **({"INJECT": plan.path} if plan else {}), **more)


def end_session(leader):
    """End a program and all that it started, which may be in groups of its own."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if os.getsid(int(name)) == leader:
                os.kill(int(name), signal.SIGKILL)


def execute(words, folder, plan, limit=LIMIT, **more):
    """Run a program to its end. Status None: it had to be ended."""
    with subprocess.Popen(words, cwd=folder, env=environment(plan, **more), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            out, err = process.communicate(timeout=limit)
            status = process.returncode
        except subprocess.TimeoutExpired:
            end_session(process.pid)
            out, err = process.communicate()
            status = None
    return status, out.decode(errors="replace"), err.decode(errors="replace")


class Nothing:
    """In the place of a server where none is needed."""

    port = mapper = ""

    def __enter__(self):
        return self

    def __exit__(self, *what):
        pass


class Server:
    """clusd, until the end of the block. `status` None: it had to be killed."""

    def __init__(self, plan, folder, *words):
        self.plan, self.words, self.port, self.mapper, self.status = plan, words, "", "", None
        self.log = os.path.join(folder, "given.log")
        self.paths = [os.path.join(folder, name) for name in ("given.out", "given.err")]
        self.process = None

    def __enter__(self):
        out, err = (open(p, "wb") for p in self.paths)
        with out, err:
            self.process = subprocess.Popen([os.path.join(PROGRAMS, "clusd"), "--port", "0", "--log", self.log, *self.words],
                                            env=environment(self.plan), stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        end = time.monotonic() + LIMIT
        while self.process.poll() is None and not self.port and time.monotonic() < end:
            self.port = self.found("ready")
            time.sleep(0.005)
        self.mapper = self.found("mapper")
        return self

    def found(self, what):
        found = re.search(what + r".*\[(\d+)\]\n", self.said(0))
        return found.group(1) if found else ""

    def said(self, which):
        with open(self.paths[which], encoding="utf-8", errors="replace") as file:
            return file.read()

    def __exit__(self, *what):
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.status = self.process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
