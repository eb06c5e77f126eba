"""Turns the screen of a terminal, as tmux captures it with its colours, into a page: standard input to output."""

import html
import re
import sys

# The 16 colours of a terminal, dark ground.
basic = ["#1d2126", "#ff7b72", "#7ee2a8", "#f0c674", "#79b8ff", "#d2a8ff", "#76e3ea", "#d7dde4"]
bright = ["#8b949e", "#ffa198", "#a5f0c0", "#ffdf9e", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#ffffff"]


def colour(number):
    """The colour of one of the 256 of a terminal."""
    if number < 16:
        return (basic + bright)[number]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    parts = levels[number // 36], levels[number // 6 % 6], levels[number % 6]
    return "#%02x%02x%02x" % parts


def apply(codes, style):
    """The style after a sequence of codes (`1;31`)."""
    codes = [int(code or 0) for code in codes.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style.clear()
        elif code == 1:
            style["font-weight"] = "bold"
        elif code == 2:
            style["opacity"] = ".65"
        elif code == 4:
            style["text-decoration"] = "underline"
        elif code in (38, 48) and codes[:1] == [5]:
            style["color" if code == 38 else "background"] = colour(codes[1])
            del codes[:2]
        elif code in (38, 48) and codes[:1] == [2]:
            style["color" if code == 38 else "background"] = "#%02x%02x%02x" % tuple(codes[1:4])
            del codes[:4]
        elif 30 <= code <= 37:
            style["color"] = basic[code - 30]
        elif 90 <= code <= 97:
            style["color"] = bright[code - 90]
        elif 40 <= code <= 47:
            style["background"] = basic[code - 40]
        elif code == 39:
            style.pop("color", None)
        elif code == 49:
            style.pop("background", None)


style = {}
lines = []
for line in sys.stdin.read().rstrip("\n").split("\n"):
    shown = ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b["):
            apply(piece[2:-1], style)
        elif piece:
            look = ";".join(f"{name}:{value}" for name, value in style.items())
            text = html.escape(re.sub(r"\x1b.|[\x00-\x1f]", "", piece))
            shown += f'<span style="{look}">{text}</span>' if look else text
    lines.append(shown)
while lines and not lines[-1]:
    lines.pop()
print(
    '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0;background:#0f1317;color:#e3e8ee">'
    '<pre style="margin:0;padding:12px 16px;font:14px/18px DejaVu Sans Mono,monospace">'
    + "\n".join(lines)
    + "</pre>"
)
