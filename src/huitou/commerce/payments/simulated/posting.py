"""The notices that the simulated gateway has to post."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from huitou.commerce.payments.gateway import Notice
from huitou.commerce.payments.simulated.faults import CallbackScript
from huitou.commerce.payments.simulated.signing import body_of, signed
from huitou.commerce.payments.simulated.tables import SimulatedCallback
from huitou.kernel import Clock

# The pauses between tries of WeChat Pay v3, a little over 24 hours in all.
_PAUSES = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]


@dataclass(frozen=True)
class Callback:
    """One request that the gateway makes; `id` names the notice for `acknowledged`."""

    id: int
    headers: Mapping[str, str]
    body: bytes


def queue(notice: Notice, script: CallbackScript, clock: Clock) -> None:
    """Have a notice posted as the script says."""
    row = {"body": body_of(notice), "due_at": clock.now() + script.delay}
    SimulatedCallback.objects.bulk_create(SimulatedCallback(**row) for _ in range(script.copies))


def due(secret: bytes, dice: random.Random | None, clock: Clock) -> Iterator[Callback]:
    """What is posted now, shuffled by `dice` if there are any. Each is posted again after a pause
    until it is acknowledged, at most 16 times.
    """
    rows = list(SimulatedCallback.objects.filter(due_at__lte=clock.now()).order_by("due_at", "id"))
    if dice is not None:
        dice.shuffle(rows)
    for row in rows:
        again = row.tries < len(_PAUSES)
        pause = timedelta(seconds=_PAUSES[row.tries]) if again else None
        SimulatedCallback.objects.filter(id=row.pk).update(
            tries=F("tries") + 1, due_at=pause and clock.now() + pause
        )
        body = row.body.encode()
        yield Callback(row.pk, signed(body, secret, clock), body)


def acknowledge(callback_id: int) -> None:
    """Post it no more."""
    SimulatedCallback.objects.filter(id=callback_id).update(due_at=None)
