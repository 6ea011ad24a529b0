"""Elements of SVG as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

# The inner drawing is stretched to the chart's width and height; lines keep their thickness.
BOX = 1000.0


def element(name: str, inner: str = "", **attributes: str | float | None) -> str:
    """An element; attributes that are None are left out, and _ in a name is -. `inner` is SVG."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def text(words: str, **attributes: str | float | None) -> str:
    """Words at a place."""
    return element("text", escape(words), **attributes)


def title(words: str) -> str:
    """What is said of the element that it stands in."""
    return element("title", escape(words))


def share(value: float) -> str:
    """A place as a share of the chart: 0.25 → 25%."""
    return f"{_short(value * 100)}%"


def stretched(inner: Iterable[str]) -> str:
    """Shapes in a box of 1000 by 1000 that takes all of the chart."""
    return element(
        "svg",
        "".join(inner),
        viewBox=f"0 0 {BOX:g} {BOX:g}",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
        class_="stretched",
    )


def chart(inner: Iterable[str], *, label: str, kind: str, linked: bool = False) -> SafeString:
    """The whole chart. One with links inside is a group: a picture would hide them."""
    return SafeString(
        element(
            "svg",
            "".join(inner),
            class_=f"chart chart-{kind}",
            role="group" if linked else "img",
            aria_label=label,
            xmlns="http://www.w3.org/2000/svg",
        )
    )


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """The path through points in the box of 1000 by 1000."""
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def link(inner: str, address: str) -> str:
    """The same as a link, if there is an address."""
    return element("a", inner, href=address) if address else inner


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else _short(value)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"
