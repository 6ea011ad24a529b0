"""What clients said of a person, with who said it last and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from huitou.doors.console.whole.masking import masked_json
from huitou.engine.events import PersonEvent


@dataclass(frozen=True)
class TraitSaid:
    """The newest value of a trait. `shown` is masked; `plain` is for who may see it, with a reason
    that stands in the audit log.
    """

    name: str
    plain: Any
    shown: str
    source: str
    at: datetime

    @property
    def is_masked(self) -> bool:
        return self.shown != _text(self.plain)


def traits_of(events: Sequence[PersonEvent]) -> list[TraitSaid]:
    """The traits by name, of events of which the newest stands first."""
    found: dict[str, TraitSaid] = {}
    for event in events:
        for name, value in _object(event.traits).items():
            if name not in found and value is not None:
                masked = masked_json({name: value}, of_traits=True)[name]
                found[name] = TraitSaid(name, value, _text(masked), event.source, event.timestamp)
    return sorted(found.values(), key=lambda one: one.name)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _object(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        said = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    return said if isinstance(said, dict) else {}
