"""The questions in DuckDB SQL by hand, over the Parquet files of the log.

What was tried, and is not faster (factors at 20 million): a self-join of the distinct (person,
week) (1.4 times the time), the look-up of people before the first grouping (1.4), distinct days
(1.2) or bitstring_agg (1.2) instead of bit masks of 60 days, and in a funnel window functions
instead of ASOF joins (1.0 for 12 steps, 1.1 for 3), or persons by name instead of by number (1.1 to
1.2). Each by the clock, on a machine that others used too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
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

_ID = "coalesce(user_id, anonymous_id)"
_TEA = f"event = '{VIEWED}' AND properties ->> 'category' = '{CATEGORY}'"
_NAMED = "event IS NOT NULL"


def connect(inputs: Inputs) -> duckdb.DuckDBPyConnection:
    """A database in memory with the people as a table of its own; that is not timed."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("CREATE TABLE people AS FROM read_parquet(?)", [inputs.people])
    connection.execute(f"CREATE VIEW events AS FROM read_parquet({list(inputs.files)})")
    return connection


def question_sql(question: str, resolved: bool) -> str:
    """The SQL of one of QUESTIONS over the tables `events` and `people`; without people (not
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
WITH ids AS (SELECT {_ID} AS id, bit_or(1::BIGINT << {_period(span)}) AS mask
             FROM events WHERE {where} AND {_inside(span)} GROUP BY 1),
persons AS ({_persons("bit_or(mask) AS mask", resolved)}),
masks AS (SELECT mask, count(*) AS n FROM persons GROUP BY mask),
starts AS (SELECT n, mask, unnest({_bits(span, "0")}) AS start FROM masks),
pairs AS (SELECT n, start, unnest({_bits(span, "start")}) AS active FROM starts)
SELECT start, active - start AS k, sum(n)::BIGINT FROM pairs GROUP BY ALL ORDER BY ALL
"""


def first_time_retention(span: Span, resolved: bool) -> str:
    back = f"event = '{RETURN}' AND {_inside(span)}"
    return f"""
WITH ids AS (
    SELECT {_ID} AS id, min({_period(span)}) FILTER (event = '{FIRST}') AS start,
           bit_or(1::BIGINT << greatest({_period(span)}, 0)) FILTER ({back}) AS mask
    FROM events WHERE event IN ('{FIRST}', '{RETURN}') AND timestamp < {_moment(span.end)}
    GROUP BY 1),
persons AS ({_persons("min(start) AS start, bit_or(mask) AS mask", resolved)}),
masks AS (SELECT start, mask, count(*) AS n FROM persons WHERE start >= 0 GROUP BY ALL)
SELECT start, k, sum(n)::BIGINT FROM masks, range({span.count}) ks(k)
WHERE k = 0 OR (start + k < {span.count} AND (mask >> (start + k)::INT) & 1 = 1)
GROUP BY ALL ORDER BY ALL
"""


