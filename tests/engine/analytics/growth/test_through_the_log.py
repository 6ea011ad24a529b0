"""People who changed their ids: an inviter is the person, whatever id the invitation bore."""

import json

import pytest

from huitou.engine.analytics.growth.answer import Tree
from huitou.engine.analytics.growth.ask import growth, growth_people
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery, Marked
from huitou.engine.analytics.source.opened import events_of_log
from huitou.engine.events import EventLog, decide, events_table, open_segment

QUERY = GrowthQuery(from_="2026-01-01", to="2026-01-31", flagged=Marked(ids=("device-2",)))


def said(number, at, **body):
    """A Segment message."""
    return {"messageId": f"m{number}", "timestamp": f"{at}T00:00:00Z", "type": "track", **body}


@pytest.fixture
def events(tmp_path):
    """Ann invites from her phone before she signs in; Bob names the phone, Cat the account."""
    batch = [
        said(1, "2026-01-01", anonymousId="device-1", event="Invite Sent"),
        said(2, "2026-01-02", type="identify", anonymousId="device-1", userId="ann"),
        said(3, "2026-01-03", anonymousId="device-2", event="Invite Accepted",
             properties={"inviter_id": "device-1"}),
        said(4, "2026-01-04", userId="cat", event="Invite Accepted",
             properties={"inviter_id": "ann"}),
        said(5, "2026-01-05", type="identify", anonymousId="device-2", userId="bob"),
        # The same person joins again under the account.
        said(6, "2026-01-06", userId="bob", event="Invite Accepted",
             properties={"inviter_id": "cat"}),
        said(7, "2026-01-07", userId="ann", event="Invite Accepted",
             properties={"inviter_id": "device-1"}),
    ]  # fmt: skip
    log = EventLog.open(tmp_path)
    opened = open_segment(json.dumps({"batch": batch}).encode(), route="batch")
    made = decide(opened, source="shop", received_at=1_769_000_000_000_000, new_id=lambda: "none")
    assert not made.decided.quarantined
    log.append(events_table(made.decided.events))
    return events_of_log(log)


def test_inviters_are_persons(events):
    answer = growth(events, QUERY)
    assert answer.spread.largest == (Tree("ann", 3, 1),)
    assert (answer.spread.links, answer.spread.self_links) == (2, 1)
    assert (answer.k_raw.users, answer.k_raw.links) == (3, 2)
    found = growth_people(events, QUERY, GrowthCell(generation=1)).to_pylist()
    assert found == ["bob", "cat"]
    assert growth_people(events, QUERY, GrowthCell(stage="joined")).to_pylist() == [
        "ann", "bob", "cat",
    ]  # fmt: skip


def test_flagged_ids_are_persons_too(events):
    clean = growth(events, QUERY).k_without_flagged
    assert (clean.users, clean.links) == (2, 1)
