"""certificate_test.py CLUS-CTS LIBCLUSAPI.so SMALL.so CLUSD FOLDER: a saved run is the same each time; verify refuses what does not add
up and certifies no part of a run; compare shows what differs; stock readers accept all that is written for them.

SMALL.so is a correct vendor (conformance/innocent) that takes other readings than the strict ones. FOLDER is for scratch files.
"""
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

import jsonschema
import junitparser

SUITE, REFERENCE, SMALL, CLUSD, FOLDER = sys.argv[1:]
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENDOR = ["run", f"dll:{SMALL}", "--fixture", f"{HERE}/innocent/vendor.fixture", "--may-disturb"]
FILES = ("run.cases", "run.json", "certificate.md")
PARTIAL = ["--only", "CC-1"]
checks = failures = 0


def clus_cts(*arguments, epoch="1767225599"):
    run = subprocess.run([SUITE, *arguments], capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    return run.returncode, run.stdout + run.stderr


def check(holds, what, shown=""):
    global checks, failures
    checks += 1
    if not holds:
        failures += 1
        print(f"not ok: {what}\n" + "".join(f"  | {line}\n" for line in str(shown).splitlines()[:20]))


def expect(status, pattern, *arguments):
    came, text = clus_cts(*arguments)
    check(came == status and re.search(pattern, text, re.M), f"{' '.join(arguments)}: wanted {status} and {pattern}; came {came} and",
          text)


def path(*names):
    return os.path.join(FOLDER, *names)


def read(*names):
    with open(path(*names), encoding="utf-8", newline="") as file:
        return file.read()


def write(text, *names):
    with open(path(*names), "w", encoding="utf-8", newline="") as file:
        file.write(text)


def machines(name):
    """Options for the files that stock readers read."""
    return ["--junit", path(f"{name}.xml"), "--tap", path(f"{name}.tap"), "--json", path(f"{name}.json")]


# -- the same each time ---------------------------------------------------------------------------
def same_each_time():
    clus_cts("run", f"dll:{REFERENCE}", "--profile", "strict", "--save", path("one"), "--jobs", "1")
    clus_cts("run", f"dll:{REFERENCE}", "--profile", "strict", "--save", path("two"))
    clus_cts("run", f"dll:{REFERENCE}", *PARTIAL, "--save", path("part"))
    clus_cts("run", f"dll:{REFERENCE}", *PARTIAL, "--save", path("later"), epoch="1767225600")
    for name in FILES:
        check(read("one", name) == read("two", name), f"{name} is the same in two runs")
        dated = read("later", name)
        check("2026-01-01T00:00:00Z" in dated and dated.replace("2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z") == read("part", name),
              f"{name} of a later run differs in its date alone")
    with open(REFERENCE, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    for name in FILES:
        check(digest in read("one", name), f"{name} has the digest of the library")


def same_server_each_time():
    """The built-in reference in its process, and a server that went on serving between two runs."""
    with subprocess.Popen([CLUSD, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True) as server:
        try:
            endpoint = server.stdout.readline().split()[-1]
            for subject, name in (("ref", "ref"), (f"rpc:{endpoint}", "rpc")):
                for run in ("one", "two"):
                    expect(0, "^exit 0 ", "run", subject, "--profile", "strict", "--save", path(f"{name}-{run}"))
                for file in FILES:
                    check(read(f"{name}-one", file) == read(f"{name}-two", file), f"{file} of {name} is the same in two runs")
                expect(0, "a certificate under strict", "verify", path(f"{name}-two"))
        finally:
            server.terminate()


# -- what a person reads --------------------------------------------------------------------------
def page():
    text = read("one", "certificate.md")
    for wanted in (f"# Certificate: `dll:{REFERENCE}` under strict", "its clauses", "its cases", "its profiles", "fixture", "platform",
                   r"**Untested** 0", r"**Untestable** \d+ by any suite: ARD-9", r"**Not shown** \d+", r"**Not asked** \d+ .*CMRP-101"):
        found = re.search(wanted.replace("**", r"\*\*").replace("`", "`"), text)
        check(found, f"the page has {wanted}", text[:3000])
    check("**Untestable**" in text[:12000], "the first page has the clauses that were not shown")


# -- what does not add up -------------------------------------------------------------------------
def sign(text):
    """Put the digest of what stands below the first record at the end again, as one who edits with care would."""
    body = text[text.index("\n\n") + 2:text.rindex("answers   ")]
    return text[:text.rindex("answers   ")] + f"answers   {hashlib.sha256(body.encode()).hexdigest()}\n"


def tampered(what, change, pattern, status=3, file="run.cases", signed=True):
    shutil.rmtree(path("bad"), ignore_errors=True)
    shutil.copytree(path("one"), path("bad"))
    before = read("bad", file)
    after = change(before)
    check(after != before, f"{what}: the test changes something")
    write(sign(after) if signed and file == "run.cases" else after, "bad", file)
    came, text = clus_cts("verify", path("bad"))
    check(came == status and re.search(pattern, text), f"verify when {what}: wanted {status} and {pattern}; came {came} and", text)


def case(text, name):
    return re.search(rf"^case      {re.escape(name)}\n(?:.+\n)*\n", text, re.M).group(0)


def in_case(name, old, new):
    return lambda text: text.replace(case(text, name), case(text, name).replace(old, new))


def does_not_add_up():
    close, last = "open-after-failure", "close-ends-state[Node]"
    tampered("an answer was edited", in_case(close, "=> handle", "=> NULL 5"), "changed after it was saved", signed=False)
    tampered("an answer was edited with care", in_case(close, "=> handle", "=> NULL ERROR_ACCESS_DENIED"), "is not what follows|do not follow")
    tampered("what is wanted was edited", in_case(close, "-> handle", "-> any"), "is not what follows")
    tampered("a case is missing", lambda t: t.replace(case(t, close), ""), f"case {close} is missing")
    tampered("a case lost its answers", lambda t: t.replace(case(t, close), re.sub(r"\n +=> .*", "", case(t, close))), "no answers")
    tampered("a case was not attempted", lambda t: t.replace(case(t, close), re.sub(r"\n(?= )", "\nskipped   it was raining\n", re.sub(
        r"\n +=> .*", "", case(t, close)), count=1)), "not attempted: it was raining")
    tampered("a case lost its end", lambda t: t.replace(case(t, last), case(t, last)[:case(t, last).rindex("              =>")] + "\n"),
             "do not follow from the answers before")
    tampered("a case is a stranger", lambda t: t.replace(case(t, close), case(t, close) + case(t, close).replace(close, "stranger")),
             "1 cases are not the suite's")
    tampered("another suite saved it", lambda t: re.sub(r"^suite .*", "suite     " + "0" * 64, t, flags=re.M), "saved by another suite")
    tampered("another version saved it", lambda t: re.sub(r"^version .*", "version   0.9", t, flags=re.M), "saved by another suite")
    tampered("the fixture was edited", lambda t: t.replace("node1.example.test", "node7.example.test"), "is not what follows")
    tampered("the subject was edited", lambda t: t.replace('loaded    "', 'loaded    "x'), "is not what follows")
    tampered("it was not written to its end", lambda t: t[:len(t) // 2], "was not written to its end|cannot be read", signed=False)
    tampered("a verdict was edited", lambda t: t.replace('"verdict": "pass"', '"verdict": "fail"', 1), r"run.json:\d+ is not", file="run.json")
    tampered("the page was edited", lambda t: t.replace("Untested** 0", "Untested** 1"), r"certificate.md:\d+ is not", file="certificate.md")
    tampered("the page says another profile", lambda t: t.replace("under strict", "under sdk"), "is not what follows", file="certificate.md")
    os.remove(path("bad", "certificate.md"))
    expect(3, "certificate.md: No such file", "verify", path("bad"))
    expect(2, "No such file", "verify", path("nowhere"))
    write("case x\n", "bad", "run.cases")
    expect(2, "no saved run", "verify", path("bad"))


# -- certificates and parts of runs ---------------------------------------------------------------
def certificates():
    expect(0, r"exit 0 +a certificate under strict", "verify", path("one"))
    expect(0, r"exit 0 +a certificate under sdk", "verify", path("one"), "--profile", "sdk")
    expect(0, "not what was made up with care", "verify", path("one"))
    clus_cts(*VENDOR, "--save", path("small"), *machines("sdk"))
    expect(0, "a certificate under sdk", "verify", path("small"))
    expect(1, "no certificate under strict: .* unexpected", "verify", path("small"), "--profile", "strict")
    write("profile mine\nlike    sdk\nmeans   As sdk, and an instance ends with its origin.\nchoose  AMB-14 ended That is how this one does it.\n", "mine")
    clus_cts(*VENDOR, "--profile", path("mine"), "--save", path("own"))
    check("not one of the suite's" in read("own", "certificate.md"), "the page says that the profile is the vendor's own")
    expect(0, "a certificate under mine", "verify", path("own"))
    expect(0, "a certificate under sdk", "verify", path("own"), "--profile", "sdk")


def partial_runs():
    clus_cts("run", "ref", *PARTIAL, "--save", path("part"))
    expect(1, "the run is partial: only what --only chooses was asked: CC-1", "verify", path("part"))
    check(read("part", "certificate.md").startswith("# A run, not a certificate"), "the page of a part says that it is none")
    check(json.loads(read("part", "run.json"))["certificate"] is False, "so does its JSON")
    text = read("part", "run.cases")
    write(sign(re.sub(r"^partial .*\n", "", text, flags=re.M)), "part", "run.cases")
    expect(3, "is missing", "verify", path("part"))
    write("case    mine\nclause  CC-1\n        c = OpenCluster($cluster) -> handle\n", "mine.cases")
    clus_cts("run", "ref", path("mine.cases"), "--save", path("own-cases"))
    expect(1, "not the suite's", "verify", path("own-cases"))
    shutil.copy(f"{HERE}/../spec/two-node.fixture", path("sly.fixture"))
    with open(path("sly.fixture"), "a", encoding="utf-8") as file:
        file.write("\nerror   ERROR_INVALID_HANDLE 7\nfrom    here\nmeans   Something else.\n")
    expect(0, "gives error ERROR_INVALID_HANDLE, which is the suite's to say", "run", "ref", "--fixture", path("sly.fixture"), "--only",
           "opens-nothing*", "--only", "CC-1", "--profile", "sdk")


def cut_short():
    """A run that is stopped says what it has, and is whole as a file."""
    with open(path("cut.txt"), "w", encoding="utf-8") as out:
        run = subprocess.Popen([SUITE, "run", f"dll:{REFERENCE}", "--jobs", "1", "--save", path("cut")], stdout=out, stderr=out)
        time.sleep(0.7)
        run.send_signal(signal.SIGTERM)
        status = run.wait()
    check(status == 3 and "stopped" in read("cut.txt"), f"a stopped run ends with 3, not {status}", read("cut.txt"))
    cases = json.loads(read("cut", "run.json"))["cases"]
    made = [c for c in cases if c["steps"]]
    check(0 < len(made) < len(cases), "it has the answers that it got")
    expect(1, "partial: it was stopped", "verify", path("cut"))


def odd_names():
    """A path with whatever a path may have comes back from every file."""
    name = os.fsencode(FOLDER) + b"/\xc3\xa9 # \"<&>|`\\ odd.so"
    shutil.copy(REFERENCE, name)
    for word in (b"dll:" + name, b"dll:" + name.replace(b" odd.so", b"\xff\x07.so")):
        shutil.copy(REFERENCE, word[4:])
        run = subprocess.run([SUITE, "run", word, "--profile", "strict", *PARTIAL, "--save", path("odd"), "--junit", path("odd.xml")],
                             capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "0"})
        check(run.returncode == 0, "a library with an odd name is judged", run.stderr)
        readable = word.replace(b"\xff", b"?").replace(b"\x07", b"?").decode()
        check(json.loads(read("odd", "run.json"))["subject"] == readable, "its name stands in the JSON", read("odd", "run.json")[:300])
        check(readable in xml.etree.ElementTree.parse(path("odd.xml")).getroot().get("name"), "and in the XML")
        expect(1, "the run is partial", "verify", path("odd"))


# -- known deviations -----------------------------------------------------------------------------
def baseline():
    strict = [*VENDOR, "--profile", "strict", "--only", "AMB-14"]
    check(clus_cts(*strict, "--accept", path("known"))[0] == 1, "what fails is unexpected")
    expect(0, "deviations are listed as known", *strict, "--known", path("known"), "--accept", path("known2"))
    check(read("known") == read("known2"), "accepting what is known changes nothing")
    name = re.search(r"^known +(\S+)", read("known"), re.M).group(1)
    write(read("known").replace(f"known   {name} ", "known   nothing-like-it "), "fewer")
    expect(1, re.escape(name), *strict, "--known", path("fewer"))
    expect(1, "unexpected pass", "run", "ref", "--fixture", f"{HERE}/../spec/two-node.fixture", "--only", name, "--known", path("known"))
    check(clus_cts("run", "ref", "--only", "CC-1", "--accept", path("none"))[0] == 0, "nothing fails")
    expect(0, "nothing unexpected", "run", "ref", "--only", "CC-1", "--known", path("none"))
    clus_cts(*VENDOR, "--profile", "strict", "--accept", path("all"), *machines("strict"))
    clus_cts(*VENDOR, "--profile", "strict", "--known", path("all"), "--save", path("known-run"))
    text = read("known-run", "certificate.md")
    check(re.search(r"\*\*\d+ deviate, all listed below", text) and "## Known deviations" in text, "the page lists what is known", text)
    expect(0, r"a certificate under strict, with \d+ known deviations", "verify", path("known-run"))
    expect(0, "a certificate under sdk", "verify", path("known-run"), "--profile", "sdk")


# -- side by side ---------------------------------------------------------------------------------
def comparison():
    runs = [path("one"), path("small")]
    expect(0, r"^fail +0 +104$", "compare", *runs, "--profile", "strict")
    expect(0, r"^AMB-14 +independent \d+ +\S+ \d+$", "compare", *runs)
    expect(0, r"Verdicts that differ: [1-9]\d* of", "compare", *runs)
    expect(0, r"Verdicts that differ: 0 of", "compare", path("one"), path("two"))
    expect(0, r"^GetClusterInformation|^ *c = OpenCluster.*\s+handle\s+handle$", "compare", *runs, "--only", "open-after-failure")
    expect(2, "cannot be compared", "compare", path("one"), path("own-cases"))
    expect(2, "compare wants", "compare")
    clus_cts("compare", *runs, "--markdown", path("c.md"), "--html", path("c.html"))
    tables = [line.count("|") for line in read("c.md").splitlines() if line.startswith("|")]
    check(tables and all(n in (4, 7) for n in tables), "every row of the Markdown has as many cells as its head", tables)
    page_text = read("c.html").replace("<!DOCTYPE html>", "").replace('<meta charset="utf-8">', "").replace(
        '<meta name="viewport" content="width=device-width, initial-scale=1">', "")
    root = xml.etree.ElementTree.fromstring(page_text)
    check(len(root.findall(".//table")) == 5 and "http" not in page_text, "the HTML has five tables and asks for nothing else")


# -- the parts of an answer -----------------------------------------------------------------------
def notation(value):
    """A value of the JSON as spec/notation.md writes it."""
    if isinstance(value, list):
        return "{" + ", ".join(notation(item) for item in value) + "}"
    if isinstance(value, int):
        return f"0x{value:X}" if value >= 0x10000 else str(value)
    if isinstance(value, str):
        octets = value.encode("utf-16-be", "surrogatepass")
        units = [int.from_bytes(octets[n:n + 2], "big") for n in range(0, len(octets), 2)]
        return '"' + "".join(f"\\{chr(u)}" if u in (0x22, 0x5C) else chr(u) if 0x20 <= u < 0x7F else f"\\u{u:04X}" for u in units) + '"'
    if "overrun" in value:
        return notation(value["overrun"]) + " overrun"
    return f'x"{value["octets"]}"' if "octets" in value else value["word"]


def result_words(result):
    """What the text of an answer may begin with."""
    kind, word = result["is"], result.get("word")
    number = result.get("name", str(result.get("number")))
    return {"number": [number] + {"0": ["FALSE"], "1": ["TRUE"]}.get(number, []), "crash": [f"crash {word}"], "word": [word],
            "fault": [f"fault 0x{result.get('number', 0):X}"],
            "malformed": [f"malformed {word} at {result.get('offset')}"]}.get(kind, [kind])


def parts_say_what_the_text_says(name):
    steps = [step for case in json.loads(read(name, "run.json"))["cases"] for step in case["steps"]]
    wrong = []
    for step in steps:
        tail = " " + step["error"].get("name", str(step["error"]["number"])) if "error" in step else ""
        tail += "".join(f", {key} = {notation(value)}" for key, value in step.get("values", {}).items())
        texts = [word + tail for word in result_words(step["result"])] if "result" in step else [""]
        if step["answer"] not in texts:
            wrong.append(f"{step['answer']} | {texts}")
    check(len(steps) > 0 and not wrong, f"the parts of each answer of {name} say what its text says", "\n".join(wrong))


# -- stock readers --------------------------------------------------------------------------------
def readers():
    with open(f"{HERE}/schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft201909Validator.check_schema(schema)
    validator = jsonschema.Draft201909Validator(schema)
    for name in ("one", "small", "own", "part", "own-cases", "cut", "known-run", "rpc-one", "ref-one"):
        errors = [f"{list(e.path)}: {e.message[:100]}" for e in validator.iter_errors(json.loads(read(name, "run.json")))]
        check(not errors, f"{name}/run.json is what schema.json says", "\n".join(errors))
    for name in ("one", "small", "cut", "rpc-one", "ref-one"):
        parts_say_what_the_text_says(name)
    document = json.loads(read("one", "run.json"))
    for key in ("suite", "coverage", "cases"):
        broken = {k: v for k, v in document.items() if k != key}
        check(list(validator.iter_errors(broken)), f"the schema misses `{key}`")
    step = document["cases"][0]["steps"][0]
    step["result"] = {"is": "number", "word": "no number"}
    check(list(validator.iter_errors(document)), "the schema refuses a number without one")
    step["result"] = {"is": "handle"}
    document["cases"][0]["verdict"] = "maybe"
    check(list(validator.iter_errors(document)), "the schema refuses an unknown verdict")
    binding = sum(len(of) for of in document["coverage"]["strict"].values())
    check(binding == sum(len(of) for of in document["coverage"]["sdk"].values()) > 600, "every clause has one standing")
    for name in ("sdk", "strict"):
        cases = json.loads(read(f"{name}.json"))["cases"]
        wrong = [c for c in cases if c["unexpected"]]
        errors = [c for c in wrong if c["verdict"] == "crash"]
        skipped = [c for c in cases if not c["unexpected"] and c["verdict"] != "pass"]
        suite = junitparser.JUnitXml.fromfile(path(f"{name}.xml"))
        said = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
        check(said == counted == (len(cases), len(wrong) - len(errors), len(errors), len(skipped)), f"JUnit's counts {said} {counted}")
        proved = subprocess.run(["prove", "--exec", "cat", path(f"{name}.tap")], capture_output=True, text=True)
        check(f"Tests={len(cases)}," in proved.stdout and (proved.returncode == 0) == (not wrong), "prove", proved.stdout)
        if wrong:
            check(f"Failed {len(wrong)}/{len(cases)} subtests" in proved.stdout, "prove counts the failures", proved.stdout)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    for test in (same_each_time, same_server_each_time, page, does_not_add_up, certificates, partial_runs, cut_short, odd_names, baseline,
                 comparison, readers):
        test()
    print(f"certificate_test: {checks} checks, {failures} failed")
    return 1 if failures else 0


sys.exit(main())
