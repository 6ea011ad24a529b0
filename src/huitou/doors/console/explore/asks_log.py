"""Pieces of a form about what is in the log: events, conditions, and what to compare by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from huitou.doors.console.explore.asks import Around, Ask, Said, wrong
from huitou.doors.console.explore.asks_plain import NumberAsk
from huitou.doors.design import Component, Field, Option

EVENTS, PROPERTIES = "known-events", "known-properties"


@dataclass(frozen=True)
class EventAsk(Ask):
    """An event, "" being any; with `NAME_where` what it must have. Its value is that of a query.

    `usual` are names of which the first that occurs in the log is taken where nothing is said.
    """

    usual: tuple[str, ...] = ()

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: [around.first_known(*self.usual)], f"{self.name}_where": [""]}

    def read(self, said: Said, around: Around) -> dict[str, Any]:
        event = {"event": said[self.name][0].strip() or None}
        where = read_where(said[f"{self.name}_where"][0], f"{self.name}_where")
        return {**event, "where": where} if where else event

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        named = self._field(
            said,
            errors,
            placeholder=_("Any event"),
            attributes={"list": EVENTS, "autocomplete": "off"},
        )
        return [named]

    def more_fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        """What the event must have, among the further choices."""
        name = f"{self.name}_where"
        label = _("%(event)s: only where") % {"event": self.label}
        return [where_field(name, label, said, errors)]


@dataclass(frozen=True)
class WhereAsk(Ask):
    """What every event must have."""

    def read(self, said: Said, around: Around) -> dict[str, Any]:
        return read_where(said[self.name][0], self.name)

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        return [where_field(self.name, str(self.label), said, errors)]


@dataclass(frozen=True)
class SplitAsk(Ask):
    """By what an answer is compared: its value is a query's breakdown, None for not at all."""

    by: tuple[str, ...] = ("event", "person", "cohort", "first_channel", "inviter", "group_buy")

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: [""], "groups": ["6"]}

    def read(self, said: Said, around: Around) -> dict[str, Any] | None:
        chosen = said[self.name][0]
        if not chosen:
            return None
        by, colon, name = chosen.partition(":")
        if by not in self.by or bool(colon) != (by in ("event", "person", "cohort")):
            raise wrong(self.name, _("One cannot compare by this."), _("Choose one of the list."))
        limit = NumberAsk("groups", "", 6, 1, 30).read(said, around)
        return {"by": by, "limit": limit, **({"name": name} if colon else {})}

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        options = [Option("", _("Nothing")), *self._options(around)]
        chosen = said[self.name][0]
        if chosen and chosen not in [one.value for one in options]:
            options.append(Option(chosen, chosen.partition(":")[2] or chosen))
        shown: list[Component] = [self._field(said, errors, kind="select", options=options)]
        if chosen:
            groups = NumberAsk("groups", _("Groups at most"), 6, 1, 30)
            shown += groups.fields(said, errors, around)
        return shown

    def _options(self, around: Around) -> list[Option]:
        plain = {
            "first_channel": _("First channel"),
            "inviter": _("Who invited them"),
            "group_buy": _("Part in a group buy"),
        }
        named = (
            ("event", _("Property: %(name)s"), around.properties),
            ("person", _("Trait: %(name)s"), around.traits),
            ("cohort", _("Cohort: %(name)s"), around.cohorts),
        )
        return [
            *(Option(by, label) for by, label in plain.items() if by in self.by),
            *(
                Option(f"{by}:{name}", label % {"name": name})
                for by, label, names in named
                if by in self.by
                for name in names
            ),
        ]


@dataclass(frozen=True)
class WithinAsk(Ask):
    """A saved cohort whose people alone are counted."""

    def read(self, said: Said, around: Around) -> str | None:
        return said[self.name][0] or None

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        names = list(around.cohorts)
        if said[self.name][0] and said[self.name][0] not in names:
            names.append(said[self.name][0])
        if not names:
            return []
        options = [Option("", _("Everybody")), *(Option(name, name) for name in names)]
        return [self._field(said, errors, kind="select", options=options)]


def where_field(name: str, label: str, said: Said, errors: Mapping[str, str]) -> Field:
    """The field of a condition."""
    return Field(
        name,
        label,
        value=said[name][0],
        error=errors.get(name, ""),
        placeholder=_("category=tea; price=5"),
        attributes={"autocomplete": "off"},
    )


def read_where(text: str, name: str) -> dict[str, Any]:
    """`category=tea; price=5` as a query has it: a value is a number, true, false or null if it
    reads as one, and else a text.
    """
    where = {}
    for part in text.replace("；", ";").split(";"):
        if not part.strip():
            continue
        key, equals, value = part.partition("=")
        if not (key.strip() and equals):
            raise wrong(
                name,
                _("%(said)s is no condition.") % {"said": part.strip()[:40]},
                _("Write a property, = and its value, such as category=tea."),
            )
        where[key.strip()] = _scalar(value.strip())
    return where


def _scalar(said: str) -> Any:
    try:
        value = msgspec.json.decode(said)
    except msgspec.DecodeError:
        return said
    return said if isinstance(value, list | dict) else value
