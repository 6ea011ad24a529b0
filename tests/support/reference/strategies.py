"""Random events around the places where clocks and calendars are odd, and random questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from huitou.engine.analytics.lifecycle.query import LifecycleQuery
from huitou.engine.analytics.query.events import Breakdown, EventFilter
from huitou.engine.analytics.retention.query import Aggregate, RetentionQuery
from huitou.engine.analytics.stickiness.query import Criterion, StickinessQuery
from reference.calendar import micros_of
from reference.events import Event

PLACES = (
    ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),  # 02:00 becomes 03:00
    ("America/New_York", datetime(2027, 11, 7, 6, tzinfo=UTC)),  # 02:00 becomes 01:00
    ("Europe/London", datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ("Europe/London", datetime(2027, 10, 31, 1, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, tzinfo=UTC)),  # back by half an hour
    ("Australia/Lord_Howe", datetime(2027, 10, 2, 15, 30, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # leaves out a day
    ("America/Havana", datetime(2027, 11, 7, 5, tzinfo=UTC)),  # shows midnight twice
    ("Africa/Cairo", datetime(2027, 4, 29, 22, tzinfo=UTC)),  # leaves out midnight
    ("UTC", datetime(2027, 1, 1, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 12, 31, 16, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2028, 2, 29, 5, 45, tzinfo=UTC)),
    ("UTC", datetime(2028, 2, 29, 12, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2027, 4, 30, 15, 30, tzinfo=UTC)),
)
ZONES = tuple(dict.fromkeys(zone for zone, _ in PLACES))
NAMES = ("A", "B", "C", "Order Completed", "Order Refunded")
RARE = ("Invite Accepted", "Group Buy Started", "Group Buy Joined")
KINDS = (None, "x", "y", "1", 1, 2.5, True)
COHORT = "chosen"
STEPS = (
    timedelta(), timedelta(microseconds=1), timedelta(seconds=1), timedelta(seconds=90),
    timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=59), timedelta(hours=1),
    timedelta(hours=2), timedelta(hours=12), timedelta(hours=23), timedelta(hours=24),
    timedelta(hours=25), timedelta(days=2), timedelta(days=7), timedelta(days=30),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Events and where they are: the zone and moment around which they lie, the moment that they
    are complete up to, and the people of the cohort.
    """

    events: tuple[Event, ...]
    zone: str
    centre: datetime
    as_of: datetime
    members: frozenset[str]


def _steps(most: int) -> st.SearchStrategy[timedelta]:
    """Times a few steps away, in both directions."""
    one = st.builds(
        lambda step, sign: step * sign, st.sampled_from(STEPS), st.sampled_from((1, -1))
    )
    return st.lists(one, max_size=most).map(lambda steps: sum(steps, timedelta()))


def _properties() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(KINDS),
            "amount": st.sampled_from((1, 2.5, -3, 100, "7", None)),
            "currency": st.sampled_from(("EUR", "USD")),
            "total": st.sampled_from((1, 4)),
        },
    )


@st.composite
def events(draw: st.DrawFn, centre: datetime, people: int = 5) -> Event:
    """One event, named or an identify."""
    name = draw(st.sampled_from((*NAMES[:3] * 3, *NAMES[3:], *RARE, None)))
    person = draw(st.sampled_from([f"p{number}" for number in range(1, people + 1)]))
    event = Event(
        person=person,
        name=name,
        at=micros_of(centre + draw(_steps(3))),
        properties=draw(_properties()) if name else {},
        type="track" if name else "identify",
        traits={} if name else {"tier": draw(st.sampled_from(KINDS))},
    )
    if name in RARE:
        told = {"inviter_id": draw(st.sampled_from(("i1", "i2"))), "group_id": "g"}
        event = replace(event, properties={**event.properties, **told})
    if draw(st.integers(0, 7)) == 0:
        event = replace(event, properties={**event.properties, "channel": "mail"})
    if draw(st.integers(0, 7)) == 0:
        event = replace(event, context={"campaign": {"source": draw(st.sampled_from("ab"))}})
    return event


