#!/usr/bin/python3
"""tutorial_test.py CLUS-CTS RESULT PAGE...: what the pages say is so; RESULT receives the figures.

The first page is done as it stands, in this folder: `console` blocks are run, line for line as their commands, and print what stands
below each (… is anything, a line … any lines); `diff` blocks are made in build/toy/toy.c. In all of them links lead somewhere and options exist.
"""
import json
import os
import re
import shutil
import subprocess
import sys

TOY = "build/toy"
suite, result, pages = sys.argv[1], sys.argv[2], sys.argv[3:]
done = failures = 0
made = {"commands": 0, "changes": 0}


def hold(right, what):
    global done, failures
    done += 1
    if not right:
        failures += 1
        print(f"tutorial_test: {what}", file=sys.stderr)



def commands(block):
    """Each command with the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def pattern(output):
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in output.splitlines()]
    return "".join(lines)


def run(command, output):
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    said = ended.stdout + ended.stderr
    hold(re.fullmatch(pattern(output), said) is not None, f"$ {command}\nprints\n{said[-3000:]}\nnot\n{output}")
    for status in re.findall(r"^exit (\d)", output, re.M):
        hold(ended.returncode == int(status), f"$ {command}\nends with {ended.returncode}, not {status}")


def change(block):
    old = "".join(line[1:] + "\n" for line in block.splitlines() if line[:1] in " -")
    new = "".join(line[1:] + "\n" for line in block.splitlines() if line[:1] in " +")
    with open(f"{TOY}/toy.c", encoding="utf-8") as file:
        text = file.read()
    hold(text.count(old) == 1, f"stands {text.count(old)} times in the toy, not once:\n{old}")
    with open(f"{TOY}/toy.c", "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


def follow(text):
    shutil.rmtree(TOY, ignore_errors=True)
    for kind, block in re.findall(r"^```(console|diff)\n(.*?)^```$", text, re.S | re.M):
        if kind == "diff":
            made["changes"] += 1
            change(block)
        for command, output in commands(block) if kind == "console" else ():
            made["commands"] += 1
            run(command, output)


def links(page, text):
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        hold(os.path.exists(os.path.join(os.path.dirname(page), link)), f"{page}: there is no {link}")


def options(page, text):
    """Commands of clus-cts in a page's code take the options that they are given; what is quoted is for others."""
    code = "\n".join(re.findall(r"^ *```.*?^ *```$|`[^`\n]+`", text, re.S | re.M))
    for command, rest in re.findall(r"clus-cts(?:\.exe)? ([a-z]+)((?: [^`\n]*)?)", re.sub(r"'[^'\n]*'", "QUOTED", code)):
        told = subprocess.run([suite, command, "--help"], capture_output=True, text=True, check=False)
        hold(told.returncode == 0, f"{page}: there is no command {command}")
        for option in re.findall(r" (--[a-z-]+)", rest):
            hold(option in told.stdout, f"{page}: {command} has no {option}")


def main():
    for page in pages:
        with open(page, encoding="utf-8") as file:
            text = file.read()
        links(page, text)
        options(page, text)
        if page == pages[0]:
            follow(text)
    os.makedirs(os.path.dirname(result), exist_ok=True)
    with open(result, "w", encoding="utf-8") as file:
        json.dump({**made, "checks": done, "failed": failures}, file, indent=1)
    print(f"tutorial_test: {done} checks, {failures} failed")
    sys.exit(1 if failures else 0)


main()
