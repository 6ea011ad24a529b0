"""Consent: a history by purpose, said by the member or for the member."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, transaction

from huitou.foundation import audit, privacy
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.foundation.privacy.models import Consent
from huitou.kernel import FakeClock, Forbidden, InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("tables")


def say(actor: Actor, clock: FakeClock, given: bool, **other: Any) -> privacy.ConsentNow:
    said = {"purpose": "marketing_email", "source": "data_page", "policy_version": "2026-07"}
    said |= other
    return privacy.set_consent("ann", given=given, actor=actor, clock=clock, **said)


def test_nothing_is_allowed_that_nobody_asked_for_but_what_can_be_refused() -> None:
    now = privacy.consent_of("ann")

    assert {name for name, one in now.items() if one.given} == {"personalisation"}
    assert not any(one.asked for one in now.values())
    assert privacy.allows("ann", "personalisation")
    assert not privacy.allows("ann", "marketing_sms")


def test_the_newest_word_counts_and_the_others_stay(ann: Actor, clock: FakeClock) -> None:
    say(ann, clock, True)
    clock.advance(timedelta(days=1))
    say(ann, clock, False)

    now = privacy.consent_of("ann")["marketing_email"]
    assert now == privacy.ConsentNow("marketing_email", False, True, clock.now(), "2026-07")
    assert [one.given for one in privacy.consent_history("ann")] == [True, False]
    facts = [
        (f.event, f.member_id, msgspec.json.decode(f.properties)["purpose"])
        for f in Fact.objects.order_by("id")
    ]
    assert facts == [
        ("Consent Given", "ann", "marketing_email"),
        ("Consent Withdrawn", "ann", "marketing_email"),
    ]


def test_the_same_word_again_changes_nothing_unless_the_policy_did(
    ann: Actor, clock: FakeClock
) -> None:
    for version in ("2026-07", "2026-07", "2026-08"):
        say(ann, clock, True, policy_version=version)

    assert [one.policy_version for one in privacy.consent_history("ann")] == ["2026-07", "2026-08"]


def test_the_database_refuses_to_change_a_word(ann: Actor, clock: FakeClock) -> None:
    say(ann, clock, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(given=True)


def test_members_speak_for_themselves_and_staff_leave_a_note(
    clock: FakeClock, clerk: Actor
) -> None:
    for stranger in (Actor("member", "bob"), Actor("guest", "ann")):
        with pytest.raises(NotFound):
            say(stranger, clock, True)
    with pytest.raises(Forbidden):
        say(Actor("staff", "x"), clock, True)

    say(clerk, clock, True, source="telephone")
    (entry,) = audit.entries(subject="ann")
    assert (entry.action, entry.detail["source"]) == ("privacy.consent", "telephone")
    assert privacy.consent_history("ann")[0].said_by == "staff:clerk"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"purpose": "world_peace"}, "privacy.unknown_purpose"),
        ({"source": ""}, "privacy.bad_text"),
        ({"policy_version": "x" * 41}, "privacy.bad_text"),
        ({"source": "a\0b"}, "privacy.bad_text"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    ann: Actor, clock: FakeClock, wrong: dict[str, str], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        say(ann, clock, True, **wrong)
    assert refused.value.code == code
    with pytest.raises(InvalidInput):
        privacy.allows("ann", "world_peace")
