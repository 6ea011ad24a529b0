"""Checking the index against the events, which DuckDB counts by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from huitou.engine.analytics.index.activity import ActivityIndex, open_index
from huitou.engine.analytics.index.days import day_start, local_days
from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.index.numbers import arrow_of
from huitou.engine.analytics.periods import day_date
from huitou.engine.analytics.sets import members
from huitou.engine.events import EventLog, Snapshot

_MEMORY = "1GB"
_SAID = """
CREATE TABLE said AS
SELECT DISTINCT event, days.number AS day, hash(person_id) AS person
FROM (SELECT event, epoch_us(timestamp) AS at, person_id FROM ({events})
      WHERE event IS NOT NULL AND person_id IS NOT NULL) named
ASOF JOIN days ON named.at >= days.start
"""
_CELLS = """
SELECT event, day, count(*), bit_xor(person) FROM said GROUP BY ALL
UNION ALL
SELECT NULL, day, count(*), bit_xor(person) FROM (SELECT DISTINCT day, person FROM said)
GROUP BY ALL
"""
_WRONG_IDS = """
SELECT count(*)
FROM (SELECT DISTINCT coalesce(user_id, anonymous_id) AS id, person_id FROM ({events})
      WHERE event IS NOT NULL AND person_id IS NOT NULL) said
LEFT JOIN index_ids USING (id) LEFT JOIN index_people USING (number)
WHERE index_people.name IS DISTINCT FROM said.person_id
"""
_ROWS_TOLD = """
SELECT number, count(*), sum(hash(person_id, epoch_us(timestamp)))
FROM ({events}) LEFT JOIN index_names ON event = index_names.name
WHERE event IS NOT NULL AND person_id IS NOT NULL GROUP BY number
"""
_ROWS_KEPT = """
SELECT index_names.number, count(*), sum(hash(index_people.name, moment))
FROM index_rows LEFT JOIN index_people USING (number)
LEFT JOIN index_names ON event = index_names.number GROUP BY index_names.number
"""
_PEOPLE = """
SELECT DISTINCT person_id FROM ({events})
WHERE (event = $event OR $event IS NULL AND event IS NOT NULL) AND person_id IS NOT NULL
  AND epoch_us(timestamp) >= $start AND epoch_us(timestamp) < $end
