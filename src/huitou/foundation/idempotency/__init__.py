"""Idempotency keys: a write that is sent again is answered as before, and done once.

Verbs: `answer_once`, `forget_answers`, `erase_answers` (of a caller). Read: `answers_of`. Pure:
`fingerprint_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.idempotency.answer import Answer, answer_once
    from huitou.foundation.idempotency.forget import forget_answers
    from huitou.foundation.idempotency.personal import answers_of, erase_answers
    from huitou.foundation.idempotency.rules import fingerprint_of

__all__ = [
    "Answer",
    "answer_once",
    "answers_of",
    "erase_answers",
    "fingerprint_of",
    "forget_answers",
]

__getattr__ = lazy(
    __name__,
    answer=("Answer", "answer_once"),
    forget=("forget_answers",),
    personal=("answers_of", "erase_answers"),
    rules=("fingerprint_of",),
)
