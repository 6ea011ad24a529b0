"""K, conversion and waits, in numbers that can be checked by hand."""

from datetime import UTC, datetime

import numpy as np
import pytest

from huitou.engine.analytics.growth.answer import Wait
from huitou.engine.analytics.growth.ask import growth
from huitou.engine.analytics.growth.intervals import bootstrap_sums, difference_interval
from huitou.engine.analytics.growth.query import GrowthQuery, Marked
from huitou.engine.analytics.growth.waits import product_limit
from huitou.engine.analytics.query.events import event

DAY = 86_400.0
NO_LINK = 3.688879454113936  # the exact Poisson bound of nothing seen


def january(**changes):
    """The question about January."""
    return GrowthQuery(from_="2026-01-01", to="2026-01-31", **changes)


@pytest.fixture
def rows(crowd):
    """Ann, Bob and Eve are seen on the 1st, so their 14 days end with the 14th. Ann invites twice
    in them and once later, Bob once. Three people come through Ann, the third on the 15th.
    """
    did, joined = crowd.did, crowd.joined
    return [
        *(did(person, "Page Viewed", "2026-01-01") for person in ("ann", "bob", "eve")),
        did("ann", "Page Viewed", "2026-01-30"),
        did("ann", "Invite Sent", "2026-01-02"),
        did("ann", "Product Shared", "2026-01-03"),
        did("ann", "Invite Sent", "2026-01-20"),
        did("bob", "Invite Sent", "2026-01-04"),
        joined("cat", "2026-01-05", "ann"),
        joined("dan", "2026-01-14T23:59:59", "ann"),
        joined("fay", "2026-01-15", "ann"),
    ]


def test_k_is_invitations_per_user_times_conversion(crowd, rows):
    answer = growth(crowd.opened(rows), january())
    # Ann, Bob and Eve, and Cat, Dan and Fay, who are users from joining on.
    assert (answer.k_raw.users, answer.k_raw.links) == (6, 2)
    assert answer.k_raw.k == 2 / 6
    assert answer.young_users == 0
    sent = answer.invitations
    assert (sent.inviters, sent.invitations, sent.links) == (2, 3, 2)
    assert (sent.per_inviter, sent.median_per_inviter) == (1.5, 1.5)
    assert sent.histogram == ((1, 1), (2, 1))
    assert sent.conversion == 2 / 3
    assert answer.k_raw.k == sent.invitations / answer.k_raw.users * sent.conversion


def test_what_one_user_becomes(crowd, rows):
    raw = growth(crowd.opened(rows), january(cycles=3)).k_raw
    assert raw.after_cycles == pytest.approx((4 / 3, 13 / 9, 40 / 27))
    assert raw.multiplier == pytest.approx(1.5)
    # The closed form of the same: (K^(n+1) - 1) / (K - 1).
    closed = [(raw.k ** (n + 1) - 1) / (raw.k - 1) for n in (1, 2, 3)]
    assert raw.after_cycles == pytest.approx(closed)


def test_growth_without_end_has_no_multiplier(crowd):
    rows = [crowd.did("ann", "Page Viewed", "2026-01-01")]
    # At the very moment at which Ann's window opens too.
    rows += [crowd.joined(f"p{n}", f"2026-01-0{n}", "ann") for n in (1, 2, 3)]
    raw = growth(crowd.opened(rows), january(users=(event("Page Viewed"),))).k_raw
    assert (raw.users, raw.links, raw.k) == (1, 3, 3.0)
    assert raw.after_cycles == (4.0, 13.0, 40.0, 121.0, 364.0)
    assert raw.multiplier is None


def test_young_users_are_left_out(crowd, rows):
    # On the 20th the windows of Dan, from the 14th, and of Fay are still open.
    answer = growth(crowd.opened(rows, datetime(2026, 1, 20, tzinfo=UTC)), january())
    assert (answer.k_raw.users, answer.young_users) == (4, 2)
    assert answer.k_raw.k == 2 / 4
    # With the last moment of the 14 days, and not before.
    done = growth(crowd.opened(rows, datetime(2026, 1, 15, tzinfo=UTC)), january())
    assert (done.k_raw.users, done.young_users) == (3, 3)
    before = growth(crowd.opened(rows, datetime(2026, 1, 14, 23, 59, tzinfo=UTC)), january())
    assert (before.k_raw.users, before.young_users) == (0, 4)
    assert (before.k_raw.k, before.k_raw.low, before.k_raw.after_cycles) == (None, None, ())
    assert before.invitations.conversion is None


