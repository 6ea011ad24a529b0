"""Dates and times as strangers write them, read by the rules of a whole column.

Every distinct text is read once. A text is recognised by its shape: a calendar date with the year
first or last, with digits or English month names or 年月日, with or without a time and a zone;
`20101201` and longer; seconds, milliseconds, microseconds or nanoseconds since 1970; the day
numbers of Excel. Whether 01/12/2010 is in January or December is decided by the other dates of
the column; when none of them tells, the day is taken first and the reading says so.

A time without a zone belongs to the stated timezone. A local time that exists twice (the clock
was set back) means the first of the two; one that does not exist (set forward) is read with the
offset before the change, so it falls after the gap: Python's `fold=0`, PEP 495.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb
import pyarrow as pa

from huitou.engine.files.sql import single_row, sql_text
from huitou.kernel import InvalidInput, to_micros

_TIME = (
    r"(?:[T\s,]+(上午|下午)?\s?(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})秒?(?:[.,](\d{1,9}))?)?"
    r"\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\s*\([A-Z]+\))?)?$"
)
_WEEKDAY = r"^(?:[A-Za-z]{3,9},\s*)?"
NUMERIC = r"^(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})日?" + _TIME
DAY_NAMED = _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[-/\s]([A-Za-z]{3,9})\.?[-/,\s]+(\d{2,4})" + _TIME
NAMED_DAY = _WEEKDAY + r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME
COMPACT = r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:[T\s]?(\d\d):?(\d\d)(?::?(\d\d))?)?()()()()$"
EPOCH = r"^(\d{9,10}|\d{13}|\d{16}|\d{19})(\.\d+)?$"
EXCEL = r"^\d{5}(\.\d+)?$"
CLOCK = re.compile(r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s*[AaPp][Mm])?$")

_WRITTEN = [re.compile(p) for p in (NUMERIC, DAY_NAMED, NAMED_DAY, COMPACT)]
_COUNTED = [re.compile(p) for p in (EPOCH, EXCEL)]
_MONTHS = "['jan','feb','mar','apr','may','jun','jul','aug','sep','oct','nov','dec']"

STYLES = ("ymd", "dmy", "mdy")
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def looks_written(text: str) -> bool:
    """Whether `text` has the shape of a date that a person wrote."""
    return any(shape.match(text) for shape in _WRITTEN)


def looks_counted(text: str) -> bool:
    """Whether `text` may be seconds since 1970 or a day number of Excel; so may other numbers."""
    return any(shape.match(text) for shape in _COUNTED)


@dataclass(frozen=True)
class DateReading:
    """How a column of dates was read; `note` is set where a person should look."""

    style: str
    note: str | None


def read_moments(
    con: duckdb.DuckDBPyConnection, texts: str, *, style: str | None, timezone: str
) -> DateReading:
    """Make the table `moments` (text, instant: microseconds since 1970 UTC, or null where it is not
    readable) from `texts`, a query with one column `text`.

    `style`: None (decide), one of STYLES, or a strptime pattern. InvalidInput for a bad pattern or
    timezone.
    """
    zone = zone_of(timezone)
    con.execute(f"CREATE OR REPLACE TABLE texts AS SELECT DISTINCT text FROM ({texts})")
    if style is not None and style not in STYLES:
        _by_pattern(con, style)
        reading = DateReading(style, None)
    else:
        con.execute(f"CREATE OR REPLACE TABLE dates AS {_PARTS}")
        reading = _decide(con) if style is None else DateReading(style, None)
        con.execute(f"CREATE OR REPLACE TABLE read AS {_read_sql(reading.style)}")
        con.execute("DROP TABLE dates")
    _to_utc(con, zone)
    con.execute("DROP TABLE read; DROP TABLE texts")
    return reading


def zone_of(name: str) -> ZoneInfo:
    """The timezone of an IANA name; InvalidInput for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            f"{name!r} is not a timezone.",
            remedy="Use an IANA name such as Asia/Shanghai, Europe/London or UTC.",
            code="files.unknown_timezone",
            field="timezone",
        ) from None


_NAMES = "['a', 'b', 'c', 'half', 'h', 'mi', 's', 'f', 'ap', 'z']"
_COMPACT_NAMES = "['a', 'b', 'c', 'h', 'mi', 's', 'f', 'ap', 'z', 'half']"


def _extract(shape: str, names: str = _NAMES) -> str:
    return f"regexp_extract(text, '{shape}', {names})"


def _month(name: str) -> str:
    return f"list_position({_MONTHS}, lower({name}[:3]))::VARCHAR"


