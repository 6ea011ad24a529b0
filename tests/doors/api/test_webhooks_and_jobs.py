"""Webhooks and jobs over HTTP; what they do is tested in their rooms."""

from __future__ import annotations

from typing import Any

from huitou.foundation import audit, facts
from huitou.kernel import FakeClock

HERE = {"url": "https://erp.example/hooks", "events": ["Room Opened"]}


def test_an_endpoint_is_registered_switched_and_given_a_new_secret(send: Any) -> None:
    made = send("POST", "/webhooks", HERE, key="k1").json()
    path = f"/webhooks/{made['endpoint']['id']}"
    renewed = send("POST", f"{path}/secret", key="k2").json()
    assert renewed["secret"] != made["secret"]
    assert send("POST", f"{path}/disable", key="k3").json()["enabled"] is False
    assert send("POST", f"{path}/enable", key="k4").json()["enabled"] is True
    (listed,) = send("GET", "/webhooks").json()["items"]
    assert (listed["url"], listed["events"]) == (HERE["url"], HERE["events"])
    assert made["secret"] not in send("GET", "/webhooks").content.decode()
    actions = [one.action for one in audit.entries(subject=listed["id"])]
    assert actions == [
        "webhooks.enable",
        "webhooks.disable",
        "webhooks.rotate_secret",
        "webhooks.register",
    ]


def test_a_delivery_is_seen_and_sent_again(send: Any, clock: FakeClock) -> None:
    send("POST", "/webhooks", HERE, key="k1")
    facts.say_fact("Room Opened", {}, clock=clock, member_id="m1", key="opened:1")
    facts.deliver_facts(clock=clock)
    (delivery,) = send("GET", "/webhooks/deliveries?state=waiting").json()["items"]
    assert delivery["message_id"] == "opened:1"
    path = f"/webhooks/deliveries/{delivery['id']}"
    assert send("GET", f"{path}/attempts").json() == {"items": [], "next": None}
    assert send("POST", f"{path}/again", key="k2").status_code == 204
    assert send("GET", "/webhooks/deliveries?state=dead").json()["items"] == []
    assert send("GET", "/jobs").json()["due"] == 1


def test_no_job_of_that_id_is_dead(send: Any) -> None:
    refused = send("POST", "/jobs/dead/x/revive", key="k1")
    assert (refused.status_code, refused.json()["code"]) == (404, "jobs.no_dead_job")
    for path in ("/jobs/dead", "/jobs/schedules"):
        assert send("GET", path).json()["next"] is None
