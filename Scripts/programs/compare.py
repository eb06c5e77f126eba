"""Says whether two outputs are the same text, up to the last digit of printed numbers."""

import re

NUMBER = re.compile(r"[-+]?(?:\d+\.\d+|\d+)(?:[eE][-+]?\d+)?")
COMPLEX = re.compile(r"\d[ij]\b|complex|imaginary")


# Where Octave says more than nnsh puts into err.message: the place, which nnsh shows below the message, and the
# usage lines of print_usage, which "help NAME" prints.
PLACE = re.compile(r" near line -?\d+, column -?\d+")
USAGE = re.compile(r"(Invalid call to \w+)\.  Correct usage is:\n\n(?: -- .*\n(?: {10}\S.*\n)*)+")
MISSING = re.compile(r"\n\nThe '\w+' function is not yet implemented in Octave\.\n\nPlease read .*\ncontribute missing functionality\.")


def normal(expected):
    """Octave's output without what is left out on purpose."""
    return quotes(MISSING.sub("", USAGE.sub(r"\1\n", PLACE.sub("", expected))))


def quotes(text):
    """Without the difference between texts by their quotes, which messages name the class by."""
    return text.replace("sq_string", "string")


def out_of_scope(expected):
    """Outputs with complex numbers, which nnsh does not have."""
    return COMPLEX.search(expected) is not None


def same(expected, actual):
    return expected == actual


def close(expected, actual):
    """Equal but for numbers of the same form that differ by rounding in the last printed digits."""
    if NUMBER.sub("#", expected) != NUMBER.sub("#", actual):
        return False
    pairs = zip(NUMBER.findall(expected), NUMBER.findall(actual))
    return all(a == b or near(a, b) for a, b in pairs)


def near(a, b):
    """Within one unit of the last digit, or relatively 1e-13; rounding leaves about eps where 0 is meant."""
    mantissa_a, _, exponent_a = a.lower().partition("e")
    mantissa_b, _, exponent_b = b.lower().partition("e")
    x, y = float(a), float(b)
    if "." not in a and "e" not in a.lower():
        return False
    if abs(x - y) <= 1e-13 * max(abs(x), abs(y)) or max(abs(x), abs(y)) < 1e-14:
        return True
    places = len(mantissa_a.partition(".")[2])
    unit = 10.0 ** -places * 10.0 ** int(exponent_a or 0)
    return exponent_a == exponent_b and len(mantissa_a) == len(mantissa_b) and abs(x - y) <= 1.01 * unit
