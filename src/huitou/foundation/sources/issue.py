"""Issue a write key."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.sources.models import Source, WriteKey
from huitou.foundation.sources.rules import HINT_LENGTH, checked_name, hash_key, new_key
from huitou.kernel import Clock


@dataclass(frozen=True)
class IssuedKey:
    """A key at the only moment when it can be read. `id` and `hint` name it afterwards."""

    id: int
    source: str
    key: str
    hint: str


def issue_key(source_name: str, *, clock: Clock, actor: Actor = SYSTEM) -> IssuedKey:
    """A new write key for the source, which is made if there is none of that name.

    A source may hold several keys, so that one can be replaced without a gap. InvalidInput for a
    name that cannot be one; staff need `sources.write`.
    """
    actor.need("sources.write")
    name = checked_name(source_name)
    now = clock.now()
    key = new_key()
    with transaction.atomic():
        source, _ = Source.objects.get_or_create(name=name, defaults={"created_at": now})
        row = WriteKey.objects.create(
            source=source, key_hash=hash_key(key), hint=key[-HINT_LENGTH:], created_at=now
        )
        audit.note(actor, "sources.issue_key", str(row.pk), {"source": name}, clock=clock)
    return IssuedKey(id=row.pk, source=name, key=key, hint=row.hint)
