"""Pieces of a form that several explorers ask for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import BY_PERIOD, PERIODS, RangeAsk
from huitou.doors.console.explore.asks_log import WhereAsk, WithinAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk
from huitou.doors.console.explore.explorer import Values

PERIOD = ChoiceAsk("period", _("Counted by"), PERIODS, "week")
DAYS = RangeAsk("range", pgettext_lazy("range", "Days"), BY_PERIOD)
WEEK_START = ChoiceAsk(
    "week_start",
    _("Weeks begin on"),
    {"monday": _("Monday"), "sunday": _("Sunday")},
    "monday",
    more=True,
)
WHERE = WhereAsk("where", _("All events only where"), more=True)
WITHIN = WithinAsk("within", _("Only people of the cohort"), more=True)


def usual_query(values: Values, around: Around) -> dict[str, Any]:
    """What these pieces, as far as a form has them, say in a query."""
    query: dict[str, Any] = {"timezone": around.timezone}
    if "range" in values:
        query |= values["range"].query
    query |= {
        name: values[name] for name in ("period", "week_start", "where", "within") if name in values
    }
    if "by" in values:
        query["breakdown"] = values["by"]
    return query
