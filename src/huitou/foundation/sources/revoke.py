"""Revoke a write key."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.sources.models import WriteKey
from huitou.foundation.sources.reads import KeyRow, row_of
from huitou.foundation.sources.rules import HINT_LENGTH, KEY_LENGTH, hash_key
from huitou.kernel import Clock, Conflict, NotFound


def revoke_key(which: str | int, *, clock: Clock, actor: Actor = SYSTEM) -> KeyRow:
    """Take a key out of use. `which` is its number, or as a text its number, its last four letters,
    or the key itself.

    Every worker refuses it within seconds. A key that is already revoked stays as it was.
    NotFound if there is no such key, Conflict if four letters fit several keys in use; staff need
    `sources.write`.
    """
    actor.need("sources.write")
    with transaction.atomic():
        found = list(WriteKey.objects.select_for_update().filter(_named(which)))
        key = _the_one(which, found)
        if key.revoked_at is None:
            key.revoked_at = clock.now()
            key.save(update_fields=["revoked_at"])
            detail = {"source": key.source.name}
            audit.note(actor, "sources.revoke_key", str(key.pk), detail, clock=clock)
        return row_of(key)


def _named(which: str | int) -> Q:
    if isinstance(which, int):  # four digits could as well be letters of another key
        return Q(pk=which)
    if len(which) == KEY_LENGTH:
        return Q(key_hash=hash_key(which))
    named = Q(hint=which) if len(which) == HINT_LENGTH else Q(pk__in=[])
    # 18 digits fit the column's 64 bits; a longer number is no key's number.
    if which.isascii() and which.isdigit() and len(which) <= 18:
        named |= Q(pk=int(which))
    return named


def _the_one(which: str | int, found: list[WriteKey]) -> WriteKey:
    candidates = [key for key in found if key.revoked_at is None] or found[:1]
    if not candidates:
        raise NotFound(
            f"There is no write key {which!r}.",
            remedy="`huitou keys list` shows the number and the last four letters of each.",
            code="sources.no_such_key",
        )
    if len(candidates) > 1:
        numbers = ", ".join(str(key.pk) for key in candidates)
        raise Conflict(
            f"{which!r} fits several keys in use, numbers {numbers}.",
            remedy="Say which by its number.",
            code="sources.ambiguous_key",
        )
    return candidates[0]
