"""Answers as CSV: a row for each thing that is counted, headed by the fields' names."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from huitou.doors.answers import answer_csv


def rows(name: str, answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer_csv(name, answer))))


def test_retention_has_a_row_for_each_cell(answers: dict[str, Any]) -> None:
    assert rows("retention", answers["retention"]) == [
        ["key", "other", "start", "column", "people", "percent", "complete", "values", "lost"],
        ["", "false", "2026-01-05T00:00:00+00:00", "0", "20", "100.0", "true", "", ""],
        ["", "false", "2026-01-05T00:00:00+00:00", "1", "10", "50.0", "true", "", ""],
        ["", "false", "2026-01-05T00:00:00+00:00", "2", "5", "25.0", "false", "", ""],
        ["", "false", "2026-01-06T00:00:00+00:00", "0", "8", "100.0", "true", "", ""],
        ["", "false", "2026-01-06T00:00:00+00:00", "1", "2", "25.0", "false", "", ""],
        ["", "false", "2026-01-07T00:00:00+00:00", "0", "0", "", "false", "", ""],
    ]


def test_groups_and_what_else_was_asked_for_are_in_every_row(split: Any, stranger: str) -> None:
    heading, first, second, *_ = rows("retention", split)
    assert dict(zip(heading, first, strict=True))["key"] == stranger
    assert second[-5:] == ["2", "50.0", "true", "1.25", "2"]
    assert rows("retention", split)[-1][:2] == ["", "true"]


def test_stickiness_counts_intervals_from_one(answers: dict[str, Any]) -> None:
    assert rows("stickiness", answers["stickiness"]) == [
        ["key", "other", "people", "intervals", "histogram", "previous"],
        ["", "false", "10", "1", "6", "5"],
        ["", "false", "10", "2", "3", "0"],
        ["", "false", "10", "3", "1", "0"],
    ]


def test_funnel_has_a_row_for_each_step_and_paths_for_each_link(
    answers: dict[str, Any], stranger: str
) -> None:
    assert rows("funnel", answers["funnel"])[2] == [
        "", "false", stranger, "10", "25.0", "25.0", "5400.0", "60.0",
    ]  # fmt: skip
    assert rows("paths", answers["paths"])[1] == ["1", "Home", stranger, "12", "9", "30.0"]


def test_a_piece_of_a_row_stands_in_its_place(answers: dict[str, Any]) -> None:
    heading, exposed, shared, *_ = rows("growth", answers["growth"])
    assert heading == [
        "stage", "people", "per_previous", "rate_count", "rate_of", "rate_percent", "rate_low",
        "rate_high", "open",
    ]  # fmt: skip
    assert exposed == ["exposed", "12", "", "", "", "", "", "", "0"]
    assert shared == ["shared", "3", "", "3", "12", "25.0", "8.9", "53.2", "0"]


def test_what_has_no_single_value_is_json(answers: dict[str, Any]) -> None:
    heading, first, *_ = rows("groups", answers["groups"])
    named = dict(zip(heading, first, strict=True))
    assert named["keys"] == '["Hangzhou"]'
    assert named["revenue"].startswith('[{"currency":"CNY","net":12345,"per_buyer":2469')


def test_a_spreadsheet_takes_no_name_for_a_formula(answers: dict[str, Any]) -> None:
    assert rows("cohort", answers["cohort"]) == [
        ["people", "next_offset", "version", "place", "ids"],
        ["3", "2", "", "0", "ann"],
        ["3", "2", "", "1", "'=cmd"],
    ]


def test_every_family_has_as_many_cells_as_headings(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        heading, *said = rows(name, answer)
        assert len(set(heading)) == len(heading), name
        assert said, name
        assert {len(row) for row in said} == {len(heading)}, name


@pytest.mark.parametrize(("family", "found"), [("lifecycle", "pulse"), ("funnel", "label")])
def test_a_family_without_looks_of_its_own_is_found_by_its_rows(
    answers: dict[str, Any], family: str, found: str
) -> None:
    assert found in rows("not yet drawn", answers[family])[0]
