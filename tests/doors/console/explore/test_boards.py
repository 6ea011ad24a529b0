"""Questions are saved and pinned; boards load their answers one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huitou.foundation import boards

Send = Callable[..., Any]


def saved(send: Send, name: str, board: str, slug: str = "retention", **more: str) -> str:
    """Save a question; the id of the board that it was pinned to."""
    said = {"name": name, "board": board, "state": "period=week", **more}
    answer = send(f"/console/{slug}/save", **said)
    assert answer.status_code == 303
    return str(answer["Location"].rstrip("/").rpartition("/")[2])


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_question_is_saved_and_opened_again(analyst: Client, send: Send) -> None:
    answer = send("/console/retention/save", name="Week 4", state="period=month&least=2", board="")
    assert answer["Location"] == "/console/retention/?period=month&least=2"
    page = shown(analyst, "/console/retention/")
    assert "Week 4" in page
    assert "Week 4" in shown(analyst, "/console/questions/")


def test_what_is_saved_is_the_whole_state_without_the_mark(analyst: Client) -> None:
    page = shown(analyst, "/console/retention/?on=2026-06-28")
    (state,) = re.findall(r'name="state" value="([^"]*)"', page)
    assert "start=Order+Completed" in state
    assert "on=" not in state.replace("returning=", "").replace("reason=", "")


def test_a_name_that_is_missing_is_told_at_its_field(analyst: Client, send: Send) -> None:
    answer = send("/console/retention/save", name="", state="period=month", board="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "field-name-error" in page
    assert 'value="' in page
    answer = send("/console/retention/save", name="x", state="", board="new", board_name="")
    assert "field-board_name-error" in answer.content.decode()
    assert boards.questions() == []


def test_a_board_shows_its_answers_one_by_one(analyst: Client, send: Send) -> None:
    board = saved(send, "Week 4", "new", board_name="Monday")
    saved(send, "Who is here", board, slug="lifecycle")
    with CaptureQueriesContext(connection) as queries:
        page = shown(analyst, f"/console/boards/{board}/")
    assert len(queries) <= 12
    loads = re.findall(r'hx-get="(/console/boards/[^"]*)"', page)
    assert len(loads) == 2
    assert "Week 4 fell" not in page
    assert "Week 4 fell" in shown(analyst, loads[0])
    assert "went quiet" in shown(analyst, loads[1])
    # Without script all of them are there when one asks for it.
    whole = shown(analyst, f"/console/boards/{board}/?now=1")
    assert "Week 4 fell" in whole
    assert "went quiet" in whole


def test_pins_move_and_are_taken_off_and_put_back(analyst: Client, send: Send) -> None:
    board = saved(send, "one", "new", board_name="Monday")
    saved(send, "two", board)
    saved(send, "three", board)
    pins = boards.board(board).pins
    moved = send(f"/console/boards/{board}/pins/{pins[2].id}/move", steps="-1")
    assert moved["Location"] == f"/console/boards/{board}/#pin-{pins[2].id}"
    assert [pin.question.name for pin in boards.board(board).pins] == ["one", "three", "two"]

    off = send(f"/console/boards/{board}/pins/{pins[2].id}/unpin")
    page = shown(analyst, off["Location"])
    assert "The chart was taken off the board." in page
    back = re.search(
        r'action="(/console/boards/[^"]*/pin)".*?name="question" value="([^"]*)".*?'
        r'name="place" value="([^"]*)"',
        page,
        re.S,
    )
    assert back is not None
    send(back[1], question=back[2], place=back[3])
    assert [pin.question.name for pin in boards.board(board).pins] == ["one", "three", "two"]


def test_a_board_is_made_renamed_removed_and_brought_back(analyst: Client, send: Send) -> None:
    assert "No boards yet" in shown(analyst, "/console/boards/")
    assert send("/console/boards/", name=" ").status_code == 422
    address = send("/console/boards/", name="Monday")["Location"]
    assert "Nothing is pinned here yet" in shown(analyst, address)
    assert send(f"{address}rename", name="").status_code == 422
    send(f"{address}rename", name="Tuesday")
    assert "Tuesday" in shown(analyst, "/console/boards/")

    removed = send(f"{address}remove")["Location"]
    page = shown(analyst, removed)
    assert "The board was removed." in page
    assert analyst.get(address).status_code == 404
    send(f"{address}restore")
    assert "Tuesday" in shown(analyst, address)


def test_a_question_is_renamed_removed_and_brought_back(analyst: Client, send: Send) -> None:
    saved(send, "Week 4", "new", board_name="Monday")
    (row,) = boards.questions()
    base = f"/console/questions/{row.id}/"
    assert send(f"{base}rename", name="").status_code == 422
    send(f"{base}rename", name="Week 5")
    page = shown(analyst, send(f"{base}remove")["Location"])
    assert "The question was removed." in page
    assert boards.questions() == []
    send(f"{base}restore")
    assert [one.name for one in boards.questions()] == ["Week 5"]


@pytest.mark.parametrize(
    "address",
    ["/console/boards/none/", "/console/boards/none/pins/x", "/console/questions/none/rename"],
)
def test_what_is_not_there_is_not_found(analyst: Client, address: str) -> None:
    assert analyst.get(address).status_code == 404


def test_who_may_look_changes_nothing(auditor: Client, send: Send) -> None:
    board = saved(send, "Week 4", "new", board_name="Monday")
    page = shown(auditor, f"/console/boards/{board}/")
    assert "Week 4" in page
    assert "Take off the board" not in page
    assert "Save or pin" not in shown(auditor, "/console/retention/")
    key = {"idempotency_key": "k" * 24}
    for address in (f"/console/boards/{board}/remove", "/console/retention/save"):
        assert auditor.post(address, key).status_code == 403
    assert auditor.post("/console/boards/", {**key, "name": "x"}).status_code == 403
    assert [row.name for row in boards.boards()] == ["Monday"]


def test_a_pin_whose_question_no_longer_fits_says_so(analyst: Client, send: Send) -> None:
    board = saved(send, "Old", "new", board_name="Monday", state="period=decade")
    (pin,) = boards.board(board).pins
    assert "Choose one of the list." in shown(analyst, f"/console/boards/{board}/pins/{pin.id}")
