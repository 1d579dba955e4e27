"""What tools/gate kept: coverage, analysers, sanitizers."""
import re

from common import load, records, table


GATES = [
    ("make coverage", ["coverage"]),
    ("make mcdc", ["mcdc"]),
    ("make prove", ["prove-eva", "prove-wp"]),
    ("make analyze", ["gcc-analyzer", "clang-tidy", "scan-build", "cppcheck", "complexity", "spelling"]),
    ("make sanitize", ["asan-gcc", "asan-clang", "integer", "msan", "valgrind"]),
]


def verdict_of(result):
    return "no finding" if result["passed"] else f"{len(result['findings'])} findings"


def section_gates():
    """Coverage, static analysis and sanitizers: what tools/gate kept."""
    print("## Coverage, static analysis, sanitizers\n")
    print("Coverage, MC/DC and the analysers look at `ref/core` and `ref/wire`; the sanitizers and valgrind run every unit test and "
          "the cases that the table counts. Before it judges, each gate is shown faults planted for it.\n")
    rows = []
    for command, names in GATES:
        for name in names:
            result = load(name)
            if result is None:
                rows.append([name, "", "did not run", "", f"`{command}`"])
                continue
            figures = "; ".join(f"{f['name']}: {f['value']}" for f in result["figures"])
            rows.append([name, result["tool"], verdict_of(result), figures, f"`{command}`"])
        proof = load(command.split()[1] + "-self-test")
        if proof is not None:
            rows.append(["planted faults", "", verdict_of(proof), "; ".join(f"{f['value']} found" for f in proof["figures"]),
                         f"`{command}`"])
    table(["gate", "tool", "says", "figures", "printed by"], rows)
    section_deviations()


def section_deviations():
    deviations = list(records("tools/gates/misra-deviations", "deviation"))
    print(f"MISRA C:2012 as cppcheck's addon checks it, with {len(deviations)} accepted deviations "
          "(`tools/gates/misra-deviations`; none from a mandatory rule):\n")
    rows = []
    for lines in deviations:
        text = " ".join(" ".join(lines).split())
        rule, where, why = re.match(r"deviation (\S+) where (.*?) why (.*)", text).groups()
        rows.append([rule, "everywhere" if where == "everywhere" else "`" + where.replace("|", "\\|") + "`", why.replace("|", "\\|")])
    table(["rule", "where", "why"], rows)
