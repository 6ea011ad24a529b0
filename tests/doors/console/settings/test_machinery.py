"""Jobs, dead letters, sample goods, health, backup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from console_desk import SignedIn
from huitou.doors.samples import samples_there
from huitou.foundation import audit, facts
from huitou.foundation.clocks import clock_set
from huitou.foundation.facts.models import Fact, Hearing
from huitou.foundation.jobs import run_due
from huitou.kernel import FakeClock, SystemClock
from sent_forms import send

ROOT = "/console/settings"


@pytest.fixture
def owner(staff: SignedIn) -> Client:
    return staff("owner")


def test_a_fact_that_was_given_up_is_heard_again(owner: Client, clock: FakeClock) -> None:
    facts.say_fact("Cart Viewed", {}, clock=clock, member_id="ann", key="cart:1")
    error = "Traceback\nKeyError: 'tier'"
    Hearing.objects.create(
        fact=Fact.objects.get(), handler="webhooks.queue", attempts=8, error=error
    )
    (letter,) = facts.dead_letters()
    page = owner.get(f"{ROOT}/jobs").content.decode()
    assert "KeyError: &#x27;tier&#x27;" in page
    again = f"{ROOT}/facts/{letter.hearing}/again"
    assert send(owner, f"{ROOT}/jobs", again).status_code == 303
    assert facts.dead_letters() == []
    assert audit.entries()[0].action == "facts.revive"


@pytest.fixture
def real_time(owner: Client) -> Iterator[SystemClock]:
    """Some sample goods are reduced, which takes a moment in which they cost more."""
    with clock_set(SystemClock()):
        yield SystemClock()


def test_sample_goods_come_and_go_as_a_job(owner: Client, real_time: SystemClock) -> None:
    page = f"{ROOT}/samples"
    assert send(owner, page, f"{page}/bring")["Location"] == f"{page}?until=on"
    going = owner.get(f"{page}?until=on").content.decode()
    assert 'hx-trigger="load delay:1s"' in going
    run_due(clock=real_time)
    found = samples_there(real_time)
    assert (found.made, found.on_sale) == (found.all, found.all)
    assert "hx-trigger" not in owner.get(f"{page}?until=on").content.decode()

    where = f"{page}/take-away"
    assert "They stay in the books" in owner.get(where).content.decode()
    send(owner, where, where)
    run_due(clock=real_time)
    found = samples_there(real_time)
    assert (found.made, found.on_sale) == (found.all, 0)
    assert "Bring them back" in owner.get(page).content.decode()


def test_health_says_what_doctor_says(owner: Client) -> None:
    page = owner.get(f"{ROOT}/health").content.decode()
    assert "books of money" in page
    assert "GB free" in page


def test_the_last_backup_is_known(owner: Client) -> None:
    page = f"{ROOT}/backup"
    assert "No backup was ever made" in owner.get(page).content.decode()
    (settings.HOME / "last-backup.json").write_text(
        '{"made_at":"2026-06-01T09:00:00Z","file":"/backups/b.tar","bytes":5000000}'
    )
    shown = owner.get(page).content.decode()
    assert "/backups/b.tar" in shown
    assert "The last backup is 30 days old." in shown
