"""How an answer says what it counted: in words, and as data that a program can compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AsOf:
    """The mark of the data that was read: the log's `version` (null for a table that is no log)
    and the moment (UTC) up to which that version knows the world.
    """

    version: int | None
    moment: datetime


@dataclass(frozen=True, slots=True)
class QueryDefinition:
    """What was counted: `en` and `zh` in plain sentences; `timezone` decides days; `rules` names
    each convention that was used, as data (period, window, anchor, ties, ...); `query` is the
    whole query as JSON values; `as_of` marks the data, and asking again with it gives the same
    numbers.
    """

    en: str
    zh: str
    timezone: str
    rules: dict[str, Any]
    query: dict[str, Any]
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should know about an answer: a stable `code`, a sentence in English
    and Chinese, and names that may have been meant.
    """

    code: str
    en: str
    zh: str
    suggestions: tuple[str, ...] = ()
