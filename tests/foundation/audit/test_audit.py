"""The chain of the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.audit.models import AuditEntry, AuditHead
from huitou.kernel import FakeClock

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
OWNER = Actor("staff", "a1")

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture
def three(tables: None, clock: FakeClock) -> None:
    for subject in ("o1", "o2", "o1"):
        audit.note(OWNER, "orders.cancel", subject, {"why": "asked"}, clock=clock)


def forged(statement: str) -> None:
    """What somebody does who has the database and takes the triggers away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        cursor.execute(statement)


@pytest.mark.usefixtures("three")
def test_entries_are_read_newest_first() -> None:
    found = audit.entries(subject="o1")
    assert [entry.number for entry in found] == [3, 1]
    assert found[0] == audit.Entry(3, MORNING, "staff:a1", "orders.cancel", "o1", {"why": "asked"})
    assert [entry.number for entry in audit.entries(before=3, limit=1)] == [2]
    assert audit.check_chain() == audit.ChainChecked(3, None)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entry SET detail = '{}' WHERE number = 2", 2),
        ("DELETE FROM audit_entry WHERE number = 2", 2),
        ("DELETE FROM audit_entry WHERE number = 3", 3),
    ],
)
def test_a_changed_or_absent_entry_is_found(statement: str, broken_at: int) -> None:
    forged(statement)
    assert audit.check_chain().broken_at == broken_at


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_an_entry(change: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert AuditEntry.objects.count() == 3


def test_what_shoppers_do_is_not_noted(clock: FakeClock) -> None:
    audit.note(Actor("member", "m1"), "orders.cancel", "o1", clock=clock)
    assert not AuditHead.objects.exists()
