"""What growth reads of the log, besides the stages: few columns of the few events that matter."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.query import GrowthQuery, Marked
from huitou.engine.analytics.query.events import EventFilter, Where
from huitou.engine.analytics.source.attributes import trait
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.extract import matcher

_ANY = (EventFilter(),)


def read_joins(events: Events, query: GrowthQuery, frame: Frame) -> pa.Table:
    """Every `joined` event of all time: `person`, `at`, `message_id`, and the texts `inviter`,
    `share_id`, `campaign` and `channel`.
    """

    def joins(table: Any, dialect: Dialect) -> Any:
        found = _matching(table, query.joined, query.where, frame, dialect)
        return found.select(
            person=found.person,
            at=dialect.micros(found.timestamp),
            message_id=found.message_id,
            inviter=dialect.text(found.properties, "inviter_id"),
            share_id=dialect.text(found.properties, "share_id"),
            campaign=dialect.text(found.properties, query.campaign),
            channel=dialect.text(found.properties, query.channel),
        )

    return events.query(joins)


def read_shares(events: Events, query: GrowthQuery, frame: Frame) -> pa.Table:
    """Every `shared` event of all time: `person`, `at`, `share_id`."""

    def shares(table: Any, dialect: Dialect) -> Any:
        found = _matching(table, query.shared, query.where, frame, dialect)
        share_id = dialect.text(found.properties, "share_id")
        return found.select(
            person=found.person, at=dialect.micros(found.timestamp), share_id=share_id
        )

    return events.query(shares)


def read_users(events: Events, query: GrowthQuery, frame: Frame) -> pa.Table:
    """Whose window K observes: `person`, and `at`, their first event in the range."""

    def users(table: Any, dialect: Dialect) -> Any:
        found = _matching(table, query.users or _ANY, query.where, frame, dialect)
        inside = _between(found, frame.first, frame.known_end, dialect)
        moments = inside.select(person=inside.person, at=dialect.micros(inside.timestamp))
        return moments.group_by("person").agg(at=moments["at"].min())

    return events.query(users)


def read_active(
    events: Events,
    query: GrowthQuery,
    frame: Frame,
    filters: tuple[EventFilter, ...],
    window: tuple[int, int],
) -> pa.Array:
    """Who joined in the range and had any of the events (none given: any) within the window, in
    microseconds after joining.
    """

    def active(table: Any, dialect: Dialect) -> Any:
        joiners = joined_people(table, query, frame, dialect).rename(joiner="person")
        did = _matching(table, filters or _ANY, {}, frame, dialect)
        did = did.select(person=did.person, at=dialect.micros(did.timestamp))
        both = did.join(joiners, did.person == joiners.joiner)
        after = both["at"] - both.joined_at
        return both.filter(after >= window[0], after < window[1]).select("person").distinct()

    return events.query(active).column("person").combine_chunks()


def joined_people(events: Any, query: GrowthQuery, frame: Frame, dialect: Dialect) -> Any:
    """The Ibis table of who joined for the first time in the range: `person`, `joined_at`."""
    joined = _matching(events, query.joined, query.where, frame, dialect)
    moments = joined.select(person=joined.person, at=dialect.micros(joined.timestamp))
    first = moments.group_by("person").agg(joined_at=moments["at"].min())
    return first.filter(first.joined_at >= frame.first, first.joined_at < frame.known_end)


def read_marked(events: Events, marked: Marked, frame: Frame) -> pa.Array:
    """The ids of the people who carry the mark, which may repeat."""
    found = [events.person_of(pa.array(marked.ids, pa.string()))]
    if marked.events:
        table = events.query(
            lambda table, dialect: (
                _matching(table, marked.events, {}, frame, dialect).select("person").distinct()
            )
        )
        found.append(table.column("person").combine_chunks())
    name = marked.trait
    if name is not None:
        said = events.query(
            lambda table, dialect: trait(_known(table, frame, dialect), name, dialect)
        )
        people = said.filter(pc.equal(said.column("grp"), marked.value)).column("person")
        found.append(people.combine_chunks())
    return pa.concat_arrays([one.cast(pa.string()) for one in found])


def _matching(
    events: Any, filters: tuple[EventFilter, ...], where: Where, frame: Frame, dialect: Dialect
) -> Any:
    """The named events of known people, up to now, that match any of the filters."""
    known = _known(events, frame, dialect)
    chosen = known.filter(known.event.notnull())
    for name, value in where.items():
        chosen = chosen.filter(dialect.property_is(chosen.properties, name, value))
    return chosen.filter(reduce(or_, (matcher(one, dialect)(chosen) for one in filters)))


def _known(events: Any, frame: Frame, dialect: Dialect) -> Any:
    return events.filter(events.person.notnull(), events.timestamp < dialect.moment(frame.now + 1))


def _between(events: Any, first: int, end: int, dialect: Dialect) -> Any:
    return events.filter(
        events.timestamp >= dialect.moment(first), events.timestamp < dialect.moment(end)
    )
