"""Foreign clients and decoders:  check.py BUILD-FOLDER [PART…]

One line for each part and each failure; the last line counts. Exit status 1 if anything failed.
Whatever cannot be tried is a failure that says why.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "ref", "server")]

import capture
import certification
import clients
import clusd_test
import decoders


class Result:
    def __init__(self):
        self.right = self.wrong = 0

    def passed(self, what):
        self.right += 1

    def failed(self, what, why):
        self.wrong += 1
        print("FAILED %s: %s" % (what, why))

    def judged(self, what, why):
        """Passed if there is nothing to say why not."""
        self.failed(what, why) if why else self.passed(what)


def part(total, name, check, *arguments):
    result = Result()
    try:
        check(result, *arguments)
    except Exception as why:  # a part that breaks is a failure, and the others go on
        result.failed(name, "%s: %s" % (type(why).__name__, why))
    total.right += result.right
    total.wrong += result.wrong
    line = "%s: %d passed, %d failed" % (name, result.right, result.wrong)
    print(line, flush=True)
    return line


def keep(lines):
    """For the report."""
    os.makedirs("build/results", exist_ok=True)
    with open("build/results/peers.txt", "w") as file:
        file.write("\n".join(lines) + "\n")


def main(build, chosen):
    clusd_test.CLUSD = os.path.join(build, "clusd")
    folder = os.path.join(build, "peers")
    os.makedirs(folder, exist_ok=True)
    differences = os.path.join("tools", "peers", "differences")
    parts = {
        "rpcclient": [clients.check_rpcclient],
        "python3-samba": [clients.check_python],
        "ndrdump": [decoders.check, os.path.abspath(os.path.join(build, "stubs")),
                    os.path.join(folder, "stubs"), differences],
        "tshark": [capture.check, build, folder, differences],
        "certification": [certification.check, build, folder, os.path.join("tools", "peers", "malformed")],
    }
    total = Result()
    lines = [part(total, name, *parts[name]) for name in chosen or parts]
    lines.append("%d passed, %d failed" % (total.right, total.wrong))
    print(lines[-1])
    if not chosen:
        keep(lines)
    return 1 if total.wrong or not total.right else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
