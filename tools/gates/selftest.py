"""Each gate is shown a fault planted for it, which it must find, and a sound source, which it must pass."""
import os
import re
import shutil

import analyze
import coverage
import prove as proofs
import sanitize
import wp
from common import Gate, alarms, run, uncountable

PLANTED = "build/gate-planted"  # below it a folder for each gate, since they may run side by side

SOUND = """
#include <stdint.h>
/* The smaller of two numbers. */
uint32_t planted(uint32_t a, uint32_t b);
uint32_t planted(uint32_t a, uint32_t b)
{
    if ((a < b) && (a != 7u))
    {
        return a;
    }
    return b;
}
"""

FREED_TWICE = """
#include <stdlib.h>
void planted(void);
void planted(void) { char *p = malloc(4); if (p == NULL) return; free(p); free(p); }
"""

TAINTED = """
#include <stdio.h>
int planted(const int table[10], FILE *file);
int planted(const int table[10], FILE *file)
{
    int place = 0;
    if (fread(&place, sizeof place, 1, file) != 1) return 0;
    return table[place];
}
"""

NULL_USED = "int planted(void);\nint planted(void) { int *p = 0; return *p; }\n"
TIDIED = "int planted(int a);\nint planted(int a) { if (a) { return 1; } else { return 1; } }\n"
GOTO = "int planted(int a);\nint planted(int a)\n{\n    goto end;\nend:\n    return a;\n}\n"
BRANCHES = "int planted(int a);\nint planted(int a)\n{\n" + "".join(f"    if (a == {n}) return {n + 1};\n" for n in range(10)) \
    + "    return 0;\n}\n"
MISSPELT = "/* An occur" + "ence of a word. */\n"  # in two, or the gate would find it here

# Runs `planted` with what the words of its command line ask for.
DRIVER = """
#include <stdint.h>
#include <stdlib.h>
uint32_t planted(uint32_t a, uint32_t b);
int main(int count, char **word)
{
    for (int i = 1; i + 1 < count; i += 2)
        (void)planted((uint32_t)atoi(word[i]), (uint32_t)atoi(word[i + 1]));
    return 0;
}
"""


def write(name, text):
    path = f"{PLANTED}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def compiled(compiler, *flags):
    """The sound source and its driver as a program; nothing is left of earlier counts."""
    shutil.rmtree(PLANTED, ignore_errors=True)
    source, driver, program = write("sound.c", SOUND), write("driver_test.c", DRIVER), f"{PLANTED}/program"
    object_file = f"{PLANTED}/sound.o"
    run([compiler, "-g", "-O0", *flags, "-c", source, "-o", object_file])
    run([compiler, "-g", "-O0", *flags, driver, object_file, "-o", program])
    return program


def counted(*words):
    gate = Gate("coverage", "")
    run([compiled("gcc", "--coverage"), *words])
    detail = f"{PLANTED}/detail.json"
    summary = coverage.gcovr(gate, PLANTED, "--json", detail, folders=(PLANTED,))
    coverage.judge_gcovr(gate, summary, coverage.read_json(detail))
    return gate


def decided(*words):
    gate = Gate("mcdc", "")
    program = compiled("clang-19", "-fprofile-instr-generate", "-fcoverage-mapping", "-fcoverage-mcdc")
    run([program, *words], {"LLVM_PROFILE_FILE": f"{PLANTED}/p.profraw"})
    export = coverage.export_mcdc(gate, [f"{PLANTED}/p.profraw"], f"{PLANTED}/p.profdata", [program], folders=(PLANTED,))
    if export is not None:
        coverage.judge_mcdc(gate, export)
    return gate


def left_out():
    """A decision that clang does not count: an `and` below a `not`."""
    gate = Gate("mcdc", "")
    source = write("nested.c", "int planted(int a, int b, int c);\n"
                   "int planted(int a, int b, int c) { return (a != 0 && !(b != 0 && c != 0)) ? 1 : 2; }\n")
    uncountable(gate, run(["clang-19", "-fprofile-instr-generate", "-fcoverage-mapping", "-fcoverage-mcdc", "-c", source,
                           "-o", "/dev/null"])[1])
    return gate


def reasonless():
    """A count that leaves a line out without saying why."""
    gate = Gate("coverage", "")
    path = write("excluded.c", "int x; /* GCOVR_EXCL_LINE */\n")
    pure, coverage.PURE[:] = list(coverage.PURE), [os.path.dirname(path)]
    coverage.check_exclusions(gate)
    coverage.PURE[:] = pure
    return gate


