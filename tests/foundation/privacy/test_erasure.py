"""Export and erasure: over all rooms and the event log, and safe to repeat."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from huitou.foundation import audit, facts, idempotency, jobs, privacy
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.event_log import open_log
from huitou.foundation.facts.models import Fact
from huitou.foundation.privacy import registry
from huitou.foundation.privacy.carry_out import carry_out, erase_in_log, queue_due_erasures
from huitou.foundation.privacy.models import Consent, RequestStep
from huitou.kernel import Clock, Conflict, FakeClock, Forbidden, NotFound

pytestmark = pytest.mark.usefixtures("tables")


class Shelf:
    """A room in memory."""

    name = "shelf"
    tables = ("shelf_thing",)

    def __init__(self) -> None:
        self.things = {"ann": ["cup"], "bob": ["pot"]}
        self.broken = False

    def export(self, member_id: str) -> dict[str, Any]:
        return {"things": self.things.get(member_id, []), "leader_id": "bob"}

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        if self.broken:
            raise Conflict("A refund is under way.", remedy="Wait.", code="shelf.busy")
        return {"shelf_thing": len(self.things.pop(member_id, []))}


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shelf:
    monkeypatch.setattr(settings, "HOME", tmp_path)  # an event log of its own
    # Only the rooms of this floor: those of commerce have their own tests.
    own = {n: r for n, r in registry._registry.items() if n in ("facts", "idempotency", "privacy")}
    monkeypatch.setattr(registry, "_registry", own)
    shelf = Shelf()
    privacy.register_personal_data(shelf)
    return shelf


def live(clock: FakeClock) -> None:
    """Ann and Bob do things, some of them before Ann signed in."""
    facts.say_fact("Cart Viewed", {}, clock=clock, anonymous_id="phone-1", key="erase:guest")
    facts.say_identity("ann", clock=clock, anonymous_id="phone-1", traits={"tier": "gold"})
    facts.say_fact(
        "Invite Accepted", {"inviter_id": "bob"}, clock=clock, member_id="ann", key="erase:ann"
    )
    facts.say_fact("Cart Viewed", {}, clock=clock, member_id="bob", key="erase:bob")
    for member in ("ann", "bob"):
        privacy.set_consent(
            member,
            "marketing_sms",
            True,
            source="sign_up",
            policy_version="1",
            actor=Actor("member", member),
            clock=clock,
        )
        idempotency.answer_once(
            f"member:{member}",
            "key-1",
            "print",
            lambda: idempotency.Answer(200, '{"name":"Ann"}'),
            clock=clock,
        )


def people_in_log() -> set[str]:
    events = open_log(settings.HOME).snapshot().duckdb()
    return set(events.select("person_id").distinct().to_pyarrow()["person_id"].to_pylist())


def test_an_export_holds_every_room_and_the_log_and_nobody_else(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    live(clock)
    facts.ship_facts(clock=clock)
    whole = privacy.export_member("ann", actor=ann, clock=clock)

    assert whole["rooms"]["shelf"] == {"things": ["cup"]}
    assert whole["rooms"]["privacy"]["consent"][0]["purpose"] == "marketing_sms"
    assert whole["rooms"]["idempotency"]["answers"][0]["body"] == '{"name":"Ann"}'
    assert whole["rooms"]["facts"] == {"waiting": []}
    assert [(one["type"], one.get("event")) for one in whole["events"]] == [
        ("track", "Cart Viewed"),
        ("identify", None),
        ("track", "Invite Accepted"),
        ("track", "Consent Given"),
    ]
    assert whole["events"][1]["traits"] == {"tier": "gold"}
    assert "bob" not in str(whole)
    (request,) = privacy.data_requests(member_id="ann")
    assert privacy.open_requests() == []
    assert (request.kind, request.state) == ("export", "done")


def test_an_export_is_the_members_own_or_noted(
    shelf: Shelf, clerk: Actor, clock: FakeClock
) -> None:
    with pytest.raises(NotFound):
        privacy.export_member("ann", actor=Actor("member", "bob"), clock=clock)
    with pytest.raises(Forbidden):
        privacy.export_member("ann", actor=Actor("staff", "x"), clock=clock)
    privacy.export_member("ann", actor=clerk, clock=clock)
    assert audit.entries(subject="ann")[0].action == "privacy.export"


def test_an_erasure_is_asked_once_and_can_be_taken_back(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    assert privacy.request_erasure("ann", actor=ann, clock=clock) == asked
    assert privacy.open_requests() == [asked]
    assert asked.effective_at - asked.asked_at == timedelta(days=7)
    assert asked.due_at.date().isoformat() == "2026-08-01"
    with pytest.raises(Conflict) as early:
        privacy.carry_out_erasure(asked.id, clock=clock)
    assert early.value.code == "privacy.can_be_taken_back"
    with pytest.raises(NotFound):
        privacy.take_back_erasure(asked.id, actor=Actor("member", "bob"), clock=clock)

    stays = privacy.take_back_erasure(asked.id, actor=ann, clock=clock)
    clock.advance(timedelta(days=8))

    assert (stays.state, queue_due_erasures(clock=clock)) == ("taken_back", 0)
    with pytest.raises(Conflict):
        privacy.carry_out_erasure(asked.id, clock=clock)
    assert shelf.things["ann"] == ["cup"]
    assert privacy.request_erasure("ann", actor=ann, clock=clock).id != asked.id


def test_an_erasure_goes_through_all_rooms_and_the_log(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    live(clock)
    facts.ship_facts(clock=clock)
    assert {"ann", "bob"} <= people_in_log()
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    clock.advance(timedelta(days=7))
    queue_due_erasures(clock=clock)
    queue_due_erasures(clock=clock)

    assert jobs.run_due(clock) == 1
    assert privacy.request_of(asked.id).state == "erased"
    assert "ann" not in shelf.things
    assert not Fact.objects.filter(member_id="ann").exists()
    assert not Fact.objects.filter(anonymous_id="phone-1").exists()
    assert idempotency.answers_of("member:ann") == []
    assert set(Consent.objects.values_list("member_id", flat=True)) == {"bob"}

    clock.advance(timedelta(minutes=5))
    assert jobs.run_due(clock) == 1
    assert privacy.request_of(asked.id).state == "done"
    assert people_in_log() & {"ann", "bob", "phone-1"} == {"bob"}
    steps = RequestStep.objects.filter(request_id=asked.id).order_by("id")
    assert [one.state for one in steps] == ["asked", "erased", "done"]
    assert '"shelf":{"shelf_thing":1}' in steps[1].detail
    assert steps[2].detail == '{"events":4}'
    assert audit.entries(subject="ann")[0].action == "privacy.erase"


def test_an_erasure_waits_while_a_room_needs_the_member(
    shelf: Shelf, ann: Actor, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING", "huitou")
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    shelf.broken = True
    levels = []
    for days in (7, 1, 30):
        clock.advance(timedelta(days=days))
        caplog.clear()
        assert queue_due_erasures(clock=clock) == 1
        assert jobs.run_due(clock) == 1
        levels += [one.levelname for one in caplog.records]
    assert (privacy.request_of(asked.id).state, jobs.dead_jobs()) == ("asked", [])
    assert levels == ["WARNING", "WARNING", "ERROR"]  # the last one after the law's deadline

    shelf.broken = False
    queue_due_erasures(clock=clock)
    jobs.run_due(clock)
    assert privacy.request_of(asked.id).state == "erased"


def test_every_step_of_an_erasure_can_be_repeated(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    live(clock)
    facts.ship_facts(clock=clock)
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    clock.advance(timedelta(days=7))
    carry_out.call(clock=clock, request_id=asked.id)
    carry_out.call(clock=clock, request_id=asked.id)
    open_log(settings.HOME).erase("ann")  # killed after it, before it was noted
    erase_in_log.call(clock=clock, request_id=asked.id)
    erase_in_log.call(clock=clock, request_id=asked.id)

    assert privacy.request_of(asked.id).state == "done"
    assert privacy.carry_out_erasure(asked.id, clock=clock).state == "done"


def test_a_room_that_cannot_erase_yet_stops_all_rooms(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    live(clock)
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    clock.advance(timedelta(days=7))
    shelf.broken = True
    queue_due_erasures(clock=clock)
    jobs.run_due(clock)

    assert privacy.request_of(asked.id).state == "asked"
    assert len(privacy.consent_history("ann")) == 1
    assert Fact.objects.filter(member_id="ann").exists()

    shelf.broken = False
    clock.advance(timedelta(hours=1))
    queue_due_erasures(clock=clock)
    jobs.run_due(clock)
    assert privacy.request_of(asked.id).state == "erased"


def test_an_erasure_that_was_taken_back_in_the_last_moment_is_no_failure(
    shelf: Shelf, ann: Actor, clock: FakeClock
) -> None:
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    clock.advance(timedelta(days=7))
    queue_due_erasures(clock=clock)
    privacy.take_back_erasure(asked.id, actor=ann, clock=clock)

    jobs.run_due(clock)
    assert jobs.jobs_waiting(clock=clock) == jobs.JobsWaiting(0, None, 0)
    assert jobs.dead_jobs() == []


def test_staff_carry_out_what_is_due_with_the_permission(
    shelf: Shelf, ann: Actor, clerk: Actor, clock: FakeClock
) -> None:
    asked = privacy.request_erasure("ann", actor=ann, clock=clock)
    clock.advance(timedelta(days=7))
    with pytest.raises(Forbidden):
        privacy.carry_out_erasure(asked.id, clock=clock, actor=Actor("staff", "x"))
    assert privacy.carry_out_erasure(asked.id, clock=clock, actor=clerk).state == "erased"
    with pytest.raises(NotFound):
        privacy.request_of("nothing")


def test_rooms_do_not_share_names_or_tables(shelf: Shelf) -> None:
    class Other(Shelf):
        name = "other"

    with pytest.raises(ValueError, match="shelf_thing"):
        privacy.register_personal_data(Other())
    with pytest.raises(TypeError):
        privacy.register_personal_data(object())  # type: ignore[arg-type]


def test_the_system_may_ask_for_a_member_and_transactions_hold(
    shelf: Shelf, clock: FakeClock
) -> None:
    with transaction.atomic():
        privacy.request_erasure("ann", actor=SYSTEM, clock=clock)
        transaction.set_rollback(True)
    assert privacy.data_requests(member_id="ann") == []