@st.composite
def cases(draw: st.DrawFn, most: int = 25) -> Case:
    """From no events to `most`, of one to five people."""
    zone, centre = draw(st.sampled_from(PLACES))
    people = draw(st.integers(1, 5))
    least = draw(st.sampled_from((0, most // 3, most // 2)))
    drawn = draw(st.lists(events(centre, people), min_size=least, max_size=most))
    return Case(
        events=tuple(replace(one, message_id=f"m{k:02}") for k, one in enumerate(drawn)),
        zone=draw(st.sampled_from((zone,) * 3 + ZONES)),
        centre=centre,
        as_of=centre + draw(_steps(2)),
        members=frozenset(draw(st.sets(st.sampled_from(("p1", "p2", "p3", "p4"))))),
    )


def filters() -> st.SearchStrategy[EventFilter]:
    """An event by name, perhaps with a property."""
    kinds = st.sampled_from(KINDS).map(lambda kind: {"kind": kind})
    wheres = st.one_of(*[st.just({})] * 5, kinds)
    names = st.sampled_from((None, "A", "A", "B", "C", "Order Completed"))
    return st.builds(EventFilter, names, wheres)


def wheres() -> st.SearchStrategy[dict[str, Any]]:
    """Mostly no demand."""
    return st.sampled_from(({},) * 6 + ({"currency": None}, {"kind": "x"}))


def common(case: Case) -> dict[str, Any]:
    """What every question has."""
    return {
        "timezone": st.just(case.zone),
        "where": wheres(),
        "within": st.sampled_from((None,) * 6 + (COHORT,)),
    }


def breakdowns() -> st.SearchStrategy[Breakdown | None]:
    """Every kind of breakdown, or none."""
    limit = st.integers(1, 3)
    return st.one_of(
        st.none(),
        st.none(),
        st.builds(Breakdown, by=st.just("event"), name=st.just("kind"), limit=limit),
        st.builds(Breakdown, by=st.just("person"), name=st.just("tier"), limit=limit),
        st.builds(Breakdown, by=st.just("cohort"), name=st.just(COHORT), limit=limit),
        st.builds(
            Breakdown, by=st.sampled_from(("first_channel", "inviter", "group_buy")), limit=limit
        ),
    )


def _said(case: Case, step: timedelta, whole: bool) -> str:
    moment = case.centre + step
    return moment.date().isoformat() if whole else moment.isoformat()


@st.composite
def ranges(draw: st.DrawFn, case: Case, period: str) -> dict[str, Any]:
    """`from_` and `to`, or neither; not too many intervals."""
    if draw(st.integers(0, 5)) == 0:
        return {}
    length = {"hour": 1, "day": 24, "week": 168, "month": 720}[period]
    before = timedelta(hours=length * draw(st.integers(0, 4)))
    after = timedelta(hours=length * draw(st.integers(0, 4)))
    whole = draw(st.booleans())
    if whole and period == "hour":
        before = after = timedelta()
    span = {"from_": _said(case, -before, whole), "to": _said(case, after, whole)}
    if draw(st.integers(0, 9)) == 0:
        del span["from_"]
    return span


PERIODS = st.sampled_from(("day", "day", "hour", "week", "month"))
WEEK_STARTS = st.sampled_from(("monday", "sunday"))


def aggregates() -> st.SearchStrategy[Aggregate | None]:
    """A sum or an average, or none."""
    kind = st.sampled_from(("sum", "avg"))
    money = st.sampled_from(((None, False), ("EUR", False), ("EUR", True)))
    return st.one_of(
        st.none(),
        st.builds(
            lambda kind, money: Aggregate(
                kind=kind, name="amount", currency=money[0], net_of_refunds=money[1]
            ),
            kind,
            money,
        ),
        st.builds(Aggregate, kind=kind, name=st.just("tier"), of=st.just("person")),
    )


@st.composite
def retention_queries(draw: st.DrawFn, case: Case) -> RetentionQuery:
    """Any retention question."""
    period = draw(PERIODS)
    span = draw(ranges(case, period))
    if "from_" not in span or draw(st.booleans()):
        ends = st.builds(lambda s, w: _said(case, s, w), _steps(1), st.booleans())
        span = {"intervals": draw(st.integers(1, 6)), "end": draw(st.none() | ends)}
    brackets = draw(st.sampled_from(((), (), (1,), (1, 2), (2, 1, 3))))
    if "from_" in span and not brackets:
        span["columns"] = draw(st.sampled_from((None, 1, 3, 6)))
    same = draw(filters())
    return draw(
        st.builds(
            RetentionQuery,
            period=st.just(period),
            week_start=WEEK_STARTS,
            start=st.just(same),
            returning=st.just(same) | filters(),
            mode=st.sampled_from(("recurring", "first_time", "first_ever")),
            rolling=st.booleans(),
            brackets=st.just(brackets),
            window=st.sampled_from(("calendar", "calendar", "24h_from_first")),
            min_occurrences=st.sampled_from((1, 1, 2)),
            breakdown=breakdowns(),
            aggregate=aggregates(),
            percent_of=st.sampled_from(("first", "previous")),
            mean=st.sampled_from(("none", "simple", "weighted")),
            churn=st.booleans(),
            **{name: st.just(value) for name, value in span.items()},
            **common(case),
        )
    )


@st.composite
def stickiness_queries(draw: st.DrawFn, case: Case) -> StickinessQuery:
    """Any stickiness question."""
    period = draw(PERIODS)
    span = draw(ranges(case, period))
    criterion = st.builds(Criterion, op=st.sampled_from((">=", "<=", "=")), count=st.integers(1, 3))
    return draw(
        st.builds(
            StickinessQuery,
            period=st.just(period),
            week_start=WEEK_STARTS,
            event=filters(),
            criterion=st.just(Criterion()) | criterion,
            interval_count=st.integers(1, 3),
            cumulative=st.booleans(),
            compare=st.booleans(),
            breakdown=breakdowns(),
            **{name: st.just(value) for name, value in span.items()},
            **common(case),
        )
    )


@st.composite
def lifecycle_queries(draw: st.DrawFn, case: Case) -> LifecycleQuery:
    """Any lifecycle question."""
    period = draw(PERIODS)
    span = draw(ranges(case, period))
    return draw(
        st.builds(
            LifecycleQuery,
            period=st.just(period),
            week_start=WEEK_STARTS,
            event=filters(),
            new_by=st.sampled_from(("person", "event")),
            **{name: st.just(value) for name, value in span.items()},
            **common(case),
        )
    )
