"""What the register holds, and what of it no case shows."""
import collections

from common import records, table


def section_register(runs):
    print("## The register\n")
    clauses = list(records("spec/*.clauses", "clause"))
    binding = [c for c in clauses if c[0].split()[2:3] == ["implementation"]]
    untestable = [c for c in binding if any(line.startswith("untestable") for line in c)]
    ambiguities = list(records("spec/*.ambiguities", "ambiguity"))
    print(f"{len(clauses)} clauses, {len(binding)} of which bind implementations; {len(ambiguities)} ambiguities (`make trace`).\n")
    print("Clauses that no test can show, each with its reason in `spec/`: "
          + ", ".join(c[0].split()[1] for c in untestable) + ".\n")
    run = runs.get("ref")
    if run is None:
        return
    touched = set()
    for case in run["cases"]:
        if case["verdicts"]["strict"]["verdict"] in ("pass", "fail", "crash", "timeout"):
            touched.update(case["clauses"])
    unseen = [c[0].split()[1] for c in binding if c not in untestable and c[0].split()[1] not in touched]
    print("Testable clauses that no case judged on the reference, because the built-in fixture lacks what they need or they are only "
          "observed: " + (", ".join(unseen) or "none") + ".\n")
    skipped = collections.Counter(c["verdicts"]["strict"].get("why", "") for c in run["cases"]
                                  if c["verdicts"]["strict"]["verdict"] == "skipped")
    if skipped:
        print("Cases skipped on the reference:\n")
        table(["cases", "why"], [(n, why) for why, n in skipped.most_common()])
