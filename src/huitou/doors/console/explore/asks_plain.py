"""Pieces of a form for choices, numbers and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huitou.doors.console.explore.asks import Around, Ask, Said, Words, wrong
from huitou.doors.design import Component, Field, Option


@dataclass(frozen=True)
class ChoiceAsk(Ask):
    """One of several words."""

    options: Mapping[str, Words]
    default: str

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: [self.default]}

    def read(self, said: Said, around: Around) -> str:
        value = said[self.name][0] or self.default
        if value not in self.options:
            raise wrong(self.name, _("This choice does not exist."), _("Choose one of the list."))
        return value

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        options = [Option(value, str(label)) for value, label in self.options.items()]
        return [self._field(said, errors, kind="select", options=options)]


@dataclass(frozen=True)
class TickAsk(Ask):
    """Yes or no."""

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: []}

    def read(self, said: Said, around: Around) -> bool:
        return bool(said[self.name] and said[self.name][0])

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        ticked = self.read(said, around)
        return [self._field(said, errors, kind="checkbox", checked=ticked, value="")]

    def _field(self, said: Said, errors: Mapping[str, str], **more: Any) -> Field:
        return Field(self.name, str(self.label), hint=str(self.hint), **more)


@dataclass(frozen=True)
class NumberAsk(Ask):
    """A whole number."""

    default: int
    least: int
    most: int
    behind: Words = ""

    def defaults(self, around: Around) -> dict[str, list[str]]:
        return {self.name: [str(self.default)]}

    def read(self, said: Said, around: Around) -> int:
        text = said[self.name][0].strip() or str(self.default)
        if not (text.isascii() and text.isdigit() and self.least <= int(text[:9]) <= self.most):
            raise wrong(
                self.name,
                _("%(value)s does not fit here.") % {"value": text[:20]},
                _("Give a whole number from %(least)s to %(most)s.")
                % {"least": self.least, "most": self.most},
            )
        return int(text)

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        return [
            self._field(
                said,
                errors,
                kind="number",
                least=str(self.least),
                most=str(self.most),
                behind=str(self.behind),
            )
        ]


@dataclass(frozen=True)
class NumbersAsk(Ask):
    """Whole numbers with commas between them; none is ()."""

    least: int
    most: int
    placeholder: str = ""

    def read(self, said: Said, around: Around) -> tuple[int, ...]:
        parts = [one for one in said[self.name][0].replace("，", ",").split(",") if one.strip()]
        numbers = []
        for part in parts:
            text = part.strip()
            if not (text.isascii() and text.isdigit() and self.least <= int(text[:9]) <= self.most):
                raise wrong(
                    self.name,
                    _("%(value)s does not fit here.") % {"value": text[:20]},
                    _("Give whole numbers with commas between them, such as 1, 6, 7."),
                )
            numbers.append(int(text))
        return tuple(numbers)

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        return [self._field(said, errors, placeholder=self.placeholder, inputmode="numeric")]


@dataclass(frozen=True)
class TextAsk(Ask):
    """A name, such as that of a property; "" is none. `known` is the list that it completes by."""

    known: str = ""
    placeholder: Words = ""

    def read(self, said: Said, around: Around) -> str:
        return said[self.name][0].strip()

    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        listed = {"list": self.known} if self.known else {}
        placeholder = str(self.placeholder)
        return [self._field(said, errors, placeholder=placeholder, attributes=listed)]
