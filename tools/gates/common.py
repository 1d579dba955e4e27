"""What the gates share: running tools, findings, figures, the result that tools/report reads."""
import glob
import json
import os
import subprocess

RESULTS = "build/results"
PURE = ["ref/core", "ref/wire"]


def run(command, extra=None, timeout=1800):
    """Runs a command. Gives its exit status and all that it printed."""
    environment = dict(os.environ, LC_ALL="C", **(extra or {}))
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, timeout=timeout, check=False, text=True, errors="replace")
    return done.returncode, done.stdout


def version(command):
    """The first line of a tool's version that has a digit in it."""
    _, text = run(command)
    return next((line.strip() for line in text.splitlines() if any(c.isdigit() for c in line)), "unknown")


def sources(folders, tests=False):
    """The C sources of folders; unit tests, and what is only for Windows, only if asked for."""
    found = [p for folder in folders for p in sorted(glob.glob(f"{folder}/*.c"))]
    return [p for p in found if (tests or not p.endswith("_test.c")) and not p.endswith("_win.c")]


class Gate:
    """One gate: what it found, what it measured."""

    def __init__(self, name, tool):
        self.name, self.tool = name, tool
        self.findings, self.figures = [], []

    def find(self, text):
        self.findings.append(text)

    def figure(self, name, value, limit=""):
        self.figures.append({"name": name, "value": value, "limit": limit})

    def passed(self):
        return not self.findings

    def say(self):
        for text in self.findings[:60]:
            print(f"{self.name}: {text}")
        for f in self.figures:
            print(f"{self.name}: {f['name']}: {f['value']}" + (f" (limit {f['limit']})" if f["limit"] != "" else ""))
        print(f"{self.name}: {'passed' if self.passed() else f'FAILED, {len(self.findings)} findings'}")

    def save(self):
        os.makedirs(RESULTS, exist_ok=True)
        result = {"gate": self.name, "tool": self.tool, "passed": self.passed(), "figures": self.figures,
                  "findings": self.findings}
        with open(f"{RESULTS}/{self.name}.json", "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


def build(gate, variant, *targets):
    """Builds targets of a variant; a finding if that fails, or if a compiler cannot count something. The
    gate goes on only if it is built."""
    status, text = run(["make", "--no-print-directory", "-j2", f"V={variant}", *targets])
    if status != 0:
        gate.find(f"make V={variant} {' '.join(targets)} failed:\n" + "\n".join(text.splitlines()[-15:]))
    for line in text.splitlines():
        if "unsupported MC/DC" in line:
            gate.find(line)
    return status == 0


def programs(variant, *folders):
    """The unit tests of a variant that are built; of those folders only, if any are named."""
    found = sorted(p for p in glob.glob(f"build/{variant}/test/**/*_test", recursive=True) if os.access(p, os.X_OK))
    return [p for p in found if not folders or any(f"/test/{f}/" in p for f in folders)]
