"""What notices a mutant: the suite, the unit tests, the corpus; each asked only with what reaches the mutant."""
import collections
import glob
import os
import resource
import subprocess

from tree import TOP, TREE, Broken, room

JUDGE = f"{TOP}/judge"
CPU_SECONDS, SECONDS = 3, 120
FIRST_ALONE = 8  # the likeliest cases are asked before many are asked at once
# They try every octet of long sessions and take up to a minute each, or work with sockets, which a busy machine can make
# late; `make check` runs them.
TOO_LONG = ("ref/server/sweep_", "ref/server/answers_posix", "ref/api/link_tcp_posix", "conformance/explore/", "conformance/base/child_test",
            "conformance/model/")


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def passes(words, mutant, reached=None):
    """Whether a program ends well with a mutant in it."""
    extra = {"MUTANT": str(mutant), "CMOCKA_MESSAGE_OUTPUT": "TAP"}
    if reached:
        extra["MUTANT_REACHED"] = reached
    try:
        done = subprocess.run(words, cwd=TREE, env=dict(os.environ, **extra), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited, timeout=SECONDS, start_new_session=True,
                              check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


class Reach:
    """For each case, unit test and target: which mutants it reaches, a bit for each; and how long it takes."""

    def __init__(self, mutants):
        self.room = room(mutants)
        self.case, self.name, self.took, self.shares = [], [], [], []
        self.units, self.corpus = {}, {}
        self.ask_suite()
        for path in sorted(glob.glob(f"{TREE}/build/test/**/*_test", recursive=True)):
            name = path[len(f"{TREE}/build/test/"):]
            if os.path.isfile(path) and not name.startswith(TOO_LONG):
                self.units[name] = self.ask([f"build/test/{name}"])
        for path in sorted(glob.glob("build/corpus/*")):
            name = os.path.basename(path)
            if os.path.exists(f"{TREE}/build/fuzz/plain/{name}"):
                self.corpus[name] = self.ask([f"build/fuzz/plain/{name}", os.path.abspath(path)])

    def ask_suite(self):
        done = subprocess.run([JUDGE, "--reach"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", check=False,
                              start_new_session=True)
        for line in done.stdout.splitlines():
            _, took, shares, verdict, name, reached = line.split(" ")
            if verdict in ("fail", "crash", "timeout"):
                raise Broken(f"{name}: {verdict} without any mutant")
            self.case.append(int(reached, 16))
            self.name.append(name)
            self.took.append(int(took))
            self.shares.append(shares == "1")
        if done.returncode != 0 or not self.case:
            raise Broken("the suite could not be asked")

    def ask(self, words):
        path = os.path.abspath(f"{TOP}/reached")
        if os.path.exists(path):
            os.remove(path)
        if not passes(words, 0, path):
            raise Broken(f"{words[0]}: fails without any mutant")
        if not os.path.exists(path):
            return 0  # it uses nothing of ref/core and ref/wire
        with open(path, "rb") as file:
            octets = file.read()
        return int("".join("1" if octet else "0" for octet in octets), 2)

    def of(self, number, sets):
        """What reaches a mutant, out of a dictionary of sets."""
        bit = 1 << (self.room - 1 - number)
        return [name for name, reached in sets.items() if reached & bit]

    def cases(self, number):
        bit = 1 << (self.room - 1 - number)
        return [n for n, reached in enumerate(self.case) if reached & bit]


class Trial:
    """One judge at work; what killed one mutant of a function is asked first about the next."""

    def __init__(self, reach, hints):
        self.reach, self.hints = reach, hints
        self.killers = collections.defaultdict(list)
        # pylint: disable-next=consider-using-with
        self.judge = subprocess.Popen([JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                      encoding="utf-8", start_new_session=True)

    def close(self):
        self.judge.stdin.close()
        self.judge.wait()

    def ordered(self, mutant, names, cost):
        """First what killed this one before, then what killed its neighbours last, then by cost."""
        first = [self.hints.get(key_of(mutant)), *reversed(self.killers[mutant["file"], mutant["function"]])]
        rank = {}
        for name in first:
            rank.setdefault(name, len(rank))
        return sorted(names, key=lambda n: (rank.get(self.label(n), len(rank)), cost(n)))

    def label(self, name):
        return self.reach.name[name] if isinstance(name, int) else name

    def killed(self, mutant, name):
        killers = self.killers[mutant["file"], mutant["function"]]
        if name in killers:
            killers.remove(name)
        killers.append(name)

    def suite(self, mutant):
        cases = self.ordered(mutant, self.reach.cases(mutant["number"]), lambda n: self.reach.took[n])
        if not cases:
            return None
        alone = [n for at, n in enumerate(cases) if at < FIRST_ALONE or not self.reach.shares[n]]
        rest = sorted(set(cases) - set(alone))
        self.judge.stdin.write(f"{mutant['number']} {' '.join(map(str, alone))} / {' '.join(map(str, rest))}\n")
        self.judge.stdin.flush()
        answer = self.judge.stdout.readline().split()
        if not answer or answer[1] != str(mutant["number"]):
            raise Broken(f"the judge ended at mutant {mutant['number']}")
        return self.reach.name[int(answer[2])] if answer[0] == "killed" else None

    def others(self, mutant, sets, words):
        for name in self.ordered(mutant, self.reach.of(mutant["number"], sets), lambda n: sets[n].bit_count()):
            if not passes(words(name), mutant["number"]):
                return name
        return None

    def judge_mutant(self, mutant, tests):
        """(suite, units, corpus or none; which case, test or target it was). Of what only some unit tests can have come to
        notice, these alone are asked; None: all is."""
        if tests is not None:
            name = self.others(mutant, {n: s for n, s in self.reach.units.items() if n in tests}, lambda n: [f"build/test/{n}"])
            return ("none", "") if name is None else ("units", name)
        stages = (("suite", lambda: self.suite(mutant)),
                  ("units", lambda: self.others(mutant, self.reach.units, lambda n: [f"build/test/{n}"])),
                  ("corpus", lambda: self.others(mutant, self.reach.corpus,
                                                 lambda n: [f"build/fuzz/plain/{n}", os.path.abspath(f"build/corpus/{n}")])))
        for stage, ask in stages:
            name = ask()
            if name is not None:
                self.killed(mutant, name)
                return stage, name
        return "none", ""


def key_of(mutant):
    """A place that stays the same when lines move: file, function, text, change, which of several alike."""
    return "\t".join((mutant["file"], mutant["function"], mutant["text"], mutant["change"], str(mutant["nth"])))
