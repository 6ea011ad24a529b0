"""Groups: what people of each age, place, channel, category do and buy."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import RangeAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk, NumberAsk
from huitou.doors.console.explore.draw import counts, framed, linked
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import WHERE, WITHIN, usual_query
from huitou.doors.console.explore.families.value_drawn import said_money
from huitou.doors.design import Content, Series, bars

_BY = {
    "channel": gettext_lazy("Channel"),
    "category": gettext_lazy("Category"),
    "brand": gettext_lazy("Brand"),
    "region": gettext_lazy("Region"),
    "city": gettext_lazy("City"),
    "city_tier": gettext_lazy("City tier"),
    "age": gettext_lazy("Age"),
    "gender": gettext_lazy("Gender"),
    "frequency": gettext_lazy("Orders made"),
    "weekday": gettext_lazy("Weekday"),
    "hour": gettext_lazy("Hour"),
}
_KINDS = ("people", "came_back", "buyers", "repeat_buyers")
_DRAWN = 24


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "by": [{"by": values["split"], "limit": values["groups"]}],
        "min_people": values["least"],
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    if not answer.total.people:
        return Drawn("", ())
    shown = answer.rows[:_DRAWN]
    series = [
        Series(
            _("Came back, of a hundred"),
            [row.came_back_percent for row in shown],
            3,
            addresses=[_people(row, links, "people") for row in shown],
        )
    ]
    chart = bars(
        [_name(row, values) for row in shown],
        series,
        label=_("Share that came back"),
        written=lambda share: words.share(share, 0),
    )
    frame = framed(
        _("Who comes back"),
        chart,
        links,
        lead=_("The share of each group that was there on two days or more."),
        table=_table(answer, values, links),
        png="groups",
    )
    total = answer.total
    lead = _("%(share)s of %(people)s came back; the groups differ.") % {
        "share": words.share(total.came_back_percent),
        "people": words.people(total.people),
    }
    return Drawn(lead, (frame,))


def _table(answer: Any, values: Values, links: Links) -> Any:
    codes = [one.currency for one in answer.total.revenue]
    headings = [
        str(_BY[values["split"]]),
        pgettext("how many", "People"),
        _("Came back"),
        _("Share of them"),
        _("Buyers"),
        _("Bought again"),
        *(_("Net revenue, %(code)s") % {"code": code} for code in codes),
    ]
    rows = [(_name(row, values), _cells_of(row, links, codes)) for row in answer.rows]
    total = (_("All"), _cells_of(answer.total, links, codes))
    return counts(_("Groups"), headings, [*rows, total])


def _cells_of(row: Any, links: Links, codes: list[str]) -> list[Content]:
    if row.suppressed:
        return [_("too few to tell"), *[""] * (4 + len(codes))]
    people, back, buyers, again = (
        linked(getattr(row, kind), _people(row, links, kind)) for kind in _KINDS
    )
    revenue = {one.currency: one.net for one in row.revenue}
    money = [said_money(revenue.get(code), code) for code in codes]
    return [people, back, words.share(row.came_back_percent), buyers, again, *money]


def _people(row: Any, links: Links, of: str) -> str:
    other = list(row.other) if any(row.other) else None
    return links.people(keys=list(row.keys) or None, other=other, of=of)


def _name(row: Any, values: Values) -> str:
    if any(row.other):
        return _("All others")
    key = row.keys[0] if row.keys else ""
    if key is None:
        return _("(none)")
    return _weekdays()[int(key) - 1] if values["split"] == "weekday" and key.isdigit() else str(key)


def _weekdays() -> list[str]:
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ]


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    keys = ", ".join(str(key) for key in cell.get("keys", []))
    return _("%(by)s: %(group)s") % {"by": _BY[values["split"]], "group": keys or _("All")}


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    labels = {
        "people": _("All"),
        "came_back": _("Came back"),
        "buyers": _("Buyers"),
        "repeat_buyers": _("Bought again"),
    }
    return [(label, {**cell, "of": of}) for of, label in labels.items()]


GROUPS = Explorer(
    slug="groups",
    family="groups",
    title=gettext_lazy("Groups"),
    lead=gettext_lazy("What people of each channel, place, age or category do and buy."),
    icon="grid",
    asks=(
        ChoiceAsk("split", gettext_lazy("Grouped by"), _BY, "channel"),
        RangeAsk("range", pgettext_lazy("range", "Days"), {"": "last_90"}),
        NumberAsk("groups", gettext_lazy("Groups at most"), 12, 1, 60),
        NumberAsk(
            "least",
            gettext_lazy("Hide groups of fewer people than"),
            10,
            2,
            1_000,
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
