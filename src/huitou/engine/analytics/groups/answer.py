"""The answer to the question of a report by group."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class GroupRevenue:
    """Net revenue in one currency in whole minor units, and per buyer in that currency (rounded
    half away from 0; None without buyers). Both are None where `suppressed`.
    """

    currency: str
    net: int | None
    per_buyer: int | None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group. `keys` are its values, one a dimension (None: no value); `other` marks those that
    stand for all values that are not shown. The total has neither.

    Where `suppressed`, all numbers are None; where `buying_suppressed`, those of orders, buyers and
    revenue. Percentages are of people and of buyers (None of nobody).
    """

    keys: tuple[str | None, ...]
    other: tuple[bool, ...]
    people: int | None
    events: int | None
    came_back: int | None
    came_back_percent: float | None
    orders: int | None
    buyers: int | None
    repeat_buyers: int | None
    repeat_percent: float | None
    revenue: tuple[GroupRevenue, ...]
    suppressed: bool = False
    buying_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class GroupsAnswer:
    """The rows in the order of their dimensions: ages, hours, weekdays and frequencies as they
    follow, others by people. People may be in several rows, so that rows need not add up to
    `total`.
    """

    rows: tuple[GroupRow, ...]
    total: GroupRow
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
