"""Number literals of every magnitude that the display of numbers distinguishes."""


def whole(r):
    """A whole number, mostly small."""
    return str(r.choice([
        r.randint(0, 9), r.randint(-9, 9), r.randint(0, 3), r.randint(-99, 99),
        r.randint(0, 999), r.randint(-12345, 12345), r.randint(99990, 100010)]))


def big_whole(r):
    """A whole number with up to 16 digits."""
    return str(r.choice([1, -1]) * r.randint(0, 10 ** r.randint(1, 16)))


def decimal(r):
    """A number with one to four decimals, small in magnitude."""
    places = r.randint(1, 4)
    return "%.*f" % (places, r.choice([1, 1, 1, -1]) * r.random() * 10 ** r.randint(-1, 3))


def scientific(r):
    """A number of any magnitude from 1e-12 to 1e12."""
    digits = r.randint(0, 6)
    return "%.*fe%d" % (digits, r.choice([1, 1, -1]) * (1 + 9 * r.random()), r.randint(-12, 12))


def named(r):
    """A constant by name."""
    return r.choice([
        "pi", "e", "1/3", "-2/3", "eps", "NaN", "Inf", "-Inf", "-0", "100/7", "realmax", "realmin",
        "NaN", "Inf", "1e5", "1e-5", "99999", "100000", "99999.5", "0.1", "0.001", "123456", "NA"])


def plain(r):
    """What course code writes most: small whole numbers and decimals."""
    return r.choice([whole, whole, whole, decimal])(r)


def any_number(r):
    return r.choices([whole, decimal, named, scientific, big_whole], [45, 30, 10, 8, 4])[0](r)


def picker(r):
    """A function that makes the elements of one matrix, alike or mixed."""
    kind = r.choices(
        ["whole", "small", "decimal", "mixed", "special", "scientific", "big", "unit"],
        [30, 25, 20, 6, 6, 4, 2, 7])[0]
    if kind == "whole":
        return lambda: whole(r)
    if kind == "small":
        return lambda: str(r.randint(0, 5))
    if kind == "decimal":
        return lambda: decimal(r)
    if kind == "mixed":
        return lambda: any_number(r)
    if kind == "special":
        base = r.choice([whole, decimal])
        return lambda: r.choice([base(r), base(r), base(r), "NaN", "Inf", "-Inf"])
    if kind == "scientific":
        return lambda: scientific(r)
    if kind == "big":
        return lambda: big_whole(r)
    return lambda: "%.2f" % r.random()