# `first`, `second`, `third` are the numbers of the date in the order in which they stand.
_PARTS = f"""
WITH numeric AS (SELECT text, {_extract(NUMERIC)} AS p FROM texts),
day_named AS (
    SELECT text, {_extract(DAY_NAMED)} AS p FROM numeric WHERE p.a = ''),
named_day AS (
    SELECT text, {_extract(NAMED_DAY)} AS p FROM day_named WHERE p.a = ''),
compact AS (
    SELECT text, {_extract(COMPACT, _COMPACT_NAMES)} AS p FROM named_day WHERE p.a = ''),
parts AS (
    SELECT text, p.a AS a, p.b AS b, p.c AS c, p.half AS half, p.h AS h, p.mi AS mi, p.s AS s,
        p.f AS f, p.ap AS ap, p.z AS z, 'numeric' AS shape FROM numeric WHERE p.a <> ''
    UNION ALL
    SELECT text, p.a, {_month("p.b")}, p.c, p.half, p.h, p.mi, p.s, p.f, p.ap, p.z, 'dmy'
    FROM day_named WHERE p.a <> ''
    UNION ALL
    SELECT text, {_month("p.a")}, p.b, p.c, p.half, p.h, p.mi, p.s, p.f, p.ap, p.z, 'mdy'
    FROM named_day WHERE p.a <> ''
    UNION ALL
    SELECT text, p.a, p.b, p.c, p.half, p.h, p.mi, p.s, p.f, p.ap, p.z, 'ymd'
    FROM compact WHERE p.a <> '')
SELECT text, a::INT AS first, b::INT AS second, c::INT AS third, length(a) = 4 AS year_first,
    h, mi, s, f, z, shape, lower(ap[:1]) = 'p' OR half = '下午' AS after_noon,
    ap <> '' OR half <> '' AS half_day
FROM parts
"""


def _decide(con: duckdb.DuckDBPyConnection) -> DateReading:
    day_first, month_first, either, half_days, example = single_row(
        con,
        """
        SELECT count(*) FILTER (first > 12), count(*) FILTER (second > 12 AND first <= 12),
            count(*) FILTER (first <= 12 AND second <= 12 AND first <> second),
            count(*) FILTER (half_day), min(text)
        FROM dates WHERE shape = 'numeric' AND NOT year_first
        """,
    )
    if day_first and month_first:
        style = "dmy" if day_first >= month_first else "mdy"
        return DateReading(style, _BOTH.format(style=_WORDS[style]))
    if day_first or month_first:
        return DateReading("dmy" if day_first else "mdy", None)
    if not either:
        return DateReading("ymd", None)
    style = "mdy" if half_days else "dmy"
    other = "dmy" if half_days else "mdy"
    return DateReading(style, _EITHER.format(example, style=_WORDS[style], other=other))


_WORDS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}
_BOTH = (
    "Some dates are day/month/year and some month/day/year; they are read as {style}, and those "
    "that this does not fit are refused."
)
_EITHER = (
    "Dates such as {} may be day/month or month/day, and no date of the file tells which. They are "
    "read as {style}; say --date-format {other} if that is wrong."
)


def _read_sql(style: str) -> str:
    """Table `read`: text, with `instant` (microseconds since 1970), or with the moment on a local
    clock as `local`, or with neither.
    """
    order = {"dmy": "third, second, first", "mdy": "third, first, second"}
    fallback = order.get(style, "first, second, third")
    return f"""
    WITH ordered AS (
        SELECT *, CASE
            WHEN shape = 'ymd' OR (shape = 'numeric' AND year_first) THEN [first, second, third]
            WHEN shape = 'dmy' THEN [third, second, first]
            WHEN shape = 'mdy' THEN [third, first, second]
            ELSE [{fallback}] END AS ymd
        FROM dates),
    written AS (
        SELECT text, z, try_cast(printf('%04d-%02d-%02d %02d:%02d:%02d.%s',
            ymd[1] + CASE WHEN ymd[1] < 69 THEN 2000 WHEN ymd[1] < 100 THEN 1900 ELSE 0 END,
            ymd[2], ymd[3], {_HOUR}, {_whole("mi")}, {_whole("s")}, rpad(f, 6, '0')[:6]
            ) AS TIMESTAMP) AS local
        FROM ordered)
    SELECT text, CASE WHEN z = '' THEN local END AS local,
        CASE WHEN z <> '' THEN epoch_us(local) - {_OFFSET} END AS instant
    FROM written
    UNION ALL
    SELECT text, {_EXCEL_LOCAL}, NULL FROM texts WHERE regexp_matches(text, '{EXCEL}')
    UNION ALL
    SELECT text, NULL, {_EPOCH_AT} FROM texts WHERE regexp_matches(text, '{EPOCH}')
    """


