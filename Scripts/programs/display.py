"""Random values, printed in every way: what the display of numbers has to get right."""

import random

import literals

FORMATS = ["short", "short", "short", "long", "short g", "long g", "short e", "long e"]
FLAGS = ["", "-", "+", " ", "0", "#", "-+", "+0"]
CONVERSIONS = "dddifffeegggGExosuc"


class Values:
    """Literals of values with one kind of number each, by a seed."""

    def __init__(self, seed):
        self.r = random.Random(seed)

    def numbers(self):
        """A function that gives numbers of one family."""
        r = self.r
        scale = r.randint(-9, 9)
        family = r.choice([
            "whole", "scaled", "ratio", "wide", "special", "specialWhole", "powers", "nearly", "zeros", "big", "mixed"])
        if family == "whole":
            digits = r.randint(1, 8)
            return lambda: str(r.randint(-10 ** digits, 10 ** digits) if r.random() < .3 else r.randint(0, 10 ** digits))
        if family == "scaled":
            sign = r.choice([1, -1, 0])
            return lambda: "%.*g" % (r.randint(1, 12), (r.random() if sign > 0 else r.random() - .5) * 10 ** scale)
        if family == "ratio":
            return lambda: "%d/%d" % (r.randint(-20, 20), r.choice([3, 7, 9, 11, 16, 1000]))
        if family == "wide":
            span = r.randint(1, 12)
            return lambda: "%.5g" % (r.choice([1, 1, -1]) * (1 + 9 * r.random()) * 10 ** r.randint(scale, scale + span))
        if family == "special":
            return lambda: r.choice(["NaN", "Inf", "-Inf", "%.3g" % (r.random() * 10 ** scale), "%.4f" % r.random()])
        if family == "specialWhole":
            top = r.choice([9, 99, 99999, 12345678])
            return lambda: r.choice(["NaN", "Inf", "-Inf", str(r.randint(-top, top)), str(r.randint(0, top))])
        if family == "powers":
            return lambda: "%s1e%d" % (r.choice(["", "", "-"]), r.randint(-6, 8))
        if family == "nearly":
            return lambda: r.choice(["0.99999", "9.99995", "99999.5", "0.099999", "1.00001", "999.995", "99999", "100000", "0.00001", "12345.678"])
        if family == "zeros":
            return lambda: r.choice(["0", "0", "-0", "1e-20", "0.5", "1"])
        if family == "big":
            return lambda: r.choice(["1e10", "123456789", "2^53", "1e15", "99999999", "1e16", "-1e10", "3e100", "1e-300", "realmax", "realmin", "eps"])
        return lambda: literals.any_number(r)

    def matrix(self, rows=None, columns=None):
        r = self.r
        rows = r.choice([1, 1, 1, 2, 3, 4]) if rows is None else rows
        columns = r.choice([1, 1, 2, 3, 4, 5, 8, 13, 21]) if columns is None else columns
        number = self.numbers()
        return "[" + "; ".join(" ".join("(%s)" % number() if "/" in (t := number()) else t for _ in range(columns)) for _ in range(rows)) + "]"

    def value(self, depth=0):
        r = self.r
        kind = r.choices(
            ["matrix", "scalar", "single", "int", "logical", "char", "empty", "struct", "cell", "range", "array", "handle", "eye"],
            [30, 14, 10, 8, 4, 4, 3, 6, 8, 7, 3, 1, 2])[0]
        if depth > 2 and kind in ("struct", "cell", "array"):
            kind = "scalar"
        return getattr(self, kind)(depth) if kind != "matrix" else self.matrix()

    def scalar(self, depth):
        return "(" + self.numbers()() + ")"

    def single(self, depth):
        return "single(%s)" % (self.matrix() if self.r.random() < .6 else self.scalar(depth))

    def int(self, depth):
        name = self.r.choice(["int8", "uint8", "int16", "int32", "uint32", "int64", "uint64"])
        return "%s(%s)" % (name, self.matrix() if self.r.random() < .7 else self.scalar(depth))

    def logical(self, depth):
        return self.matrix() + " > 0"

    def char(self, depth):
        return self.r.choice(["'abc'", "['ab'; 'cd']", "''", "'two words'", "['x'; 'y'; 'z']", "\"tab\\tend\"", "char('a', 'bcd')", "zeros(0, 3) > 1", "'it''s'"])

    def empty(self, depth):
        return self.r.choice(["[]", "zeros(0, 3)", "zeros(2, 0)", "{}", "cell(0, 3)", "''", "int8([])", "single(zeros(0, 2))", "zeros(0, 3, 2)", "struct('a', {})", "true(0, 1)", "1:0"])

    def struct(self, depth):
        names = self.r.sample(["a", "bb", "name", "w", "Theta"], self.r.randint(1, 3))
        def field():
            text = self.value(depth + 1)
            return "{" + text + "}" if text.startswith("{") or text.startswith("cell(") else text
        return "struct(" + ", ".join("'%s', %s" % (n, field()) for n in names) + ")"

    def cell(self, depth):
        rows, columns = self.r.choice([(1, 1), (1, 2), (2, 1), (2, 2), (1, 3)])
        return "{" + "; ".join(", ".join(self.value(depth + 1) for _ in range(columns)) for _ in range(rows)) + "}"

    def range(self, depth):
        r = self.r
        step = r.choice(["", "0.1:", "0.25:", "2:", "-1:", "1e-3:", "100:", "0.5:", "-0.3:", "1e5:"])
        first = r.choice(["0", "1", "-3", "0.5", "10", "1e3", "99995"])
        count = r.choice([0, 1, 2, 3, 5, 12, 30])
        size = float(step[:-1] or 1)
        return "(%s:%s%.10g)" % (first, step, float(first) + size * (count - 1) + size / 3)

    def array(self, depth):
        rows, columns, pages = self.r.randint(1, 2), self.r.randint(1, 3), self.r.randint(2, 3)
        return "reshape(%s, %d, %d, %d)" % (self.matrix(1, rows * columns * pages), rows, columns, pages)

    def handle(self, depth):
        return self.r.choice(["@sin", "@(x) x.^2+1", "@(a, b) [a(1), b{2}]", "@() disp('x')"])

    def eye(self, depth):
        return self.r.choice(["eye(3)", "2.5*eye(2)", "eye(2,3)", "-eye(2)", "eye(3)*1e5", "eye(2)/3", "inv(4*eye(2))"])

    def conversion(self):
        r = self.r
        width = r.choice(["", "", "", "5", "8", "12"])
        precision = r.choice(["", "", "", ".0", ".1", ".3", ".5", ".10"])
        letter = r.choice(CONVERSIONS)
        flag = r.choice(FLAGS)
        if letter in "sc":
            flag, precision = flag.strip("+ 0#"), "" if letter == "c" else precision
        return "%" + flag + width + precision + letter

    def statement(self):
        """One statement that prints."""
        r = self.r
        kind = r.choices(["show", "disp", "num2str", "mat2str", "sprintf", "int2str", "answer"], [50, 14, 10, 8, 14, 1, 3])[0]
        if kind == "show":
            return "x = " + self.value()
        if kind == "disp":
            return "disp(%s)" % self.value()
        if kind == "answer":
            return self.value()
        if kind == "int2str":
            return "int2str(%s)" % self.matrix()
        if kind == "num2str":
            text = r.choice([self.matrix, lambda: self.scalar(0), lambda: self.single(0), lambda: self.int(0), lambda: self.logical(0)])()
            return "num2str(%s%s)" % (text, r.choice(["", "", "", ", %d" % r.randint(1, 12), ", '%s'" % self.conversion()]))
        if kind == "mat2str":
            text = r.choice([self.matrix, lambda: self.single(0), lambda: self.int(0), lambda: self.logical(0), lambda: self.char(0)])()
            return "mat2str(%s%s)" % (text, r.choice(["", "", ", %d" % r.randint(1, 12)]))
        template = r.choice([" ", ",", "|", ""]).join(self.conversion() for _ in range(r.randint(1, 3)))
        data = r.choice([self.matrix, lambda: self.scalar(0), lambda: self.single(0), lambda: self.int(0), lambda: "'abc'", lambda: "%s, 'xy'" % self.scalar(0)])()
        return "sprintf('%s', %s)" % (template, data)

    def program(self):
        """Some printing statements under one number format."""
        name = self.r.choice(FORMATS)
        lines = [] if name == "short" else ["format " + name]
        return lines + [self.statement() for _ in range(self.r.randint(2, 4))]
