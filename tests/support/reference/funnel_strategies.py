"""Random funnel and paths questions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from huitou.engine.analytics.funnels.query import Exclusion, FunnelQuery, TimeToConvert
from huitou.engine.analytics.paths.query import Cleaning, Grouping, PathsQuery
from huitou.engine.analytics.query.events import EventFilter
from reference.strategies import (
    WEEK_STARTS,
    Case,
    breakdowns,
    common,
    filters,
    ranges,
)

WINDOWS = (1, 90, 900, 3_600, 7_200, 86_400, 90_000, 14 * 86_400)


@st.composite
def exclusions(draw: st.DrawFn, steps: int) -> Exclusion:
    """An event between two steps."""
    from_step = draw(st.integers(1, steps - 1))
    to_step = draw(st.none() | st.integers(from_step + 1, steps))
    event = EventFilter(draw(st.sampled_from(("Order Completed", "Order Refunded", "C"))))
    return Exclusion(event=event, from_step=from_step, to_step=to_step)


@st.composite
def funnel_queries(draw: st.DrawFn, case: Case) -> FunnelQuery:
    """Any funnel question."""
    order = draw(st.sampled_from(("ordered", "ordered", "strict", "unordered")))
    steps = draw(st.lists(filters(), min_size=2, max_size=5))
    last = len(steps)
    given: dict[str, Any] = {}
    if order == "unordered":
        attribution = draw(st.sampled_from(("first_touch", "all")))
        given["exclusions"] = draw(
            st.sampled_from(((), (), (Exclusion(event=EventFilter("Order Refunded")),)))
        )
    else:
        attribution = draw(st.sampled_from(("first_touch", "last_touch", "step", "all")))
        given["exclusions"] = tuple(draw(st.lists(exclusions(last), max_size=2)))
        given["ties"] = draw(st.sampled_from(("in_order", "strictly_later")))
        if draw(st.booleans()):
            from_step = draw(st.integers(1, last - 1))
            to_step = draw(st.none() | st.integers(from_step + 1, last))
            bins = draw(st.integers(1, 4))
            given["time_to_convert"] = TimeToConvert(
                from_step=from_step, to_step=to_step, bins=bins
            )
    if attribution == "step":
        given["attribution_step"] = draw(st.integers(1, last))
    span = draw(ranges(case, "day"))
    return draw(
        st.builds(
            FunnelQuery,
            steps=st.just(tuple(steps)),
            window_seconds=st.sampled_from(WINDOWS),
            order=st.just(order),
            breakdown=breakdowns(),
            attribution=st.just(attribution),
            trend=st.none() | st.sampled_from(("hour", "day", "week", "month")),
            reentry=st.sampled_from(("every_attempt", "after_window")),
            unit=st.sampled_from(("person", "person", "session")),
            session_seconds=st.sampled_from((900, 1_800, 86_400)),
            hold_constant=st.sampled_from((None, None, "kind", "currency")),
            week_start=WEEK_STARTS,
            **{name: st.just(value) for name, value in (span | given).items()},
            **common(case),
        )
    )


def _cleanings() -> st.SearchStrategy[tuple[Cleaning, ...]]:
    return st.sampled_from(
        (
            (),
            (),
            (Cleaning(pattern="Order "),),
            (Cleaning(pattern="^[AB]$", replacement="AB"), Cleaning(pattern="B", replacement="b")),
            (Cleaning(pattern="e+d", replacement=r"\1"),),
        )
    )


def _groupings() -> st.SearchStrategy[tuple[Grouping, ...]]:
    return st.sampled_from(
        (
            (),
            (),
            (Grouping(pattern="Order *", name="order"),),
            (Grouping(pattern="*e*"), Grouping(pattern="*", name="A")),
        )
    )


@st.composite
def paths_queries(draw: st.DrawFn, case: Case) -> PathsQuery:
    """Any paths question."""
    by = draw(st.sampled_from((None, None, "kind")))
    nodes = (None, None, "A", "B", "order") if by is None else (None, None, "x", "1", "true")
    start, end = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
    least = 3 if start and end else 2
    span = draw(ranges(case, "day"))
    return draw(
        st.builds(
            PathsQuery,
            by=st.just(by),
            events=st.sampled_from(((), (), ("A", "B"), ("A", "B", "C", "Order Completed"))),
            start=st.just(start),
            end=st.just(end),
            step_limit=st.integers(least, 6),
            edge_limit=st.sampled_from((50, 1, 3, 8)),
            min_people=st.sampled_from((1, 1, 2)),
            session_seconds=st.sampled_from((900, 1_800, 86_400)),
            cleanings=_cleanings(),
            groupings=_groupings(),
            **{name: st.just(value) for name, value in span.items()},
            **common(case),
        )
    )
