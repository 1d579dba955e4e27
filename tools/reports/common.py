"""What the sections of the report share: results, tables, records of the notation."""
import collections
import glob
import json
import os
import re

RESULTS = "build/results"


def load(name):
    path = f"{RESULTS}/{name}.json"
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def last_line(path):
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip()]
    return lines[-1] if lines else None


def records(pattern, kind):
    for path in sorted(glob.glob(pattern)):
        with open(path, encoding="utf-8") as file:
            for block in re.split(r"\n\s*\n", file.read()):
                lines = [line for line in block.splitlines() if not line.startswith("#")]
                if lines and lines[0].split()[:1] == [kind]:
                    yield lines


def fields_of(record):
    """A record's fields: word -> what follows it, once for each time."""
    fields = collections.defaultdict(list)
    for line in record:
        if line[:1].strip():
            word, _, rest = line.partition(" ")
            fields[word].append(rest.strip())
    return fields
