"""Customer value: what customers are worth, by when they first bought."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import PERIODS, RangeAsk
from huitou.doors.console.explore.asks_log import SplitAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk
from huitou.doors.console.explore.explorer import Explorer, Values
from huitou.doors.console.explore.families.usual import WEEK_START, WHERE, WITHIN, usual_query
from huitou.doors.console.explore.families.value_drawn import draw

_RANGES = {"day": "last_30", "week": "last_180", "month": "last_365"}


def _query(values: Values, around: Around) -> dict[str, Any]:
    return usual_query(values, around)


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    named = (cell.get("group"), bool(cell.get("other")))
    group = next((one for one in answer.groups if (one.key, one.other) == named), None)
    rows = () if group is None else group.rows
    start = words.start_of(rows, cell.get("row"), values["period"])
    names = {"start": start}
    if cell.get("of") == "repeat":
        return (
            _("First bought %(start)s, and bought again") if start else _("Bought again")
        ) % names
    return (_("First bought %(start)s") if start else _("Customers")) % names


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    plain = {name: value for name, value in cell.items() if name != "of"}
    all_of = {name: value for name, value in plain.items() if name != "column"}
    return [
        (_("Customers"), all_of),
        (_("Bought again"), {**plain, "of": "repeat"}),
    ]


VALUE = Explorer(
    slug="value",
    family="customer_value",
    title=gettext_lazy("Customer value"),
    lead=gettext_lazy("What customers are worth as time goes by, net of refunds."),
    icon="wallet",
    asks=(
        ChoiceAsk("period", gettext_lazy("Counted by"), PERIODS, "month"),
        RangeAsk("range", gettext_lazy("First bought in"), _RANGES),
        SplitAsk(
            "by",
            gettext_lazy("Compare by"),
            ("person", "cohort", "first_channel", "inviter", "group_buy"),
        ),
        ChoiceAsk(
            "cells",
            gettext_lazy("Cells show"),
            {
                "money": gettext_lazy("Money each"),
                "repeat": gettext_lazy("Bought again"),
            },
            "money",
        ),
        WEEK_START,
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=draw,
    about_cell=_about,
    cells=_cells,
)
