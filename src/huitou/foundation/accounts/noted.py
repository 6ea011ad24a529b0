"""What staff do through Django's own pages goes into the audit log too."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_save

from huitou.foundation import audit
from huitou.foundation.accounts.callers import actor_of
from huitou.foundation.clocks import current_clock

_VERBS = {ADDITION: "add", CHANGE: "change", DELETION: "delete"}
_LONGEST = 80


def note_what_staff_do() -> None:
    """Begin to listen; called once at start-up."""
    post_save.connect(_note_form, sender=LogEntry, dispatch_uid="accounts.form")
    user_logged_in.connect(_note_sign_in, dispatch_uid="accounts.sign_in")


def _note_form(instance: LogEntry, created: bool, **_: Any) -> None:
    """A form or list of the site was saved; Django says so in the transaction of the change."""
    if not created:
        return
    verb = _VERBS.get(instance.action_flag, "other")
    kind = instance.content_type.model if instance.content_type else "thing"
    subject = f"{kind}:{instance.object_id}"[:_LONGEST]
    with transaction.atomic():
        audit.note(actor_of(instance.user), f"form.{verb}", subject, clock=current_clock())


def _note_sign_in(user: Any, **_: Any) -> None:
    if user.is_staff:
        with transaction.atomic():
            audit.note(actor_of(user), "staff.sign_in", user.pk, clock=current_clock())
