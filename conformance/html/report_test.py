#!/usr/bin/python3
"""report_test.py CLUS-CTS FAULTS.so FOLDER RESULT: the HTML report in headless Chromium beside the JSON of the same run.

FOLDER receives the pages and pictures of them, RESULT the figures.
"""
import json
import os
import re
import shutil
import subprocess
import sys

from browser import Page

LARGEST = 5_000_000
HOSTILE = "<img src=x onerror=hit()>\\\"'&amp;<script>hit()</script>"
CASES = """case    hostile</h4><script>hit()</script>
clause  INF-1
about   <script>hit()</script> "quoted" & <b>bold</b>
        c = OpenCluster($cluster)                                   -> handle
            GetClusterInformation(c, name[100], &size = 100, NULL)  -> 0, name = "<i>another</i>"
"""

# Everything laid out, then what sticks out of the window or out of its frame.
WIDE = """(() => {
  const style = document.createElement('style');
  style.textContent = 'article { content-visibility: visible !important }';
  document.head.append(style);
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  return [document.documentElement, ...document.querySelectorAll('article')].filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => one.id || one.tagName);
})()"""

suite, faults, folder, result = (os.path.abspath(word) for word in sys.argv[1:5])
LOOKS = ((320, False), (390, False), (390, True), (1280, False), (1280, True))
program = shutil.which("chromium")
checks = failures = 0


def hold(what, right, seen=""):
    global checks, failures
    checks += 1
    if not right:
        failures += 1
        print(f"report_test: {what}: {seen}", file=sys.stderr)


def same(what, seen, wanted):
    hold(what, seen == wanted, f"{seen!r}, wanted {wanted!r}")


