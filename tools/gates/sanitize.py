"""The unit tests and the conformance cases under sanitizers and valgrind. Whatever one of them prints counts."""
import glob
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

from common import SAMPLE, Gate, build, programs, run, run_suite, run_units, version

LEAK = re.compile(r"are (definitely|indirectly) lost")
SWEEP_STEP = 41  # of the sweeps of bad input every so many trials, under valgrind and in a sample; `make asan` has them whole
ERROR = re.compile(r"==\d+== (Invalid|Conditional jump|Use of uninit|Syscall param|Source and dest|Mismatched|Jump to|Argument|"
                   r"Process terminating)")


def sanitizer(name, variant, tool):
    gate = Gate(name, tool)
    options = {"ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1", "UBSAN_OPTIONS": "print_stacktrace=1",
               "SWEEP_STEP": str(SWEEP_STEP if SAMPLE > 1 else 1)}
    if build(gate, variant, f"build/{variant}/clus-cts", "unit-programs"):
        run_suite(gate, variant, options)
        run_units(gate, variant, lambda program: options)
    return gate


def asan():
    """gcc: AddressSanitizer, LeakSanitizer, UndefinedBehaviorSanitizer."""
    return sanitizer("asan-gcc", "asan", version(["gcc", "--version"]) + ", -fsanitize=address,undefined")


def clang_asan():
    """The same by clang."""
    return sanitizer("asan-clang", "clangasan", version(["clang-19", "--version"]) + ", -fsanitize=address,undefined")


def integer():
    """clang's integer sanitizer: wrapping and cut numbers in ref/core and ref/wire."""
    return sanitizer("integer", "integer", version(["clang-19", "--version"]) + ", -fsanitize=integer,implicit-conversion,nullability")


def msan():
    """clang's MemorySanitizer."""
    return sanitizer("msan", "msan", version(["clang-19", "--version"]) + ", -fsanitize=memory")


# -- valgrind -----------------------------------------------------------------------------------------


def read_logs(gate, program, folder, top):
    """valgrind's logs, one a process. A copy that leaves by _exit frees nothing: its leaks are none."""
    for path in sorted(glob.glob(f"{folder}/*.log")):
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if ERROR.search(line) or (LEAK.search(line) and path.endswith(f"/{top}.log")):
                    gate.find(f"{program}: {re.sub(r'==[0-9]+== *', '', line.strip())}")


def watch(gate, program, *arguments, good):
    """Runs a program under valgrind; `good` is a pattern that its output must have."""
    folder = f"build/valgrind/{os.path.basename(program)}"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    command = ["valgrind", "-q", "--leak-check=full", f"--log-file={folder}/%p.log", program, *arguments]
    environment = dict(os.environ, SWEEP_STEP=str(SWEEP_STEP))
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace") as process:
        text, _ = process.communicate()
        if process.returncode != 0 or not re.search(good, text):
            gate.find(f"{program} under valgrind: exit {process.returncode}: " + "; ".join(text.strip().splitlines()[-3:]))
        read_logs(gate, program, folder, process.pid)
    last = text.strip().splitlines()
    return last[-1] if last else ""


def sampled_cases():
    """Words of clus-cts that choose as many cases as it can be told, out of each part; none for all."""
    _, listed = run(["build/clus-cts", "list"])
    ids = re.findall(r"^(\S+) +.*\(\S+:\d+\)$", listed, re.M) if SAMPLE > 1 else []
    return [word for case in ids[::len(ids) // 60 + 1] for word in ("--only", case)]


def valgrind():
    """valgrind's memcheck over the unit tests and every case, or a sample of them."""
    gate = Gate("valgrind", version(["valgrind", "--version"]))
    if not build(gate, "", "build/clus-cts", "unit-programs"):
        return gate
    tests = programs("")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda t: watch(gate, t, good=r"\[  PASSED  \]|\A\Z"), tests))
    gate.figure("unit test programs run", len(tests))
    last = watch(gate, "build/clus-cts", "run", "ref", "--timeout", "300", *sampled_cases(), good=r"[1-9]\d* passed, 0 failed")
    gate.figure("conformance cases run", last)
    return gate
