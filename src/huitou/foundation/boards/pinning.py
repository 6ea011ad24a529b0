"""Pin a question to a board, move it there, and take it off."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.boards.make import NEEDED, locked_board, make_board
from huitou.foundation.boards.models import Pin
from huitou.foundation.boards.reads import BoardSeen, QuestionRow
from huitou.foundation.boards.reads import board as read_board
from huitou.foundation.boards.reads import question as read_question
from huitou.foundation.boards.rules import MOST_PINS, moved, no_such, too_many
from huitou.foundation.boards.save import save_question
from huitou.kernel import Clock, InvalidInput, new_id


def save_and_pin(
    name: str,
    *,
    explorer: str,
    state: str,
    board_id: str | None = None,
    board_name: str | None = None,
    actor: Actor,
    clock: Clock,
) -> tuple[QuestionRow, str | None]:
    """Save a question and pin it to a board, or to a new one of that name, all or nothing: the
    question and the board's id. InvalidInput at `name` or `board_name` for what cannot be a name.
    """
    with transaction.atomic():
        saved = save_question(name, explorer=explorer, state=state, actor=actor, clock=clock)
        if board_name is not None:
            board_id = _new_board(board_name, actor, clock)
        if board_id is not None:
            pin_question(board_id, saved.id, actor=actor, clock=clock)
        return saved, board_id


def pin_question(
    board_id: str, question_id: str, *, place: int | None = None, actor: Actor, clock: Clock
) -> BoardSeen:
    """Put the question at the end of the board, or at `place` (from 0). One that is there already
    stays where it is. Conflict when the board is full.
    """
    actor.need(NEEDED)
    read_question(question_id)
    with transaction.atomic():
        board = locked_board(board_id)
        pins = Pin.objects.filter(board=board)
        if not pins.filter(question_id=question_id).exists():
            if pins.filter(question__removed_at=None).count() >= MOST_PINS:
                raise too_many("pins", MOST_PINS)
            last = pins.aggregate(last=Max("place"))["last"]
            pin = Pin.objects.create(
                id=new_id(clock),
                board=board,
                question_id=question_id,
                place=0 if last is None else last + 1,
            )
            if place is not None:
                _move(board.pk, pin.pk, lambda ids: place - ids.index(pin.pk))
            detail = {"question": question_id}
            audit.note(actor, "boards.pin", board.pk, detail, clock=clock)
        return read_board(board.pk)


def unpin(board_id: str, pin_id: str, *, actor: Actor, clock: Clock) -> int:
    """Take it off the board; the question stays saved. The place where it was (from 0), to put it
    there again. NotFound if it is not on this board.
    """
    actor.need(NEEDED)
    with transaction.atomic():
        board = locked_board(board_id)
        ids = _ids(board.pk)
        if pin_id not in ids:
            raise no_such("pin", pin_id)
        Pin.objects.filter(pk=pin_id).delete()
        audit.note(actor, "boards.unpin", board.pk, {"pin": pin_id}, clock=clock)
        return ids.index(pin_id)


def move_pin(board_id: str, pin_id: str, steps: int, *, actor: Actor, clock: Clock) -> BoardSeen:
    """So many places further down the board; up, where `steps` is below 0."""
    actor.need(NEEDED)
    with transaction.atomic():
        board = locked_board(board_id)
        _move(board.pk, pin_id, lambda _: steps)
        audit.note(actor, "boards.move_pin", board.pk, {"pin": pin_id}, clock=clock)
        return read_board(board.pk)


def _new_board(name: str, actor: Actor, clock: Clock) -> str:
    try:
        return make_board(name, actor=actor, clock=clock).id
    except InvalidInput as error:
        raise InvalidInput(
            error.message, remedy=error.remedy, code=error.code, field="board_name"
        ) from None


def _move(board_id: str, pin_id: str, steps: Callable[[list[str]], int]) -> None:
    ids = _ids(board_id)
    if pin_id not in ids:
        raise no_such("pin", pin_id)
    places = {one: place for place, one in enumerate(moved(ids, pin_id, steps(ids)))}
    pins = list(Pin.objects.filter(board_id=board_id))
    for pin in pins:
        pin.place = places[pin.pk]
    Pin.objects.bulk_update(pins, ["place"])


def _ids(board_id: str) -> list[str]:
    """Of everything on the board, also of questions that are removed and may come back."""
    return list(
        Pin.objects.filter(board_id=board_id).order_by("place", "pk").values_list("pk", flat=True)
    )
