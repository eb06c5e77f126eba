"""Runs many programs through one process of an interpreter and takes the outputs apart."""

import os
import re
import resource
import subprocess
import tempfile

import grammar

MARK = "@@@@"
WRONG_LINE = re.compile(r"(?:near line |batch\.m:)(\d+)")


def source(programs):
    """One script with every program in its own try block, separated by marks; and the line on which
    each begins."""
    lines = ["1;"] + grammar.FUNCTIONS.split("\n")
    starts = []
    for number, statements in programs:
        starts.append(len(lines) + 1)
        lines += ["clear -v", "format short", "printf('\\n%s %d\\n');" % (MARK, number), "fflush(stdout);", "try"]
        lines += "\n".join(statements).split("\n")
        lines += ["catch err_", "  disp(['error: ' err_.message]);", "  disp(err_.identifier);", "end"]
    lines.append("printf('\\n%s end\\n');\n" % MARK)
    return "\n".join(lines), starts


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20 << 20, 20 << 20))


def process(command, programs):
    """The outputs by number, the status and the errors of one process."""
    with tempfile.TemporaryDirectory() as folder:
        text, starts = source(programs)
        with open(os.path.join(folder, "batch.m"), "w", encoding="latin-1") as file:
            file.write(text)
        with open(os.path.join(folder, "out"), "wb") as out, open(os.path.join(folder, "err"), "wb") as err:
            try:
                status = subprocess.run(
                    command + ["batch.m"], stdout=out, stderr=err, stdin=subprocess.DEVNULL, timeout=60, cwd=folder,
                    preexec_fn=limit).returncode
            except subprocess.TimeoutExpired:
                status = "timeout"
        with open(os.path.join(folder, "out"), encoding="latin-1", newline="") as file:
            pieces = file.read().split("\n%s " % MARK)[1:]
        with open(os.path.join(folder, "err"), encoding="latin-1") as file:
            errors = file.read()
    outputs = {}
    for piece in pieces:
        name, _, body = piece.partition("\n")
        outputs[name] = body
    return outputs, starts, status, errors


def run(command, programs):
    """The output of each program. Where a program does not parse or ends the process, that is its
    output, and the others run again without it."""
    results = {}
    left = list(enumerate(programs))
    while left:
        outputs, starts, status, errors = process(command, left)
        if "end" in outputs:
            for number, _ in left:
                results[number] = outputs.get(str(number), "<<lost>>")
            break
        if outputs:
            last = max(int(name) for name in outputs)
            for name in outputs:
                results[int(name)] = outputs[name]
            # What the programs before it left behind may have ended the process: it counts if it ends one alone.
            if last == left[0][0]:
                results[last] = "<<process ended: %s>> %s" % (status, errors[-300:])
                last += 1
            left = [(n, p) for n, p in left if n >= last]
            continue
        place = WRONG_LINE.search(errors)
        line = int(place.group(1)) if place else 0
        culprit = max([k for k, start in enumerate(starts) if start <= line], default=0)
        results[left[culprit][0]] = "<<does not parse>>"
        del left[culprit]
    return [results[k] for k in range(len(programs))]


def transcript(command, path):
    """What a whole script prints on standard output."""
    done = subprocess.run(command + [path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    return done.stdout.decode("latin-1")
