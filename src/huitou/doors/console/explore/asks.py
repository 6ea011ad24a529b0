"""What an explorer asks for: pieces of a form, each of which reads its part of the address.

`said` always holds a list for every parameter of a piece: what the address says, or else what
the piece takes for granted. A piece that cannot be read raises InvalidInput with the parameter as
its field.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from django.utils.functional import Promise

from huitou.doors.design import Component, Field
from huitou.kernel import InvalidInput

Said: TypeAlias = Mapping[str, list[str]]
Words: TypeAlias = str | Promise


@dataclass(frozen=True)
class Around:
    """What a form has to know of the log: the day that ranges count back from, the names that
    occur in it, and the saved cohorts.
    """

    timezone: str
    newest: date
    events: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    complete: bool = True  # False while properties and traits are still being read

    def first_known(self, *names: str) -> str:
        """The first of these events that occurs; "" (any event) if none does."""
        return next((name for name in names if name in self.events), "")


@dataclass(frozen=True)
class Ask(ABC):
    """A piece of the form. `more` puts it among the further choices."""

    name: str
    label: Words
    more: bool = field(default=False, kw_only=True)
    hint: Words = field(default="", kw_only=True)

    def defaults(self, around: Around) -> dict[str, list[str]]:
        """Its parameters, and what they are where the address does not say them."""
        return {self.name: [""]}

    def tidy(self, said: dict[str, list[str]], was: str) -> None:  # noqa: B027
        """Take out of what was said that which says nothing; `was` is the period that the form had
        when it was shown.
        """

    def more_fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        """Fields that stand among the further choices, though the piece itself does not."""
        return []

    @abstractmethod
    def read(self, said: Said, around: Around) -> Any:
        """Its value."""

    @abstractmethod
    def fields(self, said: Said, errors: Mapping[str, str], around: Around) -> list[Component]:
        """Its fields, filled with what was said."""

    def _field(self, said: Said, errors: Mapping[str, str], **more: Any) -> Field:
        given = {"value": said[self.name][0], "hint": str(self.hint), **more}
        return Field(self.name, str(self.label), error=errors.get(self.name, ""), **given)


def wrong(name: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="explore.wrong", field=name)
