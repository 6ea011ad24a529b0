"""Webhooks: signed, tried again, given up, sent again, and never into one's own network."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.conf import settings

from huitou.foundation import audit, facts, jobs, privacy, webhooks
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Hearing
from huitou.foundation.webhooks import posting
from huitou.foundation.webhooks.forget import forget_deliveries
from huitou.foundation.webhooks.models import Delivery, Endpoint
from huitou.foundation.webhooks.personal import WebhookData
from huitou.foundation.webhooks.rules import MOST_ATTEMPTS
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound, Unauthorized

pytestmark = pytest.mark.usefixtures("tables")


def say(clock: FakeClock, event: str = "Cart Viewed", member: str = "ann") -> None:
    facts.say_fact(event, {"cart_id": "c1"}, clock=clock, member_id=member)
    facts.deliver_facts(clock=clock)


def states() -> list[str]:
    return [one.state for one in webhooks.deliveries()]


def test_a_fact_arrives_signed(receiver: Any, clerk: Actor, clock: FakeClock) -> None:
    made = webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    say(clock)
    assert receiver.got == []  # nothing is sent while facts are heard
    jobs.run_due(clock)

    ((headers, body),) = receiver.got
    webhooks.check_signature(made.secret, headers, body, clock.now())
    assert (headers["path"], headers["content-type"]) == ("/hook?shop=1", "application/json")
    said = msgspec.json.decode(body)
    assert (said["type"], said["timestamp"]) == ("Cart Viewed", "2026-07-01T09:30:00+00:00")
    assert said["data"] == {
        "member_id": "ann",
        "anonymous_id": None,
        "properties": {"cart_id": "c1"},
    }
    (delivery,) = webhooks.deliveries(endpoint_id=made.endpoint.id)
    assert (delivery.state, delivery.attempts, delivery.message_id) == ("delivered", 1, said["id"])
    assert headers["webhook-id"] == delivery.id
    assert [one.status for one in webhooks.attempts_of(delivery.id)] == [204]


def test_the_secret_is_shown_once_and_lies_encrypted(
    private: None, clerk: Actor, clock: FakeClock
) -> None:
    made = webhooks.register_endpoint("http://127.0.0.1:9/", actor=clerk, clock=clock)

    assert made.secret not in repr(webhooks.endpoints())
    assert made.secret not in str(audit.entries(subject=made.endpoint.id)[0].detail)
    with pytest.raises(Forbidden):
        webhooks.register_endpoint("https://example.com", actor=Actor("staff", "x"), clock=clock)


def test_an_endpoint_hears_what_it_asked_for(receiver: Any, clerk: Actor, clock: FakeClock) -> None:
    webhooks.register_endpoint(receiver.url, ["Signed In"], actor=clerk, clock=clock)
    say(clock)
    say(clock, "Signed In")
    facts.say_identity("ann", clock=clock)
    facts.deliver_facts(clock=clock)
    jobs.run_due(clock)

    assert [msgspec.json.decode(body)["type"] for _, body in receiver.got] == ["Signed In"]
    assert Hearing.objects.filter(handler="webhooks.queue").count() == 1


def test_what_is_not_taken_is_sent_again_under_the_same_id(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    made = webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    receiver.answers += [500, 302]
    say(clock)
    for _ in range(4):
        jobs.run_due(clock)
        clock.advance(timedelta(seconds=60))

    assert states() == ["delivered"]
    assert {headers["webhook-id"] for headers, _ in receiver.got} == {webhooks.deliveries()[0].id}
    assert {headers["path"] for headers, _ in receiver.got} == {"/hook?shop=1"}
    tries = webhooks.attempts_of(webhooks.deliveries()[0].id)
    assert [one.status for one in tries] == [500, 302, 204]
    assert Endpoint.objects.get(id=made.endpoint.id).failures == 0


def test_what_is_never_taken_is_a_dead_letter_that_can_be_sent_again(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    receiver.answers += [503] * MOST_ATTEMPTS
    say(clock)
    for _ in range(MOST_ATTEMPTS + 3):
        jobs.run_due(clock)
        clock.advance(timedelta(hours=6))

    (dead,) = webhooks.deliveries(state="dead")
    assert dead.attempts == MOST_ATTEMPTS == len(receiver.got)
    with pytest.raises(Forbidden):
        webhooks.send_again(dead.id, actor=Actor("staff", "x"), clock=clock)
    webhooks.send_again(dead.id, actor=clerk, clock=clock)
    jobs.run_due(clock)
    assert states() == ["delivered"]
    with pytest.raises(NotFound):
        webhooks.send_again("nothing", actor=clerk, clock=clock)


def test_a_receiver_that_fails_is_given_a_rest_by_all_deliveries(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    receiver.answers += [500]
    for _ in range(5):
        say(clock)
    jobs.run_due(clock)
    assert len(receiver.got) == 1

    clock.advance(timedelta(seconds=30))
    jobs.run_due(clock)
    assert states() == ["delivered"] * 5
    assert len(receiver.got) == 6


def test_a_receiver_that_is_gone_is_switched_off_until_it_is_switched_on(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    made = webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    receiver.answers += [410]
    say(clock)
    jobs.run_due(clock)
    say(clock)
    assert (states(), webhooks.endpoints()[0].enabled) == (["dead"], False)

    webhooks.enable_endpoint(made.endpoint.id, actor=clerk, clock=clock)
    say(clock)
    webhooks.disable_endpoint(made.endpoint.id, actor=clerk, clock=clock)
    jobs.run_due(clock)
    assert (states(), len(receiver.got)) == (["dead", "dead"], 1)
    with pytest.raises(NotFound):
        webhooks.enable_endpoint("nothing", actor=clerk, clock=clock)


def test_an_old_secret_signs_for_a_day_beside_the_new_one(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    old = webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    new = webhooks.rotate_secret(old.endpoint.id, actor=clerk, clock=clock)
    say(clock)
    jobs.run_due(clock)
    clock.advance(timedelta(hours=25))
    say(clock)
    jobs.run_due(clock)

    (first, body), (second, later) = receiver.got
    for key in (old.secret, new.secret):
        webhooks.check_signature(key, first, body, clock.now() - timedelta(hours=25))
    webhooks.check_signature(new.secret, second, later, clock.now())
    with pytest.raises(Unauthorized):
        webhooks.check_signature(old.secret, second, later, clock.now())


def test_nothing_is_sent_to_a_name_that_leads_into_ones_own_network(
    receiver: Any, clerk: Actor, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As with a name that was public when it was registered and resolves to this machine now.
    made = webhooks.register_endpoint("https://shop.example", actor=clerk, clock=clock)
    port = int(receiver.url.split(":")[2].split("/")[0])
    Endpoint.objects.filter(id=made.endpoint.id).update(url=f"https://localhost.example:{port}/")
    own = [(2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_, **__: own)
    monkeypatch.setattr(settings, "WEBHOOKS_PRIVATE", False)
    say(clock)
    jobs.run_due(clock)

    (tried,) = webhooks.attempts_of(webhooks.deliveries()[0].id)
    assert (tried.status, tried.error) == (None, "localhost.example lies in a private network")
    assert receiver.got == []
    with pytest.raises(InvalidInput):
        webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)


def test_a_receiver_that_nobody_hears_from_is_an_attempt_that_failed(
    private: None, clerk: Actor, clock: FakeClock
) -> None:
    webhooks.register_endpoint("http://127.0.0.1:9/", actor=clerk, clock=clock)
    say(clock)
    jobs.run_due(clock)

    (tried,) = webhooks.attempts_of(webhooks.deliveries()[0].id)
    assert (tried.status, "refused" in tried.error) == (None, True)


def test_there_is_an_end_to_the_number_of_endpoints(
    private: None, clerk: Actor, clock: FakeClock
) -> None:
    for _ in range(50):
        webhooks.register_endpoint("http://127.0.0.1:9/", actor=clerk, clock=clock)
    with pytest.raises(Conflict):
        webhooks.register_endpoint("http://127.0.0.1:9/", actor=clerk, clock=clock)


def test_deliveries_go_with_the_member_and_after_a_month(
    receiver: Any, clerk: Actor, clock: FakeClock
) -> None:
    webhooks.register_endpoint(receiver.url, actor=clerk, clock=clock)
    for member in ("ann", "bob"):
        say(clock, member=member)
    jobs.run_due(clock)

    (sent,) = WebhookData().export("ann")["sent"]
    assert sent["data"]["member_id"] == "ann"
    assert WebhookData().erase("ann", clock) == {"webhooks_delivery": 1}
    assert Delivery.objects.get().member_id == "bob"
    clock.advance(timedelta(days=31))
    assert forget_deliveries(clock=clock) == 1
    assert not {"webhooks_delivery", "webhooks_endpoint"} & set(privacy.uncovered_tables())
