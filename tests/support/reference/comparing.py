"""Answers as plain data: without what they say in words."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

_WORDS = {"definition", "notes", "label"}


def plain(answer: Any) -> Any:
    """The numbers, names and moments of an answer."""
    if is_dataclass(answer):
        names = [one.name for one in fields(answer) if one.name not in _WORDS]
        return {name: plain(getattr(answer, name)) for name in names}
    if isinstance(answer, tuple | list):
        return [plain(one) for one in answer]
    if isinstance(answer, datetime):
        return answer.isoformat()
    return answer


def differences(theirs: Any, ours: Any, place: str = "") -> list[str]:
    """Where two plain answers differ: everything exactly, fractions up to rounding."""
    if isinstance(theirs, dict) and isinstance(ours, dict) and theirs.keys() == ours.keys():
        return [d for key in ours for d in differences(theirs[key], ours[key], f"{place}.{key}")]
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        pairs = enumerate(zip(theirs, ours, strict=True))
        return [d for k, (a, b) in pairs for d in differences(a, b, f"{place}[{k}]")]
    if _number(theirs) and _number(ours):
        close = math.isclose(theirs, ours, rel_tol=1e-9, abs_tol=1e-6)
        return [] if close else [f"{place}: {theirs} instead of {ours}"]
    same = type(theirs) is type(ours) and theirs == ours
    return [] if same else [f"{place}: {theirs!r} instead of {ours!r}"]


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
