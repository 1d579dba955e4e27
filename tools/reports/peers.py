"""Foreign clients, and speed."""
import json
import os

from common import RESULTS, table


def section_peers():
    path = f"{RESULTS}/peers.txt"
    print("## Foreign clients and decoders\n")
    if not os.path.exists(path):
        print("Did not run: `make check-peers`.\n")
        return
    print("Printed by `make check-peers`:\n\n```")
    with open(path, encoding="utf-8") as file:
        print(file.read().rstrip())
    print("```\n")


def section_speed():
    path = f"{RESULTS}/bench.json"
    print("## Speed and size\n")
    if not os.path.exists(path):
        print("Did not run: `make bench`.\n")
        return
    with open(path, encoding="utf-8") as file:
        figures = json.load(file)
    print("Printed by `make bench`; counts of instructions are callgrind's, times are ratios of one run.\n")
    table(["figure", "value", "unit", "limit"],
          [(f["name"], f["value"], f["unit"], f.get("limit", "")) for f in figures])
