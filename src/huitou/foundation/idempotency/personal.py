"""What is kept here of a caller."""

from __future__ import annotations

from typing import Any

from huitou.foundation.idempotency.models import StoredAnswer


def answers_of(caller: str) -> list[dict[str, Any]]:
    """The answers that were given to the caller and are still kept."""
    return [
        {"at": row.begun_at.isoformat(), "status": row.status, "body": row.body}
        for row in StoredAnswer.objects.filter(caller=caller).order_by("id")
    ]


def erase_answers(caller: str) -> int:
    """Delete them; how many."""
    deleted, _ = StoredAnswer.objects.filter(caller=caller).delete()
    return deleted
