"""Expands the grammar into random programs whose sizes mostly fit."""

import random
import re

import grammar
import literals
import statements

PLACEHOLDER = re.compile(r"<([A-Za-z=+][A-Za-z0-9+*=-]*)((?: [A-Za-z0-9+*-]+)*)>|<(\+-)>")
WORDS = ["abc", "hello", "a b", "Hello World", "x1y2", "foo_bar", "  pad ", "a,b;c", "", "A", "zz9", "one two three", "it", "aXbXc", "3.14", "Caps", "a-b-c", "mississippi", "end", "1 2 3"]
PATTERNS = ["'[a-c]+'", "'(\\w)(\\d)'", "'\\s+'", "'o'", "'l+'", "'^.'", "'\\d'", "'[^a-z]'", "'(a|b)'", "'x?y'", "'.$'", "'\\w+'", "'(?<first>\\w)\\w*'", "'b*'", "'(.)(.)'"]
REPLACEMENTS = ["'<$1>'", "'_'", "''", "'$0'", "'x$1y'", "'-'", "'$2$1'"]
FIELDS = ["a", "b", "name", "val"]
CLASSES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
FORMATS = ["%d", "%g", "%f", "%5.2f", "%s", "%i", "%e", "%6d", "%-6d", "%+d", "%05d", "%.3g", "%x", "%c", "%5s", "%-5s", "%8.3e", "%.2f", "% d", "%u", "%G", "%E", "%o", "%#x", "%.0f", "%10.4g", "%-8.3f", "%+.1e", "%%", "%.10g", "%3d", "%5.1f", "%.3d", "%.2s", "%ld"]