def test_a_longer_cycle(crowd, rows):
    answer = growth(crowd.opened(rows), january(cycle_days=20))
    assert (answer.k_raw.links, answer.invitations.invitations) == (3, 4)


def test_k_without_flagged_people(crowd, rows):
    rows += [
        crowd.did("cat", "Invite Held", "2026-02-20", reason="same device"),
        crowd.identify("dan", "2026-01-16", fraud=True),
        crowd.identify("fay", "2026-01-16", risk="low"),
    ]
    events = crowd.opened(rows)

    def clean(**marks):
        found = growth(events, january(flagged=Marked(**marks))).k_without_flagged
        return found.users, found.links

    assert clean(events=(event("Invite Held"),)) == (5, 1)
    assert clean(events=(event("Invite Held", reason="velocity"),)) == (6, 2)
    assert clean(trait="fraud") == (5, 1)
    assert clean(trait="risk", value="low") == (5, 2)
    assert clean(events=(event("Invite Held"),), trait="fraud") == (4, 0)
    assert clean(ids=("ann", "stranger")) == (5, 0)
    answer = growth(events, january(flagged=Marked(ids=("ann",))))
    assert answer.k_without_flagged.k == 0.0
    assert answer.k_without_flagged.low == 0.0
    assert answer.k_without_flagged.high == pytest.approx(NO_LINK / 5)
    assert answer.k_without_flagged.multiplier == 1.0
    assert (answer.k_raw.users, answer.k_raw.links) == (6, 2)


def test_incremental_k_against_the_held_out(crowd, rows):
    rows += [crowd.joined("gil", "2026-01-03", "eve")]
    rows += [crowd.identify(name, "2026-01-16", arm="held") for name in ("eve", "fay")]
    held = Marked(trait="arm", value="held")
    answer = growth(crowd.opened(rows), january(held_out=held))
    found = answer.k_incremental
    # Ann, Bob, Cat, Dan and Gil: 2 links. Eve and Fay, who were not offered to invite: 1.
    assert (found.users, found.links) == (5, 2)
    assert (found.held_out_users, found.held_out_links) == (2, 1)
    assert found.k == pytest.approx(2 / 5 - 1 / 2)
    assert found.low < found.k < found.high
    # A K below 0 counts as 0.
    assert (found.after_cycles, found.multiplier) == ((1.0,) * 5, 1.0)
    # Flagged people are in neither arm.
    flagged = Marked(ids=("gil",))
    both = growth(crowd.opened(rows), january(held_out=held, flagged=flagged)).k_incremental
    assert (both.users, both.links, both.held_out_users, both.held_out_links) == (4, 2, 2, 0)
    assert both.k == 0.5


def test_without_a_control_group_there_is_no_incremental_k(crowd, rows):
    events = crowd.opened(rows)
    answer = growth(events, january())
    assert (answer.k_without_flagged, answer.k_incremental) == (None, None)
    codes = [note.code for note in answer.notes]
    assert codes[:2] == ["growth.no_flagged", "growth.no_held_out"]
    nobody = growth(events, january(flagged=Marked(ids=("x",)), held_out=Marked(ids=("nobody",))))
    assert nobody.k_incremental is None
    assert nobody.k_without_flagged.k == nobody.k_raw.k
    assert "growth.no_held_out_users" in [note.code for note in nobody.notes]
    everyone = ("ann", "bob", "cat", "dan", "eve", "fay")
    assert growth(events, january(held_out=Marked(ids=everyone))).k_incremental is None


