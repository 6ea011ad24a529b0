"""From counted tables to drivers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from huitou.engine.analytics.drivers.answer import Dose, Driver, TooFew
from huitou.engine.analytics.drivers.effects import (
    benjamini_hochberg,
    difference,
    holm,
    p_value,
    people_per_arm,
    phi,
    ratio,
    share,
    stratified_difference,
)
from huitou.engine.analytics.drivers.query import DriversQuery
from huitou.engine.analytics.drivers.sentences import sentence
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.events import EventFilter

SIGNIFICANT = 0.05
_QUARTERS = (0.25, 0.5, 0.75)


class _Sides(NamedTuple):
    """`a` of `n` people with the behaviour came back, `c` of `m` without it."""

    a: int
    n: int
    c: int
    m: int


def drivers_of(
    query: DriversQuery, actions: tuple[EventFilter, ...], tables: Ints
) -> tuple[tuple[Driver, ...], tuple[TooFew, ...]]:
    """The drivers in the order of the answer, and the actions with too few people; `tables` are
    those of the actions (see Tables).
    """
    sides = [_sides(table.sum(axis=0)) for table in tables]
    tested = [place for place, one in enumerate(sides) if min(one.n, one.m) >= query.min_people]
    p_values = [p_value(*sides[place])[1] for place in tested]
    drivers = [
        _driver(query, actions[place], sides[place], tables[place], p_holm, p_bh)
        for place, p_holm, p_bh in zip(
            tested, holm(p_values), benjamini_hochberg(p_values), strict=True
        )
    ]
    drivers.sort(key=lambda driver: (not driver.significant, -abs(driver.difference.value)))
    few = [place for place in range(len(actions)) if place not in tested]
    return tuple(drivers), tuple(
        TooFew(actions[place], sides[place].n, sides[place].m) for place in few
    )


def _driver(
    query: DriversQuery, action: EventFilter, sides: _Sides, table: Ints, p_holm: float, p_bh: float
) -> Driver:
    test, p = p_value(*sides)
    significant = (p_holm if query.adjust == "holm" else p_bh) < SIGNIFICANT
    apart = difference(*sides)
    equally_active = stratified_difference([_sides(one) for one in _quarters(table)])
    needed = people_per_arm(sides.a / sides.n, sides.c / sides.m)
    words = sentence(query, action, sides, apart, equally_active, needed, significant=significant)
    return Driver(
        action=action,
        with_people=sides.n,
        with_returned=sides.a,
        without_people=sides.m,
        without_returned=sides.c,
        with_share=share(sides.a, sides.n),
        without_share=share(sides.c, sides.m),
        difference=apart,
        ratio=ratio(*sides),
        phi=phi(*sides),
        test=test,
        p=p,
        p_holm=p_holm,
        p_bh=p_bh,
        significant=significant,
        adjusted_difference=equally_active,
        doses=_doses(table.sum(axis=0)),
        people_per_arm=needed,
        en=words.en,
        zh=words.zh,
    )


def _sides(doses: Ints) -> _Sides:
    """Of people by dose and whether they came back."""
    did = doses[1:].sum(axis=0)
    return _Sides(int(did[1]), int(did.sum()), int(doses[0, 1]), int(doses[0].sum()))


def _doses(doses: Ints) -> tuple[Dose, ...]:
    counted = [(int(one.sum()), int(one[1])) for one in doses]
    return tuple(
        Dose(times, people, returned, share(returned, people) if people else None)
        for times, (people, returned) in enumerate(counted)
    )


def _quarters(table: Ints) -> list[Ints]:
    """The table of doses and returns of each quarter of the people, by their other events. Equally
    active people are in one quarter, so that quarters may differ in size or be empty.
    """
    people = table.sum(axis=(1, 2))
    upto = np.cumsum(people)
    cuts = np.searchsorted(upto, [upto[-1] * part for part in _QUARTERS])
    quarter = np.searchsorted(cuts, np.arange(len(people)))
    return [table[quarter == number].sum(axis=0) for number in range(len(_QUARTERS) + 1)]