def stickiness(span: Span, resolved: bool) -> str:
    words = range((span.count + 59) // 60)
    masks = [f"bit_or(bit) FILTER (day // 60 = {word}) AS m{word}" for word in words]
    together = [f"bit_or(m{word}) AS m{word}" for word in words]
    days = " + ".join(f"coalesce(bit_count(m{word})::INT, 0)" for word in words)
    return f"""
WITH daily AS (SELECT {_ID} AS id, {_period(span)} AS day, 1::BIGINT << (day % 60) AS bit
               FROM events WHERE {_NAMED} AND {_inside(span)}),
ids AS (SELECT id, {", ".join(masks)} FROM daily GROUP BY id),
persons AS ({_persons(", ".join(together), resolved)})
SELECT {days} AS days, count(*) FROM persons GROUP BY days ORDER BY days
"""


def lifecycle(span: Span, resolved: bool) -> str:
    """Bit 0 of a mask is the week before the first."""
    return f"""
WITH weekly AS (SELECT {_ID} AS id, {_period(span)} AS week
                FROM events WHERE {_NAMED} AND timestamp < {_moment(span.end)}),
ids AS (SELECT id, min(week) AS born,
               bit_or(CASE WHEN week >= -1 THEN 1::BIGINT << greatest(week + 1, 0) ELSE 0 END)
                   AS mask
        FROM weekly GROUP BY id),
persons AS ({_persons("min(born) AS born, bit_or(mask) AS mask", resolved)}),
masks AS (SELECT born, mask, count(*) AS n FROM persons GROUP BY ALL),
states AS (SELECT week, n, born, (mask >> (week + 1)::INT) & 1 = 1 AS now,
                  (mask >> week::INT) & 1 = 1 AS before
           FROM masks, range({span.count}) weeks(week))
SELECT week, coalesce(sum(n) FILTER (born = week), 0)::BIGINT,
       coalesce(sum(n) FILTER (now AND before), 0)::BIGINT,
       coalesce(sum(n) FILTER (now AND NOT before AND born < week), 0)::BIGINT,
       coalesce(sum(n) FILTER (before AND NOT now), 0)::BIGINT
FROM states GROUP BY week ORDER BY week
"""


def funnel(steps: tuple[str, ...], resolved: bool) -> str:
    """Step by step: for every event of a step the latest begin of a way to it. The latest one is
    enough, since of two ways that end here it is the one that stays inside the window longer.
    """
    join = "LEFT JOIN people ON people.id = e.id" if resolved else ""
    person = "coalesce(people.person_id, e.id)" if resolved else "e.id"
    levels = [_LEVEL.format(k=k, before=k - 1, window=WINDOW) for k in range(2, len(steps) + 1)]
    counts = [f"SELECT {k}, count(DISTINCT person) FROM level{k}" for k in range(1, len(steps) + 1)]
    return f"""
WITH stepped AS (SELECT {_ID} AS id, epoch_us(timestamp) AS moment,
                        list_position({list(steps)}, event) AS step
                 FROM events WHERE event IN {steps}),
named AS MATERIALIZED (SELECT {person} AS name, moment, step FROM stepped e {join}),
begun AS MATERIALIZED (SELECT name, row_number() OVER () AS person
                       FROM (SELECT DISTINCT name FROM named WHERE step = 1)),
ways AS MATERIALIZED (SELECT person, moment, step FROM named JOIN begun USING (name)),
level1 AS MATERIALIZED (SELECT person, moment, moment AS begin FROM ways WHERE step = 1),
{", ".join(levels)}
{" UNION ALL ".join(counts)} ORDER BY 1
"""


_LEVEL = """
level{k} AS MATERIALIZED (
    SELECT e.person, e.moment, l.begin
    FROM (SELECT person, moment FROM ways
          WHERE step = {k} AND person IN (SELECT person FROM level{before})) e
    ASOF JOIN level{before} l ON e.person = l.person AND e.moment >= l.moment
    WHERE e.moment - l.begin <= {window})"""


def _persons(columns: str, resolved: bool) -> str:
    if not resolved:
        return "FROM ids"
    return f"SELECT {columns} FROM ids LEFT JOIN people USING (id) GROUP BY coalesce(person_id, id)"


def _period(span: Span) -> str:
    return f"((epoch_us(timestamp) - {span.offset}) // {span.step} - {span.base})::INT"


def _bits(span: Span, first: str) -> str:
    return f"list_filter(range({first}, {span.count}), lambda b: (mask >> b::INT) & 1 = 1)"


def _inside(span: Span) -> str:
    return f"timestamp >= {_moment(span.begin)} AND timestamp < {_moment(span.end)}"


def _moment(moment: object) -> str:
    return f"TIMESTAMPTZ '{moment}'"


def prepare(home: Path, question: str, resolved: bool) -> Callable[[], Rows]:
    connection = connect(read_inputs(home))
    sql = question_sql(question, resolved)
    return lambda: connection.execute(sql).fetchall()


if __name__ == "__main__":
    answer_here(sys.argv, prepare)
