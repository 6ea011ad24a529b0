"""Funnels: how many take each step in time, and how long it takes them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import RangeAsk
from huitou.doors.console.explore.asks_log import SplitAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk, NumberAsk, TextAsk
from huitou.doors.console.explore.asks_steps import StepsAsk
from huitou.doors.console.explore.explorer import Explorer, Values
from huitou.doors.console.explore.families.funnels_drawn import draw
from huitou.doors.console.explore.families.usual import WHERE, WITHIN, usual_query

_UNITS = {"minute": 60, "hour": 3_600, "day": 86_400}
_USUAL = ("Product Viewed", "Product Added", "Checkout Started", "Order Completed")
_BINS = 12


def _query(values: Values, around: Around) -> dict[str, Any]:
    ordered = values["order"] != "unordered"
    return {
        **usual_query(values, around),
        "steps": values["step"],
        "window_seconds": values["window"] * _UNITS[values["window_unit"]],
        "order": values["order"],
        "trend": values["trend"] or None,
        "time_to_convert": {"bins": _BINS} if ordered else None,
        "reentry": values["reentry"],
        "hold_constant": values["hold"] or None,
        "unit": values["unit"],
    }


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    step = cell.get("step", 1)
    steps = answer.groups[0].steps if answer.groups else ()
    names = {"step": step, "name": steps[step - 1].label if 0 < step <= len(steps) else ""}
    if cell.get("dropped"):
        return _("Got to the step before, and not to step %(step)s: %(name)s") % names
    return _("Got to step %(step)s: %(name)s") % names


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    plain = {name: value for name, value in cell.items() if name != "dropped"}
    if cell.get("step", 1) < 2:
        return [(_("Got there"), plain)]
    return [(_("Got there"), plain), (_("Dropped out before it"), {**plain, "dropped": True})]


FUNNELS = Explorer(
    slug="funnels",
    family="funnel",
    title=gettext_lazy("Funnels"),
    lead=gettext_lazy("How far people get, step by step, and where they drop out."),
    icon="funnel",
    asks=(
        StepsAsk("step", gettext_lazy("Steps"), _USUAL),
        RangeAsk("range", gettext_lazy("Begun in"), {"": "last_30"}),
        NumberAsk("window", gettext_lazy("Within"), 14, 1, 9_999),
        ChoiceAsk(
            "window_unit",
            gettext_lazy("Unit"),
            {
                "minute": gettext_lazy("Minutes"),
                "hour": gettext_lazy("Hours"),
                "day": gettext_lazy("Days"),
            },
            "day",
        ),
        ChoiceAsk(
            "order",
            gettext_lazy("Order of the steps"),
            {
                "ordered": gettext_lazy("In this order"),
                "strict": gettext_lazy("Nothing between them"),
                "unordered": gettext_lazy("In any order"),
            },
            "ordered",
        ),
        SplitAsk("by", gettext_lazy("Compare by")),
        ChoiceAsk(
            "trend",
            gettext_lazy("Over time"),
            {
                "": gettext_lazy("No"),
                "day": gettext_lazy("By day"),
                "week": gettext_lazy("By week"),
                "month": gettext_lazy("By month"),
            },
            "",
            more=True,
        ),
        ChoiceAsk(
            "reentry",
            gettext_lazy("Begun again meanwhile"),
            {
                "every_attempt": gettext_lazy("Counts anew"),
                "after_window": gettext_lazy("Does not count"),
            },
            "every_attempt",
            more=True,
        ),
        ChoiceAsk(
            "unit",
            gettext_lazy("Count"),
            {"person": pgettext_lazy("how many", "People"), "session": gettext_lazy("Visits")},
            "person",
            more=True,
        ),
        TextAsk(
            "hold",
            gettext_lazy("Steps share a property"),
            placeholder="product_id",
            more=True,
        ),
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=draw,
    about_cell=_about,
    cells=_cells,
)
