"""Move all that is encrypted to the vault's newest key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from huitou.foundation.vault import EncryptedText, is_newest, reencrypted

_AT_ONCE = 500


@dataclass(frozen=True)
class Rotated:
    """How many encrypted values there are, and how many of them were not under the newest key."""

    values: int
    moved: int


def rotate_vault() -> Rotated:
    """Encrypt every encrypted column of every table with the newest key, in batches that are each
    one transaction. Cut off, it begins again and leaves alone what it has moved already. A value
    that somebody changes meanwhile is under the newest key anyway, and is not overwritten.
    StorageRefused for a value whose key is not here.
    """
    values = moved = 0
    for model, column in encrypted_columns():
        for batch in _batches(model, column):
            values += len(batch)
            moved += _move(model, column, batch)
    return Rotated(values, moved)


def encrypted_columns() -> list[tuple[Any, str]]:
    """Every table and column of encrypted text."""
    return [
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedText)
    ]


def sealed_values(model: Any, column: str) -> Any:
    """The rows that have a value, with their primary key and the value as it lies in the database,
    as `sealed`, in the order of the key.
    """
    sealed = Cast(column, models.TextField())
    rows = model._base_manager.exclude(**{f"{column}__isnull": True}).annotate(sealed=sealed)
    return rows.order_by("pk").values_list("pk", "sealed")


def _batches(model: Any, column: str) -> Iterator[list[tuple[Any, str]]]:
    rows = sealed_values(model, column)
    batch = list(rows[:_AT_ONCE])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:_AT_ONCE])


def _move(model: Any, column: str, batch: list[tuple[Any, str]]) -> int:
    moved = 0
    old = [(pk, sealed) for pk, sealed in batch if not is_newest(sealed)]
    with transaction.atomic():
        for pk, sealed in old:
            # As text: the column itself would encrypt it once more.
            new = models.Value(reencrypted(sealed), models.TextField())
            rows = model._base_manager.filter(pk=pk).annotate(
                sealed=Cast(column, models.TextField())
            )
            moved += rows.filter(sealed=sealed).update(**{column: new})
    return moved