# Reads what it must not: with "1" behind an array of its own, with "2" what was never written.
ASTRAY = """
#include <stdlib.h>
#include <stdio.h>
int main(int count, char **word)
{
    int *number = malloc(4 * sizeof *number), way = count > 1 ? atoi(word[1]) : 0;
    unsigned wraps = (unsigned)way;
    if (number == NULL) return 1;
    number[0] = 0;
    wraps -= way == 3 ? 4u : 0u;
    if (number[way == 1 ? 4 : way == 2 ? 2 : 0] > (int)(wraps & 1)) puts("more");
    if (way != 4) free(number);
    puts("[  PASSED  ]");
    return 0;
}
"""


def gone_astray(compiler, flags, way):
    """ASTRAY as a sanitizer sees it; under valgrind where there is no flag."""
    gate = Gate("sanitize", "")
    source, program = write("astray.c", ASTRAY), f"{PLANTED}/astray"
    run([compiler, "-g", "-O0", *flags, source, "-o", program])
    if flags:
        alarms(gate, program, run([program, way])[1])
    else:
        sanitize.watch(gate, program, way, good="PASSED")
    return gate


def unread(text, accepted):
    gate = Gate("cppcheck", "")
    analyze.judge_misra(gate, text, accepted)
    return gate


# An entry point for EVA: any number is an index; with ASTRAY_BY 0 it is one of the table.
INDEXED = """
#include <__fc_builtin.h>
static int table[4];
static int at(unsigned place)
{
    if (place == 9u)
        return -1;
    return place < 4u + ASTRAY_BY ? table[place] : 0;
}
int main(void) { return at(Frama_C_unsigned_int_interval(0, MOST)); }
"""


def evaluated(astray, most, entries=()):
    """INDEXED as EVA sees it, with that list of what is not reached."""
    gate = Gate("prove", "")
    path = write("ref/core/indexed.c", INDEXED.replace("ASTRAY_BY", f"{astray}u").replace("MOST", str(most)))
    status, text = proofs.analyse("planted", [path], [])
    proofs.judge(gate, "planted", status, text)
    proofs.judge_reached(gate, proofs.statements(text), [(path, "at", line) for line in entries])
    return gate


def trusted():
    """A contract must not lend EVA what nobody has shown, nor what is shown with its help."""
    gate = Gate("prove", "")
    kept = "int f(int *p); //@ split a;\n//@ assert eva: p == q;\n"
    helped = ["/*@ requires p != 0;\n*/", "//@ assert p == q;", "//@ assert read: p == q;", "//@ ghost int place = 0;"]
    text = "\n".join([*helped, kept])
    blank = "\n".join([*("\n".join(" " * len(line) for line in part.split("\n")) for part in helped), kept])
    if proofs.without_contracts(text) != blank:
        gate.find("a contract was kept")
    return gate


# A function with a contract, to be made wrong; X_1 stands for a clause.
PROMISED = """
/*@ requires length == 0 || \\valid_read(at + (0 .. length - 1));
    assigns \\nothing;
    ensures X_1: place < length ==> \\result == at[place];
*/
unsigned at_place(const unsigned *at, unsigned length, unsigned place);
unsigned at_place(const unsigned *at, unsigned length, unsigned place)
{
    return place < length ? at[place] : 0;
}
"""


def promised(old="", new=""):
    """PROMISED as WP sees it, with something changed."""
    gate = Gate("prove", "")
    path = write("promised.c", PROMISED.replace(old, new))
    goals, clauses = wp.judge(gate, path, wp.functions(path), *wp.ask(path, wp.functions(path), "none"))
    wp.judge_assumed(gate, path, {})
    if gate.passed() and (goals["at_place"] < 4 or clauses["at_place"] != {"X-1"}):
        gate.find(f"wrongly counted: {goals} {clauses}")
    return gate


SANITIZERS = [
    ("gcc", ["-fsanitize=address,undefined"], "1", "AddressSanitizer: heap-buffer-overflow"),
    ("clang-19", ["-fsanitize=address,undefined"], "1", "AddressSanitizer: heap-buffer-overflow"),
    ("clang-19", ["-fsanitize=integer"], "3", "runtime error: unsigned integer overflow"),
    ("clang-19", ["-fsanitize=memory"], "2", "MemorySanitizer: use-of-uninitialized-value"),
    ("gcc", [], "1", "Invalid read"),
    ("gcc", [], "2", "Conditional jump"),
    ("gcc", [], "4", "definitely lost"),
]

REASON = "a reason that is long enough to be one"

