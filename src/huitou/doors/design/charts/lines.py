"""Lines over time."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from huitou.doors.design.charts.scale import Scale, label_axis, scale_of, value_axis
from huitou.doors.design.charts.series import Series, Written
from huitou.doors.design.charts.slices import slices
from huitou.doors.design.charts.svg import BOX, chart, element, polyline, share, stretched

_Point = tuple[int, float]


def lines(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    label: str,
    written: Written,
    filled: bool = False,
) -> SafeString:
    """A line for each series over the same labels. Numbers of periods that are not over are dotted;
    unknown ones are gaps. `label` says what the chart shows; `filled` shades what is below a line.
    """
    scale = scale_of(value for one in series for value in (*one.values, *one.low, *one.high))
    places = places_of(len(labels))
    shapes = [_band(one, scale, places) for one in series]
    if filled:
        shapes += [_area(one, scale, places) for one in series]
    shapes += [_line(one, scale, places) for one in series]
    inner = (
        value_axis(scale, written),
        label_axis(labels, places),
        stretched(shapes),
        *(_ends(one, scale, places) for one in series),
        slices(labels, series, places, written, scale.place),
    )
    return chart(inner, label=label, kind="lines", linked=any(one.addresses for one in series))


def places_of(count: int) -> list[float]:
    """Where `count` points stand between 0 and 1; a single one in the middle."""
    return [0.5] if count == 1 else [place / (count - 1) for place in range(count)]


def _line(one: Series, scale: Scale, places: Sequence[float]) -> str:
    over = len(one.values) - one.unfinished
    drawn = ""
    for run in _runs(one.values):
        parts = (
            ("line", [point for point in run if point[0] < over]),
            # The dotted part starts at the last point of the plain one.
            ("line dotted", [point for point in run if point[0] >= over - 1]),
        )
        for kind, points in parts:
            if len(points) > 1:
                path = polyline(_in_box(points, scale, places))
                drawn += element("path", d=path, class_=f"{kind} stroke-{one.colour}")
    return drawn


def _area(one: Series, scale: Scale, places: Sequence[float]) -> str:
    bottom = scale.place(max(scale.low, 0)) * BOX
    return "".join(
        element(
            "path",
            d=polyline(
                [
                    (places[run[0][0]] * BOX, bottom),
                    *_in_box(run, scale, places),
                    (places[run[-1][0]] * BOX, bottom),
                ]
            ),
            class_=f"area fill-{one.colour}",
        )
        for run in _runs(one.values)
        if len(run) > 1
    )


def _band(one: Series, scale: Scale, places: Sequence[float]) -> str:
    known = [
        (place, low, high)
        for place, (low, high) in enumerate(zip(one.low, one.high, strict=True))
        if low is not None and high is not None
    ]
    if len(known) < 2:
        return ""
    above = _in_box([(place, high) for place, _, high in known], scale, places)
    below = _in_box([(place, low) for place, low, _ in reversed(known)], scale, places)
    return element("path", d=polyline([*above, *below]), class_=f"band fill-{one.colour}")


def _ends(one: Series, scale: Scale, places: Sequence[float]) -> str:
    """A dot where a line ends, and wherever a number stands alone."""
    dots = [run[-1] for run in _runs(one.values)]
    return "".join(
        element(
            "circle",
            cx=share(places[place]),
            cy=share(scale.place(value)),
            r=3,
            class_=f"dot fill-{one.colour}",
        )
        for place, value in dots
    )


def _runs(values: Sequence[float | None]) -> list[list[_Point]]:
    """Numbers that follow each other without a gap."""
    runs: list[list[_Point]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _in_box(
    points: Sequence[_Point], scale: Scale, places: Sequence[float]
) -> list[tuple[float, float]]:
    return [(places[place] * BOX, scale.place(value) * BOX) for place, value in points]
