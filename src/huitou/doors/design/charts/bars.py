"""Bars: side by side, stacked, or to both sides of zero."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.safestring import SafeString

from huitou.doors.design.charts.scale import Scale, label_axis, scale_of, value_axis
from huitou.doors.design.charts.series import Mark, Series, Written
from huitou.doors.design.charts.slices import slices
from huitou.doors.design.charts.svg import chart, element, share, text

_GAP = 0.28  # of a label's room stays free


def bars(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    label: str,
    written: Written,
    stacked: bool = True,
) -> SafeString:
    """A bar for each label. `stacked`: the series on each other, those below zero downwards; else
    they stand side by side. Bars of periods that are not over are paler.
    """
    scale = scale_of(_ends(series) if stacked else (v for one in series for v in one.values))
    places = _middles(len(labels))
    drawn = (
        _stack(number, series, scale, places) if stacked else _group(number, series, scale, places)
        for number in range(len(labels))
    )
    inner = (
        value_axis(scale, written),
        label_axis(labels, places),
        *drawn,
        slices(labels, series, places, written),
    )
    return chart(inner, label=label, kind="bars", linked=any(one.addresses for one in series))


def histogram(
    edges: Sequence[str],
    counts: Sequence[float],
    *,
    label: str,
    written: Written,
    colour: int = 1,
    marks: Sequence[Mark] = (),
    addresses: Sequence[str] = (),
) -> SafeString:
    """How many fall between each two of `edges`, of which there is one more than `counts`."""
    if len(edges) != len(counts) + 1:
        raise ValueError("a histogram has one edge more than counts")
    scale = scale_of(counts)
    places = _middles(len(counts))
    series = (Series(label, counts, colour, addresses=addresses),)
    between = [f"{low} – {high}" for low, high in pairwise(edges)]
    inner = (
        value_axis(scale, written),
        label_axis(edges, [place / len(counts) for place in range(len(edges))]),
        *(
            _bar(place, 0.96 / len(counts), 0, count, scale, f"fill-{colour}")
            for place, count in zip(places, counts, strict=True)
        ),
        *(_mark(mark) for mark in marks),
        slices(between, series, places, written),
    )
    return chart(inner, label=label, kind="bars", linked=bool(addresses))


def _ends(series: Sequence[Series]) -> list[float]:
    """How far up and down the stacks reach."""
    columns = [
        [v or 0 for v in column] for column in zip(*(one.values for one in series), strict=True)
    ]
    up = [sum(v for v in column if v > 0) for column in columns]
    down = [sum(v for v in column if v < 0) for column in columns]
    return [*up, *down]


def _middles(count: int) -> list[float]:
    return [(place + 0.5) / count for place in range(count)]


def _stack(number: int, series: Sequence[Series], scale: Scale, places: Sequence[float]) -> str:
    width = (1 - _GAP) / len(places)
    up = down = 0.0
    drawn = ""
    for one in series:
        value = one.values[number] or 0
        base = up if value >= 0 else down
        drawn += _bar(places[number], width, base, base + value, scale, _kind(one, number))
        if value >= 0:
            up += value
        else:
            down += value
    return drawn


def _group(number: int, series: Sequence[Series], scale: Scale, places: Sequence[float]) -> str:
    width = (1 - _GAP) / len(places) / len(series)
    start = places[number] - width * len(series) / 2
    return "".join(
        _bar(start + width * (at + 0.5), width * 0.92, 0, value, scale, _kind(one, number))
        for at, one in enumerate(series)
        if (value := one.values[number]) is not None
    )


def _bar(place: float, width: float, low: float, high: float, scale: Scale, kind: str) -> str:
    top, bottom = sorted((scale.place(low), scale.place(high)))
    if bottom - top <= 0:
        return ""
    return element(
        "rect",
        x=share(place - width / 2),
        y=share(top),
        width=share(width),
        height=share(bottom - top),
        rx=2,
        class_=f"bar {kind}",
    )


def _kind(one: Series, number: int) -> str:
    unfinished = number >= len(one.values) - one.unfinished
    return f"fill-{one.colour}{' unfinished' if unfinished else ''}"


def _mark(mark: Mark) -> str:
    return element(
        "line", x1=share(mark.at), x2=share(mark.at), y1="-4", y2="100%", class_="mark-line"
    ) + text(
        mark.label,
        x=share(mark.at),
        y=-8,
        text_anchor="end" if mark.at > 0.7 else "start",
        class_="mark-label",
    )
