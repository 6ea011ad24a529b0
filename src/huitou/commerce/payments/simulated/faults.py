"""What goes wrong at the simulated gateway, and how often."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class RefundScript(StrEnum):
    """What becomes of a refund that the gateway is asked for. ANSWER_LOST: it succeeds, and the
    connection breaks before that is said.
    """

    SUCCEED = "succeed"
    REFUSE = "refuse"
    PEND_THEN_SUCCEED = "pend_then_succeed"
    PEND_THEN_FAIL = "pend_then_fail"
    ANSWER_LOST = "answer_lost"
    ABNORMAL = "abnormal"


@dataclass(frozen=True)
class CallbackScript:
    """How a notice is posted: `copies` of it (0: it is lost), after `delay`."""

    copies: int = 1
    delay: timedelta = timedelta(0)


@dataclass(frozen=True)
class Faults:
    """Rates between 0 and 1. Callbacks are lost, doubled, or delayed by up to `longest_delay`;
    those that are due together are posted in a shuffled order if `reorder`. Refunds take each way
    at its rate, and succeed otherwise; one that pends settles after `pending`.
    """

    lose: float = 0.0
    duplicate: float = 0.0
    delay: float = 0.0
    longest_delay: timedelta = timedelta(minutes=10)
    reorder: bool = False
    refuse: float = 0.0
    pend_then_succeed: float = 0.0
    pend_then_fail: float = 0.0
    answer_lost: float = 0.0
    abnormal: float = 0.0
    pending: timedelta = timedelta(minutes=5)

    def callback(self, dice: random.Random) -> CallbackScript:
        """How one notice is posted."""
        if dice.random() < self.lose:
            return CallbackScript(copies=0)
        copies = 2 if dice.random() < self.duplicate else 1
        late = dice.random() < self.delay
        return CallbackScript(copies, self.longest_delay * dice.random() * late)

    def refund(self, dice: random.Random) -> RefundScript:
        """What becomes of one refund."""
        drawn = dice.random()
        for script in RefundScript:
            rate = getattr(self, script, 0.0)
            if drawn < rate:
                return script
            drawn -= rate
        return RefundScript.SUCCEED