"""
_Cell = tuple[str | None, int]
_Print = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """A set that is wrong: `event` (None: any named one) on the local `day` lacks so many people
    (`missing`) and holds so many that it should not (`extra`).
    """

    event: str | None
    day: date
    missing: int
    extra: int


@dataclass(frozen=True)
class IndexChecked:
    """What a check found: `sets` that were compared, those that differ, how many ids of events lead
    to the wrong person, and of which events the rows are wrong (None: of those whose names came
    when there were too many). `problem` says why nothing could be compared: "absent" (there is no
    index, or it cannot be read) or "behind" (it does not cover the newest version of the log).
    """

    sets: int = 0
    differences: tuple[Difference, ...] = ()
    wrong_ids: int = 0
    wrong_rows: tuple[str | None, ...] = ()
    problem: str | None = None

    @property
    def sound(self) -> bool:
        return not (self.problem or self.differences or self.wrong_ids or self.wrong_rows)


def check_index(log: EventLog) -> IndexChecked:
    """Compare every set of the index with the events of the newest version. Whoever writes to the
    log waits until the index is in memory.
    """
    with log.writing():
        index, snapshot = open_index(log), log.shipped()
        if index is None:
            return IndexChecked(problem="absent")
        if not index.covers(snapshot):
            return IndexChecked(problem="behind")
        try:
            index.load()
        except IndexLost:
            return IndexChecked(problem="absent")
    return _compared(index, snapshot)


def _compared(index: ActivityIndex, snapshot: Snapshot) -> IndexChecked:
    with tempfile.TemporaryDirectory() as scratch:
        connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": scratch})
        connection.execute("SET TimeZone = 'UTC'")
        events = ibis.to_sql(snapshot.duckdb(connection), dialect="duckdb")
        told = _told_by_events(connection, events, index.timezone)
        kept = dict(_told_by_index(connection, index))
        # Of names that came when there were too many, only the sets of any event tell.
        cells = {cell for cell in told.keys() | kept.keys() if index.knows(cell[0])}
        wrong = sorted(
            (cell for cell in cells if told.get(cell) != kept.get(cell)),
            key=lambda cell: (cell[1], cell[0] or ""),
        )
        found = tuple(_difference(connection, events, index, cell) for cell in wrong)
        connection.register("index_people", _numbered(index.people, 0))
        ids = _wrong_ids(connection, events, index)
        return IndexChecked(len(cells), found, ids, _wrong_rows(connection, events, index))


def _told_by_events(
    connection: duckdb.DuckDBPyConnection, events: str, timezone: str
) -> dict[_Cell, _Print]:
    """By event and day: how many people, and the exclusive or of their hashes."""
    moments = connection.sql(
        f"SELECT epoch_us(min(timestamp)), epoch_us(max(timestamp)) FROM ({events})"
    ).fetchall()[0]
    connection.register("days", _days(moments, timezone))
    connection.execute(_SAID.format(events=events))
    rows = connection.sql(_CELLS).fetchall()
    return {(event, day): (count, mark) for event, day, count, mark in rows}


def _days(moments: tuple[int | None, int | None], timezone: str) -> pa.Table:
    """Every local day from the first moment to the last one, and when it starts."""
    known = np.array([moment for moment in moments if moment is not None], dtype=np.int64)
    days = local_days(known, timezone)[0] if len(known) else known
    numbers = range(int(days[0]), int(days[-1]) + 1) if len(days) else range(0)
    starts = {day_start(number, timezone): number for number in numbers}
    return pa.table(
        {
            "number": pa.array(starts.values(), pa.int64()),
            "start": pa.array(starts.keys(), pa.int64()),
        }
    )


def _told_by_index(
    connection: duckdb.DuckDBPyConnection, index: ActivityIndex
) -> Iterator[tuple[_Cell, _Print]]:
    connection.register("names", pa.table({"name": index.people}))
    hashed: Any = connection.sql("SELECT hash(name) AS mark FROM names").to_arrow_table()
    marks = hashed.column("mark").to_numpy()
    for event in (None, *index.event_names()):
        for day, people in zip(index.state.days, index.of_days(event), strict=True):
            if people:
                mark = int(np.bitwise_xor.reduce(marks[members(people)]))
                yield (event, day.number), (len(people), mark)


def _difference(
    connection: duckdb.DuckDBPyConnection, events: str, index: ActivityIndex, cell: _Cell
) -> Difference:
    event, number = cell
    start, end = (day_start(day, index.timezone) for day in (number, number + 1))
    given = {"event": event, "start": start, "end": end}
    rows = connection.execute(_PEOPLE.format(events=events), given).fetchall()
    told = {person for (person,) in rows}
    (people,) = index.sets(event, (start, end))
    kept = set(index.names(people).to_pylist())
    return Difference(event, day_date(number), len(told - kept), len(kept - told))


def _wrong_ids(connection: duckdb.DuckDBPyConnection, events: str, index: ActivityIndex) -> int:
    connection.register("index_ids", index.numbers)
    return int(connection.sql(_WRONG_IDS.format(events=events)).fetchall()[0][0])


def _wrong_rows(
    connection: duckdb.DuckDBPyConnection, events: str, index: ActivityIndex
) -> tuple[str | None, ...]:
    """By event: how many rows, and the sum of their hashes."""
    names, rows = index.event_names(), index.rows
    connection.register("index_names", _numbered(pa.array(names, pa.string()), 1))
    kept: dict[str, Any] = {
        "number": rows.owner[rows.person],
        "event": rows.event,
        "moment": rows.at,
    }
    connection.register("index_rows", pa.table({name: arrow_of(kept[name]) for name in kept}))
    sides = (
        connection.sql(sql.format(events=events)).fetchall() for sql in (_ROWS_TOLD, _ROWS_KEPT)
    )
    told, has = ({number: tuple(mark) for number, *mark in side} for side in sides)
    wrong = [number for number in told.keys() | has.keys() if told.get(number) != has.get(number)]
    return tuple(
        names[number - 1] if number else None for number in sorted(wrong, key=lambda n: n or 0)
    )


def _numbered(names: pa.Array, first: int) -> pa.Table:
    numbers = np.arange(first, first + len(names), dtype=np.uint32)
    return pa.table({"number": arrow_of(numbers), "name": names})
