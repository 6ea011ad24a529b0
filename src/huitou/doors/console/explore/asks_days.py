"""A piece of a form for days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.console.explore.asks import Around, Ask, Said, wrong
from huitou.doors.console.explore.days import CUSTOM, PRESETS, Days, days_of
from huitou.doors.design import Component, Field, Option

PERIODS = {
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
}
BY_PERIOD = {"day": "last_14", "week": "last_90", "month": "last_365", "hour": "last_7"}


@dataclass(frozen=True)
class RangeAsk(Ask):
    """Days: by a name, or from one to another. `usual` is what is taken where nothing is said, by
    the period that the form has chosen ("" where it has none).
    """

    usual: Mapping[str, str]

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: [""], "from": [""], "to": [""], "on": [""]}

    def tidy(self, said: dict[str, list[str]], was: str) -> None:
        """A range that was only the usual one of the period before gives way to that of the new
        period.
        """
        chosen = said[self.name][0]
        if chosen == self._usual(said) or (was and chosen == self.usual.get(was)):
            chosen = ""
        by_days = bool(said["from"][0] and said["to"][0]) and chosen in ("", CUSTOM)
        if by_days:
            chosen = ""
        elif chosen != CUSTOM:
            said["from"], said["to"] = [""], [""]
        said[self.name] = [chosen]

    def read(self, said: Said, around: Around) -> Days:
        name = said[self.name][0]
        newest = _a_day("on", said["on"][0]) if said["on"][0] else around.newest
        if name != CUSTOM and not (said["from"][0] and said["to"][0] and not name):
            preset = name or self._usual(said)
            if preset not in PRESETS:
                raise wrong(self.name, _("This range does not exist."), _("Choose another one."))
            return days_of(preset, newest)
        first, last = _a_day("from", said["from"][0]), _a_day("to", said["to"][0])
        if last < first:
            raise wrong("to", _("The last day is before the first."), _("Choose a later day."))
        return Days(first, last)

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        options = [
            *(Option(value, str(label)) for value, label in PRESETS.items()),
            Option(CUSTOM, _("From day to day")),
        ]
        chosen = said[self.name][0]
        if not chosen and said["from"][0] and said["to"][0]:
            chosen = CUSTOM
        chosen = chosen or self._usual(said)
        shown: list[Component] = [
            self._field(said, errors, kind="select", options=options, value=chosen)
        ]
        if chosen == CUSTOM:
            newest = days_of(self._usual(said), around.newest)
            given = {"from": newest.first.isoformat(), "to": newest.last.isoformat()}
            for name, label in (("from", _("First day")), ("to", _("Last day"))):
                value = said[name][0] or given[name]
                shown.append(
                    Field(name, label, kind="date", value=value, error=errors.get(name, ""))
                )
        return shown

    def _usual(self, said: Said) -> str:
        period = said["period"][0] if "period" in said else ""
        return self.usual.get(period) or next(iter(self.usual.values()))


def _a_day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(name, _("This is no day."), _("Choose a day, such as 2026-01-31.")) from None
