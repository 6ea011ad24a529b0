"""A paths answer: links from place to place, as a Sankey diagram and as a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Chart, Column, Panel, Section, Table, Text, Token, count, label

_DRAWN = 40
_LONGEST = 24
_COLOURS = ("returning", "new", "resurrected", "neutral", "mark", "dormant")
_GAP = 0.08  # between nodes, of the height of a place
_PLACE_WIDTH = 170  # pixels that a place needs for its names

Node = tuple[int, str]
"""A place and the name that is there."""


def screen(answer: Any) -> tuple[Table, ...]:
    """A row for each link."""
    columns = (
        Column(TEXTS["paths.place"], "count"),
        Column(TEXTS["paths.source"], "text"),
        Column(TEXTS["paths.target"], "text"),
        Column(TEXTS["people"], "count"),
        Column(TEXTS["paths.walks"], "count"),
        Column(TEXTS["paths.mean"], "duration"),
    )
    rows = tuple(
        (link.step, link.source, link.target, link.people, link.walks, link.mean_seconds)
        for link in answer.links
    )
    return (Table("paths", TEXTS["paths"], columns, rows, note=_lead(answer)),)


def sections(answer: Any) -> tuple[Section, ...]:
    """A Sankey diagram of the links that most people walked."""
    lead = _lead(answer)
    drawn = sorted(answer.links, key=lambda link: -link.people)[:_DRAWN]
    note = None
    if len(drawn) < len(answer.links):
        note = said("paths.drawn", drawn=str(len(drawn)), all=str(len(answer.links)))
    panel = Panel(
        id="paths-0",
        view="",
        summary=lead,
        definition=None,
        tables=screen(answer),
        chart=_sankey(drawn, lead),
        note=note,
        drawn=bool(drawn),
    )
    return (Section("paths", TEXTS["paths"], TEXTS["paths"], TEXTS["paths.title"], (panel,)),)


def _lead(answer: Any) -> Text:
    lead = said("paths.lead", paths=count(answer.paths), people=count(answer.people))
    if not answer.hidden_links:
        return lead
    hidden = said("paths.hidden", hidden=count(answer.hidden_links))
    return Text(f"{lead.en} {hidden.en}", f"{lead.zh}{hidden.zh}")


def _sankey(links: list[Any], lead: Text) -> Chart:
    """The same name at another place is another node."""
    nodes = _weights(links)
    places = sorted({place for place, _ in nodes})
    data = {
        "type": "sankey",
        "arrangement": "snap",
        "textfont": {"color": Token("ink"), "size": 12, "shadow": "none"},
        "node": _nodes(nodes, places),
        "link": _links(links, {node: number for number, node in enumerate(nodes)}),
    }
    most = max((sum(at == place for at, _ in nodes) for place in places), default=0)
    return Chart(
        "paths",
        lead,
        {"data": [data], "layout": {"margin": {"l": 8, "r": 8, "t": 12, "b": 12}}},
        min(900, max(320, 60 + 46 * most)),
        (),
        _PLACE_WIDTH * len(places),
    )


def _nodes(nodes: dict[Node, int], places: list[int]) -> dict[str, Any]:
    """As plotly takes them; a name has the same colour at every place."""
    colours = {name: at for at, name in enumerate(dict.fromkeys(name for _, name in nodes))}
    across, down = _positions(nodes, places)
    return {
        "label": [label(name, _LONGEST) for _, name in nodes],
        "color": [Token(_COLOURS[colours[name] % len(_COLOURS)]) for _, name in nodes],
        "align": "left",
        "x": across,
        "y": down,
        "pad": 18,
        "thickness": 14,
        "line": {"width": 0},
        "hovertemplate": "%{label}: %{value}<extra></extra>",
    }


def _links(links: list[Any], numbers: dict[Node, int]) -> dict[str, Any]:
    return {
        "source": [numbers[link.step, link.source] for link in links],
        "target": [numbers[link.step + 1, link.target] for link in links],
        "value": [link.people for link in links],
        "color": Token("band"),
        "hovertemplate": "%{customdata}<extra></extra>",
        "customdata": [_hover(link) for link in links],
    }


def _weights(links: list[Any]) -> dict[Node, int]:
    """The nodes, each as wide as what comes in or what goes out, whichever is more."""
    coming: Counter[Node] = Counter()
    going: Counter[Node] = Counter()
    for link in links:
        going[link.step, link.source] += link.people
        coming[link.step + 1, link.target] += link.people
    return {node: max(coming[node], going[node]) for node in (*going, *coming)}


def _positions(nodes: dict[Node, int], places: list[int]) -> tuple[list[float], list[float]]:
    """Where the nodes stand, from 0 to 1: every place a column, the widest node on top. Left to
    itself plotly moves a node that nothing follows to the end.
    """
    columns = {place: sorted(_at(nodes, place), key=lambda one: -nodes[one]) for place in places}
    gap = _GAP * max((sum(nodes[one] for one in column) for column in columns.values()), default=1)
    tallest = max((_height(nodes, column, gap) for column in columns.values()), default=1.0)
    down = {}
    for column in columns.values():
        top = 0.0
        for node in column:
            down[node] = _inside((top + nodes[node] / 2) / tallest)
            top += nodes[node] + gap
    last = max(len(places) - 1, 1)
    across = [_inside(places.index(place) / last) for place, _ in nodes]
    return across, [down[node] for node in nodes]


def _at(nodes: dict[Node, int], place: int) -> list[Node]:
    return [node for node in nodes if node[0] == place]


def _height(nodes: dict[Node, int], column: list[Node], gap: float) -> float:
    return sum(nodes[node] for node in column) + gap * (len(column) - 1)


def _inside(position: float) -> float:
    """plotly takes an exact 0 or 1 for no position at all."""
    return min(max(position, 0.001), 0.999)


def _hover(link: Any) -> Text:
    source, target = label(link.source, 60), label(link.target, 60)
    return said("paths.hover", source=source, target=target, people=count(link.people))
