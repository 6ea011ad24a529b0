"""What a chart is: a plotly figure as plain data, its words, and its table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from huitou.doors.report.text import Text


@dataclass(frozen=True)
class Token:
    """A colour by its name in theme.py; the page's script looks it up when it draws."""

    name: str


@dataclass(frozen=True)
class LegendItem:
    """`style`: fill, line, dash, band or stripe."""

    label: Text
    colour: str
    style: str = "fill"


@dataclass(frozen=True)
class Chart:
    """`spec` has plotly's `data` and `layout`, with Text for words and Token for colours. Where the
    page is narrower than `min_width` pixels the chart can be moved sideways.
    """

    key: str
    summary: Text
    spec: dict[str, Any]
    height: int
    legend: tuple[LegendItem, ...]
    min_width: int = 0

    @property
    def json(self) -> SafeString:
        return script_json(self.spec)


def script_json(value: Any) -> SafeString:
    """JSON that may stand inside a <script> element: no NaN, and no character that could end the
    element or open a comment (HTML standard, 4.12.1.3).
    """
    text = json.dumps(
        value, default=_shape, allow_nan=False, ensure_ascii=False, separators=(",", ":")
    )
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return SafeString(text)


def label(text: str | Text, longest: int | None = None) -> str | Text:
    """Words for plotly, which reads <b>, <a> and entities in a label as markup: made plain, and
    cut to `longest` characters with an ellipsis.
    """
    if isinstance(text, Text):
        return Text(_label(text.en, longest), _label(text.zh, longest))
    return _label(text, longest)


def _label(text: str, longest: int | None) -> str:
    line = " ".join(text.split())
    if longest is not None and len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shape(value: Any) -> Any:
    if isinstance(value, Text):
        return value.json
    if isinstance(value, Token):
        return {"token": value.name}
    raise TypeError(f"{type(value).__name__} has no place in a figure")