# What is shown, and what a finding must say of it; None: there must be none.
PROOFS = {
    "coverage": [
        (lambda: counted("1", "2", "2", "1", "7", "8"), None),
        (lambda: counted("1", "2"), r"sound.c:\d+: never run"),
        (lambda: counted("1", "2", "2", "1"), r"sound.c:\d+: branches"),
        (reasonless, "without a reason"),
    ],
    "mcdc": [
        (lambda: decided("1", "2", "2", "1", "7", "8"), None),
        (lambda: decided("1", "2", "2", "1"), r"sound.c:\d+: conditions \[2\] of 2"),
        (left_out, "unsupported MC/DC"),
    ],
    "analyze": [
        (lambda: analyze.gcc_analyzer([write("sound.c", SOUND)]), None),
        (lambda: analyze.gcc_analyzer([write("twice.c", FREED_TWICE)]), "double-free"),
        (lambda: analyze.gcc_analyzer([write("tainted.c", TAINTED)]), "analyzer-tainted"),
        (lambda: analyze.gcc_analyzer([write("broken.c", "int")]), "expected"),
        (lambda: analyze.clang_tidy([write("sound.c", SOUND)]), None),
        (lambda: analyze.clang_tidy([write("tidied.c", TIDIED)]), "bugprone-branch-clone"),
        (lambda: analyze.scan_build([write("sound.c", SOUND)]), None),
        (lambda: analyze.scan_build([write("null.c", NULL_USED)]), "core.NullDereference"),
        (lambda: analyze.cppcheck([write("sound.c", SOUND)], [("15.5", "everywhere", REASON)]), None),
        (lambda: analyze.cppcheck([write("sound.c", SOUND)], []), "rule 15.5"),
        (lambda: analyze.cppcheck([write("goto.c", GOTO)], []), "rule 15.1"),
        (lambda: analyze.cppcheck([write("null.c", NULL_USED)], []), r"\[nullPointer\]"),
        (lambda: unread("", [("15.5", "everywhere", REASON)]), "nothing deviates from 15.5"),
        (lambda: unread("", [("17.6", "everywhere", REASON)]), "rule 17.6 is mandatory"),
        (lambda: unread("", [("15.5", "everywhere", "")]), "15.5 has no reason"),
        (lambda: analyze.complexity([write("sound.c", SOUND)]), None),
        (lambda: analyze.complexity([write("branches.c", BRANCHES)]), "complexity 11 is over 10"),
        (lambda: analyze.spelling([write("sound.c", SOUND)]), None),
        (lambda: analyze.spelling([write("misspelt.c", MISSPELT)]), "==> occurrence"),
    ],
    "prove": [
        (trusted, None),
        (lambda: evaluated(0, 20), None),
        (lambda: evaluated(1, 20), r"indexed.c.*(out of bounds|accessing)"),
        (lambda: evaluated(0, 8), "at: not reached: return -1;"),
        (lambda: evaluated(0, 8, ["return -1;"]), None),
        (lambda: evaluated(0, 20, ["return -1;"]), "it is reached, or not there"),
        (promised, None),
        (lambda: promised("place < length ?", "place <= length ?"), "not proved: typed_at_place_assert_rte_mem_access"),
        (lambda: promised("== at[place]", "== at[0]"), "not proved: typed_at_place_ensures_X_1"),
        (lambda: promised("    ensures X_1: place < length ==> \\result == at[place];\n", ""), "nothing is said of"),
        (lambda: promised("    return", "    /*@ admit length > place; */\n    return"), "assumed, but not in"),
    ],
    "sanitize": [
        *((lambda c=c, f=f: gone_astray(c, f, "0"), None) for c, f, _, _ in SANITIZERS),
        *((lambda c=c, f=f, w=w: gone_astray(c, f, w), wanted) for c, f, w, wanted in SANITIZERS),
    ],
}


def prove(name):
    """Shows a gate its planted faults. A finding for each that it does not judge rightly."""
    global PLANTED  # pylint: disable=global-statement
    PLANTED = f"build/gate-planted/{name}"
    gate = Gate(f"{name}-self-test", "")
    for number, (show, wanted) in enumerate(PROOFS.get(name, []), 1):
        found = show().findings
        if wanted is None and found:
            gate.find(f"{name}: a sound source is accused (proof {number}): {found[0]}")
        if wanted is not None and not any(re.search(wanted, text) for text in found):
            gate.find(f"{name}: a planted fault is missed (proof {number}, wanted {wanted}): {found[:2]}")
    gate.figure("planted faults found", sum(1 for _, wanted in PROOFS.get(name, []) if wanted is not None) if gate.passed()
                else "not all")
    return gate
