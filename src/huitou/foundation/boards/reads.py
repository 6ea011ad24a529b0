"""What others may ask about saved questions and boards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from huitou.foundation.boards.models import Board, Pin, SavedQuestion
from huitou.foundation.boards.rules import MOST_BOARDS, MOST_PINS, no_such


@dataclass(frozen=True)
class QuestionRow:
    """A saved question: `explorer` is asked with `state`; `made_by` is an actor as text."""

    id: str
    explorer: str
    name: str
    state: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class BoardRow:
    """A board and how many questions are pinned to it."""

    id: str
    name: str
    pins: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class PinRow:
    """A question on a board."""

    id: str
    question: QuestionRow


@dataclass(frozen=True)
class BoardSeen:
    """A board with its pins, in their order."""

    id: str
    name: str
    made_by: str
    made_at: datetime
    pins: tuple[PinRow, ...]


def questions(*, explorer: str | None = None, limit: int = 200) -> list[QuestionRow]:
    """What is saved and not removed, by name: of one explorer, or of all."""
    rows = SavedQuestion.objects.filter(removed_at=None).order_by("name", "id")
    if explorer is not None:
        rows = rows.filter(explorer=explorer)
    return [question_row(row) for row in rows[:limit]]


def question(question_id: str) -> QuestionRow:
    """One of them; NotFound if it is removed or never was."""
    row = SavedQuestion.objects.filter(pk=question_id, removed_at=None).first()
    if row is None:
        raise no_such("question", question_id)
    return question_row(row)


def boards() -> list[BoardRow]:
    """All boards that are not removed, by name."""
    kept = Count("pins", filter=Q(pins__question__removed_at=None))
    rows = Board.objects.filter(removed_at=None).annotate(kept=kept).order_by("name", "id")
    return [
        BoardRow(row.pk, row.name, row.kept, row.made_by, row.made_at) for row in rows[:MOST_BOARDS]
    ]


def board(board_id: str) -> BoardSeen:
    """One board with its pins; NotFound if it is removed or never was. A question that is removed
    is not shown, and is in its place again when it is brought back.
    """
    row = Board.objects.filter(pk=board_id, removed_at=None).first()
    if row is None:
        raise no_such("board", board_id)
    pins = Pin.objects.filter(board=row, question__removed_at=None).select_related("question")
    shown = tuple(
        PinRow(pin.pk, question_row(pin.question))
        for pin in pins.order_by("place", "pk")[:MOST_PINS]
    )
    return BoardSeen(row.pk, row.name, row.made_by, row.made_at, shown)


def question_row(row: SavedQuestion) -> QuestionRow:
    """A question as others see it."""
    return QuestionRow(row.pk, row.explorer, row.name, row.state, row.made_by, row.made_at)
