"""`huitou query`, run as a person runs it, on a small log whose numbers a reader can count."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import to_micros

Huitou = Callable[..., subprocess.CompletedProcess[str]]

# Who did what on which day of January 2026, a Monday being the 5th.
VISITS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("ann", "Order Completed", 5, {"category": "tea", "price": 5}),
    ("ann", "Order Completed", 6, {"category": "cups", "price": 7}),
    ("ann", "Order Completed", 7, {"category": "tea", "price": 5}),
    ("bob", "Order Completed", 5, {"category": "cups", "price": "5"}),
    ("bob", "Order Completed", 7, {"category": "tea", "price": 1}),
    ("cy", "Order Completed", 6, {"category": "=茶", "price": 2}),
    ("cy", "Post Viewed", 7, {}),
)
DAYS = ("--from", "2026-01-05", "--to", "2026-01-07")
ORDERS = ("--start", "Order Completed", "--returning", "Order Completed")


def row(number: int, person: str, event: str, day: int, properties: dict[str, Any]) -> EventRow:
    moment = to_micros(datetime(2026, 1, day, 20, tzinfo=UTC))
    said: dict[str, Any] = {
        "message_id": f"m{number}",
        "type": "track",
        "event": event,
        "user_id": person,
        "timestamp": moment,
        "received_at": moment,
        "source": "web",
        "properties": json.dumps(properties, ensure_ascii=False),
    }
    return EventRow(**{**dict.fromkeys(EventRow.__struct_fields__), **said})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    log = EventLog.open(tmp_path_factory.mktemp("query") / "home")
    log.append(events_table([row(number, *visit) for number, visit in enumerate(VISITS)]))
    return log.home


@pytest.fixture
def huitou(home: Path, tmp_path: Path) -> Huitou:
    def run(
        *words: str | Path, env: dict[str, str] | None = None, said: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HUITOU_")}
        return subprocess.run(
            [sys.executable, "-m", "huitou", "query", *map(str, words), "--home", str(home)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=tmp_path,
            input=said,
            env={**kept, **(env or {})},
        )

    return run


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def triangle(done: subprocess.CompletedProcess[str]) -> list[list[int]]:
    return [row["people"] for row in answer(done)["groups"][0]["rows"]]


def test_a_table_with_definition_and_mark(huitou: Huitou) -> None:
    done = huitou("retention", *ORDERS, *DAYS)
    assert done.returncode == 0, done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
    assert [" ".join(line.split()) for line in lines[:9]] == [
        "Retention",
        "From People 1 2",
        "─" * 36,
        "2026-01-05 2 50.0% 100.0%",
        "1 2",
        "2026-01-06 2 50.0%",
        "1",
        "2026-01-07 2",
        "Mean 50.0% 100.0%",
    ]
    assert lines[9].startswith("Each row holds the people who did “Order Completed” in that")
    assert lines[10:] == ["as of version 1"]
    assert done.stderr == ""


def test_the_same_in_chinese(huitou: Huitou) -> None:
    done = huitou("retention", *ORDERS, *DAYS, "--language", "zh-Hans")
    lines = [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
    assert lines[0] == "留存"
    assert lines[1].split() == ["开始", "人数", "1", "2"]
    assert lines[-2].startswith("每一行是在该自然日发生过“Order Completed”的用户")
    assert lines[-1] == "截至版本 1"


def test_what_has_not_run_out_is_marked(huitou: Huitou) -> None:
    done = huitou("retention", "--intervals", "2")
    assert "*0" in done.stdout
    assert "* not over yet: what is known so far" in done.stdout


def test_json_is_the_whole_answer_and_its_mark_gives_it_again(
    huitou: Huitou, tmp_path: Path
) -> None:
    asked = ("retention", *ORDERS, *DAYS, "--format", "json")
    first = huitou(*asked)
    assert triangle(first) == [[2, 1, 2], [2, 1], [2]]
    definition = answer(first)["definition"]
    assert definition["query"]["start"] == {"event": "Order Completed"}
    assert definition["as_of"]["version"] == 1
    again = huitou(*asked, "--as-of", "1", "-o", "again.json")
    assert again.stdout == ""
    assert json.loads((tmp_path / "again.json").read_text()) == answer(first)


def test_csv_has_flat_rows_and_what_they_mean_apart(huitou: Huitou) -> None:
    done = huitou("lifecycle", "--event", "Order Completed", *DAYS, "--format", "csv")
    heading, *rows = csv.reader(io.StringIO(done.stdout))
    assert heading == [
        "start", "new", "returning", "resurrecting", "dormant", "pulse", "complete",
    ]  # fmt: skip
    assert rows == [
        ["2026-01-05T00:00:00+00:00", "2", "0", "0", "0", "", "true"],
        ["2026-01-06T00:00:00+00:00", "1", "1", "0", "1", "1.0", "true"],
        ["2026-01-07T00:00:00+00:00", "0", "1", "1", "1", "1.0", "true"],
    ]
    assert done.stderr.startswith("Active means having done “Order Completed”")
    assert done.stderr.endswith("\nas of version 1\n")


def test_a_chart_is_a_page_that_needs_nothing(huitou: Huitou, tmp_path: Path) -> None:
    done = huitou("stickiness", *DAYS, "--format", "chart", "--language", "zh-Hans")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (tmp_path / "stickiness.html").as_uri() + "\n"
    page = (tmp_path / "stickiness.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in page
    assert "plotly.js v" in page
    assert "Number of active days" in page
    assert "<script src=" not in page
    assert [path.name for path in tmp_path.iterdir()] == ["stickiness.html"]


def test_people_behind_a_cell_in_short_and_as_json(huitou: Huitou) -> None:
    asked = ("retention", *ORDERS, *DAYS)
    assert huitou(*asked, "--people", "0:2").stdout == "ann\nbob\n"
    assert huitou(*asked, "--people", '{"row": 1, "column": 1}').stdout == "ann\n"
    assert huitou("lifecycle", *DAYS, "--people", "2:dormant").stdout == ""
    assert huitou("lifecycle", *DAYS, "--people", "1:new").stdout == "cy\n"


def test_the_question_as_json_with_options_over_it(huitou: Huitou, tmp_path: Path) -> None:
    whole = {"from": "2026-01-05", "to": "2026-01-07", "start": "Order Completed"}
    (tmp_path / "question.json").write_text(json.dumps(whole))
    text = huitou("retention", "--json", json.dumps(whole), "--format", "json")
    file = huitou("retention", "--json", "question.json", "--format", "json")
    pipe = huitou("retention", "--json", "-", "--format", "json", said=json.dumps(whole))
    assert triangle(text) == triangle(file) == triangle(pipe) == [[2, 1, 2], [2, 2], [2]]
    over = huitou(
        "retention", "--json", "question.json", "--to", "2026-01-06",
        "--start-where", "category=tea", "--format", "json",
    )  # fmt: skip
    assert triangle(over) == [[1, 1], [0]]


def test_conditions_are_json_scalars_where_they_read_as_such(huitou: Huitou) -> None:
    def buyers(*where: str) -> int:
        conditions = (word for one in where for word in ("--event-where", one))
        asked = ("stickiness", "--event", "Order Completed", *conditions, *DAYS)
        return sum(answer(huitou(*asked, "--format", "json"))["groups"][0]["histogram"])

    assert buyers("price=5") == 1  # ann, who has it as a number
    assert buyers('price="5"') == 1  # bob, who has it as a text
    assert buyers("category=tea") == 2
    assert buyers("category=tea", "price=1") == 1


def test_repeated_options_pieces_and_switches(huitou: Huitou) -> None:
    done = huitou(
        "retention", *ORDERS, *DAYS, "--brackets", "1", "--brackets", "1", "--rolling",
        "--breakdown", "event:category:2", "--aggregate", "sum:price", "--format", "json",
    )  # fmt: skip
    query = answer(done)["definition"]["query"]
    assert query["brackets"] == [1, 1]
    assert query["rolling"] is True
    assert query["breakdown"] == {"by": "event", "name": "category", "limit": 2}
    assert query["aggregate"] == {"kind": "sum", "name": "price"}
    assert answer(done)["groups"][0]["key"] == "tea"
    whole = '{"rolling": true}'
    switched = huitou("retention", "--json", whole, "--no-rolling", *DAYS, "--format", "json")
    assert "rolling" not in answer(switched)["definition"]["query"]


def test_a_breakdown_names_its_groups(huitou: Huitou) -> None:
    done = huitou("retention", *ORDERS, *DAYS, "--breakdown", "event:category:2")
    assert "Retention: tea" in done.stdout
    assert "Retention: cups" in done.stdout
    assert "Retention: all others" in done.stdout


def test_the_timezone_is_the_options_then_the_questions_then_the_environments(
    huitou: Huitou,
) -> None:
    shanghai = {"HUITOU_TIMEZONE": "Asia/Shanghai"}  # where 20:00 UTC is the next day
    asked = ("lifecycle", "--from", "2026-01-05", "--to", "2026-01-05", "--format", "json")

    def new(*words: str, env: dict[str, str] | None = None) -> tuple[str, int]:
        said = answer(huitou(*asked, *words, env=env))
        return said["definition"]["timezone"], said["intervals"][0]["new"]

    assert new() == ("UTC", 2)
    assert new(env=shanghai) == ("Asia/Shanghai", 0)
    assert new("--json", '{"timezone": "Europe/London"}', env=shanghai) == ("Europe/London", 2)
    assert new("--timezone", "UTC", env=shanghai) == ("UTC", 2)


def test_a_cohort_that_is_not_saved(huitou: Huitou) -> None:
    rule = {"kind": "performed", "event": "Post Viewed"}
    said = json.dumps({"name": "readers", "rule": rule})
    done = huitou(
        "cohort", "--definition", said, "--format", "json", env={"HUITOU_TIMEZONE": "UTC"}
    )
    assert answer(done)["ids"] == ["cy"]
    assert huitou("cohort", "--definition", said, "--people", "{}").stdout == "cy\n"


def test_an_unknown_event_gets_an_empty_answer_and_near_names(huitou: Huitou) -> None:
    done = huitou("lifecycle", "--event", "Order Complted", *DAYS)
    assert done.returncode == 0
    assert "No event is called “Order Complted”. Near names: Order Completed" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (["retention", "--intervals", "0"], ["--intervals: intervals is 0.", "from 1 to"]),
        (
            ["retention", "--from", "2026-02-01", "--to", "2026-01-01"],
            ["--to: The range ends before it starts."],
        ),
        (["retention", "--timezone", "Mars"], ["--timezone: 'Mars' is not a timezone."]),
        (["retention", "--from", "soon"], ["--from: 'soon' is not a date or time."]),
        (["retention", "--period", "wek"], ["--period", "'week'"]),
        (["retention", "--columns", "10000"], ["--columns: columns is 10000."]),
        (
            ["retention", "--breakdown", "evnt:category"],
            ["--breakdown: Invalid enum value 'evnt'", "Give one of: cohort, event"],
        ),
        (
            ["retention", "--breakdown", "event:category:many"],
            ["--breakdown: Expected `int`, got `str`", "Give a whole number."],
        ),
        (["retention", "--where", "tea"], ["--where: 'tea' is not KEY=VALUE."]),
        (["retention", "--json", '{"perid": "day"}'], ["no field perid", "Did you mean period?"]),
        (["retention", "--json", "{"], ["--json: this is no JSON object"]),
        (["retention", "--json", "nowhere.json"], ["--json: there is no file nowhere.json."]),
        (["retention", "--as-of", "99"], ["--as-of: The event log has no version 99"]),
        (["retention", "--people", "9:9"], ["--people: There is no cell 9, 9."]),
        (["retention", "--people", "nine"], ["--people: Expected `int`, got `str` at row."]),
        (["cohort", "--people", "all"], ["--people: 'all' is no JSON object."]),
        (["cohort"], ["--definition: The query needs one of definition and name."]),
        (["retention", "--people", "0:1", "--format", "csv"], ["--people gives ids"]),
        (["retention", "--open"], ["--open opens a chart.", "--format chart"]),
        (["retention", "-o", "."], [". is a folder."]),
        (["retention", "--format", "chart", "-o", "no/a.html"], ["There is no folder"]),
        (["retention", "--time-limit", "0.000001"], ["time limit of 1e-06 seconds"]),
        (["retension"], ["No such command 'retension'"]),
    ],
)
def test_what_can_go_wrong_is_a_sentence_that_names_the_option(
    huitou: Huitou, tmp_path: Path, arguments: list[str], sentences: list[str]
) -> None:
    done = huitou(*arguments)
    assert done.returncode == 2
    for sentence in sentences:
        assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_home_without_events_is_a_sentence(tmp_path: Path) -> None:
    def ask(home: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "huitou", "query", "retention", "--home", str(home)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    missing = ask(tmp_path / "missing")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert f"There is no event log in {tmp_path / 'missing'}." in missing.stderr
    assert list(tmp_path.iterdir()) == []
    EventLog.open(tmp_path / "empty").append(events_table([]))
    empty = ask(tmp_path / "empty")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert f"The event log in {tmp_path / 'empty'} holds no events." in empty.stderr
    assert "huitou import FILE" in empty.stderr
