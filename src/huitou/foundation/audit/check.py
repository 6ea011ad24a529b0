"""Check the chain."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.foundation.audit.chain import START, digest_of
from huitou.foundation.audit.models import AuditEntry, AuditHead


@dataclass(frozen=True)
class ChainChecked:
    """How many entries there are, and the number of the first that is wrong or absent, if any."""

    entries: int
    broken_at: int | None

    @property
    def sound(self) -> bool:
        return self.broken_at is None


def check_chain() -> ChainChecked:
    """Compute every digest again, and compare the last one with the end that was noted."""
    digest, number = START, 0
    for entry in AuditEntry.objects.order_by("number").iterator():
        number += 1
        if entry.number != number or digest_of(digest, entry) != entry.digest:
            return ChainChecked(AuditEntry.objects.count(), number)
        digest = entry.digest
    head = AuditHead.objects.first()
    ended = (head.number, head.digest) if head else (0, START)
    return ChainChecked(number, None if ended == (number, digest) else number + 1)
