"""Ann brings Bob and Cat, Cat brings Dan; a child can count along."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.analytics.growth.answer import GrowthGroup, Share, Tree
from huitou.engine.analytics.growth.ask import growth, growth_people
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery
from huitou.engine.analytics.query.events import event
from huitou.kernel import InvalidInput

JANUARY = GrowthQuery(from_="2026-01-01", to="2026-01-31")


def asked(query, **changes):
    """The query with some fields changed."""
    fields = {name: getattr(query, name) for name in query.__struct_fields__}
    return type(query)(**fields | changes)


@pytest.fixture
def rows(crowd):
    """Ann and Eve see the campaign; Ann sends two invitations and a share, which Bob, Cat and Fay
    open. Bob and Cat join. Bob buys, Cat buys and gets everything back. Cat invites Dan, who joins
    and buys late. Fay joins by herself, for the second time.
    """
    did, joined = crowd.did, crowd.joined
    campaign = {"campaign_id": "spring"}
    return [
        did("ann", "Promotion Viewed", "2026-01-02T10:00", **campaign, channel="app"),
        did("eve", "Promotion Viewed", "2026-01-02T11:00", **campaign, channel="app"),
        did("eve", "Promotion Viewed", "2026-01-03T11:00", campaign_id="tea"),
        did("ann", "Invite Sent", "2026-01-03T10:00", **campaign, channel="wechat"),
        did("ann", "Invite Sent", "2026-01-03T11:00", **campaign, channel="wechat"),
        did("ann", "Content Shared", "2026-01-03T12:00", share_id="s1", channel="weibo"),
        did("bob", "Invite Opened", "2026-01-04T10:00", inviter_id="ann", **campaign),
        did("cat", "Share Link Opened", "2026-01-05T10:00", share_id="s1", channel="weibo"),
        did("fay", "Share Link Opened", "2026-01-05T11:00", share_id="s1", channel="weibo"),
        joined("bob", "2026-01-04T11:00", "ann", **campaign, channel="wechat"),
        joined("cat", "2026-01-05T12:00", share_id="s1", channel="weibo"),
        joined("fay", "2025-12-01T12:00"),
        joined("fay", "2026-01-06T12:00", "ann"),
        did("bob", "Order Completed", "2026-01-10T10:00", order_id="o1", revenue=10),
        did("cat", "Order Completed", "2026-01-10T11:00", order_id="o2", revenue=10),
        did("cat", "Order Refunded", "2026-01-11T11:00", order_id="o2"),
        did("cat", "Invite Sent", "2026-01-09T12:00"),
        did("dan", "Invite Opened", "2026-01-10T12:00", inviter_id="cat"),
        joined("dan", "2026-01-11T00:00", "cat"),
        did("dan", "Order Completed", "2026-02-15T10:00", order_id="o3", revenue=10),
        did("bob", "Page Viewed", "2026-01-12T10:00"),
        did("dan", "Page Viewed", "2026-01-17T23:59"),
    ]


@pytest.fixture
def events(crowd, rows):
    return crowd.opened(rows)


def stages(answer):
    return {stage.stage: stage for stage in answer.stages}


def test_stages_count_distinct_people(events):
    answer = growth(events, JANUARY)
    assert [(stage.stage, stage.people) for stage in answer.stages] == [
        ("exposed", 2), ("shared", 2), ("clicked", 4), ("joined", 3), ("qualified", 1),
        ("retained", 1),
    ]  # fmt: skip
    assert answer.start.isoformat() == "2026-01-01T00:00:00+00:00"
    assert answer.end.isoformat() == "2026-02-01T00:00:00+00:00"


def test_rates_are_shares_of_the_same_people(events):
    found = stages(growth(events, JANUARY))
    assert [stage.per_previous for stage in found.values()] == [
        None, 1.0, 2.0, 0.75, pytest.approx(1 / 3), 1.0,
    ]  # fmt: skip
    # Of Ann and Eve, Ann shared; of Bob, Cat, Dan and Fay all but Fay joined.
    assert (found["shared"].rate.count, found["shared"].rate.of) == (1, 2)
    assert (found["joined"].rate.count, found["joined"].rate.of) == (3, 4)
    assert found["joined"].rate.percent == 75.0
    assert found["joined"].rate.low == pytest.approx(30.0642, abs=1e-3)
    assert found["joined"].rate.high == pytest.approx(95.4413, abs=1e-3)
    assert found["exposed"].rate is None
    assert found["clicked"].rate is None
    # All joined at least 30 days before 1 March.
    assert (found["qualified"].rate.count, found["qualified"].rate.of) == (1, 3)
    assert (found["retained"].rate.count, found["retained"].rate.of) == (1, 3)
    assert found["qualified"].open == found["retained"].open == 0


def test_rates_wait_for_windows_to_run_out(crowd, rows):
    # Bob joined on 4 January at 11:00: that day 30 days later his windows have just run out.
    as_of = datetime(2026, 2, 3, 11, tzinfo=UTC)
    found = stages(growth(crowd.opened(rows, as_of), JANUARY))
    assert (found["qualified"].people, found["qualified"].open) == (1, 2)
    assert (found["qualified"].rate.count, found["qualified"].rate.of) == (1, 1)
    assert (found["retained"].people, found["retained"].open) == (1, 2)
    assert (found["retained"].rate.count, found["retained"].rate.of) == (1, 1)
    early = stages(growth(crowd.opened(rows, datetime(2026, 2, 3, 10, 59, tzinfo=UTC)), JANUARY))
    assert (early["qualified"].rate.percent, early["qualified"].open) == (None, 3)


def test_what_qualifies(events):
    def qualified(**changes):
        cell = GrowthCell(stage="qualified")
        return growth_people(events, asked(JANUARY, **changes), cell).to_pylist()

    assert qualified() == ["bob"]
    # Dan bought 35 days and 10 hours after joining: not before 35 times 24 hours.
    assert qualified(qualify_days=35) == ["bob"]
    assert qualified(qualify_days=36) == ["bob", "dan"]
    orders = (event("Order Completed"),)
    assert qualified(qualified=orders) == ["bob", "cat"]
    assert qualified(qualified=(event("Order Completed", order_id="o2"),)) == ["cat"]


def test_a_refund_that_somebody_else_entered(crowd, rows):
    """It belongs to the only order with its number, as in the shop report."""
    cell = GrowthCell(stage="qualified")
    rows += [crowd.did("clerk", "Order Refunded", "2026-01-20", order_id="o1", revenue=10)]
    assert growth_people(crowd.opened(rows), JANUARY, cell).to_pylist() == []
    # Zoe, who did not join, has an order of that number too: now nobody knows which was meant.
    rows += [crowd.did("zoe", "Order Completed", "2026-01-19", order_id="o1", revenue=10)]
    assert growth_people(crowd.opened(rows), JANUARY, cell).to_pylist() == ["bob"]


def test_what_retains(events):
    def retained(**changes):
        cell = GrowthCell(stage="retained")
        return growth_people(events, asked(JANUARY, **changes), cell).to_pylist()

    # Bob after 7 days and 23 hours. Dan's page comes a minute too early, his order 35 days after.
    assert retained() == ["bob"]
    assert retained(retain_to_days=36) == ["bob", "dan"]
    assert retained(retained=(event("Page Viewed"),)) == ["bob"]
    # Dan's page came 6 days 23 hours and 59 minutes after joining.
    assert retained(retained=(event("Page Viewed"),), retain_from_days=6) == ["bob", "dan"]
    pages = {"retained": (event("Page Viewed"),), "retain_from_days": 6}
    assert retained(**pages, retain_to_days=7) == ["dan"]
    # Cat is seen 4 days after joining, and never again.
    assert retained(retain_from_days=4, retain_to_days=7) == ["bob", "cat", "dan"]


def test_windows_hold_their_first_moment_and_not_their_last(crowd):
    rows = [
        crowd.joined("bob", "2026-01-05", "ann"),
        crowd.did("bob", "Page Viewed", "2026-01-12"),
        crowd.did("bob", "Order Completed", "2026-01-10", order_id="o1", revenue=1),
    ]

    def people(stage, **changes):
        query, cell = asked(JANUARY, **changes), GrowthCell(stage=stage)
        return growth_people(crowd.opened(rows), query, cell).to_pylist()

    assert people("retained", retain_from_days=7, retain_to_days=8) == ["bob"]
    assert people("retained", retain_from_days=6, retain_to_days=7) == []
    for qualified in ((), (event("Order Completed"),)):
        assert people("qualified", qualified=qualified, qualify_days=6) == ["bob"]
        assert people("qualified", qualified=qualified, qualify_days=5) == []
    # An order at the moment of joining.
    rows[2] = crowd.did("bob", "Order Completed", "2026-01-05", order_id="o1", revenue=1)
    assert people("qualified") == ["bob"]


def test_outcomes_belong_to_the_campaign_of_the_first_joining(crowd):
    rows = [
        crowd.joined("bob", "2026-01-05", "ann", campaign_id="spring"),
        crowd.joined("bob", "2026-01-06", "ann", campaign_id="tea"),
        crowd.did("bob", "Invite Opened", "2026-01-06", campaign_id="tea"),
        crowd.did("bob", "Order Completed", "2026-01-14", order_id="o1", revenue=1),
    ]
    answer = growth(crowd.opened(rows), JANUARY)
    assert {group.key: counted(group) for group in answer.campaigns} == {
        "spring": (1, 0, 0, 0, 1, 1, 1),
        "tea": (1, 0, 0, 1, 0, 0, 0),
    }


def test_participation(events):
    # Ann, Bob, Cat and Dan of these and Eve and Fay.
    assert growth(events, JANUARY).participation == Share(
        4, 6, pytest.approx(66.6667, abs=1e-3), pytest.approx(30.0001, abs=1e-2),
        pytest.approx(90.3226, abs=1e-2),
    )  # fmt: skip


def counted(group):
    return (
        group.reached, group.exposed, group.shared, group.clicked, group.joined, group.qualified,
        group.retained,
    )  # fmt: skip


def test_campaigns_and_channels(events):
    answer = growth(events, JANUARY)
    assert [group.key for group in answer.campaigns] == [None, "spring", "tea"]
    # Nothing: Ann shared, Cat did it all, Dan too, Fay clicked.
    assert counted(answer.campaigns[0]) == (4, 0, 2, 3, 2, 0, 0)
    assert counted(answer.campaigns[1]) == (3, 2, 1, 1, 1, 1, 1)
    assert counted(answer.campaigns[2]) == (1, 1, 0, 0, 0, 0, 0)
    assert (answer.campaigns[1].share_rate.count, answer.campaigns[1].share_rate.of) == (1, 2)
    assert answer.campaigns[1].participation.count == 2
    assert answer.campaigns[1].participation.of == 3
    assert answer.campaigns[0].share_rate.percent is None
    assert {group.key: group.reached for group in answer.channels} == {
        None: 4, "weibo": 3, "app": 2, "wechat": 2,
    }  # fmt: skip


def test_the_limit_leaves_a_true_other(events):
    answer = growth(events, asked(JANUARY, limit=1))
    assert [(group.key, group.other) for group in answer.channels] == [(None, False), (None, True)]
    # Ann in three channels is one person, as is Bob.
    assert answer.channels[1].reached == 5
    assert isinstance(answer.channels[1], GrowthGroup)


def test_the_properties_of_campaign_and_channel_can_be_named(crowd):
    rows = [crowd.did("ann", "Promotion Viewed", "2026-01-02", activity="x", via="y")]
    answer = growth(crowd.opened(rows), asked(JANUARY, campaign="activity", channel="via"))
    assert [group.key for group in (*answer.campaigns, *answer.channels)] == ["x", "y"]


def test_the_spread_tree(events):
    spread = growth(events, JANUARY).spread
    # Ann -> Bob, Ann -> Cat (by the share), Cat -> Dan. Fay was bound to Ann when she joined for
    # the second time: her first time names nobody.
    assert (spread.links, spread.people, spread.trees) == (4, 5, 1)
    assert spread.generations == (1, 3, 1)
    assert spread.children == ((0, 3), (1, 1), (3, 1))
    assert spread.mean_children == 0.8
    assert spread.mean_children_of_inviters == 2.0
    assert spread.largest == (Tree("ann", 5, 2),)
    assert (spread.without_inviter, spread.self_links, spread.closing_links) == (0, 0, 0)


def test_links_of_the_range_alone_are_in_the_tree(events):
    spread = growth(events, asked(JANUARY, from_="2026-01-06")).spread
    assert spread.links == 2
    assert spread.largest == (Tree("ann", 2, 1), Tree("cat", 2, 1))
    assert growth(events, asked(JANUARY, from_="2026-01-06", largest_trees=1)).spread.largest == (
        Tree("ann", 2, 1),
    )


def test_one_inviter_a_person(crowd):
    rows = [
        crowd.joined("bob", "2026-01-02T10:00", "cat", message_id="b"),
        crowd.joined("bob", "2026-01-02T10:00", "ann", message_id="a"),
        crowd.joined("bob", "2026-01-03T10:00", "dan", message_id="0"),
    ]
    spread = growth(crowd.opened(rows), JANUARY).spread
    assert spread.largest == (Tree("ann", 2, 1),)


def test_circles_and_self_invitations_are_reported(crowd):
    rows = [
        crowd.joined("ann", "2026-01-02", "cat"),
        crowd.joined("bob", "2026-01-03", "ann"),
        crowd.joined("cat", "2026-01-04", "bob"),  # the last to close the circle
        crowd.joined("dan", "2026-01-01", "cat"),
        crowd.joined("eve", "2026-01-05", "eve"),
        crowd.joined("fay", "2026-01-06"),
        crowd.joined("fay", "2026-02-06", "ann"),  # bound after the range
        crowd.joined("gil", "2026-01-07", share_id="nobody's"),
    ]
    spread = growth(crowd.opened(rows), JANUARY).spread
    assert (spread.self_links, spread.closing_links, spread.without_inviter) == (1, 1, 1)
    assert spread.largest == (Tree("cat", 4, 2),)
    assert spread.generations == (1, 2, 1)


def test_who_is_behind_the_tree(events):
    def people(**cell):
        return growth_people(events, JANUARY, GrowthCell(**cell)).to_pylist()

    assert people(generation=0) == ["ann"]
    assert people(generation=1) == ["bob", "cat", "fay"]
    assert people(generation=2) == ["dan"]
    assert people(root="ann") == ["ann", "bob", "cat", "dan", "fay"]
    assert people(root="ann", generation=2) == ["dan"]


def test_who_is_behind_the_stages(events):
    def people(**cell):
        return growth_people(events, JANUARY, GrowthCell(**cell)).to_pylist()

    assert people(stage="exposed") == ["ann", "eve"]
    assert people(stage="shared") == ["ann", "cat"]
    assert people(stage="clicked") == ["bob", "cat", "dan", "fay"]
    assert people(stage="joined") == ["bob", "cat", "dan"]
    assert people(stage="joined", by="campaign", group="spring") == ["bob"]
    assert people(stage="joined", by="campaign", group=None) == ["cat", "dan"]
    assert people(stage="qualified", by="campaign", group="spring") == ["bob"]
    assert people(stage="qualified", by="campaign", group=None) == []
    assert people(stage="clicked", by="channel", group="weibo") == ["cat", "fay"]


def test_the_people_of_other(events):
    query = asked(JANUARY, limit=1)
    cell = GrowthCell(stage="joined", by="channel", other=True)
    assert growth_people(events, query, cell).to_pylist() == ["bob", "cat"]


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (GrowthCell(), "cell.stage"),
        (GrowthCell(stage="joined", generation=1), "cell.stage"),
        (GrowthCell(generation=9), "cell.generation"),
        (GrowthCell(root="bob"), "cell.root"),
        (GrowthCell(stage="joined", group="spring"), "cell.by"),
        (GrowthCell(stage="joined", by="campaign", group="none"), "cell.group"),
        (GrowthCell(generation=1, by="campaign"), "cell.by"),
    ],
)
def test_cells_that_are_not_there(events, cell, field):
    with pytest.raises(InvalidInput) as refused:
        growth_people(events, JANUARY, cell)
    assert refused.value.field == field


def test_within_counts_people_of_the_cohort_alone(events):
    saved = replace(events, cohorts=lambda events, name: pa.array(["bob", "cat", "dan"]))
    answer = growth(saved, asked(JANUARY, within="friends"))
    assert [stage.people for stage in answer.stages] == [0, 1, 3, 3, 1, 1]
    # Ann stands outside and is only the root, also for Cat, who came by a share_id of hers.
    assert answer.spread.largest == (Tree("ann", 4, 2),)
    assert answer.k_raw.users == 3
    assert growth_people(saved, asked(JANUARY, within="friends"), GrowthCell(stage="shared")) == (
        pa.array(["cat"])
    )


def test_where_is_asked_before_people_join(events):
    answer = growth(events, asked(JANUARY, where={"campaign_id": "spring"}))
    assert [stage.people for stage in answer.stages] == [2, 1, 1, 1, 1, 1]
    assert answer.k_raw.users == 3
    assert answer.spread.links == 1


def test_what_is_later_than_the_as_of_moment_does_not_count(crowd, rows):
    answer = growth(crowd.opened(rows, datetime(2026, 1, 5, 12, tzinfo=UTC)), JANUARY)
    assert [stage.people for stage in answer.stages] == [2, 1, 3, 2, 0, 0]
    assert answer.spread.links == 2


def test_days_are_those_of_the_timezone(crowd):
    rows = [crowd.did("ann", "Promotion Viewed", "2025-12-31T17:00")]
    for zone, people in (("UTC", 0), ("Asia/Shanghai", 1)):
        answer = growth(crowd.opened(rows), asked(JANUARY, timezone=zone))
        assert answer.stages[0].people == people
