"""What is done while a call fails: a run of clus-cts, a caller of the library, a server with clients. Each runs in a folder of its own;
what it is given has a name that begins with `given`."""
import contextlib
import os
import re
import shutil
import socket
import tempfile

from servers import LIMIT, PROGRAMS, ROOT, Nothing, Server, execute, plain

LONG = "# a file longer than what is read at first\n" * 2000
with open(os.path.join(ROOT, "spec/two-node.fixture"), encoding="utf-8") as whole:
    FIXTURE = whole.read()
GIVEN = {
    "given.cases": LONG + """
case    opens
clause  OC-1
        c = OpenCluster($cluster)         -> handle
        n = OpenClusterNode(c, $node)     -> handle
            GetClusterNodeState(n)        -> 0
            CloseCluster(c)               -> TRUE

case    asks
clause  CMRP-101
        a = connect($cluster)             -> bound
        h = a.ApiOpenNode($node)          -> handle
            a.ApiCloseNode(h)             -> 0
""",
    "given.bad": """
table   wanted  state
        Up      0
        Down    1

case    differs
clause  OC-1
where   wanted
about   A node of the fixture is up, and nothing else.
        c = OpenCluster($cluster)         -> handle
        n = OpenClusterNode(c, $node)     -> handle
            GetClusterNodeState(n)        -> {state}
            CloseCluster(c)               -> TRUE

case    is-left-out
clause  OC-1
        c = OpenCluster($nobody)          -> handle
""",
    "given.more": """
case    decides
clause  CC-2
decides AMB-01
within  9 s
needs   $reader
about   A & B, "C" <D> \\ E, more or less.
        c = OpenCluster($cluster)         -> handle
            CloseCluster(c)               -> TRUE
            CloseCluster(NULL)
              always                      -> FALSE

case    same
clause  OCX-8
under   AMB-32 noticed
disturbs nothing really
        c = OpenCluster($cluster)         -> handle
            CloseCluster(c)               -> FALSE
versus
        c = OpenClusterEx($cluster, GENERIC_ALL, NULL)   -> handle
            CloseCluster(c)               -> TRUE
""",
    "given.wire": """
case    state
clause  CMRP-101
        a = connect($cluster)             -> bound
        h = a.ApiOpenNode($node)          -> handle
            a.ApiGetNodeState(h)          -> 0, State = 0
            a.ApiCloseNode(h)             -> 0
""",
    "given.down": FIXTURE.replace('"node1" up', '"node1" down'),
    "given.small": """
fixture  small
cluster  $cluster  "cluster1" nodes 1
node     $node     "node1" up id 1
""",
    "given.known": """
known   decides fail
why     It is up.
profile strict
""",
    "given.profile": """
profile   own
means     As sdk.
""",
    "given.program": """
while read -r opnum hex; do
    case $opnum in
        3) echo 0100000000000000010000000000000001000000000000000100000000000000000000000000000000000000 ;;
        82) exit 1 ;;
        *) echo fault 6 ;;
    esac
done
""",
}


class Outcome:
    """What came of a run."""

    def __init__(self, status, out, err, files):
        self.status, self.out, self.err, self.files = status, out, err, files

    def same(self, other):
        return (self.status, plain(self.out)) == (other.status, plain(other.out)) and self.written() == other.written()

    def written(self):
        """The files; of a log the different lines, because what is tried again is told again."""
        return {name: sorted(set(text.splitlines())) if name == "log" else text for name, text in self.files.items()}


