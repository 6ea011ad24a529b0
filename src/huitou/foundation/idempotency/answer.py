"""Do a piece of work once for each key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from huitou.foundation.idempotency.models import StoredAnswer
from huitou.foundation.idempotency.rules import checked_key
from huitou.kernel import Clock, Conflict, InvalidInput

# Work that speaks with others outside its transaction may be cut off; then the same key may begin
# it again, because every verb under it knows its own business key.
TAKEN_OVER_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Answer:
    """An HTTP status and a body of JSON; `replayed` if it was given before."""

    status: int
    body: str
    replayed: bool = False


def answer_once(
    caller: str,
    key: str,
    fingerprint: str,
    work: Callable[[], Answer],
    *,
    clock: Clock,
    whole: bool = True,
) -> Answer:
    """What `work` answers, or answered before under this key. `whole`: the work and its answer are
    one transaction; otherwise the work opens its own (it speaks with others in between).

    An error that `work` raises is not kept: nothing was done. InvalidInput for a key that came with
    another request; Conflict while the first request with it is under way.
    """
    key = checked_key(key)
    if whole:
        with transaction.atomic():
            return _begun(caller, key, fingerprint, clock) or _kept(caller, key, work())
    before = _begun(caller, key, fingerprint, clock)
    if before is not None:
        return before
    try:
        answer = work()
    except BaseException:
        _row(caller, key).filter(status=None).delete()
        raise
    return _kept(caller, key, answer)


def _kept(caller: str, key: str, answer: Answer) -> Answer:
    _row(caller, key).update(status=answer.status, body=answer.body)
    return answer


def _begun(caller: str, key: str, fingerprint: str, clock: Clock) -> Answer | None:
    """The answer of before; None if the work is ours to do."""
    try:
        with transaction.atomic():
            StoredAnswer.objects.create(
                caller=caller, key=key, fingerprint=fingerprint, begun_at=clock.now()
            )
            return None
    except IntegrityError:
        pass
    with transaction.atomic():
        stored = _row(caller, key).select_for_update().first()
        if stored is None:  # the first one failed meanwhile
            raise _under_way()
        if stored.fingerprint != fingerprint:
            raise InvalidInput(
                "This Idempotency-Key came with another request.",
                remedy="Make a new key for every new request; send the old one only to repeat it.",
                code="idempotency.key_reused",
                field="Idempotency-Key",
            )
        if stored.status is not None:
            return Answer(stored.status, stored.body, replayed=True)
        if clock.now() - stored.begun_at < TAKEN_OVER_AFTER:
            raise _under_way()
        stored.begun_at = clock.now()
        stored.save(update_fields=["begun_at"])
        return None


def _row(caller: str, key: str) -> Any:
    return StoredAnswer.objects.filter(caller=caller, key=key)


def _under_way() -> Conflict:
    return Conflict(
        "The first request with this Idempotency-Key is still under way.",
        remedy="Wait a moment and send it again with the same key.",
        code="idempotency.under_way",
        retry_after=1,
    )
