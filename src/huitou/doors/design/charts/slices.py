"""What is read out where one points at a chart: a slice of it for each label."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from huitou.doors.design.charts.series import Series, Written
from huitou.doors.design.charts.svg import element, link, share, title


def slices(
    labels: Sequence[str],
    series: Sequence[Series],
    places: Sequence[float],
    written: Written,
    height: Callable[[float], float] | None = None,
) -> str:
    """A slice around each place, with its label and the numbers of all series as its title; with
    `height` a dot on each line. It is a link where the first series has an address.
    """
    return "".join(
        _slice(number, label, series, places, written, height)
        for number, label in enumerate(labels)
    )


def _slice(
    number: int,
    label: str,
    series: Sequence[Series],
    places: Sequence[float],
    written: Written,
    height: Callable[[float], float] | None,
) -> str:
    place = places[number]
    left = (places[number - 1] + place) / 2 if number else 0.0
    right = (place + places[number + 1]) / 2 if number + 1 < len(places) else 1.0
    known = [(one, one.values[number]) for one in series]
    said = "\n".join(f"{one.label}: {written(v)}" for one, v in known if v is not None)
    ground = element(
        "rect", x=share(left), y=0, width=share(right - left), height="100%", class_="slice-ground"
    )
    marks = ""
    if height is not None:
        marks = element(
            "line", x1=share(place), x2=share(place), y1=0, y2="100%", class_="guide"
        ) + "".join(
            element(
                "circle",
                cx=share(place),
                cy=share(height(value)),
                r=4,
                class_=f"point fill-{one.colour}",
            )
            for one, value in known
            if value is not None
        )
    inner = element("g", title(f"{label}\n{said}") + ground + marks, class_="slice")
    address = series[0].address(number) if series else ""
    return link(inner, address)
