"""How many queries a page takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def at_most(queries: int) -> Iterator[None]:
    """No more than so many."""
    with CaptureQueriesContext(connection) as captured:
        yield
    told = "\n".join(f"{n}. {one['sql'][:160]}" for n, one in enumerate(captured, 1))
    assert len(captured) <= queries, f"{len(captured)} queries:\n{told}"
