"""Answers as tables for a terminal, as they are read."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers import screen_tables
from huitou.doors.report import Table


def read(table: Table, language: str = "en") -> list[list[str]]:
    heading = [getattr(column.label, language) for column in table.columns]
    return [heading, *([getattr(text, language) for text in row] for row in table.texts)]


def test_retention_is_a_triangle_with_marks(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("retention", answers["retention"])
    assert read(table) == [
        ["From", "People", "1", "2"],
        ["2026-01-05", "20", "50.0%\n10", "25.0%\n*5"],
        ["2026-01-06", "8", "25.0%\n*2"],
        ["2026-01-07", "*0"],
        ["Mean", "", "50.0%", "–"],
    ]
    assert table.note is not None
    assert table.note.zh.startswith("* 尚未结束")


def test_brackets_name_their_stretches(in_brackets: Any) -> None:
    (table,) = screen_tables("retention", in_brackets)
    assert read(table, "zh")[0] == ["开始", "人数", "1–3", "4"]


def test_each_group_has_its_triangle_values_and_lost(split: Any, stranger: str) -> None:
    tables = screen_tables("retention", split)
    assert [table.caption.en for table in tables[::3]] == [
        f"Retention: {stranger}",
        "Retention: (none)",
        "Retention: all others",
    ]
    assert tables[8].caption.zh == "流失人数：其余"
    assert read(tables[1])[1] == ["2026-01-05", "9.5", "1.2"]
    assert read(tables[2])[1] == ["2026-01-05", "0", "2"]
    assert all(table.note is None for table in tables)


def test_stickiness_with_the_range_before(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("stickiness", answers["stickiness"])
    assert read(table) == [
        ["Number of active days", "People", "Percent", "Range before"],
        ["1", "6", "60.0%", "5"],
        ["2", "3", "30.0%", "0"],
        ["3", "1", "10.0%", "0"],
    ]


def test_lifecycle_marks_what_is_not_over(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("lifecycle", answers["lifecycle"])
    assert read(table, "zh") == [
        ["开始", "新增", "留存", "回流", "沉睡", "脉搏"],
        ["2026-01-05", "5", "1", "0", "0", "–"],
        ["2026-01-06", "2", "4", "1", "2", "1.50"],
        ["2026-01-07 *", "0", "3", "0", "4", "0.00"],
    ]


def test_funnel_steps_trend_and_times(answers: dict[str, Any], stranger: str) -> None:
    steps, trend, times = (read(table) for table in screen_tables("funnel", answers["funnel"]))
    assert steps[1] == ["1. Viewed", "40", "100.0%", "100.0%", "–", "–"]
    assert steps[2] == [f"2. {stranger}", "10", "25.0%", "25.0%", "1.5 h", "1 min"]
    assert trend[1:] == [
        ["2026-01-05", "30", "9", "30.0%"],
        ["2026-01-06 *", "10", "1", "10.0%"],
    ]
    assert times[1:] == [["0", "60", "7"], ["60", "120", "3"]]


def test_paths_say_what_a_limit_left_out(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("paths", answers["paths"])
    assert read(table, "zh")[3] == ["2", "Cart", "Home", "1", "2", "1 小时"]
    assert table.note is not None
    assert table.note.en == "14 paths of 11 people. 3 links are beyond the limit and left out."


def test_money_is_shown_in_its_currency(answers: dict[str, Any]) -> None:
    totals, triangle = screen_tables("customer_value", answers["customer_value"])
    assert read(totals)[1] == [
        "All", "4", "5", "¥60.00", "¥12.00", "1.25", "25.0%", "4.6%", "69.9%", "1",
    ]  # fmt: skip
    assert read(triangle)[1:] == [
        ["2026-01", "4", "¥10.00\n0.0%", "*¥15.00\n25.0%"],
        ["2026-01", "0", "*–\n–"],
    ]


def test_growth_leaves_out_what_nothing_names(answers: dict[str, Any]) -> None:
    tables = {table.key: read(table) for table in screen_tables("growth", answers["growth"])}
    assert sorted(tables) == [
        "growth-campaigns", "growth-k", "growth-spread", "growth-stages", "growth-waits",
    ]  # fmt: skip
    assert tables["growth-stages"][2] == ["Shared", "3", "–", "25.0%", "8.9%", "53.2%", "0"]
    assert tables["growth-k"][1] == ["K", "0.40", "0.20", "0.60", "10", "4"]
    assert tables["growth-spread"][1:] == [["0", "2"], ["1", "3"], ["2", "1"]]


def test_engagement_drivers_and_cohort(answers: dict[str, Any], stranger: str) -> None:
    (engaged,) = screen_tables("engagement", answers["engagement"])
    assert read(engaged)[1] == [
        "2026-01-05", "9", "4.5", "9", "12", "37.5%", "10", "1.11", "3.33", "1.5 min", "1 min",
    ]  # fmt: skip
    tested, too_few = (read(table) for table in screen_tables("drivers", answers["drivers"]))
    assert tested[1] == [
        "Viewed (category=tea)", "40", "50.0%", "60", "25.0%", "25.0%", "6.0%", "42.0%", "–",
        "0.0202", "yes", "58",
    ]  # fmt: skip
    assert too_few[1] == [stranger, "2", "98"]
    (people,) = screen_tables("cohort", answers["cohort"])
    assert read(people) == [["Person"], ["ann"], ["=cmd"]]


def test_suppressed_numbers_say_that_they_are(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("groups", answers["groups"])
    rows = read(table)
    assert rows[1] == ["Hangzhou", "20", "50", "9", "45.0%", "6", "5", "2", "40.0%", "¥123.45"]
    assert rows[2] == ["(none)", *["not told"] * 9]
    assert [row[0] for row in rows[3:]] == ["all others", "Total"]


def test_a_family_without_looks_of_its_own_is_its_csv(answers: dict[str, Any]) -> None:
    (table,) = screen_tables("not yet drawn", answers["lifecycle"])
    assert read(table)[1] == ["2026-01-05T00:00:00+00:00", "5", "1", "0", "0", "", "true"]