def files_of(folder):
    """What a run wrote."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(top, name), folder)
            if not path.startswith("given"):
                with open(os.path.join(folder, path), encoding="utf-8", errors="replace") as file:
                    found[path] = plain(file.read())
    return found


class Scenario:
    """Something to do with a program; `run` does it in a folder that is empty."""

    name = program = ""
    prints = False

    def run(self, folder, plan):
        raise NotImplementedError

    def judge(self, site, outcome, usual):
        """What is wrong with an outcome, or nothing."""
        raise NotImplementedError

    def excuses(self, _outcome):
        return False


class Command(Scenario):
    """clus-cts with some words. `before`: words that it is run with first, when nothing fails, to save given-run; `spoilt`: a file of
    it that is then changed; `prints`: calls that print are tried though another scenario has done so."""

    program = os.path.join(PROGRAMS, "clus-cts")

    def __init__(self, name, *words, server=False, served=(), fault="", before=(), spoilt="", prints=False, program="", limit=LIMIT):
        self.name, self.words, self.server, self.served, self.fault = name, words, server, served, fault
        self.before, self.spoilt, self.prints = before, spoilt, prints
        self.program, self.limit = program or self.program, limit
        self.prepared = None

    def prepare(self):
        """What is given, and the saved run, in a folder to be copied."""
        self.prepared = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        for name, text in GIVEN.items():
            with open(os.path.join(self.prepared.name, name), "w", encoding="utf-8") as file:
                file.write(text)
        if self.before:
            execute([self.program, *self.before], self.prepared.name, None)
        if self.spoilt:
            with open(os.path.join(self.prepared.name, self.spoilt), "a", encoding="utf-8") as file:
                file.write("more\n")

    def run(self, folder, plan):
        if not self.prepared:
            self.prepare()
        shutil.copytree(self.prepared.name, folder, dirs_exist_ok=True)
        served = [os.path.join(folder, w) if w.startswith("given") else w for w in self.served]
        with Server(None, folder, *served) if self.server else Nothing() as server:
            words = [w.replace("PORT", server.port) for w in self.words]
            status, out, err = execute([self.program, *words], folder, plan, self.limit, CLUSAPI_FAULT=self.fault)
        return Outcome(status, out, err, files_of(folder))

    def judge(self, site, outcome, usual):
        if outcome.same(usual):
            return None
        if outcome.status in ((1,) if self.program == Served.program else (2, 3)):
            return None if names(site, outcome.err) else "it does not say what failed"
        if outcome.status == 1 and self.subjects_own(site):
            return None
        if self.words[0] == "explain" and site.place.startswith("ref/"):
            return None  # it tells how the reference answers
        if outcome.status == usual.status:
            return "exit status as ever, but it is not what it writes"
        return f"exit status {outcome.status}"

    def subjects_own(self, site):
        """What fails is the subject's, which is then judged by what it answers: the reference is in this process, and a connection has
        two ends."""
        reference = "ref" in self.words and site.place.startswith("ref/")
        program = any(w.startswith("cmd:") for w in self.words) and site.function == "write" and "subject_cmd" in site.place
        return reference or program or (self.server and site.function in ("connect", "send", "recv"))


    def excuses(self, outcome):
        """The same for what fails in a function of the register's reader that the reference calls."""
        return self.words[0] == "explain" or (outcome.status == 1 and "ref" in self.words)


MEMORY = r"memory|last error 8\b"
WORDS = {"malloc": MEMORY, "calloc": MEMORY, "realloc": MEMORY, "fork": "process|started", "pipe": "pipe|started"}


def names(site, text):
    """Does the error text name what failed?"""
    return re.search(WORDS.get(site.function, r": \S"), text) is not None


NOT_ENOUGH_MEMORY, SERVER_UNAVAILABLE = "8", "1722"


def fixture(folder, name, place=""):
    """The built-in fixture with a limit that leaves no room for lost handles, and more networks than names of them go into a
    fragment; cluster1 at a place, if there is one."""
    text = FIXTURE.replace('"cluster1"', f'"cluster1" {place}', 1)
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + "".join(f'network $more{n} "A network with a name that is long, number {n}" up id {n}\n' for n in range(90)))
        file.write("limit         handles 74\n")
    return path


def caller(folder, plan, place):
    words = [os.path.join(PROGRAMS, "inject-client"), "cluster1" if place else "-"]
    return execute(words, folder, plan, CLUSAPI_FIXTURE=fixture(folder, "given.fixture", place))


class Caller(Scenario):
    """A program that uses the library, which fails; in its own process, or with a server that it finds at a place."""

    program = os.path.join(PROGRAMS, "inject-client")

    def __init__(self, name, place=""):
        self.name, self.place = name, place

    def run(self, folder, plan):
        with Server(None, folder, "--epm=0", "--fixture", fixture(folder, "given.served")) if self.place else Nothing() as server:
            place = self.place.replace("PORT", server.port).replace("MAPPER", server.mapper)
            return Outcome(*caller(folder, plan, place), {})

    def judge(self, site, outcome, usual):
        if "client:" in outcome.err:
            return "the caller: " + outcome.err.split("client:")[1].strip().split("\n")[0]
        said = re.search(r"refused, (\d+)", outcome.out)
        code = SERVER_UNAVAILABLE if "resolve" in site.place else NOT_ENOUGH_MEMORY
        if said and site.function in ("malloc", "calloc", "realloc") and said.group(1) != code and "memory" not in outcome.err:
            return f"memory that is lacking is refused with {said.group(1)}"
        return None if outcome.status == 0 else f"exit status {outcome.status}"


class Served(Scenario):
    """clusd, which fails, and two callers one after the other."""

    name, program = "clusd", os.path.join(PROGRAMS, "clusd")

    def run(self, folder, plan):
        files = {}
        served = fixture(folder, "given.served")
        with Server(plan, folder, "--handles", "76", "--connections", "2", "--epm=0", "--fixture", served) as server:
            if server.port:
                disturb(int(server.port))
                for n in "12":
                    files["caller " + n] = caller(folder, None, f"endpoint localhost[{server.port}]")
        return Outcome(server.status, server.said(0), server.said(1), files)

    def judge(self, site, outcome, usual):
        if not outcome.files:
            return None if outcome.status in (1, 2) and "clusd: " in outcome.err else \
                f"it does not start, with status {outcome.status} and: {outcome.err.strip()[:80]}"
        for who, (status, _, err) in outcome.files.items():
            if status != 0:
                return f"{who}: {err.strip()[:200]}"
        if site.place.startswith("ref/server/report.c") and "clusd: " not in outcome.err:
            return "nobody hears that the log is not whole"
        return None if outcome.status == 0 or "clusd: " in outcome.err else f"exit status {outcome.status}"


