"""Say a fact, or who somebody is."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import connection

from huitou.engine.events import problem
from huitou.foundation.facts.models import Fact
from huitou.foundation.statements import insert
from huitou.kernel import Clock, new_id


def say_fact(
    event: str,
    properties: dict[str, Any],
    *,
    clock: Clock,
    member_id: str | None = None,
    anonymous_id: str | None = None,
    key: str | None = None,
) -> None:
    """Put a fact into the outbox, in the transaction that is open. `event` is a name of the event
    log's catalogue or a new one in its style; `properties` are JSON values, amounts in major units
    as the catalogue has them (see `amount`). Said again under the same `key` (such as
    `order-completed:ID`) it changes nothing.

    RuntimeError outside a transaction, ValueError for what the log would put into quarantine: both
    are mistakes of the caller's code.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event} is said outside the transaction of its change")
    said = msgspec.json.encode(properties)
    wrong = problem(event, said)
    if wrong is not None:
        raise ValueError(f"{event}: {wrong.field}: {wrong.detail}")
    if member_id is None and anonymous_id is None:
        raise ValueError(f"{event} is said of nobody")
    fact = Fact(
        message_id=key or new_id(clock),
        event=event,
        member_id=member_id,
        anonymous_id=anonymous_id,
        happened_at=clock.now(),
        properties=said.decode(),
    )
    insert(fact, or_ignore=key is not None)


def say_identity(
    member_id: str,
    *,
    clock: Clock,
    anonymous_id: str | None = None,
    traits: dict[str, Any] | None = None,
) -> None:
    """Say that what `anonymous_id` did was the member's doing, or what is known of the member
    (JSON values that the member allows to be known); in the transaction that is open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an identity is said outside the transaction of its change")
    fact = Fact(
        message_id=new_id(clock),
        type="identify",
        member_id=member_id,
        anonymous_id=anonymous_id,
        happened_at=clock.now(),
        traits=None if traits is None else msgspec.json.encode(traits).decode(),
    )
    insert(fact)
