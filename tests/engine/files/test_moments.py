"""Dates of a column, read by the rules of the whole column."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pytest

from huitou.engine.files.moments import DateReading, read_moments
from huitou.kernel import InvalidInput, to_micros


def read(
    *texts: str, style: str | None = None, timezone: str = "UTC"
) -> tuple[dict[str, datetime | None], DateReading]:
    with duckdb.connect() as con:
        con.register("given", pa.table({"text": pa.array(texts, pa.string())}))
        reading = read_moments(con, "SELECT text FROM given", style=style, timezone=timezone)
        found = dict(con.execute("SELECT text, instant FROM moments").fetchall())
    return {text: _utc(found.get(text)) for text in texts}, reading


def _utc(micros: int | None) -> datetime | None:
    return None if micros is None else datetime.fromtimestamp(micros / 1_000_000, UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-12-01", "2010-12-01T00:00:00"),
        ("2010-12-01 08:26", "2010-12-01T08:26:00"),
        ("2010-12-01T08:26:05.123456789", "2010-12-01T08:26:05.123456"),
        ("2010-12-01T08:26:05Z", "2010-12-01T08:26:05"),
        ("2010-12-01 08:26:05 +0800", "2010-12-01T00:26:05"),
        ("2010-12-01T08:26:05-05:30", "2010-12-01T13:56:05"),
        ("2010-12-01 08:26:05+08", "2010-12-01T00:26:05"),
        ("2010/1/2", "2010-01-02T00:00:00"),
        ("2010.01.02 3:04", "2010-01-02T03:04:00"),
        ("2010年3月4日", "2010-03-04T00:00:00"),
        ("2010年3月4日 下午3:20", "2010-03-04T15:20:00"),
        ("20101201", "2010-12-01T00:00:00"),
        ("20101201082605", "2010-12-01T08:26:05"),
        ("1 Dec 2010", "2010-12-01T00:00:00"),
        ("01-Dec-10 08:26", "2010-12-01T08:26:00"),
        ("December 1, 2010 5:06 PM", "2010-12-01T17:06:00"),
        ("Wed, 01 Dec 2010 08:26:00 GMT", "2010-12-01T08:26:00"),
        ("1291191960", "2010-12-01T08:26:00"),
        ("1291191960.5", "2010-12-01T08:26:00.500000"),
        ("1291191960123", "2010-12-01T08:26:00.123000"),
        ("1291191960123456", "2010-12-01T08:26:00.123456"),
        ("40513", "2010-12-01T00:00:00"),
        ("40513.3513888889", "2010-12-01T08:26:00"),
        ("2012-02-29", "2012-02-29T00:00:00"),
    ],
)
def test_a_date_that_can_be_read_one_way(text: str, moment: str) -> None:
    moments, reading = read(text)
    assert moments[text] == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert reading.note is None


@pytest.mark.parametrize(
    "text",
    ["", "soon", "12:30", "2010-13-01", "2010-02-30", "2011-02-29", "2010-12-01 25:00", "7",
     "1 Foo 2010", "2010-12-01 08:26 Mars", "99999999"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert read(text)[0][text] is None


def test_a_day_above_12_decides_for_the_whole_column() -> None:
    moments, reading = read("01/02/2010", "13/02/2010")
    assert reading == DateReading("dmy", None)
    assert moments["01/02/2010"] == datetime(2010, 2, 1, tzinfo=UTC)
    moments, reading = read("01/02/2010 8:26", "02/13/2010 8:26")
    assert reading == DateReading("mdy", None)
    assert moments["01/02/2010 8:26"] == datetime(2010, 1, 2, 8, 26, tzinfo=UTC)


def test_nothing_decides_so_the_reading_says_what_was_assumed() -> None:
    moments, reading = read("01/02/2010", "03/04/10")
    assert moments["01/02/2010"] == datetime(2010, 2, 1, tzinfo=UTC)
    assert moments["03/04/10"] == datetime(2010, 4, 3, tzinfo=UTC)
    assert reading.style == "dmy"
    assert reading.note is not None
    assert "01/02/2010" in reading.note
    assert "--date-format mdy" in reading.note


def test_half_days_speak_for_the_american_order() -> None:
    moments, reading = read("01/02/2010 12:05 AM")
    assert moments["01/02/2010 12:05 AM"] == datetime(2010, 1, 2, 0, 5, tzinfo=UTC)
    assert reading.note is not None


def test_the_same_number_twice_needs_no_decision() -> None:
    assert read("02/02/2010")[1].note is None


def test_a_column_of_both_orders_follows_the_majority_and_refuses_the_rest() -> None:
    moments, reading = read("13/01/2010", "14/01/2010", "01/15/2010")
    assert moments["01/15/2010"] is None
    assert moments["14/01/2010"] == datetime(2010, 1, 14, tzinfo=UTC)
    assert reading.note is not None


def test_a_stated_order_or_pattern() -> None:
    assert read("01/02/2010", style="mdy")[0]["01/02/2010"] == datetime(2010, 1, 2, tzinfo=UTC)
    assert read("1_2_2010", style="%d_%m_%Y")[0]["1_2_2010"] == datetime(2010, 2, 1, tzinfo=UTC)
    zoned = "1_2_2010 08:00 +0800"
    moments, _ = read(zoned, style="%d_%m_%Y %H:%M %z", timezone="America/New_York")
    assert moments[zoned] == datetime(2010, 2, 1, 0, 0, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="is not a date format"):
        read("1_2_2010", style="%Q")
    with pytest.raises(InvalidInput, match="is not a date format"):
        read("1_2_2010", style="dd/mm/yyyy")


def test_a_time_without_a_zone_belongs_to_the_stated_one() -> None:
    moments, _ = read("2024-05-01 08:00", "2024-05-01T08:00Z", timezone="Asia/Shanghai")
    assert moments["2024-05-01 08:00"] == datetime(2024, 5, 1, 0, 0, tzinfo=UTC)
    assert moments["2024-05-01T08:00Z"] == datetime(2024, 5, 1, 8, 0, tzinfo=UTC)


def test_a_local_time_that_exists_twice_is_the_first_and_a_missing_one_falls_after_the_gap() -> (
    None
):
    texts = ("2024-11-03 01:30", "2024-03-10 02:30", "2024-03-10 01:30", "2024-11-03 02:00")
    moments, _ = read(*texts, timezone="America/New_York")
    assert list(moments.values()) == [
        datetime(2024, 11, 3, 5, 30, tzinfo=UTC),
        datetime(2024, 3, 10, 7, 30, tzinfo=UTC),
        datetime(2024, 3, 10, 6, 30, tzinfo=UTC),
        datetime(2024, 11, 3, 7, 0, tzinfo=UTC),
    ]


def test_an_unknown_timezone() -> None:
    with pytest.raises(InvalidInput, match="is not a timezone"):
        read("2024-05-01", timezone="Mars/Olympus")


def test_every_day_of_a_zone_with_odd_changes_agrees_with_python() -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Australia/Lord_Howe")  # changes by half an hour
    texts = [f"2024-{month:02}-{day:02} 01:45" for month in (4, 10) for day in range(1, 29)]
    moments, _ = read(*texts, timezone=zone.key)
    for text, moment in moments.items():
        local = datetime.fromisoformat(text).replace(tzinfo=zone)
        assert moment is not None
        assert to_micros(moment) == to_micros(local)