def run(name, *words, fault=None):
    """Judge; returns the page's path and what the JSON says."""
    page, data = (f"{folder}/{name}.{form}" for form in ("html", "json"))
    environment = dict(os.environ, **({"CLUSAPI_FAULT": fault} if fault else {}))
    subprocess.run([suite, "run", *words, "--html", page, "--json", data], env=environment, cwd=folder,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    with open(data, encoding="utf-8") as file:
        return page, json.load(file)


def choose(page, **fields):
    """Set the filters as a reader does; returns what is said and what is seen."""
    said = json.dumps(dict({"profile": None, "verdict": "", "clause": "", "object": ""}, **fields))
    return page.value("""(() => {
      const form = document.getElementById('filters');
      for (const [name, value] of Object.entries(%s)) if (value !== null) form.elements[name].value = value;
      form.dispatchEvent(new Event('input'));
      const rows = [...document.querySelectorAll('.row')].filter((row) => row.closest('[hidden]') === null);
      return [document.getElementById('shown').textContent, rows.length];
    })()""" % said)


def filters(page, data, clauses):
    """Each verdict of each profile, clauses and patterns, kinds of handles: as many as the JSON has."""
    cases = data["cases"]
    profiles = list(data["coverage"])

    def expect(what, right, **fields):
        wanted = sum(1 for case in cases if right(case))
        same(f"{page.name}: {what}", choose(page, **fields), [f"{wanted} of {len(cases)} cases", wanted])

    for n, profile in enumerate(profiles):
        for verdict in sorted({case["verdicts"][profile]["verdict"] for case in cases}):
            expect(f"{profile} {verdict}", lambda c: c["verdicts"][profile]["verdict"] == verdict, profile=n, verdict=verdict)
        expect(f"{profile} accused", lambda c: c["verdicts"][profile]["verdict"] in ("fail", "crash", "timeout"),
               profile=n, verdict="accused")
        counts = page.value(f"""Object.fromEntries([...document.querySelectorAll('.profile[data-p="{n}"] rect')]
          .reduce((all, one) => all.set(one.classList[0], (all.get(one.classList[0]) || 0) + 1), new Map()))""")
        same(f"{profile} squares", counts, {name: len(ids) for name, ids in data["coverage"][profile].items() if ids})
    for clause in clauses:
        pattern = re.compile(clause.replace("*", ".*"))
        expect(clause, lambda c: any(pattern.fullmatch(i) for i in c["clauses"] + c["decides"]), clause=clause)


def objects(page, data):
    calls = re.compile(r"\b(OpenClusterNetwork|OpenClusterNetworkEx|CloseClusterNetwork|GetClusterFromNetwork|GetClusterNetworkState|"
                       r"GetClusterNetworkId|ClusterNetworkControl|ClusterNetworkOpenEnum)\(")
    wanted = [case for case in data["cases"] if any(calls.search(step["step"]) for step in case["steps"])]
    for verdict in ("pass", "fail"):
        count = sum(1 for case in wanted if case["verdict"] == verdict)
        same(f"cases with networks that {verdict}", choose(page, object="Network", verdict=verdict)[1], count)
        hold(f"some of them {verdict}", count > 0)


def look(page, path):
    """Narrow and wide, light and dark: nothing sticks out, nothing is asked for, nothing is complained of."""
    papers = set()
    page.open("file://" + path)
    for width, dark in LOOKS:
        page.look(width, dark)
        page.picture(f"{path[:-5]}-{width}-{'dark' if dark else 'light'}.png")
        same(f"{path} at {width}: too wide", page.value(WIDE), [])
        papers.add(page.value("getComputedStyle(document.body).backgroundColor"))
    same(f"{path}: light and dark", len(papers), 2)
    same(f"{path}: complaints", page.troubles(), [])
    same(f"{path}: requests", page.requests(), ["file://" + path])


def links(page, data):
    """Every link leads somewhere, every clause to each of its cases, and there are as many cases as were run."""
    same("broken links", page.value("""[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))
      .filter((href) => !href.includes('=') && document.getElementById(href.slice(1)) === null)"""), [])
    same("ids given twice", page.value("""(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
      return ids.filter((id, n) => ids.indexOf(id) !== n); })()"""), [])
    same("cases", page.value("document.querySelectorAll('.rows > .row').length"), len(data["cases"]))
    found = page.value("""Object.fromEntries([...document.querySelectorAll('.clause')]
      .map((c) => [c.querySelector('strong').textContent, [...c.querySelectorAll('.tests a')].map((a) => a.textContent).sort()]))""")
    wanted = {clause: sorted({case["case"].split("[")[0] for case in data["cases"] if clause in case["clauses"]})
              for clause in found}
    same("cases of the clauses", found, wanted)
    for place in ("about-CC-3", "case-7"):
        page.open("file://" + page.path + "#" + place)
        same(f"{place} is open", page.value(f"document.getElementById('{place}').checkVisibility()"
                                            f" && document.getElementById('{place}').open"), True)


def failures_shown(page, data):
    """A failure has its steps with answers, the wrong one marked, and a drawing of what the handles went through."""
    failed = [case for case in data["cases"] if case["verdict"] == "fail"]
    seen = page.value("""[...document.querySelectorAll('.row')].filter((r) => r.querySelector('.v').textContent === 'fail')
      .map((r) => [r.open, r.querySelectorAll('ol > li').length, r.querySelectorAll('li.wrong').length,
                   r.querySelectorAll('svg use').length > 0, r.querySelectorAll('use[href="#mark-after"]').length])""")
    same("failures", [row[:4] for row in seen], [[True, len(case["steps"]), 1, True] for case in failed])
    hold("a handle used after its end is drawn", any(row[4] > 0 for row in seen))
    same("drawings name marks that exist", page.value("""[...document.querySelectorAll('use')]
      .filter((u) => document.getElementById(u.getAttribute('href').slice(1)) === null).length"""), 0)
    readings = {(reading["ambiguity"], reading["reading"]) for reading in data["readings"]}
    same("readings", page.value("document.querySelectorAll('.matrix rect.shown').length"), len(readings))


def hostile(page):
    """Names, cases and paths with the page's own signs stay text."""
    with open("spec/two-node.fixture", encoding="utf-8") as file:
        fixture = file.read()
    with open(f"{folder}/hostile.fixture", "w", encoding="utf-8") as file:
        file.write(fixture.replace('"cluster1"', f'"{HOSTILE}"'))
    with open(f"{folder}/hostile.cases", "w", encoding="utf-8") as file:
        file.write(CASES)
    os.makedirs(f"{folder}/<b onclick=hit()>\"'&", exist_ok=True)
    path, data = run("hostile", "ref", "<b onclick=hit()>\"'&/../hostile.cases", "--fixture", "hostile.fixture")
    same("the hostile case fails", data["unexpected"], 1)
    look(page, path)
    same("nothing came in", page.value("""[typeof hit, document.scripts.length, document.querySelectorAll(
      'img, iframe, [onclick], [onerror], article i i, b b').length].join()"""), "undefined,1,0")
    hold("the answer stands there as it is", page.value(
        "[...document.querySelectorAll('samp')].some((s) => s.textContent.includes('onerror=hit()>'))"))


def plain(page, path, data):
    """Without the script it is a page with everything on it."""
    page.script(False)
    page.open("file://" + path)
    same("without script: cases", page.value(
        "[...document.querySelectorAll('.row')].filter((r) => r.checkVisibility()).length"), len(data["cases"]))
    same("without script: filters", page.value("document.getElementById('filters').checkVisibility()"), False)
    page.script(True)


def by_link(page, path, data):
    page.open(f"file://{path}#verdict=fail&clause=CC-*")
    wanted = sum(1 for c in data["cases"] if c["verdict"] == "fail" and any(i.startswith("CC-") for i in c["clauses"]))
    same("a filter in the address", page.value("document.getElementById('shown').textContent"),
         f"{wanted} of {len(data['cases'])} cases")


def main():
    if program is None:
        sys.exit("report_test: chromium is not installed (tools/setup html-test)")
    os.makedirs(folder, exist_ok=True)
    os.makedirs(os.path.dirname(result), exist_ok=True)
    pages = []
    page = Page(program)
    try:
        for name, words, fault in (("ref", ["ref"], None), ("guilty", ["dll:" + faults, "--profile", "strict"], "close-does-nothing")):
            path, data = run(name, *words, fault=fault)
            page.name, page.path = name, path
            same(f"{name}: size is sensible", os.path.getsize(path) < LARGEST, True)
            look(page, path)
            clauses = sorted({i for case in data["cases"] for i in case["clauses"]})[::40]
            filters(page, data, clauses + ["CC-3", "CC-*", "AMB-16", "no-such"])
            links(page, data)
            drawn = page.value("document.querySelectorAll('.timeline').length")
            pages.append({"name": name, "cases": len(data["cases"]), "octets": os.path.getsize(path), "drawn": drawn})
        objects(page, data)
        failures_shown(page, data)
        by_link(page, path, data)
        plain(page, path, data)
        hostile(page)
    finally:
        page.close()
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"browser": page.version, "checks": checks, "failed": failures, "pages": pages,
                   "widths": sorted({width for width, _ in LOOKS})}, file, indent=1)
    print(f"report_test: {checks} checks, {failures} failed")
    sys.exit(1 if failures else 0)


main()
