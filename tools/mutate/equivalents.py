"""tools/mutate/equivalent: mutants that no test can notice, each with the reason."""
import fnmatch


def place(mutant):
    """A mutant as it is printed and listed."""
    nth = f" ({mutant['nth']})" if mutant["nth"] > 1 else ""
    return f"{mutant['file']} {mutant['function']}: {mutant['text']}: {mutant['change']}{nth}"


class Listed:
    """Records of `equivalent FILE FUNCTION`, then `text`, `change` lines, `nth` if not all alike, `why`."""

    def __init__(self, path):
        self.records, self.used = [], set()
        with open(path, encoding="utf-8") as file:
            for block in file.read().split("\n\n"):
                lines = []
                for line in block.splitlines():
                    if line[:1].isspace() and lines:
                        lines[-1] += " " + line.strip()
                    elif line.strip() and not line.startswith("#"):
                        lines.append(line)
                if lines:
                    self.records.append(self.record([line.split(None, 1) for line in lines], path))

    @staticmethod
    def record(lines, path):
        fields = {}
        for line in lines:
            fields.setdefault(line[0], []).append(line[1].strip() if len(line) > 1 else "")
        where = fields.get("equivalent", [""])[0].split()
        if len(where) != 2 or not fields.get("text") or not fields.get("change") or not fields.get("why") \
                or set(fields) - {"equivalent", "text", "change", "nth", "why"}:
            raise ValueError(f"{path}: a record has equivalent FILE FUNCTION, text, change, maybe nth, why:\n{lines}")
        return {"file": where[0], "function": where[1], "text": fields["text"], "change": fields["change"],
                "nth": [int(n) for n in fields.get("nth", [])], "why": " ".join(fields["why"])}

    def reason(self, mutant):
        """Why a mutant cannot be noticed; None if nobody says so."""
        for n, record in enumerate(self.records):
            changes = [c for c in record["change"] if fnmatch.fnmatchcase(mutant["change"], c)]
            if record["file"] == mutant["file"] and record["function"] == mutant["function"] and mutant["text"] in record["text"] \
                    and changes and (not record["nth"] or mutant["nth"] in record["nth"]):
                self.used.update((n, part) for part in [mutant["text"], mutant["nth"], *changes])
                return record["why"]
        return None

    def unused(self):
        """What a record says that is true of no mutant: a text, a change, or which of several."""
        return [f"{r['file']} {r['function']}: {r['text'][0]}: no such mutant" + (f": {part}" if part != r["text"][0] else "")
                for n, r in enumerate(self.records) for part in [*r["text"], *r["change"], *r["nth"]] if (n, part) not in self.used]
