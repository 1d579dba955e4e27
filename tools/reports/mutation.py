"""What `make mutate` found: which small changes of the reference nothing notices."""
from common import load, records, table

SHOWN = 40


def section_mutation():
    print("## Mutation\n")
    result = load("mutate")
    if result is None:
        print("Did not run: `make mutate`.\n")
        return
    print("Each operator, constant, condition and statement of `ref/core` and `ref/wire` changed by itself (`make mutate`). The suite "
          "judges the changed reference, API and wire, under `strict`, with a runner that has no change in it; the unit tests are asked "
          "about what it lets pass, then the corpus. `same code`: gcc makes the same of it. `equivalent`: listed in "
          "`tools/mutate/equivalent` with the reason.\n")
    heads = [("suite", "the suite alone"), ("units", "unit tests add"), ("corpus", "corpus adds"), ("same-code", "same code"),
             ("equivalent", "equivalent"), ("none", "survive")]
    rows = []
    for folder in ("ref/core", "ref/wire"):
        files = {path: row for path, row in result["files"].items() if path.startswith(folder + "/")}
        rows += [row_of(path, [row], heads) for path, row in sorted(files.items())]
        rows.append(row_of(f"**{folder}**", files.values(), heads))
    table(["source", "mutants", *[head for _, head in heads], "suite, of those that can be noticed, %"], rows)
    reasons = list(records("tools/mutate/equivalent", "equivalent"))
    print(f"{len(reasons)} reasons are listed in `tools/mutate/equivalent`; entries that are wrong: {len(result['stale'])}.\n")
    if result["survivors"]:
        print(f"Survivors without a reason: {len(result['survivors'])}" + (f", of which the first {SHOWN}:\n" if len(result["survivors"]) > SHOWN else ":\n"))
        print("\n".join(f"- `{s}`" for s in result["survivors"][:SHOWN]) + "\n")


def row_of(name, rows, heads):
    rows = list(rows)
    counts = [sum(row[how] for row in rows) for how, _ in heads]
    noticeable = sum(counts) - sum(row["same-code"] + row["equivalent"] for row in rows)
    share = f"{100 * sum(row['suite'] for row in rows) / noticeable:.0f}" if noticeable else ""
    return [name, sum(counts), *counts, share]
