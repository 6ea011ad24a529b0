"""Make a board, rename it, take it away and bring it back."""

from __future__ import annotations

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.boards.models import Board
from huitou.foundation.boards.reads import BoardSeen
from huitou.foundation.boards.reads import board as read_board
from huitou.foundation.boards.rules import MOST_BOARDS, checked_name, no_such, too_many
from huitou.kernel import Clock, new_id

NEEDED = "boards.write"


def make_board(name: str, *, actor: Actor, clock: Clock) -> BoardSeen:
    """An empty board. InvalidInput for a name that cannot be; Conflict when there are too many."""
    actor.need(NEEDED)
    said = checked_name(name)
    with transaction.atomic():
        if Board.objects.filter(removed_at=None).count() >= MOST_BOARDS:
            raise too_many("boards", MOST_BOARDS)
        row = Board.objects.create(
            id=new_id(clock), name=said, made_by=str(actor), made_at=clock.now()
        )
        audit.note(actor, "boards.make_board", row.pk, clock=clock)
        return BoardSeen(row.pk, row.name, row.made_by, row.made_at, ())


def rename_board(board_id: str, name: str, *, actor: Actor, clock: Clock) -> BoardSeen:
    """Give it another name. NotFound if there is no such board."""
    actor.need(NEEDED)
    said = checked_name(name)
    with transaction.atomic():
        row = locked_board(board_id)
        row.name = said
        row.save(update_fields=["name"])
        audit.note(actor, "boards.rename_board", row.pk, clock=clock)
        return read_board(row.pk)


def remove_board(board_id: str, *, actor: Actor, clock: Clock) -> None:
    """Take it away; its questions stay. NotFound if there is no such board."""
    actor.need(NEEDED)
    with transaction.atomic():
        row = locked_board(board_id)
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        audit.note(actor, "boards.remove_board", row.pk, clock=clock)


def restore_board(board_id: str, *, actor: Actor, clock: Clock) -> BoardSeen:
    """Undo `remove_board`; one that is not removed stays as it is."""
    actor.need(NEEDED)
    with transaction.atomic():
        row = locked_board(board_id, removed=True)
        if row.removed_at is not None:
            row.removed_at = None
            row.save(update_fields=["removed_at"])
            audit.note(actor, "boards.restore_board", row.pk, clock=clock)
        return read_board(row.pk)


def locked_board(board_id: str, *, removed: bool = False) -> Board:
    """Held until the transaction ends; with `removed` also one that was removed. NotFound."""
    row = Board.objects.select_for_update().filter(pk=board_id).first()
    if row is None or (row.removed_at is not None and not removed):
        raise no_such("board", board_id)
    return row
