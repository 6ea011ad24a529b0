"""Until when a right lasts, and what is possible before and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from huitou.commerce.aftersales.policy import Policy
from huitou.commerce.aftersales.reasons import (
    BEFORE_SHIPPING,
    FAULT,
    GROUNDS,
    NO_REASON,
    NOT_RECEIVED,
    REASONS,
    WHY_NOT,
    checked_reason,
)
from huitou.commerce.aftersales.windows import Allowed, Blocked, LineFacts, judged, window_end
from huitou.kernel import InvalidInput

POLICY = Policy()
TICK = timedelta(microseconds=1)
SHANGHAI = "Asia/Shanghai"
SIGNED = datetime(2026, 7, 1, 15, 30, tzinfo=UTC)  # 23:30 on the first in Shanghai
THERE = LineFacts(
    paid=True,
    unshipped=0,
    with_shopper=2,
    anything_shipped=True,
    under_way=0,
    shipped_at=None,
    received_at=SIGNED,
    excluded=False,
)


def test_seven_days_begin_on_the_day_after_receipt_in_the_shops_timezone() -> None:
    end = window_end(SIGNED, 7, "calendar", SHANGHAI)
    assert end == datetime(2026, 7, 8, 16, tzinfo=UTC)  # midnight after the eighth
    assert end - SIGNED == timedelta(days=7, minutes=30)
    later = window_end(SIGNED + timedelta(minutes=30), 7, "calendar", SHANGHAI)
    assert later == end + timedelta(days=1)


def test_elapsed_days_are_so_many_times_24_hours() -> None:
    assert window_end(SIGNED, 7, "elapsed", SHANGHAI) == SIGNED + timedelta(days=7)


def test_a_day_of_a_clock_change_is_one_day() -> None:
    berlin = datetime(2026, 10, 22, 10, tzinfo=UTC)
    assert window_end(berlin, 7, "calendar", "Europe/Berlin") == datetime(
        2026, 10, 29, 23, tzinfo=UTC
    )


@pytest.mark.parametrize("rule", ["calendar", "elapsed"])
def test_the_last_microsecond_is_in_time(rule: str) -> None:
    policy = replace(POLICY, day_rule=rule)
    end = window_end(SIGNED, 7, policy.day_rule, SHANGHAI)
    assert judged("return", NO_REASON, THERE, end - TICK, policy, SHANGHAI) == Allowed(2, end)
    assert judged("return", NO_REASON, THERE, end, policy, SHANGHAI) == Blocked("time_over", end)


def test_what_is_excluded_can_still_be_faulty() -> None:
    fresh = replace(THERE, excluded=True)
    assert judged("return", NO_REASON, fresh, SIGNED, POLICY, "UTC") == Blocked("excluded")
    assert isinstance(judged("return", FAULT, fresh, SIGNED, POLICY, "UTC"), Allowed)


@pytest.mark.parametrize(
    ("kind", "days"), [("return", 15), ("exchange", 15), ("repair", 365), ("refund_only", 15)]
)
def test_a_fault_has_its_own_terms(kind: str, days: int) -> None:
    end = window_end(SIGNED, days, "calendar", "UTC")
    assert judged(kind, FAULT, THERE, end - TICK, POLICY, "UTC") == Allowed(2, end)
    assert judged(kind, FAULT, THERE, end, POLICY, "UTC") == Blocked("time_over", end)


def test_before_shipping_only_what_is_not_shipped() -> None:
    part = replace(THERE, unshipped=1, with_shopper=1)
    assert judged("refund_only", BEFORE_SHIPPING, part, SIGNED, POLICY, "UTC") == Allowed(1, None)
    shipped = judged("refund_only", BEFORE_SHIPPING, THERE, SIGNED, POLICY, "UTC")
    assert shipped == Blocked("already_shipped")


def test_goods_are_lost_only_some_days_after_they_were_shipped() -> None:
    sent = replace(THERE, under_way=1, shipped_at=SIGNED, received_at=None)
    lost = SIGNED + POLICY.missing_after
    early = judged("refund_only", NOT_RECEIVED, sent, lost - TICK, POLICY, "UTC")
    assert early == Blocked("under_way", ends=lost)
    assert judged("refund_only", NOT_RECEIVED, sent, lost, POLICY, "UTC") == Allowed(1, None)
    there = judged("refund_only", NOT_RECEIVED, THERE, lost, POLICY, "UTC")
    assert there == Blocked("already_received", since=SIGNED)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(THERE, paid=False), "not_paid"),
        (replace(THERE, with_shopper=0), "nothing_left"),
        (replace(THERE, with_shopper=0, unshipped=1, anything_shipped=False), "not_shipped"),
        (replace(THERE, with_shopper=0, unshipped=1), "nothing_left"),
        (replace(THERE, received_at=None), "not_received_yet"),
    ],
)
def test_why_a_return_is_not_possible(facts: LineFacts, code: str) -> None:
    assert judged("return", NO_REASON, facts, SIGNED, POLICY, "UTC") == Blocked(code)
    assert WHY_NOT[code].en
    assert WHY_NOT[code].zh


def test_reasons_belong_to_kinds() -> None:
    assert checked_reason("return", "no_reason").ground == NO_REASON
    for kind, code in (("repair", "no_reason"), ("return", "nonsense"), ("gift", "faulty")):
        with pytest.raises(InvalidInput):
            checked_reason(kind, code)
    assert {reason.ground for reason in REASONS.values()} == set(GROUNDS)
