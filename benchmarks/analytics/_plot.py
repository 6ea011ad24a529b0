"""A small chart with logarithmic axes, as SVG text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 460, 70, 250, 20, 50
_LABEL = 15
COLOURS = ("#1f6feb", "#d1242f", "#1a7f37", "#9a6700")


@dataclass(frozen=True)
class Line:
    """A named series of positive values."""

    name: str
    values: list[float]
    dashed: bool


def log_log(xs: list[float], lines: list[Line], *, x: str, y: str) -> str:
    """The lines over `xs`; ticks at powers of ten, and at each of `xs`."""
    values = [value for line in lines for value in line.values]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    parts = [_style()]
    for power in range(low, high + 1):
        level = _y(10.0**power, low, high)
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level}" y2="{level}"/>'
        )
        parts.append(f'<text x="{LEFT - 8}" y="{level + 4}" text-anchor="end">{10**power:g}</text>')
    for one in xs:
        place = _x(one, xs)
        parts.append(
            f'<text x="{place}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{one:g}</text>'
        )
    levels = _apart([_y(line.values[-1], low, high) for line in lines])
    for number, line in enumerate(lines):
        parts += _line(xs, line, COLOURS[number % len(COLOURS)], (low, high), levels[number])
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>')
    parts.append(f'<text x="{LEFT - 50}" y="{TOP - 6}">{escape(y)}</text>')
    body = "\n".join(parts)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{body}\n</svg>\n'


def _apart(levels: list[float]) -> list[float]:
    """Heights of labels near those of their lines, and far enough from each other to be read."""
    placed = [0.0] * len(levels)
    last = -_LABEL
    for number in sorted(range(len(levels)), key=lambda number: levels[number]):
        placed[number] = last = max(levels[number], last + _LABEL)
    return placed


def _line(
    xs: list[float], line: Line, colour: str, powers: tuple[int, int], label: float
) -> list[str]:
    points = [(_x(a, xs), _y(b, *powers)) for a, b in zip(xs, line.values, strict=True)]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    dash = ' stroke-dasharray="5 4"' if line.dashed else ""
    right = points[-1][0] + 8
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>',
        f'<text x="{right}" y="{label + 4:.1f}" style="fill:{colour}">{escape(line.name)}</text>',
    ]


def _x(value: float, xs: list[float]) -> float:
    first, last = math.log10(min(xs)), math.log10(max(xs))
    share = (math.log10(value) - first) / (last - first or 1)
    return round(LEFT + share * (WIDTH - RIGHT - LEFT), 1)


def _y(value: float, low: int, high: int) -> float:
    share = (math.log10(value) - low) / (high - low or 1)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)


def _style() -> str:
    return (
        "<style>text{font:12px system-ui,sans-serif;fill:#57606a}"
        ".grid{stroke:#d0d7de;stroke-width:1}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    )
