"""From counts to the rows of a report, with what must be left out left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.groups.activity import Activity
from huitou.engine.analytics.groups.answer import GroupRevenue, GroupRow
from huitou.engine.analytics.groups.buying import Buying, Money
from huitou.engine.analytics.groups.suppress import hidden_cells
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.groups import Groups, Key
from huitou.kernel import Currency
from huitou.kernel import Money as Amount


@dataclass(frozen=True, eq=False)
class Hidden:
    """By cell, the last of which is the total: whether all is left out, what is bought, and the
    revenue in each currency.
    """

    all: Flags
    buying: Flags
    money: dict[str, Flags]


def hidden_of(
    activity: Activity, buying: Buying, axes: tuple[Groups, ...], least: int, *, disjoint: bool
) -> Hidden:
    """What is left out because too few people are behind it."""
    shape = (len(axes[0]), len(axes[1]) if len(axes) > 1 else 1)
    everything = _hidden(activity.people, shape, least, disjoint, None)
    bought = _hidden(buying.payers, shape, least, disjoint, everything)
    money = {
        currency: _hidden(money.payers, shape, least, disjoint, bought)
        for currency, money in buying.money.items()
    }
    return Hidden(everything, bought, money)


def _hidden(
    people: Ints, shape: tuple[int, int], least: int, disjoint: bool, before: Flags | None
) -> Flags:
    total = (0 < people[-1] < least) or (before is not None and bool(before[-1]))
    if total:
        return np.ones(len(people), dtype=bool)
    inner = None if before is None else before[:-1].reshape(shape)
    cells = hidden_cells(people[:-1].reshape(shape), least, disjoint=disjoint, hidden=inner)
    return np.append(cells.ravel(), False)


def labels_of(axes: tuple[Groups, ...]) -> list[tuple[tuple[Key, ...], tuple[bool, ...]]]:
    """`keys` and `other` of every cell, in order, and of the total."""
    cells: list[tuple[tuple[Key, ...], tuple[bool, ...]]] = [((), ())]
    for axis in axes:
        cells = [
            ((*keys, key), (*others, other)) for keys, others in cells for key, other in axis.labels
        ]
    return [*cells, ((), ())]


def rows_of(
    activity: Activity, buying: Buying, hidden: Hidden, axes: tuple[Groups, ...]
) -> tuple[tuple[GroupRow, ...], GroupRow]:
    """The rows of all cells in which there is anything, and the total."""
    labels = labels_of(axes)
    rows = [
        _row(keys, other, place, activity, buying, hidden)
        for place, (keys, other) in enumerate(labels)
        if activity.people[place] or buying.payers[place] or place == len(labels) - 1
    ]
    return tuple(rows[:-1]), rows[-1]


def _row(
    keys: tuple[Key, ...],
    other: tuple[bool, ...],
    place: int,
    activity: Activity,
    buying: Buying,
    hidden: Hidden,
) -> GroupRow:
    told, sold = not hidden.all[place], not hidden.buying[place]
    people, back = int(activity.people[place]), int(activity.came_back[place])
    buyers, repeat = int(buying.buyers[place]), int(buying.repeat_buyers[place])
    return GroupRow(
        keys=keys,
        other=other,
        people=people if told else None,
        events=int(activity.events[place]) if told else None,
        came_back=back if told else None,
        came_back_percent=100 * back / people if told and people else None,
        orders=int(buying.orders[place]) if sold else None,
        buyers=buyers if sold else None,
        repeat_buyers=repeat if sold else None,
        repeat_percent=100 * repeat / buyers if sold and buyers else None,
        revenue=tuple(
            _revenue(currency, money, place, hidden=bool(hidden.money[currency][place]))
            for currency, money in sorted(buying.money.items())
            if sold and money.payers[place]
        ),
        suppressed=not told,
        buying_suppressed=not sold,
    )


def _revenue(currency: str, money: Money, place: int, *, hidden: bool) -> GroupRevenue:
    if hidden:
        return GroupRevenue(currency, None, None, suppressed=True)
    net, buyers = int(money.net[place]), int(money.buyers[place])
    each = Amount(net, Currency.of(currency)).share(1, buyers).minor if buyers else None
    return GroupRevenue(currency, net, each)
