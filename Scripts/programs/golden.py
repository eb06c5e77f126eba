"""Keeps programs on which both interpreters agree as transcripts: FILE.nn and FILE.out."""

import os
import re

import grammar
import interpreters


def is_small(program, text, expected):
    """Short enough to be read, plain ASCII, and without what hides the cause of an error."""
    return (len(text) < 110 * len(program) and 0 < len(expected) < 180 * len(program) + 200
            and text.isascii() and expected.isascii() and "<<" not in expected and "\r" not in expected
            and "\0" not in expected and not any(line.endswith("\t") for line in expected.split("\n")))


def collect(commands, make, first, count, batch=200):
    """The first `count` programs from seed `first` on that are small and print the same."""
    kept, seed = [], first
    while len(kept) < count:
        programs = [make(s) for s in range(seed, seed + batch)]
        seed += batch
        expected = interpreters.run(commands[0], programs)
        actual = interpreters.run(commands[1], programs)
        for program, a, b in zip(programs, expected, actual):
            if a == b and is_small(program, "\n".join(program), a):
                kept.append(program)
    return kept[:count]


def plain(programs):
    """Statements that cannot fail, one after another."""
    lines = []
    for _, statements in programs:
        lines += statements + (["format short"] if statements[0].startswith("format") else [])
    return "\n".join(lines) + "\n"


def guarded(programs):
    """Programs in try blocks, with the functions they call."""
    body, _ = interpreters.source(programs)
    body = body[len("1;\n") + len(grammar.FUNCTIONS):]
    functions = ["function" + text for text in grammar.FUNCTIONS.split("\nfunction")[1:]]
    called = [text for text in functions if re.search(r"\b%s\b" % re.search(r"(\w+_)\b", text).group(1), body)]
    return "1;\n" + "\n".join(called) + "\n" + body


def write(folder, commands, programs, title, per_file, layout):
    """Numbered transcripts of `per_file` programs each."""
    os.makedirs(folder, exist_ok=True)
    for start in range(0, len(programs), per_file):
        part = list(enumerate(programs))[start:start + per_file]
        text = layout(part)
        path = os.path.join(folder, "%02d" % (start // per_file + 1))
        with open(path + ".nn", "w") as file:
            file.write("%% %s\n%s" % (title, text))
        outputs = [interpreters.transcript(command, path + ".nn") for command in commands]
        if outputs[0] == outputs[1]:
            with open(path + ".out", "w") as file:
                file.write(outputs[0])
        else:
            print("%s: the outputs differ as a whole; left out" % path)
            os.remove(path + ".nn")