def disturb(port):
    """Somebody who does not know the protocol, and says too much."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), LIMIT) as s:
        s.sendall(b"GET / HTTP/1.0\r\n" * 1000)
        while s.recv(4096):
            pass


RPC = "rpc:ncacn_ip_tcp:127.0.0.1[PORT]"
DLL = f"dll:{ROOT}/build/"
ALL = ("--save", "saved", "--json", "json", "--junit", "junit", "--tap", "tap", "--html", "html", "--jobs", "1")
SAVED = ("run", "ref", "--only", "close-ends-state[Node]", "--save", "given-run", "--jobs", "1")
COMPARE = ("compare", "given-run", "given-run")
SCENARIOS = [
    Caller("caller"),
    Caller("caller over TCP", "endpoint cluster.test[PORT]"),
    Caller("caller through the mapper", "mapper 127.0.0.1[MAPPER]"),
    Served(),
    Command("clusd --help", "--help", program=Served.program),
    Command("run ref", "run", "ref", "given.cases", *ALL),
    Command("run what differs", "run", "ref", "given.bad", *ALL),
    Command("run what is known", "run", "ref", "given.bad", "given.more", "--known", "given.known", *ALL),
    Command("run with a profile", "run", "ref", "given.bad", "--profile", "./given.profile",
            "--fixture", ROOT + "/spec/two-node.fixture", "--json", "-", "--jobs", "1"),
    Command("run --failed", "run", "ref", "--failed", "given-run", "--jobs", "1",
            before=("run", "ref", "given.bad", "--save", "given-run")),
    Command("run rpc", "run", RPC, "given.cases", "--jobs", "1", server=True),
    Command("run dll", "run", DLL + "libclusapi.so", "given.cases", "--jobs", "1"),
    Command("run cmd", "run", "cmd:while read -r line; do echo fault 6; done", "given.cases", "--jobs", "1"),
    Command("run --here", "run", "ref", "given.cases", "--here", "--only", "opens"),
    Command("run --dry-run", "run", "ref", "given.bad", "--dry-run"),
    Command("explore", "explore", "ref", "--depth", "2", "--alphabet", "core"),
    Command("explore what differs", "explore", DLL + "faults.so", "--profile", "strict", "--depth", "2", "--first",
            fault="open-unknown-opens"),
    Command("explore and save", "explore", DLL + "faults.so", "--profile", "strict", "--depth", "1", "--first", "--save", "saved",
            fault="open-unknown-opens"),
    Command("fuzz", "fuzz", RPC, "--count", "4", "--seed", "1", "--log", "log", server=True),
    Command("fuzz what dies", "fuzz", "cmd:sh given.program", "--count", "300", "--may-disturb", "--save", "saved"),
    Command("shrink", "shrink", "ref", "differs", "given.bad"),
    Command("shrink on the wire", "shrink", RPC, "state", "given.wire", "--save", "saved", server=True, served=("--fixture", "given.down")),
    Command("discover", "discover", DLL + "libclusapi.so"),
    Command("discover rpc", "discover", RPC, "--timeout", "2", server=True, served=("--fixture", "given.small")),
    Command("verify", "verify", "given-run", before=SAVED, prints=True),
    Command("verify what was changed", "verify", "given-run", before=SAVED, spoilt="given-run/certificate.md"),
    Command("verify what is not the suite's", "verify", "given-run", before=("run", "ref", "given.bad", "--save", "given-run")),
    Command("compare", *COMPARE, before=SAVED),
    Command("compare for documents", *COMPARE, "--markdown", "md", "--html", "html", before=SAVED),
    Command("compare one case", *COMPARE, "--only", "*", before=SAVED),
    Command("list", "list", "given.cases"),
    *[Command("explain " + word, "explain", word) for word in
      ("CC-3", "AMB-16", "5042", "ambiguities", "close-ends[Node]", "nothing")],
    Command("decode", "decode", "ApiOpenNetwork", "in", "0300000000000000030000004e0031000000ffff"),
    Command("decode what is refused", "decode", "81", "in", "0200000000000000030000004e0031000000"),
    *[Command(f"help of {word}", word, "--help") for word in ("run", "explore")],
    Command("help", "--help"),
]
PLANTED = os.path.join(PROGRAMS, "inject-planted")
PLANTS = [Command("planted " + word, word, program=PLANTED, limit=5) for word in ("unchecked", "leaking", "silent", "mute", "patient")]
SOUND = Command("planted sound", "sound", program=PLANTED)