class Writer:
    """Writes one program; remembers which variables hold what."""

    def __init__(self, seed, wild=0.02):
        self.r = random.Random(seed)
        self.wild = wild
        self.variables = {}
        self.last = None

    # Sizes

    def size(self):
        return self.r.choices([0, 1, 2, 3, 4, 5], [2, 18, 34, 30, 10, 6])[0]

    def number(self, text, scope):
        """The value of a size expression; new names get a random size."""
        if re.fullmatch(r"\d+", text):
            return int(text)
        for name in re.findall(r"[A-Za-z]", text):
            if name not in scope:
                if name == "a" and "r-a" not in text and scope.get("_cut") is not None:
                    scope[name] = self.r.randint(0, scope["_cut"])
                else:
                    scope[name] = self.size()
        return max(0, eval(text, {}, scope))

    # Expansion

    def expand(self, template, scope, depth):
        """The template with every placeholder replaced."""
        text = template
        if re.search(r"-a\b", text) and "a" not in scope:
            whole = scope.get(re.search(r"([a-z])-a\b", text).group(1), 2)
            scope["a"] = self.r.randint(0, whole)

        def replace(match):
            kind = match.group(1) or match.group(3)
            return self.piece(kind, (match.group(2) or "").split(), scope, depth)
        return PLACEHOLDER.sub(replace, text)

    def piece(self, kind, arguments, scope, depth):
        r = self.r
        if kind == "int" and arguments:
            return r.choice(CLASSES)
        if kind == "small" and arguments:
            return self.zeros_and_ones([self.number(a, scope) for a in arguments[1:]])
        if kind.startswith("="):
            return str(self.number(kind[1:], scope))
        if kind in grammar.KINDS:
            sizes = [self.number(a, scope) for a in arguments]
            if sizes and r.random() < self.wild:
                sizes[r.randrange(len(sizes))] = self.size()
            return self.value(kind, sizes, depth + 1)
        if kind in ("x", "y", "first"):  # a named group of a regular expression
            return "<" + kind + ">"
        simple = getattr(self, "make_" + kind.replace("+-", "sign"), None)
        if simple is None:
            raise KeyError("no such placeholder: " + kind)
        return simple(arguments, scope, depth)

    def value(self, kind, sizes, depth):
        """A value of a kind; deep in the tree a literal or a variable."""
        names = grammar.PARAMETERS.get(kind, "")
        while len(sizes) < len(names):
            sizes.append(self.size())
        scope = dict(zip(names, sizes))
        productions = grammar.KINDS[kind]
        if depth > 2 and kind in ("s", "M", "str", "T", "C", "struct", "L", "K", "Z", "N", "handle"):
            productions = productions[:2]
        for _ in range(8):
            template = self.r.choices(productions, [p[0] for p in productions])[0][1]
            template, _, condition = template.partition("|") if re.search(r"\|[rcnk=<>0-9*]+$", template) else (template, "", "")
            if condition and not eval(condition, {}, dict(scope)):
                continue
            if template.startswith("<var "):
                found = self.variable(kind, tuple(sizes) if names else None)
                if found is None:
                    continue
                return found
            return self.expand(template, scope, depth)
        return self.expand(productions[0][1] if "lit" in productions[0][1] else "<M 1 1>", scope, depth)

    def variable(self, kind, sizes):
        fitting = [n for n, (k, z) in self.variables.items() if k == kind and (z == sizes or sizes is None)]
        return self.r.choice(fitting) if fitting else None

    # Literals and small pieces

    def make_lit(self, arguments, scope, depth):
        if not arguments:
            text = literals.any_number(self.r)
            return "(" + text + ")" if text.startswith("-") and self.r.random() < 0.7 else text
        sizes = [self.number(a, scope) for a in arguments[1:]]
        return getattr(self, "literal_" + arguments[0])(sizes, depth)

    def literal_M(self, sizes, depth):
        rows, columns = sizes
        if rows == 0 or columns == 0:
            return "[]" if rows == columns else "zeros(%d,%d)" % (rows, columns)
        pick = literals.picker(self.r)
        between = self.r.choice([", ", " ", ","])
        text = "; ".join(between.join(pick() for _ in range(columns)) for _ in range(rows))
        return "[" + text + "]"

    def literal_T(self, sizes, depth):
        return "{" + ", ".join("'" + self.r.choice(WORDS) + "'" for _ in range(sizes[0])) + "}"

    def literal_C(self, sizes, depth):
        rows, columns = sizes
        if rows == 0 or columns == 0:
            return "cell(%d,%d)" % (rows, columns)
        items = [[self.element(depth) for _ in range(columns)] for _ in range(rows)]
        return "{" + "; ".join(", ".join(row) for row in items) + "}"

    def element(self, depth):
        kind = self.r.choice(["s", "s", "M", "str", "C", "L", "K", "struct", "empty"])
        if kind == "empty":
            return self.r.choice(["[]", "''", "{}", "zeros(0,3)"])
        if depth > 3 or kind == "s":
            return self.make_lit([], {}, depth)
        sizes = [self.r.randint(1, 2), self.r.randint(1, 3)] if kind in "MCLK" else []
        return self.value(kind, sizes, depth + 1)

    def literal_struct(self, sizes, depth):
        names = self.r.sample(FIELDS, self.r.randint(1, 3))
        def field(depth):
            text = self.element(depth)
            return "{" + text + "}" if text.startswith("{") else text
        return "struct(" + ", ".join("'%s', %s" % (n, field(depth + 1)) for n in names) + ")"

    def make_strlit(self, arguments, scope, depth):
        quote = self.r.choice(["'", "'", '"'])
        return quote + self.r.choice(WORDS) + (self.r.choice(["\\n", "\\t", ""]) if quote == '"' else "") + quote

    def make_S(self, arguments, scope, depth):
        count = self.number(arguments[0], scope)
        return "'" + "".join(self.r.choice("abcXYZ 019_") for _ in range(count)) + "'"

    def make_range(self, arguments, scope, depth):
        count = self.number(arguments[0], scope)
        first, step = self.r.choice([(1, 1), (0, 1), (1, 2), (0, 0.1), (0, 0.25), (10, -1), (-1, 0.5), (5, -2), (0, 100), (0.5, 1), (-3, 1)])
        first += self.r.choice([0, 0, 1])
        last = first + step * (count - 1) + (step / 2 if count > 0 else -step / 4)
        if count == 0:
            last = first - step
        middle = "" if step == 1 else "%g:" % step
        return "(%g:%s%g)" % (first, middle, last)

    def make_small(self, *_):
        return str(self.r.randint(0, 4))

    def make_pos(self, *_):
        return str(self.r.choice([1, 2, 3, 4, 5, 6, 7, 10, 12, 30, 100]))

    def make_int(self, *_):
        return str(self.r.randint(-2, 3))

    def make_whole(self, *_):
        return literals.whole(self.r)

    def make_dec(self, *_):
        return "%.2f" % self.r.random()

    def make_s1(self, arguments, scope, depth):
        return self.value("s", [], depth + 1)

    def make_dim(self, *_):
        return str(self.r.choice([1, 2, 1, 2, 1, 2, 3]))

    def make_dim3(self, *_):
        return str(self.r.choice([1, 2, 3, 3, 3]))

    def make_dimc(self, *_):
        return str(self.r.choice([1, 2, 2, 3]))

    def make_mode(self, *_):
        return self.r.choice(["'ascend'", "'descend'"])

    def make_i(self, arguments, scope, depth):
        limit = self.number(arguments[0], scope)
        if limit == 0 or self.r.random() < self.wild:
            return str(limit + 1)
        return self.r.choice([str(self.r.randint(1, limit)), str(self.r.randint(1, limit)), "end"])

    def make_I(self, arguments, scope, depth):
        limit = self.number(arguments[0], scope)
        count = self.number(arguments[1], scope) if len(arguments) > 1 else self.r.randint(0, 3)
        if limit == 0:
            return "[]" if count == 0 else ":"
        choices = ["[" + " ".join(str(self.r.randint(1, limit)) for _ in range(count)) + "]"]
        if count <= limit:
            start = self.r.randint(1, limit - count + 1)
            choices.append("%d:%d" % (start, start + count - 1))
        if count == limit:
            choices += [":", "end:-1:1", "1:end"]
        if count == 1:
            choices.append(str(self.r.randint(1, limit)))
        return self.r.choice(choices)

    def make_cmp(self, *_):
        return self.r.choice([">", "<", "==", "!=", "~=", ">=", "<="])

    def make_sign(self, *_):
        return self.r.choice(["+", "-", "+", "-", ".+"][:4])

    def make_class(self, *_):
        return self.r.choice(CLASSES + ["double", "single", "char", "logical", "cell", "numeric", "float", "struct"])

    def make_letter(self, *_):
        return self.r.choice("abcxyzolA1 ")

    def make_letterhex(self, *_):
        return self.r.choice("0123456789ABCDEFabc")

    def make_bits(self, *_):
        return "".join(self.r.choice("01") for _ in range(self.r.randint(0, 8)))

    def make_field(self, *_):
        return self.r.choice(FIELDS + ["a", "name"])

    def make_pattern(self, *_):
        return self.r.choice(PATTERNS)

    def make_replacement(self, *_):
        return self.r.choice(REPLACEMENTS)

    def make_numstr(self, *_):
        return "'" + self.r.choice(["12", " 3.5 ", "1e3", "-7", "abc", "1,000", "Inf", "", "2+3", "0x1F", ".5", "1e", "NaN", "1 2"]) + "'"

    def make_idiv(self, *_):
        return self.r.choice(["floor", "ceil", "round"])

    def make_fmt(self, *_):
        return self.r.choice(FORMATS)

    def make_fmts(self, *_):
        return self.r.choice([" ", ",", "|", "", ": "]).join(self.r.choice(FORMATS) for _ in range(self.r.randint(1, 3)))

    def make_fx(self, arguments, scope, depth):
        return self.expand(self.r.choice(grammar.FX), {}, depth)

    def make_fxy(self, *_):
        return self.r.choice(grammar.FXY)

    def make_fn(self, *_):
        return self.r.choice(grammar.FUNCTION_NAMES)

    def make_assign1(self, arguments, scope, depth):
        return self.r.choice(["q = 3", "q = [1 2; 3 4]", "q = {1, 2}", "q = true;", "1 + 1", "disp(5)", "q.a = 1", "x"])

    def zeros_and_ones(self, sizes):
        return "[" + "; ".join(" ".join(self.r.choice("0012") for _ in range(sizes[1])) for _ in range(sizes[0])) + "]"

    # Statements

    def make_new(self, *_):
        name = self.r.choice(["x", "y", "z", "A", "B", "v", "w", "t"])
        self.last = name
        self.variables.pop(name, None)
        self.assigned = name
        return name

    def make_newlast(self, *_):
        return self.last or "x"

    def make_several(self, arguments, scope, depth):
        return self.expand(self.r.choice(grammar.SEVERAL), {}, depth)

    def make_shortk(self, arguments, scope, depth):
        return self.r.choice(["k", "disp(k)", "printf('%d\\n', k);", "k * 2", "x = k", "y(k) = k", "z = k:3"])

    def make_simple(self, arguments, scope, depth):
        table = self.r.choice([statements.SHOW, statements.SHOW, statements.PRINT])
        text = self.r.choices(table, [t[0] for t in table])[0][1]
        if "several" in text:
            text = "disp(<s>)"
        text = self.expand(text, {}, depth + 1)
        return text.replace("'", "''") if self.quoting else text

    def make_wrong(self, arguments, scope, depth):
        text = self.expand(self.r.choice(statements.WRONG), {}, depth + 1)
        return text.replace("'", "''") if self.quoting else text

    quoting = False
    assigned = None

    def assignment(self, template):
        """A statement '<new> = <kind sizes>' expanded, and its variable remembered."""
        match = re.fullmatch(r"<new> = <(\w+)((?: \w)*)>(;?)", template)
        if not match or match.group(1) in ("cond", "range", "any"):
            return self.expand(template, {}, 0)
        kind, end = match.group(1), match.group(3)
        sizes = [self.size() for _ in match.group(2).split()]
        text = self.value(kind, list(sizes), 0)
        name = self.make_new()
        self.variables[name] = (kind, tuple(sizes) if sizes else None)
        return "%s = %s%s" % (name, text, end)

    def statement(self):
        r = self.r
        choice = r.choices(["show", "quiet", "print", "change", "block", "wrong"], [34, 16, 10, 26, 16, 3])[0]
        if choice == "change" and self.variables:
            return self.change()
        if choice == "block":
            template = r.choice(statements.BLOCKS)
            self.quoting = "eval" in template
            text = self.expand(template, {}, 0)
            self.quoting = False
            return text
        if choice == "wrong":
            return self.expand(r.choice(statements.WRONG), {}, 0)
        table = {"show": statements.SHOW, "print": statements.PRINT}.get(choice, statements.QUIET)
        return self.assignment(r.choices(table, [t[0] for t in table])[0][1])

    def change(self):
        name = self.r.choice(list(self.variables))
        kind, sizes = self.variables[name]
        fitting = [t for k, t in statements.CHANGE if k == kind]
        if not fitting:
            return name
        scope = dict(zip(grammar.PARAMETERS.get(kind, ""), sizes or ()))
        text = self.expand(self.r.choice(fitting), scope, 1).replace("{v}", name)
        if re.search(r"(^|; )%s\b[^=]*(=[^=]|\+\+|--)|\+=|-=" % name, text):
            self.variables.pop(name, None)
        return text

    def program(self):
        """A list of statements."""
        return [self.statement() for _ in range(self.r.randint(3, 7))]
