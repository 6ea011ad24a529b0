"""Paths: where people go from step to step."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import RangeAsk
from huitou.doors.console.explore.asks_log import EVENTS
from huitou.doors.console.explore.asks_plain import NumberAsk, TextAsk
from huitou.doors.console.explore.draw import counts, framed, linked
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import WHERE, WITHIN, usual_query
from huitou.doors.design import Flow, Node, number, sankey

_MOST_ROWS = 60
_THIN = 0.01  # of the thickest: thinner streams stand in the table alone


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "start": values["start"] or None,
        "end": values["end"] or None,
        "by": values["by_property"] or None,
        "step_limit": values["steps"],
        "edge_limit": values["edges"],
        "min_people": values["least"],
        "session_seconds": values["pause"] * 60,
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    if not answer.links:
        return Drawn("", ())
    first = min(link.step for link in answer.links)
    colours = _colours(answer)
    nodes: dict[str, Node] = {}
    flows = []
    most = max(link.people for link in answer.links)
    for link in answer.links:
        if link.people < most * _THIN:
            continue
        ends = []
        for column, name in (
            (link.step - first, link.source),
            (link.step - first + 1, link.target),
        ):
            key = f"{column}:{name}"
            nodes.setdefault(key, Node(key, name, column, colours.get(name, 8)))
            ends.append(key)
        flows.append(Flow(ends[0], ends[1], link.people, _people(links, link)))
    chart = sankey(list(nodes.values()), flows, label=_("Where people go"), written=number)
    table = counts(
        _("Where people go"),
        [_("Step"), _("From"), _("To"), pgettext("how many", "People"), _("Times"), _("Mean time")],
        [
            (
                str(link.step),
                [
                    link.source,
                    link.target,
                    linked(link.people, _people(links, link)),
                    number(link.walks),
                    words.duration(link.mean_seconds),
                ],
            )
            for link in answer.links[:_MOST_ROWS]
        ],
    )
    lead = _("A stream is as thick as the people who walk it. Choose it to see them.")
    if answer.hidden_links:
        lead += " " + _("%(n)s thin streams are left out.") % {"n": number(answer.hidden_links)}
    frame = framed(_("Where people go"), chart, links, lead=lead, table=table, png="paths")
    said = _("%(people)s walked %(paths)s paths.") % {
        "people": words.people(answer.people),
        "paths": number(answer.paths),
    }
    return Drawn(said, (frame,))


def _people(links: Links, link: Any) -> str:
    return links.people(step=link.step, source=link.source, target=link.target)


def _colours(answer: Any) -> dict[str, int]:
    """A colour for each of the names that most people pass."""
    sizes: dict[str, int] = {}
    for link in answer.links:
        sizes[link.source] = sizes.get(link.source, 0) + link.people
    most = sorted(sizes, key=lambda name: -sizes[name])[:7]
    return {name: place for place, name in enumerate(most, 1)}


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    return _("Went from %(source)s to %(target)s at step %(step)s") % {
        "source": cell.get("source", ""),
        "target": cell.get("target", ""),
        "step": cell.get("step", ""),
    }


PATHS = Explorer(
    slug="paths",
    family="paths",
    title=gettext_lazy("Paths"),
    lead=gettext_lazy("Where people go next, visit by visit."),
    icon="path",
    asks=(
        TextAsk("start", gettext_lazy("Begin at"), EVENTS, gettext_lazy("Wherever they begin")),
        TextAsk("end", gettext_lazy("End at"), EVENTS, gettext_lazy("Wherever they end")),
        RangeAsk("range", pgettext_lazy("range", "Days"), {"": "last_30"}),
        NumberAsk("steps", gettext_lazy("Steps"), 5, 2, 12),
        NumberAsk("edges", gettext_lazy("Streams at most"), 30, 1, 200, more=True),
        NumberAsk(
            "least", gettext_lazy("Streams of at least so many people"), 1, 1, 1_000_000, more=True
        ),
        NumberAsk(
            "pause",
            gettext_lazy("A visit ends after a pause of"),
            30,
            1,
            1_440,
            gettext_lazy("minutes"),
            more=True,
        ),
        TextAsk(
            "by_property",
            gettext_lazy("Steps are values of the property"),
            placeholder="path",
            more=True,
        ),
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
)
