"""Answers in a terminal: every line within its width, also with wide characters."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from huitou.doors.cli.query_table import print_answer
from huitou.engine.analytics import (
    AsOf,
    Note,
    QueryDefinition,
    RetentionAnswer,
    RetentionGroup,
    RetentionRow,
)

START = datetime(2026, 1, 5, tzinfo=UTC)
COLUMNS = 14


def answer() -> RetentionAnswer:
    rows = tuple(
        RetentionRow(
            START + timedelta(days=day),
            tuple(1000 + column for column in range(COLUMNS - day)),
            tuple(50.0 for _ in range(COLUMNS - day)),
            tuple(column + day < COLUMNS - 1 for column in range(COLUMNS - day)),
        )
        for day in range(COLUMNS)
    )
    group = RetentionGroup("茶叶与茶具 [bold]", False, rows, (None,) * COLUMNS)
    as_of = AsOf(3, START)
    query = {"breakdown": {"by": "event", "name": "category"}}
    definition = QueryDefinition("A. " * 60, "口径。" * 40, "UTC", {"period": "day"}, query, as_of)
    return RetentionAnswer((group,), definition, (Note("x", "Mind.", "注意。"),))


def printed(width: int, language: str, *, terminal: bool = True) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None)
    print_answer("retention", answer(), language, console)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int, language: str) -> None:
    lines = printed(width, language)
    assert max(cell_len(line) for line in lines) <= width
    numbers = [line for line in lines if "2026-01-05" in line]
    assert len(numbers) == {60: 3, 80: 2, 200: 1}[width]
    assert sum(line.count("50.0%") for line in numbers) == COLUMNS - 1
    assert not any("…" in line for line in lines)


def test_columns_stand_below_each_other_in_chinese() -> None:
    lines = printed(200, "zh")
    head = next(line for line in lines if "人数" in line)
    first = next(line for line in lines if "2026-01-05" in line)
    assert cell_len(head.rstrip()) == cell_len(first.rstrip())
    assert cell_len(head[: head.index("人数") + 2]) == first.index("1,000") + len("1,000")


def test_titles_notes_and_mark_are_whole() -> None:
    lines = [line.strip() for line in printed(60, "zh")]
    assert lines[0] == "留存：茶叶与茶具 [bold]"
    assert "* 尚未结束，为目前已知的数字" in lines
    assert lines[-2:] == ["注意。", "截至版本 3"]


def test_a_file_has_no_edge_to_break_at() -> None:
    lines = printed(100_000, "en", terminal=False)
    assert sum("2026-01-05" in line for line in lines) == 1
    assert ("A. " * 60).strip() in [line.strip() for line in lines]
