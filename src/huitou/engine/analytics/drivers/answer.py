"""The answer to the question of what goes with staying."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.query.definition import Note, QueryDefinition
from huitou.engine.analytics.query.events import EventFilter


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dose:
    """The people who did it `times` times in their first days (3: three times or more), how many
    of them came back, and their share (None without people).
    """

    times: int
    people: int
    returned: int
    share: Interval | None


@dataclass(frozen=True, slots=True)
class Driver:
    """One action. Shares and differences lie between 0 and 1 (or -1 and 1).

    `with_people` did it, of whom `with_returned` came back; `without_..` did not do it.
    `difference` is the share of the first less that of the second, `ratio` the one divided by the
    other (None where nobody of one side came back), `phi` the correlation of doing and coming
    back. `adjusted_difference` is the difference between people who were about equally active
    otherwise (None if no activity quarter has people of both sides). `p` is of `test`; `p_holm` and
    `p_bh` are adjusted for all actions tested, and `significant` follows the one that the query
    chose. `people_per_arm` is what an experiment would need (None where the shares are equal).
    `en` and `zh` say it in words.
    """

    action: EventFilter
    with_people: int
    with_returned: int
    without_people: int
    without_returned: int
    with_share: Interval
    without_share: Interval
    difference: Interval
    ratio: Interval | None
    phi: float
    test: str
    p: float
    p_holm: float
    p_bh: float
    significant: bool
    adjusted_difference: Interval | None
    doses: tuple[Dose, ...]
    people_per_arm: int | None
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class TooFew:
    """An action that is not tested, because one side has too few people."""

    action: EventFilter
    with_people: int
    without_people: int


@dataclass(frozen=True, slots=True)
class DriversAnswer:
    """Significant actions first, then the others, each by the size of the difference.

    `people` are counted, `returned` of them came back; `too_recent` entered in the range and are
    left out because their outcome window has not run out.
    """

    people: int
    returned: int
    too_recent: int
    drivers: tuple[Driver, ...]
    too_few: tuple[TooFew, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
