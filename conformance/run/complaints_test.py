"""complaints_test.py CLUS-CTS LIBCLUSAPI.so CLI_SUBJECT.so FOLDER VENDOR.so...: what users of other suites complain about does not
happen here. One test a complaint. VENDORs are the correct ones of conformance/innocent. FOLDER is for scratch files.

What is shown elsewhere: ids that stay (tools/ids), no wrong accusation of a correct vendor (innocent.sh), files for machines and runs
that are stopped (certificate_test.py).
"""
import json
import os
import re
import shutil
import subprocess
import sys

SUITE, REFERENCE, SUBJECT, FOLDER, *VENDORS = sys.argv[1:]
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
failures = []


def clus_cts(*arguments, behaviour=""):
    run = subprocess.run([SUITE, *arguments], capture_output=True, text=True, env={**os.environ, "CLI_SUBJECT": behaviour})
    return run.returncode, run.stdout + run.stderr


def check(holds, what, shown=""):
    if not holds:
        failures.append(what)
        print(f"not ok: {what}\n" + "".join(f"  | {line}\n" for line in str(shown).splitlines()[:20]))


def path(name):
    return os.path.join(FOLDER, name)


def write(name, text):
    with open(path(name), "w", encoding="utf-8") as file:
        file.write(text)


def judged(subject, name, *arguments):
    """A run's JSON."""
    text = clus_cts("run", subject, "--json", path(name), *arguments)[1]
    check(os.path.exists(path(name)), f"{subject} can be judged", text)
    with open(path(name), encoding="utf-8") as file:
        return json.load(file)


def small(behaviour, *arguments):
    """A run of three cases on the subject of cli_test.sh, misbehaving so."""
    return clus_cts("run", f"dll:{SUBJECT}", path("few.cases"), "--fixture", path("one.fixture"), *arguments, behaviour=behaviour)


CODE = re.compile(r"(?:NULL|FALSE|-1) (ERROR_\w+|\d+)\b|(?!0\b)(\d+|ERROR_\w+)\b")


def codes(run):
    """(case, step) -> the error code that came, where the case passes under sdk."""
    found = {}
    for case in run["cases"]:
        for n, step in enumerate(case["steps"]):
            code = re.match(r"(?:NULL|FALSE|-1) (\w+)", step["answer"])
            if code and case["verdicts"]["sdk"]["verdict"] == "pass":
                found[case["case"], n] = code[1]
    return found


def several_codes_where_the_documents_are_silent(reference, vendors):
    differ = {key for run in vendors for key, code in codes(run).items() if codes(reference).get(key, code) != code}
    check(len(differ) >= 10, "correct vendors give other codes than the reference, and pass", differ)
    for run in vendors:
        check(not [c for c in run["cases"] if c["verdicts"]["sdk"]["verdict"] in ("fail", "crash", "timeout")],
              f"{run['subject']} fails nothing")


def mistakes(step, home):
    """What is wrong with a call on purpose. `home`: the cluster that its handle came from."""
    call, arguments = step["call"], step["arguments"]
    found = []
    if any(a.startswith('"') for a in arguments) and not call.startswith("ClusterReg"):
        found.append("a name that does not exist")
    if call.startswith("OpenCluster") and "Ex" not in call[-2:] and arguments[1:2] == ["NULL"]:
        found.append("no name")
    if call.endswith("Ex") and home == "$old":
        found.append("a function that the cluster does not have")
    if home == "$reader" and any("GENERIC_ALL" in a for a in arguments):
        found.append("rights that the caller does not have")
    if home == "$nowhere":
        found.append("a cluster that cannot be reached")
    if any(re.fullmatch(r"\w+\[[0-9]\]", a) for a in arguments):
        found.append("little room")
    return found


def read_step(text):
    match = re.match(r"(?:each |repeat \d+ )?(?:(\w+) = )?(\w+)\((.*?)\)\s*(?:-> (.*))?$", text.strip())
    if match is None:
        return None
    arguments = [a.strip() for a in re.findall(r'"(?:[^"\\]|\\.)*"|[^,]+', match[3])]
    return {"binds": match[1], "call": match[2], "arguments": arguments, "want": match[4] or ""}


def no_negative_test_depends_on_the_order_of_checks(reference, _):
    """A step that demands a code makes one mistake; what is asked with a stale handle is not judged under sdk."""
    one = 0
    for case in reference["cases"]:
        homes = {}
        for text in case["steps"] if case["verdicts"]["sdk"]["verdict"] == "pass" else []:
            step = read_step(text["step"])
            if step is None:
                continue
            first = step["arguments"][0] if step["arguments"] else ""
            home = first if first.startswith("$") and step["call"].startswith("OpenCluster") else homes.get(first)
            if step["binds"]:
                homes[step["binds"]] = home
            found = mistakes(step, home) if CODE.match(step["want"]) else []
            check(len(found) < 2, f"{case['case']}: one mistake at a time", f"{text['step']}\n{found}")
            one += len(found)
    check(one >= 25, "codes are demanded where one mistake is made", one)


def a_may_never_fails(_, vendors):
    """Where the documents permit several answers, correct vendors show several, and none is accused."""
    shown = {}
    for run in vendors:
        for reading in run["readings"]:
            shown.setdefault(reading["ambiguity"], set()).add(reading["reading"])
    several = [ambiguity for ambiguity, readings in shown.items() if len(readings) > 1]
    check(len(several) >= 15, "correct vendors take different readings", several)


