"""Questions are saved, boards show them, and what was taken away can be brought back."""

from __future__ import annotations

from functools import partial

import pytest

from huitou.foundation import audit, boards
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")


def save(actor: Actor, clock: FakeClock, name: str = "Week 4") -> str:
    return boards.save_question(
        name, explorer="retention", state="period=week", actor=actor, clock=clock
    ).id


def names(board_id: str) -> list[str]:
    return [pin.question.name for pin in boards.board(board_id).pins]


def test_a_saved_question_is_found_by_its_explorer(analyst: Actor, clock: FakeClock) -> None:
    saved = save(analyst, clock)
    (row,) = boards.questions(explorer="retention")
    assert row == boards.question(saved)
    assert (row.name, row.state, row.made_by) == ("Week 4", "period=week", "staff:analyst")
    assert row.made_at == clock.now()
    assert boards.questions(explorer="funnels") == []


def test_a_question_is_saved_with_its_board_or_not_at_all(analyst: Actor, clock: FakeClock) -> None:
    keep = partial(boards.save_and_pin, explorer="retention", state="", actor=analyst, clock=clock)
    _, board = keep("Week 4", board_name="Monday")
    assert board is not None
    assert names(board) == ["Week 4"]
    keep("Week 5", board_id=board)
    assert names(board) == ["Week 4", "Week 5"]
    with pytest.raises(InvalidInput) as refused:
        keep("Week 6", board_name=" ")
    assert refused.value.field == "board_name"
    with pytest.raises(NotFound):
        keep("Week 6", board_id="none")
    assert [one.name for one in boards.questions()] == ["Week 4", "Week 5"]
    assert keep("Alone")[1] is None


def test_a_question_is_renamed_removed_and_brought_back(analyst: Actor, clock: FakeClock) -> None:
    saved = save(analyst, clock)
    boards.rename_question(saved, "Week 5", actor=analyst, clock=clock)
    assert boards.question(saved).name == "Week 5"
    boards.remove_question(saved, actor=analyst, clock=clock)
    assert boards.questions() == []
    with pytest.raises(NotFound):
        boards.question(saved)
    for _ in range(2):
        boards.restore_question(saved, actor=analyst, clock=clock)
    assert [row.name for row in boards.questions()] == ["Week 5"]


def test_pins_keep_their_order_and_move(analyst: Actor, clock: FakeClock) -> None:
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    for name in ("one", "two", "three"):
        boards.pin_question(board, save(analyst, clock, name), actor=analyst, clock=clock)
    assert names(board) == ["one", "two", "three"]
    assert [row.pins for row in boards.boards()] == [3]

    third = boards.board(board).pins[2].id
    boards.move_pin(board, third, -1, actor=analyst, clock=clock)
    assert names(board) == ["one", "three", "two"]
    boards.move_pin(board, third, -5, actor=analyst, clock=clock)
    assert names(board) == ["three", "one", "two"]


def test_a_pin_that_is_taken_off_goes_back_to_its_place(analyst: Actor, clock: FakeClock) -> None:
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    for name in ("one", "two", "three"):
        boards.pin_question(board, save(analyst, clock, name), actor=analyst, clock=clock)
    second = boards.board(board).pins[1]
    place = boards.unpin(board, second.id, actor=analyst, clock=clock)
    assert (place, names(board)) == (1, ["one", "three"])
    assert boards.question(second.question.id).name == "two"
    for _ in range(2):  # the second time it is there already
        boards.pin_question(board, second.question.id, place=place, actor=analyst, clock=clock)
    assert names(board) == ["one", "two", "three"]


def test_a_removed_question_is_off_its_boards_until_it_is_back(
    analyst: Actor, clock: FakeClock
) -> None:
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    saved = save(analyst, clock)
    boards.pin_question(board, saved, actor=analyst, clock=clock)
    boards.remove_question(saved, actor=analyst, clock=clock)
    assert (names(board), boards.boards()[0].pins) == ([], 0)
    with pytest.raises(NotFound):
        boards.pin_question(board, saved, actor=analyst, clock=clock)
    boards.restore_question(saved, actor=analyst, clock=clock)
    assert names(board) == ["Week 4"]


def test_a_board_is_renamed_removed_and_brought_back(analyst: Actor, clock: FakeClock) -> None:
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    assert boards.rename_board(board, "Tuesday", actor=analyst, clock=clock).name == "Tuesday"
    boards.remove_board(board, actor=analyst, clock=clock)
    assert boards.boards() == []
    with pytest.raises(NotFound):
        boards.board(board)
    assert boards.restore_board(board, actor=analyst, clock=clock).name == "Tuesday"


def test_a_board_holds_so_many_pins(
    analyst: Actor, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huitou.foundation.boards.pinning.MOST_PINS", 1)
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    boards.pin_question(board, save(analyst, clock), actor=analyst, clock=clock)
    with pytest.raises(Conflict):
        boards.pin_question(board, save(analyst, clock), actor=analyst, clock=clock)


def test_nobody_changes_them_without_the_permission(analyst: Actor, clock: FakeClock) -> None:
    reader = Actor("staff", "reader", frozenset({"analytics.read"}))
    saved = save(analyst, clock)
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    for refused in (
        lambda: save(reader, clock),
        lambda: boards.rename_question(saved, "x", actor=reader, clock=clock),
        lambda: boards.remove_question(saved, actor=reader, clock=clock),
        lambda: boards.make_board("x", actor=reader, clock=clock),
        lambda: boards.remove_board(board, actor=reader, clock=clock),
        lambda: boards.pin_question(board, saved, actor=reader, clock=clock),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert boards.board(board).pins == ()


def test_what_is_done_is_in_the_audit_log_without_what_was_asked(
    analyst: Actor, clock: FakeClock
) -> None:
    saved = save(analyst, clock, "What Wang bought")
    board = boards.make_board("Monday", actor=analyst, clock=clock).id
    boards.pin_question(board, saved, actor=analyst, clock=clock)
    noted = audit.entries(limit=3)
    assert [entry.action for entry in noted] == [
        "boards.pin",
        "boards.make_board",
        "boards.save_question",
    ]
    assert "Wang" not in repr(noted)


def test_a_bad_name_keeps_nothing(analyst: Actor, clock: FakeClock) -> None:
    with pytest.raises(InvalidInput):
        save(analyst, clock, " ")
    with pytest.raises(InvalidInput):
        boards.make_board("x" * 81, actor=analyst, clock=clock)
    assert (boards.questions(), boards.boards()) == ([], [])
