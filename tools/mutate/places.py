"""The places of a C source that can be mutated, and the source with all its mutants in it.

clang says what the expressions are (-ast-dump=json). Each mutant is a change of one expression or statement, written
so that it can be chosen when the program runs; mutant.h has the forms.
"""
import json
import subprocess

CLANG = "clang-14"
BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
EQUALITY = {"==", "!="}
ARITHMETIC = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<"}
ASSIGNING = {op + "=": other + "=" for op, other in ARITHMETIC.items()}
CALLS = {"CallExpr", "BinaryOperator", "CompoundAssignOperator", "UnaryOperator", "ConditionalOperator", "CStyleCastExpr",
         "ParenExpr", "ImplicitCastExpr"}
NEVER_RUN = {"ConstantExpr", "UnaryExprOrTypeTraitExpr", "StaticAssertDecl", "OffsetOfExpr", "EnumDecl", "RecordDecl", "TypedefDecl"}


class Unreadable(Exception):
    """A source that clang does not read, or a form that is not known here."""


def syntax(path, includes):
    """What clang reads in a source, as it prints it."""
    done = subprocess.run([CLANG, "-std=c11", "-x", "c", "-w", *[f"-I{i}" for i in includes], "-fsyntax-only", "-Xclang",
                           "-ast-dump=json", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Unreadable(done.stderr.decode(errors="replace"))
    return json.loads(done.stdout)


def type_of(node):
    kind = node.get("type", {})
    return kind.get("desugaredQualType", kind.get("qualType", "")).replace("const ", "").replace("volatile ", "")


def is_pointer(node):
    return type_of(node).rstrip("const ").endswith(("*", "]")) or "(" in type_of(node)


def is_scalar(node):
    return not type_of(node).startswith(("struct ", "union ")) or is_pointer(node)


class Mutated:
    """One source and its mutants; their numbers start at `first`."""

    def __init__(self, path, includes, first):
        with open(path, "rb") as file:
            self.source = file.read()
        self.path, self.first, self.function, self.mutants = path, first, "", []
        self.edits = []
        for declaration in syntax(path, includes)["inner"]:
            loc = declaration.get("loc", {})
            if declaration["kind"] == "FunctionDecl" and "includedFrom" not in loc.get("expansionLoc", loc):
                self.mutate_function(declaration)

    def text(self):
        """The whole source, mutants included."""
        parts, done = [], 0
        for begin, end, text in self.edits:
            parts += [self.source[done:begin], text]
            done = end
        return b"".join(parts + [self.source[done:]])

    def mutate_function(self, declaration):
        self.function = declaration["name"]
        for child in declaration.get("inner", []):
            if child["kind"] == "CompoundStmt":
                begin, end, _ = self.span(child)
                self.edits.append((begin, end, self.statement(child)))

    # -- places -------------------------------------------------------------------------------------

    def span(self, node):
        """Where a node begins and ends, and whether it is one use of a macro. None: nowhere in this file."""
        begin, end = node.get("range", {}).get("begin", {}), node.get("range", {}).get("end", {})
        first, last = begin.get("expansionLoc", begin), end.get("expansionLoc", end)
        if "offset" not in first or "offset" not in last or "includedFrom" in first:
            return None
        stop = last["offset"] + last["tokLen"]
        if "expansionLoc" in end:
            stop = self.after_arguments(stop)
        one_macro = "expansionLoc" in begin and "expansionLoc" in end and first["offset"] == last["offset"]
        return first["offset"], stop, one_macro

    def after_arguments(self, stop):
        """Behind the arguments of a macro, where it has any."""
        at = stop
        while self.source[at:at + 1].isspace():
            at += 1
        if self.source[at:at + 1] != b"(":
            return stop
        depth = 0
        while True:
            depth += {b"(": 1, b")": -1}.get(self.source[at:at + 1], 0)
            at += 1
            if depth == 0:
                return at

    def original(self, node):
        begin, end, _ = self.span(node)
        return self.source[begin:end]

    def mutant(self, node, change):
        """A new mutant of a node; gives its number as text."""
        begin, end, _ = self.span(node)
        words = " ".join(self.source[begin:end].decode().split())
        number = self.first + len(self.mutants)
        self.mutants.append({"number": number, "file": self.path, "function": self.function,
                             "line": self.source.count(b"\n", 0, begin) + 1, "text": words, "change": change})
        return str(number).encode()

    # -- expressions --------------------------------------------------------------------------------

    def spliced(self, node, emit=None):
        """A node's text, its parts mutated."""
        begin, end, _ = self.span(node)
        parts, done = [], begin
        for child in sorted(self.parts(node), key=self.span):
            place = self.span(child)
            if place[0] >= done and place[1] <= end:
                parts += [self.source[done:place[0]], (emit or self.expression)(child)]
                done = place[1]
        return b"".join(parts + [self.source[done:end]])

    def parts(self, node):
        """The expressions below a node; those of a declaration are its initialisers."""
        for child in node.get("inner", []):
            if child.get("kind", "").endswith("Decl"):
                if child.get("storageClass") != "static":
                    yield from self.parts(child)
            elif child.get("kind", "") and self.span(child) is not None:
                yield child

    def inner(self, node):
        """Without parentheses and conversions that are not written."""
        while node["kind"] in ("ImplicitCastExpr", "ParenExpr"):
            node = node["inner"][0]
        return node

    def is_constant(self, node):
        return node["kind"] in ("IntegerLiteral", "CharacterLiteral") or \
            node.get("referencedDecl", {}).get("kind") == "EnumConstantDecl" or \
            (self.span(node)[2] and not is_pointer(node) and is_scalar(node))

    def constant(self, node):
        words = self.original(node)
        if words in (b"true", b"false"):
            other = b"false" if words == b"true" else b"true"
            return b"(MUTANT(%s) ? %s : %s)" % (self.mutant(node, other.decode()), other, words)
        return b"MUTANT_CONSTANT(%s, %s)" % (self.mutant(node, "+ 1"), words)

    def flag(self, node):
        """A part of a set of flags: one that is a constant is left out, since one more may be there anyway."""
        if not self.is_constant(self.inner(node)):
            return self.expression(node)
        return b"(MUTANT(%s) ? 0 : (%s))" % (self.mutant(self.inner(node), "0"), self.original(node))

    def expression(self, node):
        kind = node["kind"]
        if kind in NEVER_RUN:
            return self.original(node)
        if kind == "ImplicitCastExpr":
            return self.expression(node["inner"][0])
        if self.is_constant(node):
            return self.constant(node)
        if self.span(node)[2]:
            return self.original(node)
        if self.is_condition(node):
            return b"(" + self.condition(node) + b")"
        if kind == "BinaryOperator":
            return self.binary(node)
        if kind == "CompoundAssignOperator":
            left, right = node["inner"]
            value = self.flag(right) if node["opcode"] == "|=" else self.expression(right)
            return self.either(node, self.expression(left) + b" ", b" (" + value + b")", node["opcode"], ASSIGNING[node["opcode"]])
        if kind == "UnaryOperator":
            return self.unary(node)
        if kind == "ConditionalOperator":
            test, yes, no = node["inner"]
            return b"((%s) ? %s : %s)" % (self.condition(test), self.expression(yes), self.expression(no))
        if kind == "StmtExpr":
            raise Unreadable(f"{self.path}: a statement in an expression")
        return self.spliced(node)

    def binary(self, node):
        left, right = node["inner"]
        op, l, r = node["opcode"], None, None
        if op == "=":
            value = self.condition(right) if type_of(left) in ("_Bool", "bool") else self.expression(right)
            return b"%s = %s" % (self.expression(left), value)
        part = self.flag if op == "|" else self.expression
        l, r = part(left), part(right)
        if op not in ARITHMETIC or is_pointer(right):
            return b"%s %s %s" % (l, op.encode(), r)
        other = ARITHMETIC[op]
        form = b"DIVISION" if other == "/" else b"BINARY"
        return b"MUTANT_%s(%s, (%s), %s, %s, (%s))" % (form, self.mutant(node, f"{op} to {other}"), l, op.encode(), other.encode(), r)

    def either(self, node, before, after, op, other):
        """An operator or another, between what stands before it and after it."""
        number = self.mutant(node, f"{op} to {other}")
        return b"(MUTANT(%s) ? (%s) : (%s))" % (number, before + other.encode() + after, before + op.encode() + after)

    def unary(self, node):
        op = node["opcode"]
        if op in ("++", "--"):
            operand = self.expression(node["inner"][0])
            before, after = (operand, b"") if node.get("isPostfix") else (b"", operand)
            return self.either(node, before, after, op, "--" if op == "++" else "++")
        text = self.spliced(node)
        if op in ("-", "~"):
            return b"(MUTANT(%s) ? (%s) : (%s))" % (self.mutant(node, f"no {op}"), text[1:], text)
        return text

    # -- conditions ---------------------------------------------------------------------------------

    def is_condition(self, node):
        node = self.inner(node)
        return node.get("opcode") in {*BOUNDARY, *EQUALITY, "&&", "||", "!"}

    def condition(self, outer, values=("true", "false")):
        """An expression of which only counts whether it holds; `values` are those it is forced to."""
        node = self.inner(outer)
        op = node.get("opcode")
        if self.is_constant(node):
            return self.constant(node)
        if op in ("&&", "||") and not self.span(node)[2]:
            return self.logical(node, values)
        if op == "!":
            opposite = {"true": "false", "false": "true"}
            return b"!(" + self.condition(node["inner"][0], tuple(opposite[v] for v in values)) + b")"
        if op in BOUNDARY and node["kind"] == "BinaryOperator":
            text = self.boundary(node)
        elif op in EQUALITY:
            text = b"%s %s %s" % (self.expression(node["inner"][0]), op.encode(), self.expression(node["inner"][1]))
        else:
            text = self.expression(node)
        return self.forced(node, text, values)

    def boundary(self, node):
        op = node["opcode"]
        left, right = node["inner"]
        r = self.original(right) if op in ("<", ">=") and self.is_constant(self.inner(right)) else self.expression(right)
        return b"MUTANT_BINARY(%s, (%s), %s, %s, (%s))" % (
            self.mutant(node, f"{op} to {BOUNDARY[op]}"), self.expression(left), op.encode(), BOUNDARY[op].encode(), r)

    def forced(self, node, text, values):
        for value in values:
            text = b"MUTANT_CONDITION(%s, (%s), %d)" % (self.mutant(node, value), text, value == "true")
        return text

    def logical(self, node, values):
        """&& for ||, and each operand left out. What else an operand can be forced to is the whole's doing."""
        is_and = node["opcode"] == "&&"
        dominant, neutral = ("false", "true") if is_and else ("true", "false")
        left, right = (self.condition(operand, (neutral,)) for operand in node["inner"])
        text = b"MUTANT_LOGICAL(%s, (%s), (%s), %d)" % (
            self.mutant(node, "&& to ||" if is_and else "|| to &&"), left, right, not is_and)
        return self.forced(node, text, (dominant,) if dominant in values else ())

    # -- statements ---------------------------------------------------------------------------------

    def statement(self, node):
        kind = node["kind"]
        form = getattr(self, "statement_" + kind, None)
        if form is not None:
            return form(node)
        if kind in CALLS:
            return b"MUTANT_DELETED(%s, (%s))" % (self.mutant(node, "deleted"), self.expression(node))
        if kind in ("BreakStmt", "ContinueStmt"):
            return self.left_out(node)
        if kind == "CaseStmt":
            return self.spliced(node, lambda n: self.original(n) if n is node["inner"][0] else self.statement(n))
        if kind in ("CompoundStmt", "NullStmt", "DefaultStmt"):
            return self.spliced(node, self.statement)
        return self.original(node) if kind in NEVER_RUN else self.unknown(node)

    def unknown(self, node):
        raise Unreadable(f"{self.path}: {self.function}: no form for {node['kind']}")

    def left_out(self, node):
        return b"if (MUTANT(%s)) ; else %s" % (self.mutant(node, "deleted"), self.original(node))

    def statement_DeclStmt(self, node):
        return self.spliced(node, self.initial)

    def initial(self, node):
        if type_of(node) in ("_Bool", "bool") or self.is_condition(node):
            return self.condition(node)
        return self.expression(node)

    def statement_IfStmt(self, node):
        test = node["inner"][0]
        return self.spliced(node, lambda n: self.condition(n) if n is test else self.statement(n))

    def statement_WhileStmt(self, node):
        test = node["inner"][0]
        return self.spliced(node, lambda n: self.condition(n, ("false",)) if n is test else self.statement(n))

    def statement_DoStmt(self, node):
        test = node["inner"][1]
        return self.spliced(node, lambda n: self.condition(n, ("false",)) if n is test else self.statement(n))

    def statement_ForStmt(self, node):
        start, _, test, step, _ = node["inner"]

        def emit(n):
            if n is test:
                return self.condition(n, ("false",))
            return self.expression(n) if n is step or (n is start and n["kind"] != "DeclStmt") else self.statement(n)
        return self.spliced(node, emit)

    def statement_SwitchStmt(self, node):
        value, body = node["inner"]
        labels = list(self.labels(body))

        def emit(n):
            if n is not value:
                return self.statement(n)
            text = b"__extension__({ long long mutant_s = (long long)(%s); " % self.expression(n)
            for label in labels:
                text += b"mutant_s == (long long)(%s) && MUTANT(%s) ? MUTANT_NO_CASE : " % (
                    self.original(label), self.mutant(label, "no case"))
            return text + b"mutant_s; })"
        return self.spliced(node, emit)

    def labels(self, node):
        for child in node.get("inner", []):
            if node["kind"] == "CaseStmt" and child is node["inner"][0]:
                yield child
            elif child.get("kind") in ("CaseStmt", "DefaultStmt", "CompoundStmt"):
                yield from self.labels(child)

    def statement_ReturnStmt(self, node):
        if "inner" not in node:
            return self.left_out(node)
        value = node["inner"][0]
        bare = self.inner(value)
        if type_of(value) in ("_Bool", "bool") or self.is_condition(value):
            return b"return " + self.condition(value)
        text = self.expression(value)
        if self.is_constant(bare) or bare["kind"] == "ConditionalOperator" or not is_scalar(value) or self.span(bare)[2]:
            return b"return " + text
        return b"return MUTANT_RESULT(%s, (%s))" % (self.mutant(node, "0"), text)
