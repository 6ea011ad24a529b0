"""Who has a trait of some value, as an identify last said it."""

from __future__ import annotations

import operator
from typing import Any

import ibis
import pyarrow as pa

from huitou.engine.analytics.query.cohort import TraitIs
from huitou.engine.analytics.source.attributes import last_said
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events

_ORDER = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def people_with(events: Events, rule: TraitIs) -> pa.Array:
    """The ids of the people whose trait is as the rule says; for "not_set" of the others: those
    who have it set.
    """

    def asked(table: Any, dialect: Dialect) -> Any:
        said = _last_said(table, rule.name, dialect)
        known = ~dialect.is_kind(said.traits, "null", rule.name)
        return said.filter(known & _met(said.traits, rule, dialect)).select("person")

    found = events.query(asked).column("person").combine_chunks()
    return found.cast(pa.string())


def _last_said(table: Any, name: str, dialect: Dialect) -> Any:
    """The traits of each person's newest identify that says this one."""
    known = table.filter(table.person.notnull())
    return last_said(known, name, dialect, lambda said: said.traits).rename(traits="grp")


def _met(traits: Any, rule: TraitIs, dialect: Dialect) -> Any:
    name, value = rule.name, rule.value
    if rule.op in ("set", "not_set"):
        return dialect.true()
    if rule.op in ("=", "!="):
        equal = dialect.property_is(traits, name, value).fill_null(False)
        return equal if rule.op == "=" else ~equal
    text = dialect.text(traits, name)
    if rule.op == "contains":
        return dialect.is_kind(traits, "string", name) & text.contains(value)
    compare = _ORDER[rule.op]
    if isinstance(value, str):
        return dialect.is_kind(traits, "string", name) & compare(text, ibis.literal(value))
    number = text.try_cast("float64")
    assert value is not None  # `check` has seen to it
    return dialect.is_kind(traits, "number", name) & compare(number, ibis.literal(float(value)))