def test_intervals_come_from_the_seed_alone(crowd, rows):
    events = crowd.opened(rows)
    first, again = growth(events, january(seed=5)), growth(events, january(seed=5))
    assert first.k_raw == again.k_raw
    assert first.invitations == again.invitations
    assert first.k_raw.low <= first.k_raw.k <= first.k_raw.high
    assert first.invitations.conversion_low <= 2 / 3 <= first.invitations.conversion_high


def test_samples_of_users_vary_as_they_should():
    # 400 users, of whom 100 have one link each: the sum varies with variance 400 x 1/4 x 3/4.
    links = np.repeat([0, 1], [300, 100])
    sent, drawn = bootstrap_sums(2 * links, links, np.random.default_rng(1))
    assert len(drawn) == 1_000
    assert (sent == 2 * drawn).all()
    assert drawn.mean() == pytest.approx(100, abs=1)
    assert drawn.std() == pytest.approx(75**0.5, abs=0.6)


def test_the_interval_of_a_difference():
    low, high = difference_interval(0.5, (0.4, 0.7), 0.2, (0.1, 0.25))
    assert low == pytest.approx(0.3 - (0.1**2 + 0.05**2) ** 0.5)
    assert high == pytest.approx(0.3 + (0.2**2 + 0.1**2) ** 0.5)


@pytest.mark.parametrize(
    ("took", "done", "share", "median"),
    [
        ([2, 3, 5], [1, 0, 1], 1.0, 5),
        ([2, 3, 5], [1, 1, 0], 2 / 3, 3),
        ([2, 2, 5, 5], [1, 0, 0, 0], 1 / 4, None),
        # Who was observed for as long as the wait took was at risk.
        ([2, 2], [1, 0], 1 / 2, 2),
        ([4], [0], 0.0, None),
    ],
)
def test_the_product_limit(took, done, share, median):
    found = product_limit(np.array(took), np.array(done, dtype=bool))
    assert found == (pytest.approx(share), median)


def test_waits(crowd):
    did, joined = crowd.did, crowd.joined
    rows = [
        did("ann", "Invite Sent", "2025-12-30"),
        did("ann", "Invite Sent", "2026-01-02"),
        did("ann", "Invite Sent", "2026-01-03"),
        joined("cat", "2026-01-04", "ann"),
        did("bob", "Invite Sent", "2026-01-03"),
        did("dan", "Invite Sent", "2026-01-05"),
        joined("eve", "2026-01-19", "dan"),  # 14 days later: the window has just closed
        did("cat", "Invite Sent", "2026-01-10"),
        joined("fay", "2026-01-11", "cat"),
        joined("gil", "2026-01-12", "hal"),  # who never said that they invited
        did("gil", "Content Shared", "2026-01-12"),
    ]
    answer = growth(crowd.opened(rows), january())
    # Ann 2 days, Cat 1; Bob, Dan and Gil in vain.
    assert answer.invite_to_join == Wait(5, 2, 0, pytest.approx(40), None, 1.5 * DAY)
    # Cat 6 days, Gil at once; Eve and Fay not.
    assert answer.join_to_invite == Wait(4, 2, 0, pytest.approx(50), 6 * DAY, 3 * DAY)
    # Cat, from Ann's invitation of the 3rd: 7 days. Eve and Fay not, of Gil it is not known.
    assert answer.cycle == Wait(3, 1, 0, pytest.approx(100 / 3), None, 7 * DAY)


def test_who_is_still_waiting_counts_as_long_as_they_were_observed(crowd):
    rows = [
        crowd.did("ann", "Invite Sent", "2026-01-01"),
        crowd.joined("bob", "2026-01-05", "ann"),
        crowd.did("cat", "Invite Sent", "2026-01-06"),
    ]
    # On the 8th Cat has waited 2 days, so that of the one who waited 4 days all were done.
    young = growth(crowd.opened(rows, datetime(2026, 1, 8, tzinfo=UTC)), january())
    assert young.invite_to_join == Wait(2, 1, 1, 100.0, 4 * DAY, 4 * DAY)
    old = growth(crowd.opened(rows), january())
    assert old.invite_to_join == Wait(2, 1, 0, 50.0, 4 * DAY, 4 * DAY)
