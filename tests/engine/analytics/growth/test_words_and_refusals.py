"""What a growth answer says of itself, and what it will not answer."""

import pytest

from huitou.engine.analytics.growth.answer import Invitations, Spread, Wait
from huitou.engine.analytics.growth.ask import growth
from huitou.engine.analytics.growth.query import GrowthQuery, Marked
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.query.events import event
from huitou.kernel import InvalidInput


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (GrowthQuery(from_="2026-02-01", to="2026-01-01"), "to"),
        (GrowthQuery(to="2026-01-01"), "from_"),
        (GrowthQuery(from_="2000-01-01", to="2026-01-01"), "to"),
        (GrowthQuery(from_="soon"), "from_"),
        (GrowthQuery(timezone="Mars/Olympus"), "timezone"),
        (GrowthQuery(exposed=()), "exposed"),
        (GrowthQuery(shared=()), "shared"),
        (GrowthQuery(clicked=()), "clicked"),
        (GrowthQuery(joined=()), "joined"),
        (GrowthQuery(joined=(event("Invite Accepted"),) * 63), "joined"),
        (GrowthQuery(qualify_days=0), "qualify_days"),
        (GrowthQuery(retain_from_days=0), "retain_from_days"),
        (GrowthQuery(retain_from_days=7, retain_to_days=7), "retain_to_days"),
        (GrowthQuery(cycle_days=0), "cycle_days"),
        (GrowthQuery(limit=0), "limit"),
        (GrowthQuery(limit=101), "limit"),
        (GrowthQuery(largest_trees=-1), "largest_trees"),
        (GrowthQuery(cycles=101), "cycles"),
        (GrowthQuery(seed=-1), "seed"),
        (GrowthQuery(campaign=""), "campaign"),
        (GrowthQuery(channel=""), "channel"),
        (GrowthQuery(flagged=Marked()), "flagged"),
        (GrowthQuery(held_out=Marked(value="yes")), "held_out"),
        (GrowthQuery(within="friends"), "cohort"),
    ],
)
def test_impossible_queries(crowd, query, field):
    with pytest.raises(InvalidInput) as refused:
        growth(crowd.opened([crowd.joined("bob", "2026-01-01", "ann")]), query)
    assert refused.value.field == field
    assert refused.value.remedy


def test_no_events_at_all(crowd):
    answer = growth(crowd.opened([]), GrowthQuery(held_out=Marked(trait="x")))
    assert [stage.people for stage in answer.stages] == [0] * 6
    assert [stage.per_previous for stage in answer.stages] == [None] * 6
    assert (answer.campaigns, answer.channels) == ((), ())
    assert answer.invitations == Invitations(0, 0, None, None, (), 0, None, None, None)
    assert answer.k_raw.k is None
    assert answer.cycle == Wait(0, 0, 0, None, None, None)
    assert answer.spread == Spread(0, 0, 0, (), (), None, None, (), 0, 0, 0)
    assert {note.code for note in answer.notes} == {
        "growth.no_flagged", "growth.no_held_out_users", "query.unknown_event",
    }  # fmt: skip


def test_a_near_name_is_suggested(crowd):
    rows = [
        crowd.joined("bob", "2026-02-20", "ann"),
        crowd.did("ann", "Invites Sent", "2026-02-19"),
    ]
    notes = growth(crowd.opened(rows), GrowthQuery()).notes
    unknown = {note.en: note.suggestions for note in notes if note.code == "query.unknown_event"}
    sent = "No event is called “Invite Sent”. Near names: Invites Sent, Invite Accepted."
    assert unknown[sent] == ("Invites Sent", "Invite Accepted")
    # People joined, so that nothing is said of that event.
    assert not any("called “Invite Accepted”" in en for en in unknown)


def test_by_default_thirty_days_up_to_the_as_of_moment(crowd):
    answer = growth(crowd.opened([crowd.joined("bob", "2026-02-20", "ann")]), GrowthQuery())
    assert answer.start.date().isoformat() == "2026-01-31"
    assert answer.end.date().isoformat() == "2026-03-02"


def test_the_definition_says_what_was_counted(crowd):
    query = GrowthQuery(
        from_="2026-01-01", to="2026-01-31", timezone="Asia/Shanghai", qualify_days=20,
        where={"campaign_id": "spring"}, shared=(event("Invite Sent"), event("Cart Shared")),
    )  # fmt: skip
    events = crowd.opened([crowd.joined("bob", "2026-01-05", "ann", campaign_id="spring")])
    answer = growth(events, query)
    said = answer.definition
    assert said.en == (
        "Distinct people from 2026-01-01 to 2026-01-31. Exposed: with “Promotion Viewed”. Shared: "
        "with “Invite Sent” or “Cart Shared”, each of which is an invitation. Clicked: with “Share "
        "Link Opened” or “Invite Opened”. Joined: with “Invite Accepted” for the first time ever. "
        "Of these, qualified: with a purchase within 20 × 24 hours; retained: with any named event "
        "from 7 × 24 to before 30 × 24 hours after joining. Their rates are of people whose "
        "window has run out. A purchase is an order that was paid for (more than 0) and not "
        "refunded in full. A link binds a person to one inviter, the first one that their joining "
        "events name (by inviter_id, else as who shared the share_id); people who name themselves "
        "and links that would close a circle are reported and not counted. The spread tree holds "
        "the links of the range: generation n is n links below a root. K: users have any named "
        "event in the range, each observed for 14 × 24 hours from the first on; those whose window "
        "has not run out are left out. K = invitations per user × links per invitation = links per "
        "user. Waits are observed for up to 14 × 24 hours; who is still waiting counts as long as "
        "they have been observed (Kaplan-Meier). A person counts in every campaign or channel in "
        "which they have the stage's event; joined, qualified and retained by their first joining. "
        "Share rate is of exposed people, participation (shared or joined) of everybody reached. "
        "Intervals are of 95%: Wilson's for shares, from samples of users for K and conversion. "
        'Only events with campaign_id = "spring" count. That is asked of the events of users, '
        "exposed, shared, clicked and joined, not of what comes after joining. Days are those of "
        "Asia/Shanghai; data up to 2026-03-01 08:00."
    )
    assert said.zh.startswith(
        "统计 2026-01-01 至 2026-01-31 的人数（去重）。看到：有“Promotion Viewed”。分享：有“Invite "
        "Sent”或“Cart Shared”，每次即一次邀请。"
    )
    assert said.rules["qualify_hours"] == [0, 480]
    assert said.rules["from"] == "2026-01-01T00:00:00+08:00"
    assert said.query["qualify_days"] == 20
    assert said.as_of == events.as_of
    assert "per user" in answer.k_raw.en
    assert "用户数" in answer.k_raw.zh


def test_the_question_as_json():
    values = {
        "from": "2026-01-01",
        "shared": ["Invite Sent"],
        "flagged": {"events": ["Invite Held"], "trait": "fraud"},
        "held_out": {"trait": "arm", "value": "held"},
    }
    assert parsed(values, GrowthQuery) == GrowthQuery(
        from_="2026-01-01",
        shared=(event("Invite Sent"),),
        flagged=Marked(events=(event("Invite Held"),), trait="fraud"),
        held_out=Marked(trait="arm", value="held"),
    )
