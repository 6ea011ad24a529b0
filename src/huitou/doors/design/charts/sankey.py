"""Ways that people take, as streams between steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from huitou.doors.design.charts.series import Written
from huitou.doors.design.charts.svg import BOX, chart, element, link, share, stretched, text, title

_NODE = 0.012  # its width, of the chart's
_FREE = 0.18  # of the height between the nodes of a column
_RIGHT = 0.86  # where the last column stands: its labels are behind it


@dataclass(frozen=True)
class Node:
    """A place that people pass: in which column it stands, counted from 0, in the given order."""

    key: str
    label: str
    column: int
    colour: int = 2
    address: str = ""


@dataclass(frozen=True)
class Flow:
    """How many went from one node to another."""

    source: str
    target: str
    value: float
    address: str = ""


@dataclass
class _Placed:
    node: Node
    value: float
    top: float
    height: float
    out_at: float = 0.0
    in_at: float = 0.0


def sankey(
    nodes: Sequence[Node], flows: Sequence[Flow], *, label: str, written: Written
) -> SafeString:
    """Nodes in columns from left to right, as high as what passes them, and the streams between."""
    placed = _placed(nodes, flows)
    columns = max((node.column for node in nodes), default=0) or 1
    streams = [_stream(flow, placed, columns, written) for flow in flows if flow.value > 0]
    stands = [_stand(one, columns, written) for one in placed.values()]
    linked = any(node.address for node in nodes) or any(flow.address for flow in flows)
    return chart((stretched(streams), *stands), label=label, kind="sankey", linked=linked)


def _placed(nodes: Sequence[Node], flows: Sequence[Flow]) -> dict[str, _Placed]:
    goes_in: dict[str, float] = defaultdict(float)
    goes_out: dict[str, float] = defaultdict(float)
    for flow in flows:
        goes_out[flow.source] += flow.value
        goes_in[flow.target] += flow.value
    by_column: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        by_column[node.column].append(node)
    sizes = {node.key: max(goes_in[node.key], goes_out[node.key]) for node in nodes}
    fullest = max((sum(sizes[n.key] for n in some) for some in by_column.values()), default=0) or 1
    most = max((len(some) for some in by_column.values()), default=1)
    gap = _FREE / max(1, most - 1)
    placed = {}
    for some in by_column.values():
        at = 0.0
        for node in some:
            height = sizes[node.key] / fullest * (1 - _FREE)
            placed[node.key] = _Placed(node, sizes[node.key], at, height, at, at)
            at += height + gap
    return placed


def _left(node: Node, columns: int) -> float:
    return node.column / columns * (_RIGHT - _NODE)


def _stream(flow: Flow, placed: dict[str, _Placed], columns: int, written: Written) -> str:
    source, target = placed[flow.source], placed[flow.target]
    thick = flow.value / source.value * source.height
    x0, x1 = (_left(source.node, columns) + _NODE) * BOX, _left(target.node, columns) * BOX
    y0, y1, height = source.out_at * BOX, target.in_at * BOX, thick * BOX
    source.out_at += thick
    target.in_at += thick
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + height:.1f}C{middle:.1f} {y1 + height:.1f} {middle:.1f} {y0 + height:.1f} "
        f"{x0:.1f} {y0 + height:.1f}Z"
    )
    said = f"{source.node.label} → {target.node.label}: {written(flow.value)}"
    shape = element("path", title(said), d=path, class_=f"stream fill-{source.node.colour}")
    return link(shape, flow.address)


def _stand(one: _Placed, columns: int, written: Written) -> str:
    left = _left(one.node, columns)
    bar = element(
        "rect",
        title(f"{one.node.label}: {written(one.value)}"),
        x=share(left),
        y=share(one.top),
        width=share(_NODE),
        height=share(max(one.height, 0.004)),
        rx=2,
        class_=f"fill-{one.node.colour}",
    )
    middle = share(one.top + one.height / 2)
    x = share(left + _NODE)
    words = text(one.node.label, x=x, y=middle, dx=8, dy="-0.15em", class_="node-label")
    number = text(written(one.value), x=x, y=middle, dx=8, dy="1.05em", class_="node-value")
    return link(bar + words + number, one.node.address)
