"""The questions in ClickHouse's SQL by hand (chDB: ClickHouse inside this process), over the
Parquet files of the log.

What was tried, and is not faster (factors of CPU time at 20 million events): the look-up of people
before the first grouping (1.5); people as a dictionary or a Join table (the same within 5%);
groupUniqArray (the same for weeks, 1.1 for 180 days) and groupBitmap (1.2) with arrayJoin instead
of bit masks; retention(), which gives a row only from the first period; windowFunnel per person
over joined rows, and windowFunnelState per id, merged per person (1.1 to 1.2 times the arrays);
a test for the text before the JSON is read (the same). simpleJSONExtractString takes 0.78 times as
long as JSONExtractString, but asks another question: it takes the first key of that name at
whatever depth. A funnel over whole seconds (DateTime) is no faster and cannot tell two events of
one second apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from _inputs import Inputs, read_inputs
from _questions import (
    CATEGORY,
    FIRST,
    FUNNEL_3,
    FUNNEL_12,
    HALF_YEAR,
    MONTH,
    RETURN,
    VIEWED,
    WEEKS,
    WINDOW,
    Rows,
    Span,
)
from _timing import answer_here
from chdb.session import Session

_ID = "assumeNotNull(coalesce(user_id, anonymous_id))"
_TEA = f"event = '{VIEWED}' AND JSONExtractString(properties, 'category') = '{CATEGORY}'"
_NAMED = "event IS NOT NULL"
_NEVER = 2**31 - 1
_PERSON = "if(people.person_id = '', ids.id, people.person_id)"


def connect(inputs: Inputs) -> Session:
    """A session in a temporary folder with the people as a table in memory; that is not timed."""
    session = Session()
    session.query("CREATE DATABASE bench")
    session.query(
        "CREATE TABLE bench.people ENGINE = Memory AS SELECT assumeNotNull(id) AS id, "
        f"assumeNotNull(person_id) AS person_id FROM file('{inputs.people}', 'Parquet')"
    )
    session.query(f"CREATE VIEW bench.events AS SELECT * FROM {_file(inputs.files)}")
    return session


def question_sql(question: str, resolved: bool) -> str:
    """The SQL of one of QUESTIONS over `bench.events` and `bench.people`; without people (not
    `resolved`) a person is the raw id.
    """
    return {
        "daily_retention": lambda: retention(MONTH, _NAMED, resolved),
        "weekly_retention": lambda: retention(WEEKS, _NAMED, resolved),
        "first_time_retention": lambda: first_time_retention(MONTH, resolved),
        "filtered_retention": lambda: retention(WEEKS, _TEA, resolved),
        "stickiness_30": lambda: stickiness(MONTH, resolved),
        "stickiness_180": lambda: stickiness(HALF_YEAR, resolved),
        "lifecycle": lambda: lifecycle(WEEKS, resolved),
        "funnel_3": lambda: funnel(FUNNEL_3, resolved),
        "funnel_12": lambda: funnel(FUNNEL_12, resolved),
    }[question]()


def retention(span: Span, where: str, resolved: bool) -> str:
    return f"""
WITH ids AS (SELECT {_ID} AS id, groupBitOr(bitShiftLeft(toUInt64(1), {_period(span)})) AS mask
             FROM bench.events WHERE {where} AND {_inside(span)} GROUP BY id),
persons AS ({_persons("groupBitOr(ids.mask) AS mask", resolved)}),
masks AS (SELECT mask, count() AS n FROM persons GROUP BY mask),
starts AS (SELECT n, mask, arrayJoin(bitPositionsToArray(mask)) AS start FROM masks),
lines AS (SELECT start, sumForEach(arrayMap(b -> if(bitTest(mask, b), n, 0), range({span.count})))
                        AS counts
          FROM starts GROUP BY start)
SELECT start, active - 1 - start AS k, people
FROM lines ARRAY JOIN counts AS people, arrayEnumerate(counts) AS active
WHERE active > start AND people > 0 ORDER BY start, k
"""


def first_time_retention(span: Span, resolved: bool) -> str:
    period = _period(span)
    back = f"event = '{RETURN}' AND {_inside(span)}"
    columns = "min(ids.start) AS start, groupBitOr(ids.mask) AS mask"
    return f"""
WITH ids AS (
    SELECT {_ID} AS id, min(if(event = '{FIRST}', {period}, {_NEVER})) AS start,
           groupBitOr(if({back}, bitShiftLeft(toUInt64(1), greatest({period}, 0)), 0)) AS mask
    FROM bench.events
    WHERE event IN ('{FIRST}', '{RETURN}') AND timestamp < {_moment(span.end)} GROUP BY id),
