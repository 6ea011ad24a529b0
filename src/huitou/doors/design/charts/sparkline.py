"""A line as large as a word."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from huitou.doors.design.charts.svg import BOX, element, polyline, share, stretched


def sparkline(values: Sequence[float], *, label: str = "", colour: int = 1) -> SafeString:
    """How a number went, without axes; from its least to its greatest. With a `label` it is read
    out, without it is ornament beside a number that is.
    """
    if len(values) < 2:
        return SafeString("")
    least, greatest = min(values), max(values)
    spread = (greatest - least) or 1
    points = [
        (place / (len(values) - 1), 0.5 if greatest == least else 1 - (value - least) / spread)
        for place, value in enumerate(values)
    ]
    path = polyline([(x * BOX, y * BOX) for x, y in points])
    line = element("path", d=path, class_=f"line stroke-{colour}")
    dot = element("circle", cx="100%", cy=share(points[-1][1]), r=2.5, class_=f"fill-{colour}")
    said: dict[str, str | None] = (
        {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    )
    return SafeString(element("svg", stretched([line]) + dot, class_="sparkline", **said))
