"""A piece of a form for events one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from huitou.doors.console.explore.asks import Around, Ask, Said, wrong
from huitou.doors.console.explore.asks_log import EVENTS, read_where
from huitou.doors.design import Component


@dataclass(frozen=True)
class StepsAsk(Ask):
    """Events one after another, each with what it must have; an empty line is passed over."""

    usual: tuple[str, ...]
    least: int = 2
    most: int = 12

    def defaults(self, around: Around) -> dict[str, list[str]]:
        known = [name for name in self.usual if name in around.events]
        if len(known) < self.least:
            known = list(around.events[: self.least])
        return {self.name: known, f"{self.name}_where": []}

    def read(self, said: Said, around: Around) -> list[dict[str, Any]]:
        steps = []
        for event, condition in self._lines(said):
            if event.strip():
                where = read_where(condition, f"{self.name}_where")
                steps.append({"event": event.strip(), **({"where": where} if where else {})})
        if len(steps) < self.least:
            raise wrong(
                self.name,
                _("Too few steps."),
                _("Name at least %(least)s events, one in each line.") % {"least": self.least},
            )
        return steps[: self.most]

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        lines = [line for line in self._lines(said) if line[0].strip()]
        if len(lines) < self.most:
            lines.append(("", ""))
        error = errors.get(self.name, "") or errors.get(f"{self.name}_where", "")
        return [StepLines(self.name, str(self.label), tuple(_numbered(lines)), EVENTS, error)]

    def _lines(self, said: Said) -> list[tuple[str, str]]:
        events, wheres = said[self.name], said[f"{self.name}_where"]
        return [(one, wheres[at] if at < len(wheres) else "") for at, one in enumerate(events)]


@dataclass(frozen=True)
class StepLine:
    """One line of a list of steps."""

    number: int
    event: str
    where: str


@dataclass(frozen=True)
class StepLines(Component):
    """A list of events to be filled in, with an empty line at its end."""

    name: str
    label: str
    lines: tuple[StepLine, ...]
    known: str
    error: str = ""
    template: ClassVar[str] = "console/explore/steps.html"


def _numbered(lines: Sequence[tuple[str, str]]) -> list[StepLine]:
    return [StepLine(at, event, where) for at, (event, where) in enumerate(lines, 1)]