persons AS ({_persons(columns, resolved)}),
masks AS (SELECT start, mask, count() AS n FROM persons
          WHERE start BETWEEN 0 AND {span.count - 1} GROUP BY start, mask),
cells AS (SELECT start, n, arrayJoin(arrayFilter(
              k -> k = 0 OR bitTest(mask, start + k), range(toUInt32({span.count} - start)))) AS k
          FROM masks)
SELECT start, k, sum(n) FROM cells GROUP BY start, k ORDER BY start, k
"""


def stickiness(span: Span, resolved: bool) -> str:
    one = "toUInt64(1)" if span.count <= 64 else "toUInt256(1)"
    return f"""
WITH ids AS (SELECT {_ID} AS id, groupBitOr(bitShiftLeft({one}, {_period(span)})) AS mask
             FROM bench.events WHERE {_NAMED} AND {_inside(span)} GROUP BY id),
persons AS ({_persons("groupBitOr(ids.mask) AS mask", resolved)})
SELECT bitCount(mask) AS days, count() FROM persons GROUP BY days ORDER BY days
"""


def lifecycle(span: Span, resolved: bool) -> str:
    """Bit 0 of a mask is the week before the first."""
    return f"""
WITH ids AS (
    SELECT id, min(week) AS born,
           groupBitOr(if(week >= -1, bitShiftLeft(toUInt64(1), greatest(week + 1, 0)), 0)) AS mask
    FROM (SELECT {_ID} AS id, {_period(span)} AS week FROM bench.events
          WHERE {_NAMED} AND timestamp < {_moment(span.end)})
    GROUP BY id),
persons AS ({_persons("min(ids.born) AS born, groupBitOr(ids.mask) AS mask", resolved)}),
masks AS (SELECT born, mask, count() AS n FROM persons GROUP BY born, mask),
states AS (SELECT n, born, toInt32(arrayJoin(range({span.count}))) AS week,
                  bitTest(mask, week + 1) AS now, bitTest(mask, week) AS before
           FROM masks)
SELECT week, sumIf(n, born = week), sumIf(n, now AND before),
       sumIf(n, now AND NOT before AND born < week), sumIf(n, before AND NOT now)
FROM states GROUP BY week ORDER BY week
"""


def funnel(steps: tuple[str, ...], resolved: bool) -> str:
    """Moments and steps as arrays per raw id, put together per person; windowFunnel over those."""
    numbers = range(1, len(steps) + 1)
    conditions = ", ".join(f"arrayMap(s -> s = {k}, steps)" for k in numbers)
    counts = ", ".join(f"countIf(level >= {k})" for k in numbers)
    columns = "groupArrayArray(ids.moments) AS moments, groupArrayArray(ids.steps) AS steps"
    return f"""
WITH ids AS (
    SELECT {_ID} AS id, groupArray(toUInt64(toUnixTimestamp64Micro(timestamp))) AS moments,
           groupArray(toUInt8(indexOf({list(steps)}, assumeNotNull(event)))) AS steps
    FROM bench.events WHERE event IN {steps} GROUP BY id),
persons AS ({_persons(columns, resolved)}),
levels AS (SELECT arrayReduce('windowFunnel({WINDOW})', moments, {conditions}) AS level
           FROM persons)
SELECT arrayJoin(arrayEnumerate(counts)) AS step, counts[step]
FROM (SELECT [{counts}] AS counts FROM levels) ORDER BY step
"""


def _persons(columns: str, resolved: bool) -> str:
    if not resolved:
        return "SELECT * FROM ids"
    return (
        f"SELECT {_PERSON} AS person, {columns} FROM ids "
        "ANY LEFT JOIN bench.people AS people ON ids.id = people.id GROUP BY person"
    )


def _period(span: Span) -> str:
    number = f"intDiv(toUnixTimestamp64Micro(timestamp) - {span.offset}, {span.step})"
    return f"toInt32({number} - {span.base})"


def _inside(span: Span) -> str:
    return f"timestamp >= {_moment(span.begin)} AND timestamp < {_moment(span.end)}"


def _moment(moment: datetime) -> str:
    return f"toDateTime64('{moment:%Y-%m-%d %H:%M:%S}', 6, 'UTC')"


def _file(files: tuple[str, ...]) -> str:
    folder = Path(files[0]).parent
    return f"file('{folder}/{{{','.join(Path(file).name for file in files)}}}', 'Parquet')"


def _rows(answer: Any) -> Rows:
    return [tuple(int(cell) for cell in line.split("\t")) for line in str(answer).splitlines()]


def prepare(home: Path, question: str, resolved: bool) -> Callable[[], Rows]:
    session = connect(read_inputs(home))
    sql = question_sql(question, resolved)
    return lambda: _rows(session.query(sql, "TabSeparated"))


if __name__ == "__main__":
    answer_here(sys.argv, prepare)
