"""Transactions of verbs that other verbs call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def joined() -> Iterator[None]:
    """The caller's transaction, or one of its own if there is none. For verbs that have written
    nothing when they refuse: without a savepoint the caller could not undo what they wrote before.
    """
    if connection.in_atomic_block:
        yield
    else:
        with transaction.atomic():
            yield
