"""Whatever is done in whatever order: balances are sums of the ledger, and nothing is oversold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from huitou.commerce import supply
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import FakeClock, HuitouError
from own_database import on_postgresql

variants = st.sampled_from(["v1", "v2"])
units = st.integers(1, 6)
holders = st.sampled_from(["o1", "o2", "o3", "o4"])
sources = st.sampled_from(["s1", "s2", "s3"])
pools = st.sampled_from(["", "flash"])
lines = st.lists(st.tuples(variants, units), min_size=1, max_size=3)


class Shelf(RuleBasedStateMachine):
    """Refusals are fine; wrong books are not."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FakeClock(datetime(2026, 7, 1, tzinfo=UTC))
        self.open = transaction.atomic()
        self.open.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.open.__exit__(None, None, None)

    def do(self, verb, *args, **named) -> None:
        try:
            verb(*args, clock=self.clock, **named)
        except HuitouError as error:
            if error.code == "supply.books_disagree":
                raise

    @rule(variant=variants, quantity=units, source=sources)
    def receive(self, variant, quantity, source):
        self.do(supply.receive, variant, quantity, source=source, actor=SYSTEM)

    @rule(variant=variants, count=st.integers(0, 12), source=sources)
    def count(self, variant, count, source):
        self.do(supply.adjust, variant, count=count, reason="x", source=source, actor=SYSTEM)

    @rule(variant=variants, delta=st.integers(-6, 6), source=sources)
    def correct(self, variant, delta, source):
        self.do(supply.adjust, variant, delta=delta, reason="x", source=source, actor=SYSTEM)

    @rule(holder=holders, lines=lines, pool=pools)
    def reserve(self, holder, lines, pool):
        until = self.clock.now() + timedelta(minutes=3)
        owner = Actor("member", holder)
        self.do(supply.reserve, holder, lines, owner=owner, until=until, pool=pool)

    @rule(holder=holders, lines=st.none() | lines, source=sources)
    def release(self, holder, lines, source):
        self.do(supply.release, holder, lines=lines, source=source, why="x")

    @rule(holder=holders, lines=st.none() | lines, source=sources)
    def commit(self, holder, lines, source):
        self.do(supply.commit, holder, lines=lines, source=source)

    @rule(holder=holders, variant=variants, quantity=units, source=sources)
    def take_back(self, holder, variant, quantity, source):
        self.do(supply.take_back, variant, quantity, source=source, holder=holder, actor=SYSTEM)

    @rule(variant=variants, quantity=units, source=sources)
    def carve(self, variant, quantity, source):
        self.do(supply.carve, variant, "flash", quantity, source=source, actor=SYSTEM)

    @rule(variant=variants, source=sources)
    def return_rest(self, variant, source):
        self.do(supply.return_rest, variant, "flash", source=source, actor=SYSTEM)

    @rule(minutes=st.integers(1, 4))
    def time_goes_by(self, minutes):
        self.clock.advance(timedelta(minutes=minutes))
        supply.expire_reservations(clock=self.clock)

    @invariant()
    def the_books_agree(self):
        assert supply.reconcile() == []
        assert all(0 <= level.reserved <= level.on_hand for level in supply.levels())


@pytest.mark.usefixtures("database")
def test_any_sequence_of_verbs_keeps_the_books() -> None:
    run_state_machine_as_test(
        Shelf,
        settings=settings(
            max_examples=15 if on_postgresql() else 40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