def what_is_not_implemented_is_its_own_verdict(_, vendors):
    status, text = small("stub", "--only", "opens")
    check(status == 0 and "unimplemented" in text and "0 failed" in text, "a stub fails nothing", text)
    check(any(c["verdicts"]["sdk"]["verdict"] == "unimplemented" for run in vendors for c in run["cases"]), "a vendor lacks functions")
    for run in vendors:
        kept = set(run["coverage"]["sdk"]["kept"])
        lacks = {clause for c in run["cases"] if c["verdicts"]["sdk"]["verdict"] == "unimplemented" for clause in c["clauses"]}
        check(not kept & lacks, "a clause that is implemented in part is not called kept", kept & lacks)


def a_baseline_that_holds_gives_0_and_what_passes_unexpectedly_1(*_):
    status, text = small("false", "--accept", path("baseline"))
    check(status == 1, "a failure gives 1", text)
    status, text = small("false", "--known", path("baseline"))
    check(status == 0 and "listed as known" in text, "nothing has changed", text)
    status, text = small("", "--known", path("baseline"))
    check(status == 1 and "unexpected pass" in text, "an unexpected pass is an error", text)
    status, text = small("crash", "--known", path("baseline"))
    check(status == 1 and "unexpected" in text, "another failure than the known one is an error", text)


def a_failure_shows_its_steps_and_what_to_ask(*_):
    status, text = small("false", "--tap", path("steps.tap"), "--junit", path("steps.xml"))
    for name in ("steps.tap", "steps.xml"):
        with open(path(name), encoding="utf-8") as file:
            shown = file.read().replace("&gt;", ">")
        for wanted in ("c = OpenCluster($cluster)", ">> CloseCluster(c)", "=> FALSE", "wanted    TRUE", "came      FALSE",
                       "ask       clus-cts explain CC-1"):
            check(wanted in shown, f"{name} shows {wanted}", shown)
    for wanted in (">> CloseCluster(c)", "wanted    TRUE", "came      FALSE", "ask       clus-cts explain CC-1", "debug     clus-cts run"):
        check(status == 1 and wanted in text, f"a failure shows {wanted}", text)
    text = small("", "--only", "opens", "--here")[1]
    check("CloseCluster(c)" in text and "=> TRUE" in text, "--here shows every step", text)


def partial_runs_never_certify(*_):
    clus_cts("run", "ref", "--only", "CC-1", "--save", path("part"))
    status, text = clus_cts("verify", path("part"))
    check(status == 1 and "partial" in text, "a part is no certificate", text)


def vendor_extensions_do_not_fail(*_):
    status, text = small("")
    check(status == 0 and "0 failed" in text, "a library with functions of its own passes", text)


def what_is_untested_is_shown(reference, _):
    with open(path("page/certificate.md"), encoding="utf-8") as file:
        page = file.read()
    for word in ("Not shown", "Not asked", "Untested", "Untestable", "Unimplemented"):
        check(f"**{word}**" in page, f"the page says what is {word.lower()}", page[:2000])
    check(all(clause in page for clause in reference["coverage"]["strict"]["not-asked"]), "each clause that was not asked")


def error_codes_of_other_platforms_can_be_mapped(*_):
    status, text = small("foreign", "--only", "no-node")
    check(status == 1 and "0x800713B2" in text.upper().replace("0X", "0x") or "2147947442" in text, "a foreign code is not a Windows code", text)
    status, text = small("foreign", "--only", "no-node", "--errors", path("codes"))
    check(status == 0 and "1 passed" in text, "mapped, it is", text)


def another_implementation_is_at_hand(*_):
    status, text = clus_cts("compare", path("page"), path("page2"), "--only", "open-unknown-cluster")
    check(status == 0 and re.search(r"-> NULL error\s+NULL \w+\s+NULL \w+$", text, re.M), "answers of two stand side by side", text)


def prepare():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    write("one.fixture", 'fixture   one\ncluster   $cluster "cluster1"\nnode      $node "node1" up id 1\n')
    write("few.cases", """\
case    opens
clause  CC-1
        c = OpenCluster($cluster)             -> handle
            CloseCluster(c)                   -> TRUE

case    no-node
clause  CC-1
        c = OpenCluster($cluster)             -> handle
        n = OpenClusterNode(c, "nobody")      -> NULL ERROR_CLUSTER_NODE_NOT_FOUND
""")
    write("codes", "maps 0x800713B2 ERROR_CLUSTER_NODE_NOT_FOUND\n\nmaps 0x80070006 ERROR_INVALID_HANDLE\nwhy  as the other\n")


def main():
    prepare()
    reference = judged(f"dll:{REFERENCE}", "reference.json", "--profile", "strict", "--save", path("page"))
    fixture = ["--fixture", f"{HERE}/innocent/vendor.fixture", "--may-disturb"]
    vendors = [judged(f"dll:{vendor}", os.path.basename(vendor) + ".json", *fixture, "--save", path("page2")) for vendor in VENDORS]
    tests = [several_codes_where_the_documents_are_silent, no_negative_test_depends_on_the_order_of_checks, a_may_never_fails,
             what_is_not_implemented_is_its_own_verdict, a_baseline_that_holds_gives_0_and_what_passes_unexpectedly_1,
             a_failure_shows_its_steps_and_what_to_ask, partial_runs_never_certify, vendor_extensions_do_not_fail,
             what_is_untested_is_shown, error_codes_of_other_platforms_can_be_mapped, another_implementation_is_at_hand]
    for test in tests:
        test(reference, vendors)
    print(f"complaints_test: {len(tests)} complaints, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
