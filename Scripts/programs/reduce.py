"""Makes differing programs smaller: drops statements while the outputs still differ."""

import compare
import interpreters


def differing(commands, programs, known=None):
    """The numbers of the programs whose outputs differ, with the two outputs; `known` are the first command's."""
    expected = [compare.normal(text) for text in known or interpreters.run(commands[0], programs)]
    actual = [compare.quotes(text) for text in interpreters.run(commands[1], programs)]
    result = {}
    for k, (a, b) in enumerate(zip(expected, actual)):
        if not compare.same(a, b) and not compare.close(a, b) and not compare.out_of_scope(a):
            result[k] = (a, b)
    return result


def reduce(commands, programs, batch=150):
    """Each program with as few statements as still show a difference, and its two outputs. All
    programs are made smaller together, so that a round costs few processes."""
    current = [(list(p), None) for p in programs]
    open_ = list(range(len(programs)))
    while open_:
        candidates = []
        for k in open_:
            statements = current[k][0]
            for drop in range(len(statements)):
                if len(statements) > 1:
                    candidates.append((k, statements[:drop] + statements[drop + 1:]))
        better = {}
        for start in range(0, len(candidates), batch):
            part = candidates[start:start + batch]
            for number, outputs in differing(commands, [p for _, p in part]).items():
                k, statements = part[number]
                better.setdefault(k, (statements, outputs))
        for k in better:
            current[k] = better[k]
        open_ = list(better)
    missing = [k for k, (_, outputs) in enumerate(current) if outputs is None]
    found = differing(commands, [current[k][0] for k in missing])
    for number, k in enumerate(missing):
        current[k] = (current[k][0], found.get(number, ("", "")))
    return current