def _whole(part: str) -> str:
    return f"coalesce(try_cast({part} AS INT), 0)"


_HOUR = f"""CASE WHEN NOT half_day THEN {_whole("h")}
    WHEN {_whole("h")} > 12 THEN {_whole("h")}
    ELSE {_whole("h")} % 12 + CASE WHEN after_noon THEN 12 ELSE 0 END END"""
_OFFSET = """CASE WHEN z[:1] IN ('+', '-') THEN
    (CASE z[:1] WHEN '-' THEN -1 ELSE 1 END) * 60000000
    * (z[2:3]::BIGINT * 60 + coalesce(try_cast(right(z, 2) AS BIGINT), 0)
       * CASE WHEN length(z) > 3 THEN 1 ELSE 0 END) ELSE 0 END"""
_EXCEL_LOCAL = """TIMESTAMP '1899-12-30' + to_microseconds(
    (try_cast(text AS DECIMAL(20, 10)) * 86400)::DECIMAL(28, 0)::BIGINT * 1000000)"""
_EPOCH_AT = """CASE length(split_part(text, '.', 1))
    WHEN 13 THEN split_part(text, '.', 1)::BIGINT * 1000
    WHEN 16 THEN split_part(text, '.', 1)::BIGINT
    WHEN 19 THEN split_part(text, '.', 1)::BIGINT // 1000
    ELSE (try_cast(text AS DECIMAL(20, 6)) * 1000000)::DECIMAL(20, 0)::BIGINT END"""


def _by_pattern(con: duckdb.DuckDBPyConnection, pattern: str) -> None:
    """Read by a strptime pattern; with %z in it the texts name their own zone."""
    if "%" not in pattern:
        raise _bad_format(pattern)
    try:
        con.execute(
            f"""CREATE OR REPLACE TABLE read AS SELECT text, NULL::TIMESTAMP AS local,
                epoch_us(try_strptime(text, {sql_text(pattern)})) AS instant FROM texts"""
        )
    except duckdb.Error as error:
        raise _bad_format(pattern) from error
    if "%z" not in pattern.lower():
        con.execute("UPDATE read SET local = make_timestamp(instant), instant = NULL")


def _bad_format(pattern: str) -> InvalidInput:
    return InvalidInput(
        f"{pattern!r} is not a date format.",
        remedy="Say dmy, mdy or ymd, or a pattern such as '%d.%m.%Y %H:%M'.",
        code="files.bad_date_format",
        field="date_format",
    )


def _to_utc(con: duckdb.DuckDBPyConnection, zone: ZoneInfo) -> None:
    """Turn `read` into `moments`, local times by the offsets of `zone`."""
    if zone.key == "UTC":
        con.execute(_MOMENTS.format("epoch_us(local)", ""))
        return
    days = con.execute("SELECT DISTINCT local::DATE FROM read WHERE local IS NOT NULL").fetchall()
    offsets = {day: _offset_of_day(day, zone) for (day,) in days if isinstance(day, date)}
    steady = pa.table(
        {
            "day": pa.array(offsets.keys(), pa.date32()),
            "offset_us": pa.array(offsets.values(), pa.int64()),
        }
    )
    con.register("steady_days", steady)
    changing = con.execute(
        "SELECT DISTINCT local FROM read JOIN steady_days ON day = local::DATE "
        "WHERE offset_us IS NULL"
    ).fetchall()
    moments = [(local, to_micros(local.replace(tzinfo=zone))) for (local,) in changing]
    con.register(
        "changing_moments",
        pa.table(
            {
                "moment": pa.array([m[0] for m in moments], pa.timestamp("us")),
                "micros": pa.array([m[1] for m in moments], pa.int64()),
            }
        ),
    )
    con.execute(
        _MOMENTS.format(
            "coalesce(micros, epoch_us(local) - offset_us)",
            "LEFT JOIN steady_days ON day = local::DATE "
            "LEFT JOIN changing_moments ON moment = local",
        )
    )
    con.unregister("steady_days")
    con.unregister("changing_moments")


_MOMENTS = """CREATE OR REPLACE TABLE moments AS
    SELECT text, coalesce(instant, {}) AS instant FROM read {} WHERE text IS NOT NULL"""


def _offset_of_day(day: date, zone: ZoneInfo) -> int | None:
    """Microseconds east of UTC if the whole day has one offset, or None."""
    if not EARLIEST.date() < day < LATEST.date():
        return 0  # refused later as out of range; the offset does not matter
    start = datetime.combine(day, datetime.min.time(), zone)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    if start.utcoffset() != end.utcoffset():
        return None
    return (start.utcoffset() or timedelta(0)) // timedelta(microseconds=1)
