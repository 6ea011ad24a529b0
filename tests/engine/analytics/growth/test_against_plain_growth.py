"""Random crowds, counted by the family and by a plain reading of its definition."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.growth.ask import growth, growth_people
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery, Marked
from huitou.engine.analytics.query.events import event

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = ["ann", "bob", "cat", "dan", "eve", "fay"]
QUERY = GrowthQuery(
    from_="2026-01-05", to="2026-01-18", cycle_days=4, qualify_days=5, retain_from_days=2,
    retain_to_days=4, limit=2, flagged=Marked(events=(event("Invite Held"),)),
    held_out=Marked(ids=("bob", "eve")),
)  # fmt: skip
FIRST, END = BEGIN + timedelta(days=4), BEGIN + timedelta(days=18)
STAGE_OF = {
    "Promotion Viewed": "exposed", "Invite Sent": "shared", "Content Shared": "shared",
    "Invite Opened": "clicked", "Invite Accepted": "joined",
}  # fmt: skip

happenings = st.fixed_dictionaries(
    {
        "person": st.sampled_from(PEOPLE),
        "event": st.sampled_from(
            [*STAGE_OF, "Invite Accepted", "Invite Accepted", "Page Viewed", "Order Completed",
             "Order Refunded", "Invite Held"]
        ),
        "hours": st.integers(0, 24 * 24),
        "inviter": st.sampled_from([None, *PEOPLE, "zoe"]),
        "share": st.sampled_from([None, None, "s1", "s2"]),
        "campaign": st.sampled_from([None, "spring", "tea", "new year"]),
        "channel": st.sampled_from([None, "app", "web"]),
    }
)  # fmt: skip


class Plain:
    """The answer, in loops. `told` has dicts like `happenings`, with `at` and `id`."""

    def __init__(self, told, now):
        self.now = now
        self.told = sorted((one for one in told if one["at"] <= now), key=lambda one: one["at"])
        self.by = defaultdict(list)
        for one in self.told:
            self.by[STAGE_OF.get(one["event"])].append(one)
        self.joined_at = {}
        for one in self.by["joined"]:
            self.joined_at.setdefault(one["person"], one["at"])
        self.joined = {p: at for p, at in self.joined_at.items() if FIRST <= at < END}
        self._bind()

    def _bind(self):
        shared_by = {}
        for one in sorted(self.by["shared"], key=lambda one: (one["at"], one["person"])):
            if one["share"] is not None:
                shared_by.setdefault(one["share"], one["person"])
        self.bound = {}
        for one in sorted(self.by["joined"], key=lambda one: (one["at"], one["id"])):
            inviter = one["inviter"] or shared_by.get(one["share"])
            if inviter is not None:
                self.bound.setdefault(one["person"], (inviter, one["at"]))
        self.selves = {p for p, (inviter, _) in self.bound.items() if inviter == p}
        links = {p: link for p, link in self.bound.items() if p not in self.selves}
        self.closing = set()
        for person in links:
            circle = [person]
            while circle[-1] in links and links[circle[-1]][0] not in circle:
                circle.append(links[circle[-1]][0])
            if circle[-1] in links and links[circle[-1]][0] == person:
                self.closing.add(max(circle, key=lambda one: (links[one][1], one)))
        self.links = {p: link for p, link in links.items() if p not in self.closing}

    def counted_rows(self):
        """(stage, event) of all that counts in the range."""
        for one in self.told:
            stage = STAGE_OF.get(one["event"])
            if stage == "joined":
                if self.joined.get(one["person"]) == one["at"]:
                    yield stage, one
            elif stage and FIRST <= one["at"] < END:
                yield stage, one

    def sets(self, keep=lambda one: True):
        found = defaultdict(set)
        for stage, one in self.counted_rows():
            if keep(one):
                found[stage].add(one["person"])
        found["reached"] = set().union(*found.values()) if found else set()
        return found

    def of_groups(self, name, values):
        return self.sets(lambda one: one[name] in values)

    def qualified(self):
        orders = defaultdict(list)
        for one in self.told:
            if one["event"] in ("Order Completed", "Order Refunded"):
                orders[one["person"], one["order"]].append(one)
        bought = []
        for (person, _), said in orders.items():
            if all(one["event"] == "Order Completed" for one in said):
                bought.append((person, max(one["at"] for one in said)))
        return self.after(bought, 0, 5)

    def retained(self):
        return self.after([(one["person"], one["at"]) for one in self.told], 2, 4)

    def after(self, did, since, until):
        return {
            p for p, at in did
            if p in self.joined
            and timedelta(days=since) <= at - self.joined[p] < timedelta(days=until)
        }  # fmt: skip

    def run_out(self, days):
        return {p for p, at in self.joined.items() if at + timedelta(days=days) <= self.now}

    def in_range(self):
        return {p: link for p, link in self.links.items() if FIRST <= link[1] < END}

    def trees(self):
        links = self.in_range()
        members = {*links, *(inviter for inviter, _ in links.values())}
        generation, root = {}, {}
        for member in members:
            up = [member]
            while up[-1] in links:
                up.append(links[up[-1]][0])
            generation[member], root[member] = len(up) - 1, up[-1]
        return links, generation, root

    def windows(self, left_out=frozenset()):
        """{user: (invitations, links)} and how many are young."""
        seen = {}
        for one in self.told:
            if FIRST <= one["at"] < END and one["person"] not in left_out:
                seen.setdefault(one["person"], one["at"])
        made, young, cycle = {}, 0, timedelta(days=4)
        for user, at in seen.items():
            if at + cycle > self.now:
                young += 1
                continue
            sent = [o for o in self.by["shared"] if o["person"] == user]
            brought = [
                joined for p, (inviter, joined) in self.links.items()
                if inviter == user and p not in left_out
            ]  # fmt: skip
            made[user] = (
                sum(at <= one["at"] < at + cycle for one in sent),
                sum(at <= joined < at + cycle for joined in brought),
            )
        return made, young

    def waits(self):
        cycle = timedelta(days=4)

        def first(moments, since):
            return min((at for at in moments if at >= since), default=None)

        sent = defaultdict(list)
        for one in self.by["shared"]:
            sent[one["person"]].append(one["at"])
        brought = defaultdict(list)
        for inviter, at in self.links.values():
            brought[inviter].append(at)
        legs = {"invite_to_join": [], "join_to_invite": [], "cycle": []}
        for person, moments in sent.items():
            start = first([at for at in moments if at < END], FIRST)
            if start is not None:
                legs["invite_to_join"].append((start, first(brought[person], start)))
        for person, (inviter, at) in self.in_range().items():
            own = first(sent[person], at)
            legs["join_to_invite"].append((at, own))
            before = [moment for moment in sent[inviter] if moment <= at]
            if before:
                legs["cycle"].append((max(before), own))
        return {name: [self.wait(*one, cycle) for one in leg] for name, leg in legs.items()}

    def wait(self, start, end, cycle):
        """(observed, done)"""
        if end is not None and end - start < cycle:
            return end - start, True
        return min(self.now - start, cycle), False


def product_limit(waits):
    """The share done in the end, and the median, exactly."""
    stay, median = Fraction(1), None
    for took in sorted({took for took, done in waits if done}):
        at_risk = sum(other >= took for other, _ in waits)
        stay *= 1 - Fraction(sum(done and other == took for other, done in waits), at_risk)
        if median is None and stay <= Fraction(1, 2):
            median = took
    return 1 - stay, median


def told_to(crowd, made, now):
    told, rows = [], []
    for number, one in enumerate(made):
        # Orders are numbered by person and hour, so that refunds find some of them.
        extra = {"at": BEGIN + timedelta(hours=one["hours"]), "id": f"{number % 7}-{number:03d}",
                 "order": f"o{one['person']}{number % 2}"}  # fmt: skip
        told.append(one | extra)
        said = {"inviter_id": one["inviter"], "share_id": one["share"],
                "campaign_id": one["campaign"], "channel": one["channel"]}  # fmt: skip
        if one["event"].startswith("Order"):
            said["order_id"] = extra["order"]
        if one["event"] == "Order Completed":
            said["revenue"] = 5
        properties = {name: value for name, value in said.items() if value is not None}
        moment = extra["at"].replace(tzinfo=None).isoformat()
        rows.append(
            crowd.did(one["person"], one["event"], moment, message_id=extra["id"], **properties)
        )
    return told, crowd.opened(rows, now)


crowds = given(made=st.lists(happenings, max_size=40), hours=st.integers(24 * 4, 24 * 26))


@crowds
@settings(max_examples=10, deadline=None)
def test_some_crowds(crowd, made, hours):
    check(crowd, made, hours)


@pytest.mark.slow
@crowds
@settings(max_examples=300, deadline=None)
def test_many_crowds(crowd, made, hours):
    check(crowd, made, hours)


def check(crowd, made, hours):
    """Every number of the answer that does not come from chance."""
    now = BEGIN + timedelta(hours=hours)
    told, events = told_to(crowd, made, now)
    answer, plain = growth(events, QUERY), Plain(told, now)

    everyone = plain.sets()
    qualified, retained = plain.qualified(), plain.retained()
    stages = ("exposed", "shared", "clicked", "joined")
    people = [len(everyone[stage]) for stage in stages]
    assert [one.people for one in answer.stages] == [*people, len(qualified), len(retained)]
    rates = [(one.rate.count, one.rate.of) for one in answer.stages if one.rate]
    assert rates == [
        (len(everyone["exposed"] & everyone["shared"]), len(everyone["exposed"])),
        (len(everyone["clicked"] & everyone["joined"]), len(everyone["clicked"])),
        (len(qualified & plain.run_out(5)), len(plain.run_out(5))),
        (len(retained & plain.run_out(4)), len(plain.run_out(4))),
    ]
    took_part = everyone["shared"] | everyone["joined"]
    assert (answer.participation.count, answer.participation.of) == (
        len(took_part), len(everyone["reached"]),
    )  # fmt: skip
    check_groups(answer, plain, qualified, retained)
    check_spread(answer.spread, plain)
    check_k(answer, plain)
    for name, waits in plain.waits().items():
        wait = getattr(answer, name)
        share, median = product_limit(waits)
        assert (wait.people, wait.done) == (len(waits), sum(done for _, done in waits))
        young = sum(not done and took < timedelta(days=4) for took, done in waits)
        assert wait.young == young
        assert wait.median_seconds == (None if median is None else median.total_seconds())
        if waits:
            assert abs(wait.share_percent - 100 * share) < 1e-9

    for stage, ids in (("joined", everyone["joined"]), ("retained", retained)):
        found = growth_people(events, QUERY, GrowthCell(stage=stage)).to_pylist()
        assert found == sorted(ids)


def check_groups(answer, plain, qualified, retained):
    for name, groups in (("campaign", answer.campaigns), ("channel", answer.channels)):
        values = {one[name] for _, one in plain.counted_rows()}
        size = {value: len(plain.of_groups(name, [value])["reached"]) for value in values}
        order = sorted(values, key=lambda v: (-size[v], v is None, v or ""))
        shown = [(value, False) for value in order[:2]] + [(None, True)] * (len(order) > 2)
        assert [(group.key, group.other) for group in groups] == shown
        for group in groups:
            inside = order[2:] if group.other else [group.key]
            sets = plain.of_groups(name, inside)
            assert (
                group.reached, group.exposed, group.shared, group.clicked, group.joined,
                group.qualified, group.retained, group.share_rate.count, group.participation.count,
            ) == (
                len(sets["reached"]), len(sets["exposed"]), len(sets["shared"]),
                len(sets["clicked"]), len(sets["joined"]), len(sets["joined"] & qualified),
                len(sets["joined"] & retained), len(sets["exposed"] & sets["shared"]),
                len(sets["shared"] | sets["joined"]),
            )  # fmt: skip


def check_spread(spread, plain):
    links, generation, root = plain.trees()
    assert (spread.links, spread.people) == (len(links), len(generation))
    assert spread.trees == len(set(root.values()))
    depths = Counter(generation.values())
    assert spread.generations == tuple(depths[n] for n in range(len(depths)))
    children = Counter(sum(link[0] == one for link in links.values()) for one in generation)
    assert spread.children == tuple(sorted(children.items()))
    trees = sorted(
        (-sum(r == one for r in root.values()),
         -max(generation[m] for m in generation if root[m] == one), one)
        for one in set(root.values())
    )  # fmt: skip
    assert [(-tree.people, -tree.depth, tree.root) for tree in spread.largest] == trees[:10]

    def in_range(people):
        return sum(FIRST <= plain.bound[one][1] < END for one in people)

    assert spread.without_inviter == len(set(plain.joined) - set(plain.bound))
    assert (spread.self_links, spread.closing_links) == (
        in_range(plain.selves), in_range(plain.closing),
    )  # fmt: skip


def check_k(answer, plain):
    windows, young = plain.windows()
    links = sum(linked for _, linked in windows.values())
    assert (answer.k_raw.users, answer.k_raw.links) == (len(windows), links)
    assert answer.young_users == young
    sent = Counter(sent for sent, _ in windows.values() if sent)
    assert answer.invitations.histogram == tuple(sorted(sent.items()))
    flagged = {one["person"] for one in plain.told if one["event"] == "Invite Held"}
    clean, _ = plain.windows(flagged)
    assert (answer.k_without_flagged.users, answer.k_without_flagged.links) == (
        len(clean), sum(linked for _, linked in clean.values()),
    )  # fmt: skip
    arms = [[linked for user, (_, linked) in clean.items() if (user in ("bob", "eve")) == held]
            for held in (False, True)]  # fmt: skip
    if not all(arms):
        assert answer.k_incremental is None
        return
    found = answer.k_incremental
    assert (found.users, found.links, found.held_out_users, found.held_out_links) == (
        len(arms[0]), sum(arms[0]), len(arms[1]), sum(arms[1]),
    )  # fmt: skip
    assert abs(found.k - sum(arms[0]) / len(arms[0]) + sum(arms[1]) / len(arms[1])) < 1e-12
