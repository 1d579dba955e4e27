"""Whether the suite deserves belief: guilty and innocent vendors, the explorer."""
import collections
import glob
import os

from common import RESULTS, last_line, load, table


def section_bite():
    print("## Does the suite bite, and is it fair?\n")
    for what, name in (("libraries", "results"), ("servers", "servers")):
        results = f"build/faults.so.work/{name}"
        if not os.path.exists(results):
            print(f"- Guilty {what}: did not run (`make faults`).")
            continue
        with open(results, encoding="utf-8") as file:
            kinds = collections.Counter(line.split()[0] for line in file if line.split())
        print(f"- Guilty: {sum(kinds.values())} {what} with one fault each: {kinds['caught']} caught, {kinds['missed']} missed, "
              f"{kinds['accused']} where another clause was wrongly accused; each by a case that is printed as short as can be, but "
              f"{kinds['unshown']} (`make faults`).")
    vendors = sorted(glob.glob("build/innocent/*.so.txt"))
    if not vendors:
        print("- Correct implementations with other readings: did not run (`make innocent`).")
    for path in vendors:
        print(f"- Innocent `{os.path.basename(path)[:-7]}`: {last_line(path)} (`make innocent`).")
    print()


def section_injection():
    print("## Faults of the world\n")
    result = load("inject")
    if result is None:
        print("Did not run: `make inject`.\n")
        return
    print(f"Each call site that allocates, writes, reads, accepts or forks fails for its first time and for its last, in {result['scenarios']} "
          f"scenarios of clus-cts, clusd and a program that uses the library (`make inject`). Sites: {result['sites']}; "
          f"runs with one fault each: {result['trials']}; runs that crash, hang, leak, lose a handle, say nothing, or accuse the subject: "
          f"{len(result['wrong'])}. Of {result['calls in the programs']} calls in clus-cts and clusd that can fail, "
          f"{result['prints and second faults left']} were not come by: prints to a stream that is asked at its end, and calls that only a "
          "second fault leads to.\n")
    table(["function", "call sites"], sorted(result["by function"].items()))


def section_explorer():
    print("## The explorer\n")
    print("Every sequence of calls on handles up to a length, the reference beside the model, a second program written from `spec/` alone.\n")
    for name in ("whole", "core"):
        line = last_line(f"{RESULTS}/explore-{name}.txt")
        print(f"- {line.lstrip('# ') if line else name + ' alphabet: did not run'} (`make explore`).")
    path = f"{RESULTS}/explore-faults.txt"
    if not os.path.exists(path):
        print("- Seeded faults: did not run (`make explore-faults`).\n")
        return
    with open(path, encoding="utf-8") as file:
        lines = [line.split(None, 2) for line in file if line.strip()]
    kinds = collections.Counter(line[0] for line in lines)
    print(f"- Seeded faults: by itself, without the cases, it finds {kinds['found']} of {len(lines)}; {kinds['beyond']} lie beyond its "
          f"alphabet; {kinds['missed'] + kinds['idle'] + kinds['stale']} are missed or listed wrongly (`make explore-faults`).\n")
    reasons = collections.Counter(line[2].strip() for line in lines if line[0] == "beyond")
    table(["faults beyond its alphabet", "because"], [(count, why) for why, count in reasons.most_common()])
