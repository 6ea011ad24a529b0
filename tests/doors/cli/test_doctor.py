"""`huitou doctor`: it finds each thing that can be wrong, and says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from shop_folder import huitou, within


def run_sql(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "huitou.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_shop_is_called_sound(home: Path) -> None:
    done = huitou(home, "doctor", "--thorough")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "ok  database: sqlite, 0 migrations to apply" in done.stdout
    assert "ok  dead letters: none" in done.stdout
    assert "ok  audit log: 0 entries" in done.stdout
    assert "ok  books of stock: agree" in done.stdout
    assert "ok  books of money: agree" in done.stdout
    assert "ok  whole log: 0 ids repeated" in done.stdout
    assert "BAD" not in done.stdout


def test_a_folder_without_tables_is_told_first(tmp_path: Path) -> None:
    done = huitou(tmp_path, "doctor")

    assert done.returncode == 1
    assert "Run `huitou migrate`." in done.stdout
    assert "facts" not in done.stdout


def test_what_is_wrong_is_told_with_what_to_do(home: Path) -> None:
    within(
        home,
        """
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact, Hearing
with transaction.atomic():
    audit.note(Actor("staff", "1"), "orders.cancel", "o1", clock=now())
    facts.say_fact("Cart Viewed", {}, clock=now(), member_id="ann", key="cart:1")
    Fact.objects.update(happened_at=now().now() - timedelta(hours=1))
    Hearing.objects.create(fact=Fact.objects.get(), handler="points.award", attempts=8,
                           error="Traceback\\nKeyError: 'tier'")
""",
    )
    run_sql(
        home,
        "DROP TRIGGER audit_entry_no_update",
        "UPDATE audit_entry SET subject = 'o2'",
        "INSERT INTO jobs_schedule (name, next_at, failures, error)"
        " VALUES ('facts.ship', '2026-01-01', 3, 'OSError: full')",
        "INSERT INTO webhooks_endpoint (id, url, events, secret, enabled, failures, created_at)"
        " VALUES ('e', 'https://x', '[]', 'of another key', 1, 0, '2026-01-01')",
    )
    (home / "segments" / "torn").mkdir(parents=True)
    (home / "segments" / "torn" / "1.seg").touch()
    done = huitou(home, "doctor")

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    bad = [line[4:].split(":")[0] for line in done.stdout.splitlines() if line.startswith("BAD")]
    assert bad == ["facts", "schedules", "dead letters", "audit log", "vault", "event log"]
    for sentence in (
        "No worker keeps up",
        "facts.ship failed 3 times: OSError: full",
        "fact Cart Viewed at points.award: KeyError: 'tier'",
        "Entry 1 was changed or taken out",
        "personal data cannot be read",
        "a crash left them",
    ):
        assert sentence in done.stdout

    revived = huitou(home, "doctor", "--revive")
    assert "ok  revived: 1 dead letters are tried again" in revived.stdout
    assert "ok  dead letters: none" in revived.stdout


def test_an_index_that_is_behind_is_told(home: Path) -> None:
    within(
        home,
        """
import shutil
from django.conf import settings
with transaction.atomic():
    facts.say_fact("Cart Viewed", {}, clock=now(), member_id="ann")
facts.ship_facts(clock=now())
facts.deliver_facts(clock=now())
shutil.rmtree(settings.HOME / "log" / "activity")
""",
    )
    done = huitou(home, "doctor")

    assert done.returncode == 1
    assert "BAD index: is behind the log or absent" in done.stdout
    huitou(home, "index", "rebuild")
    assert huitou(home, "doctor").returncode == 0


def test_books_that_do_not_agree_are_told(home: Path) -> None:
    within(
        home,
        """
from huitou.commerce import supply
from huitou.foundation.actors import Actor
keeper = Actor("staff", "1", frozenset({"supply.write"}))
for number in range(7):
    supply.receive(f"v{number}", 1000, source="note-1", actor=keeper, clock=now())
""",
    )
    assert huitou(home, "doctor").returncode == 0

    run_sql(
        home,
        "UPDATE supply_balance SET on_hand = 998",
        "INSERT INTO payments_booking (id, key, kind, gateway, number, gateway_id, at, booked_at)"
        " VALUES (1, 'capture:1', 'capture', 'simulated', 'P1', '', '2026-01-01', '2026-01-01')",
        "INSERT INTO payments_entry (booking_id, account, minor, currency)"
        " VALUES (1, 'held:order', -1200, 'CNY')",
    )
    done = huitou(home, "doctor")

    assert done.returncode == 1
    bad = [line[4:] for line in done.stdout.splitlines() if line.startswith("BAD")]
    assert bad == ["books of stock: 7 do not agree", "books of money: 2 do not agree"]
    for sentence in (
        "on_hand of v0: the balance says 998, the books 1,000",
        "and 2 more",
        "correct the stock by it",
        "booking capture:1 is off by -1,200 CNY (minor units)",
        "account held:order is off by -1,200 CNY",
        "compare with a backup",
    ):
        assert sentence in done.stdout, sentence
