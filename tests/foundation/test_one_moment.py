"""Reads of one moment, while others write."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import DatabaseError, connection

from huitou.foundation.accounts.models import RateCount
from huitou.foundation.one_moment import one_moment
from huitou.foundation.sources.models import Source

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def _write() -> None:
    Source.objects.create(name="shop", created_at=NOW)
    RateCount.objects.create(who="x", window=1, taken=1)
    connection.close()


def _elsewhere() -> None:
    thread = Thread(target=_write)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive(), "a writer waits for a reader"


def test_what_others_write_meanwhile_is_not_seen() -> None:
    with one_moment():
        assert Source.objects.count() == 0
        _elsewhere()
        assert (Source.objects.count(), RateCount.objects.count()) == (0, 0)
    assert (Source.objects.count(), RateCount.objects.count()) == (1, 1)


def test_it_ends_when_something_fails() -> None:
    with pytest.raises(DatabaseError), one_moment():
        Source.objects.raw("SELECT nothing FROM nowhere")[0]
    _write()
    assert Source.objects.count() == 1


def test_it_is_for_reads() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes a write in it, and forgets it again")
    with pytest.raises(DatabaseError), one_moment():
        _write()
