"""What staff do with saved cohorts, which all of them share: each is in the audit log."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from msgspec.structs import replace

from huitou.engine.analytics import CohortDefinition
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import Clock, InvalidInput

NEEDED = "boards.write"
_LONGEST_TITLE = 60


def keep_cohort(home: Path, definition: CohortDefinition, *, actor: Actor, clock: Clock) -> int:
    """Save a new cohort; its version. Needs `boards.write`. Conflict if one of that name is there,
    InvalidInput for a definition or a name that cannot be.
    """
    actor.need(NEEDED)
    with transaction.atomic():
        version = open_cohorts(home).save(definition, after=0)
        audit.note(actor, "cohorts.keep", definition.name, clock=clock)
    return version


def retitle_cohort(home: Path, name: str, title: str, *, actor: Actor, clock: Clock) -> int:
    """Call a cohort something else where people read it; the name by which questions know it stays.
    NotFound if it is not saved.
    """
    actor.need(NEEDED)
    said = checked_title(title)
    with transaction.atomic():
        store = open_cohorts(home)
        saved = store.read(name)
        called = replace(saved.definition, title_en=said, title_zh=said)
        version = store.save(called, after=saved.version)
        audit.note(actor, "cohorts.retitle", name, clock=clock)
    return version


def remove_cohort(home: Path, name: str, *, actor: Actor, clock: Clock) -> None:
    """Take a cohort out of use. NotFound if it is not saved."""
    actor.need(NEEDED)
    with transaction.atomic():
        open_cohorts(home).remove(name)
        audit.note(actor, "cohorts.remove", name, clock=clock)


def restore_cohort(home: Path, name: str, *, actor: Actor, clock: Clock) -> int:
    """Undo `remove_cohort`. Conflict if it is in use."""
    actor.need(NEEDED)
    with transaction.atomic():
        version = open_cohorts(home).restore(name)
        audit.note(actor, "cohorts.restore", name, clock=clock)
    return version


def checked_title(title: str) -> str:
    """A cohort's title for people; InvalidInput for none or a long one."""
    said = " ".join(title.split())
    if not 1 <= len(said) <= _LONGEST_TITLE or not said.isprintable():
        raise InvalidInput(
            "A cohort needs a name." if not said else "The name is too long.",
            remedy=f"Use 1 to {_LONGEST_TITLE} letters that say who is in it.",
            code="cohort.bad_title",
            field="name",
        )
    return said
