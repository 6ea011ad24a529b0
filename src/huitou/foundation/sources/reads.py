"""What others may ask about sources and their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.foundation.sources.models import WriteKey


@dataclass(frozen=True)
class KeyRow:
    """A write key as a person may see it; `hint` is its last four letters."""

    id: int
    source: str
    hint: str
    created_at: datetime
    revoked_at: datetime | None


def active_keys() -> dict[str, str]:
    """The source name of every key in use, by the key's hash; one query."""
    rows = WriteKey.objects.filter(revoked_at=None).values_list("key_hash", "source__name")
    return dict(rows)


def list_keys() -> list[KeyRow]:
    """Every key that was ever issued, by source, then by age."""
    keys = WriteKey.objects.select_related("source").order_by("source__name", "pk")
    return [row_of(key) for key in keys]


def row_of(key: WriteKey) -> KeyRow:
    return KeyRow(
        id=key.pk,
        source=key.source.name,
        hint=key.hint,
        created_at=key.created_at,
        revoked_at=key.revoked_at,
    )
