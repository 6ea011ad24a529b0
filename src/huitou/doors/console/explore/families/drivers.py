"""Drivers: which early behaviour goes with coming back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import RangeAsk
from huitou.doors.console.explore.asks_log import EventAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk, NumberAsk
from huitou.doors.console.explore.draw import counts, framed, linked
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import WHERE, WITHIN, usual_query
from huitou.doors.design import Badge, Card, Content, Group, Series, bars, number, percent

_DRAWN = 12


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "start": values["start"],
        "returning": values["returning"],
        "days": values["days"],
        "outcome_from_days": values["after"],
        "outcome_to_days": values["after"] + values["long"],
        "min_people": values["least"],
        "adjust": values["adjust"],
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    if not answer.people:
        return Drawn("", ())
    found = answer.drivers
    charts: list[Content] = []
    if found:
        charts.append(_differences(found, links))
        charts.append(_said(found))
    charts.append(_table(answer, links))
    told = [one for one in found if one.significant]
    names = {
        "share": percent(answer.returned / answer.people),
        "people": words.people(answer.people),
        "n": number(len(told)),
    }
    lead = _("%(share)s of %(people)s came back. %(n)s early behaviours go with it.") % names
    return Drawn(lead, tuple(charts))


def _differences(found: Any, links: Links) -> Content:
    shown = found[:_DRAWN]
    addresses = [links.people(action=_action(one)) for one in shown]
    values = [one.difference.value for one in shown]
    series = [
        Series(_("More came back"), [max(v, 0) for v in values], 3, addresses=addresses),
        Series(_("Fewer came back"), [min(v, 0) for v in values], 1),
    ]
    chart = bars(
        [words.event(_action(one)) for one in shown],
        series,
        label=_("Difference in coming back"),
        written=lambda v: f"{v * 100:+.0f}" if round(v * 100) else "0",
    )
    lead = _("How many more of a hundred came back among those who did it than among the others.")
    return framed(_("What goes with coming back"), chart, links, lead=lead, png="drivers")


def _said(found: Any) -> Content:
    cards = [
        Card(
            words.said(one),
            title=words.event(_action(one)),
            note=Badge(_("Holds up"), "good") if one.significant else Badge(_("May be chance")),
        )
        for one in found[:4]
    ]
    return Group(cards, "columns")


def _table(answer: Any, links: Links) -> Content:
    table = counts(
        _("Early behaviours"),
        [
            _("Did it early"),
            pgettext("how many", "People"),
            _("Came back"),
            _("Did not do it"),
            _("Came back"),
            _("Difference"),
            _("p, adjusted"),
        ],
        [
            (
                words.event(_action(one)),
                [
                    linked(one.with_people, links.people(action=_action(one))),
                    percent(one.with_share.value),
                    linked(one.without_people, links.people(action=_action(one), did=False)),
                    percent(one.without_share.value),
                    f"{one.difference.value * 100:+.1f} [{one.difference.low * 100:+.1f}, "
                    f"{one.difference.high * 100:+.1f}]".replace("-", "−"),
                    "< 0.001" if one.p_holm < 0.001 else f"{one.p_holm:.3f}",
                ],
            )
            for one in answer.drivers
        ]
        + [
            (
                words.event(_action(one)),
                [
                    linked(one.with_people, links.people(action=_action(one))),
                    "–",
                    linked(one.without_people, links.people(action=_action(one), did=False)),
                    "–",
                    _("too few"),
                    "–",
                ],
            )
            for one in answer.too_few
        ],
    )
    lead = _("An association, not a cause: people chose what they did. Try it in an experiment.")
    return framed(_("All behaviours"), table, links, lead=lead)


def _action(one: Any) -> dict[str, Any]:
    action = {"event": one.action.event}
    return {**action, "where": one.action.where} if one.action.where else action


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    names = {"event": words.event(cell.get("action", {}))}
    if cell.get("did") is False:
        return _("Did not do “%(event)s” in their first days") % names
    return _("Did “%(event)s” in their first days") % names


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    action = {"action": cell.get("action", {})}
    return [
        (_("Did it"), action),
        (_("Did it and came back"), {**action, "returned": True}),
        (_("Did it and is lost"), {**action, "returned": False}),
        (_("Did not do it"), {**action, "did": False}),
    ]


DRIVERS = Explorer(
    slug="drivers",
    family="drivers",
    title=gettext_lazy("Drivers"),
    lead=gettext_lazy("What people who come back did early, and others did not."),
    icon="signal",
    asks=(
        EventAsk("start", gettext_lazy("People who first did")),
        NumberAsk("days", gettext_lazy("Early is"), 7, 1, 90, gettext_lazy("days")),
        EventAsk("returning", gettext_lazy("Coming back is"), ("Order Completed",)),
        NumberAsk("after", gettext_lazy("From day"), 28, 1, 365),
        NumberAsk("long", gettext_lazy("For so long"), 7, 1, 365, gettext_lazy("days")),
        RangeAsk("range", gettext_lazy("Started in"), {"": "last_180"}),
        NumberAsk("least", gettext_lazy("People on each side at least"), 30, 2, 100_000, more=True),
        ChoiceAsk(
            "adjust",
            gettext_lazy("Against chance findings"),
            {"holm": "Holm", "bh": "Benjamini-Hochberg"},
            "holm",
            more=True,
        ),
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
    cells=_cells,
    tabs=("retention", "stickiness", "drivers", "groups"),
)
