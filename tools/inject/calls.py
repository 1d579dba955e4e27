"""The calls that a program holds, whether any scenario comes by them or not; and the functions of the system that it calls."""
import os
import re
import subprocess


# What puts text on a stream. A stream remembers that it could not, so that it is enough to ask it at the end, and one such call is like
# another.
PRINTS = {"fwrite", "fputs", "fputc", "puts", "putchar", "fprintf", "vfprintf", "printf"}

# Calls that no single fault can lead to, or that no scenario needs.
BEHIND = {("write", "conformance/base/child_posix.c"): "only after fdopen has failed",
          ("fflush", "conformance/base/child_posix.c"): "of all streams: nothing is told",
          ("fflush", "conformance/base/give_up.c"): "only after something else has failed",
          ("open", "ref/server/loop_posix.c"): "only after accept has failed",
          ("accept", "ref/server/loop_posix.c"): "only after accept has failed",
          ("write", "ref/server/main.c"): "only after another write has failed",
          ("poll", "conformance/subject/subject_cmd_posix.c"): "no case of a program looks for an answer that it has not asked for"}

# Functions that are left alone: they neither allocate nor write, read, accept or fork, or they cannot fail as they are used here.
ALONE = set("""_GLOBAL_OFFSET_TABLE_ _exit clearerr clock_gettime close dladdr dlclose dlerror dlopen dlsym execl exit ferror fileno free
    freeaddrinfo getenv getopt_long getpeername getsockopt gmtime isatty kill memchr memcmp memcpy memmove memset optarg optind
    pthread_detach pthread_sigmask qsort setenv setpgid setrlimit shutdown sigabbrev_np sigfillset snprintf stderr stdout strchr strcmp
    strcpy strcspn strerror strftime strlen strncmp strspn strtoul strtoull sysconf system time vsnprintf waitpid strpbrk strstr strrchr
    strtol strtoll strcat signal fseek ftell rewind perror uname""".split())


def output(*words, text=None):
    return subprocess.run(words, input=text, stdout=subprocess.PIPE, text=True, check=True).stdout


def addresses(program):
    """Of each call of a wrapped function its name and its return address."""
    found, called = [], None
    for line in output("objdump", "-d", "--no-show-raw-insn", program).splitlines():
        instruction = re.match(r"\s*([0-9a-f]+):\s+(.*)", line)
        if instruction and called:
            found.append((called, int(instruction.group(1), 16)))
        call = re.search(r"(?:call|jmp)\s+[0-9a-f]+ <__wrap_(\w+)>", line)
        called = call.group(1) if call else None
    return found


def tells_an_error(place):
    """Does the call write to standard error? Such calls never fail here: they are how the others are told."""
    path, _, line = place.partition(":")
    if not os.path.exists(path) or not line.isdigit():
        return True  # not ours
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    statement = " ".join(lines[max(0, int(line) - 2):int(line) + 4])
    return re.search(r"stderr|->errors|\berrors\b", statement) is not None


def calls(program):
    """The calls of a program that may fail, as (function, file:line)."""
    found = addresses(program)
    text = output("addr2line", "-e", program, text="\n".join(hex(a - 1) for _, a in found))
    places = [os.path.relpath(line.split(" ")[0]) for line in text.splitlines()]
    return {(f, p) for (f, _), p in zip(found, places) if not tells_an_error(p) and not p.startswith("tools/inject/")}


def foreign(library):
    """The functions that a library's objects want from elsewhere."""
    wanted, given = set(), set()
    for line in output("nm", library).splitlines():
        words = line.split()
        if len(words) >= 2 and len(words[-2]) == 1:
            (wanted if words[-2] == "U" else given).add(words[-1])
    return {w for w in wanted - given if not w.startswith("__")}


def missed(programs, library, reached):
    """What no fault was tried on: calls that no scenario came by, functions that are not wrapped. `reached`: (function, file:line)."""
    every = set().union(*(calls(p) for p in programs))
    rest = {(f, p) for f, p in every - reached if f not in PRINTS and (f, p.partition(":")[0]) not in BEHIND}
    with open("tools/inject/wrapped", encoding="utf-8") as file:
        wrapped = {line.strip().partition("--wrap=")[2] for line in file}
    return len(every), len(every - reached), [f"no scenario comes by {f} at {p}" for f, p in sorted(rest)] + \
        [f"{name} is not wrapped" for name in sorted(foreign(library) - wrapped - ALONE)]
