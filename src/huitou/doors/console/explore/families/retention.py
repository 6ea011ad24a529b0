"""Retention: of the people who did one thing, how many did another k periods later."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import BY_PERIOD, PERIODS, RangeAsk
from huitou.doors.console.explore.asks_log import EventAsk, SplitAsk, WhereAsk, WithinAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk, NumberAsk, NumbersAsk
from huitou.doors.console.explore.explorer import Explorer, Values
from huitou.doors.console.explore.families.retention_drawn import USUAL_BRACKETS, column_name, draw

_ASKS = (
    EventAsk("start", _("People who did"), ("Order Completed",)),
    EventAsk("returning", _("and came back to do"), ("Order Completed",)),
    ChoiceAsk("period", _("Counted by"), {"hour": _("Hour"), **PERIODS}, "week"),
    RangeAsk("range", pgettext_lazy("range", "Days"), BY_PERIOD),
    ChoiceAsk(
        "counts",
        _("Came back"),
        {
            "on": _("In that very period"),
            "after": _("Then or later"),
            "brackets": _("In brackets of periods"),
            "hours": _("By full 24 hours"),
        },
        "on",
    ),
    SplitAsk("by", _("Compare by")),
    ChoiceAsk(
        "mode",
        _("A person starts"),
        {
            "first_time": _("Once: the first time of all"),
            "recurring": _("In every period with the event"),
            "first_ever": _("Once: the first event of that name, if it fits"),
        },
        "first_time",
        more=True,
    ),
    NumbersAsk(
        "brackets",
        _("Lengths of the brackets"),
        1,
        1_000,
        "1, 6, 7",
        more=True,
        hint=_(
            "Used with “In brackets of periods”: 1, 6, 7 are period 1, then 2 to 7, then 8 to 14."
        ),
    ),
    ChoiceAsk(
        "cells",
        _("Cells show"),
        {
            "share": _("Share of people"),
            "people": pgettext_lazy("how many", "People"),
            "lost": _("Lost since"),
        },
        "share",
        more=True,
    ),
    NumberAsk("column", _("Period followed over time"), 4, 1, 60, more=True),
    NumberAsk("least", _("Came back at least so often"), 1, 1, 1_000, more=True),
    ChoiceAsk(
        "percent_of",
        _("Shares are of"),
        {"first": _("All who started"), "previous": _("Those of the period before")},
        "first",
        more=True,
    ),
    ChoiceAsk(
        "mean",
        _("Mean"),
        {"weighted": _("By people"), "simple": _("Of the rows"), "none": _("None")},
        "weighted",
        more=True,
    ),
    ChoiceAsk(
        "week_start",
        _("Weeks begin on"),
        {"monday": _("Monday"), "sunday": _("Sunday")},
        "monday",
        more=True,
    ),
    WhereAsk("where", _("All events only where"), more=True),
    WithinAsk("within", _("Only people of the cohort"), more=True),
)


def _query(values: Values, around: Around) -> dict[str, Any]:
    counts = values["counts"]
    query = {
        "timezone": around.timezone,
        "period": values["period"],
        **values["range"].query,
        "week_start": values["week_start"],
        "start": values["start"],
        "returning": values["returning"],
        "mode": values["mode"],
        "min_occurrences": values["least"],
        "percent_of": values["percent_of"],
        "mean": values["mean"],
        "churn": True,
        "rolling": counts == "after",
        "window": "24h_from_first" if counts == "hours" else "calendar",
        "where": values["where"],
        "within": values["within"],
        "breakdown": values["by"],
    }
    if counts == "brackets":
        query["brackets"] = values["brackets"] or USUAL_BRACKETS
        query["churn"] = False
    return query


def _about_cell(cell: dict[str, Any], answer: Any, values: Values) -> str:
    period = values["period"]
    names = {"row": "", "place": column_name(answer, period, cell.get("column", 0))}
    group = _group_of(cell, answer)
    if group is not None:
        names["row"] = words.start_of(group.rows, cell.get("row"), period)
    if cell.get("lost"):
        said = _("Started %(row)s, and were not seen in %(place)s or later")
    elif not cell.get("column"):
        said = _("Started %(row)s")
    else:
        said = _("Started %(row)s, and came back in %(place)s")
    return str(said) % names


def _group_of(cell: dict[str, Any], answer: Any) -> Any:
    named = (cell.get("group"), bool(cell.get("other")))
    return next((one for one in answer.groups if (one.key, one.other) == named), None)


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The people who came back, those who are lost, and all of the row."""
    plain = {name: value for name, value in cell.items() if name not in ("lost", "column")}
    column = cell.get("column", 0)
    all_of = (str(_("All who started")), {**plain, "column": 0})
    if not column:
        return [all_of]
    return [
        (str(_("Came back")), {**plain, "column": column}),
        (str(_("Lost: not seen since")), {**plain, "column": column, "lost": True}),
        all_of,
    ]


RETENTION = Explorer(
    slug="retention",
    family="retention",
    title=_("Retention"),
    lead=_("Who comes back, how soon, and whether that gets better or worse."),
    icon="heatmap",
    asks=_ASKS,
    query=_query,
    draw=draw,
    about_cell=_about_cell,
    cells=_cells,
    tabs=("retention", "stickiness", "drivers", "groups"),
)
