"""Add an entry to the audit log."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from django.db import connection

from huitou.foundation.actors import Actor
from huitou.foundation.audit.models import AuditEntry, AuditHead
from huitou.kernel import Clock, to_micros

START = "0" * 64


def note(
    actor: Actor, action: str, subject: str, detail: dict[str, Any] | None = None, *, clock: Clock
) -> None:
    """Note what `actor` did (`orders.cancel`) to `subject` (an id), in the transaction that is
    open. `detail` are JSON values, never personal data: an entry cannot be erased. What shoppers
    do with what is their own is told by facts, and not noted here.
    """
    if actor.is_shopper:
        return
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action} is noted outside the transaction of its change")
    AuditHead.objects.get_or_create(pk=1, defaults={"number": 0, "digest": START})
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        number=head.number + 1,
        at=clock.now(),
        actor=str(actor),
        action=action,
        subject=subject,
        detail=msgspec.json.encode(detail or {}, order="sorted").decode(),
    )
    entry.digest = digest_of(head.digest, entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save()


def digest_of(before: str, entry: AuditEntry) -> str:
    """The digest that an entry must have behind another one's."""
    said = (
        entry.number,
        to_micros(entry.at),
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
    )
    return hashlib.sha256(msgspec.json.encode((before, *said))).hexdigest()
