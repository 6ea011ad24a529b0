"""What a shopper wants to send back, as the forms of its three steps say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from huitou.commerce import aftersales

_UNITS = "units-"


@dataclass(frozen=True)
class AskedBack:
    """Units by line id, and what was chosen of them until now."""

    units: Mapping[str, int]
    reason: str = ""
    kind: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def kept_lines(self) -> list[tuple[str, str]]:
        """The lines, as fields of a form."""
        lines = [("line", id) for id in self.units]
        return [*lines, *((f"{_UNITS}{id}", str(units)) for id, units in self.units.items())]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All of it, as fields of a form."""
        said = [("reason", self.reason), ("kind", self.kind), ("text", self.text)]
        return [*self.kept_lines, *said, *(("evidence", id) for id in self.evidence)]


def asked_in(said: QueryDict) -> AskedBack:
    """What a form sent. Of a line without a sound number one unit."""
    return AskedBack(
        units={id: _units(said.get(f"{_UNITS}{id}", "1")) for id in said.getlist("line")[:100]},
        reason=said.get("reason", ""),
        kind=said.get("kind", ""),
        text=said.get("text", "").strip(),
        evidence=tuple(said.getlist("evidence")),
    )


@dataclass(frozen=True)
class Possible:
    """What can be asked for of all the chosen units together: kinds by ground."""

    kinds: Mapping[str, Sequence[str]]
    reasons: Sequence[str]

    def ground_of(self, reason: str) -> str:
        found = aftersales.REASONS.get(reason)
        return found.ground if found else ""

    def kinds_for(self, reason: str) -> Sequence[str]:
        """The ways that stand on the reason's ground."""
        return self.kinds.get(self.ground_of(reason), ())

    def grounds_of(self, kind: str) -> list[str]:
        """The grounds on which a way can be asked for."""
        return [ground for ground, kinds in self.kinds.items() if kind in kinds]


def possible_for(lines: Sequence[aftersales.LineActions], units: Mapping[str, int]) -> Possible:
    """What every one of the chosen lines allows for its units."""
    chosen = [line for line in lines if line.line_id in units]
    allowed = [
        {(a.ground, a.kind) for a in line.actions if a.quantity >= units[line.line_id] > 0}
        for line in chosen
    ]
    common = set.intersection(*allowed) if allowed else set()
    order = [(a.ground, a.kind) for a in (chosen[0].actions if chosen else ())]
    kinds: dict[str, list[str]] = {}
    for ground, kind in order:
        if (ground, kind) in common:
            kinds.setdefault(ground, []).append(kind)
    reasons = [code for code, one in aftersales.REASONS.items() if one.ground in kinds]
    return Possible(kinds, reasons)


def _units(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 7 else 1
