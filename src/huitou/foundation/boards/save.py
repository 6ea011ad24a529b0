"""Save a question, rename it, take it away and bring it back."""

from __future__ import annotations

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.boards.models import SavedQuestion
from huitou.foundation.boards.reads import QuestionRow, question_row
from huitou.foundation.boards.rules import (
    MOST_QUESTIONS,
    checked_name,
    checked_state,
    no_such,
    too_many,
)
from huitou.kernel import Clock, new_id

NEEDED = "boards.write"


def save_question(
    name: str, *, explorer: str, state: str, actor: Actor, clock: Clock
) -> QuestionRow:
    """Keep the state of an explorer under a name. InvalidInput for a name or a state that cannot
    be; Conflict when there are too many.
    """
    actor.need(NEEDED)
    said, asked = checked_name(name), checked_state(state)
    with transaction.atomic():
        if SavedQuestion.objects.filter(removed_at=None).count() >= MOST_QUESTIONS:
            raise too_many("questions", MOST_QUESTIONS)
        row = SavedQuestion.objects.create(
            id=new_id(clock),
            explorer=explorer,
            name=said,
            state=asked,
            made_by=str(actor),
            made_at=clock.now(),
        )
        # Neither name nor state: they may hold what is somebody's own, and this log is for ever.
        audit.note(actor, "boards.save_question", row.pk, {"explorer": explorer}, clock=clock)
        return question_row(row)


def rename_question(question_id: str, name: str, *, actor: Actor, clock: Clock) -> QuestionRow:
    """Give it another name. NotFound if there is no such question."""
    actor.need(NEEDED)
    said = checked_name(name)
    with transaction.atomic():
        row = _locked(question_id, removed=False)
        row.name = said
        row.save(update_fields=["name"])
        audit.note(actor, "boards.rename_question", row.pk, clock=clock)
        return question_row(row)


def remove_question(question_id: str, *, actor: Actor, clock: Clock) -> QuestionRow:
    """Take it out of lists and off boards. NotFound if there is no such question."""
    actor.need(NEEDED)
    with transaction.atomic():
        row = _locked(question_id, removed=False)
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        audit.note(actor, "boards.remove_question", row.pk, clock=clock)
        return question_row(row)


def restore_question(question_id: str, *, actor: Actor, clock: Clock) -> QuestionRow:
    """Undo `remove_question`; one that is not removed stays as it is."""
    actor.need(NEEDED)
    with transaction.atomic():
        row = _locked(question_id, removed=True)
        if row.removed_at is not None:
            row.removed_at = None
            row.save(update_fields=["removed_at"])
            audit.note(actor, "boards.restore_question", row.pk, clock=clock)
        return question_row(row)


def _locked(question_id: str, *, removed: bool) -> SavedQuestion:
    """Held until the transaction ends; with `removed` also one that was removed."""
    row = SavedQuestion.objects.select_for_update().filter(pk=question_id).first()
    if row is None or (row.removed_at is not None and not removed):
        raise no_such("question", question_id)
    return row
