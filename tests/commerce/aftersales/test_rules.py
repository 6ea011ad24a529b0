"""The states of a case as data."""

from __future__ import annotations

import pytest

from huitou.commerce.aftersales import rules
from huitou.commerce.aftersales.policy import Policy
from huitou.kernel import Conflict


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    reached = set().union(*rules.TRANSITIONS.values())
    assert reached == set(rules.STATES)
    stuck = {state for state in rules.STATES if not rules.TRANSITIONS[state]}
    assert stuck == {rules.COMPLETED, rules.WITHDRAWN}


def test_every_term_is_a_setting() -> None:
    assert all(hasattr(Policy(), name) for name in rules.LASTS.values())


@pytest.mark.parametrize("kind", rules.KINDS)
@pytest.mark.parametrize("state", rules.LASTS)
def test_time_leads_where_a_case_may_go(state: str, kind: str) -> None:
    if kind == rules.REFUND_ONLY and state not in (rules.REQUESTED, rules.REFUSED):
        return  # no goods come back: it never is in these
    if state == rules.REPLACING and kind != rules.EXCHANGE:
        return
    if state == rules.REPAIRING and kind != rules.REPAIR:
        return
    rules.checked_move(state, rules.after_time(state, kind))


def test_time_is_on_the_side_of_who_waits() -> None:
    after = rules.after_time
    assert after(rules.REQUESTED, rules.RETURN) == rules.AGREED
    assert after(rules.REQUESTED, rules.REFUND_ONLY) == rules.REFUNDING
    assert after(rules.AGREED, rules.RETURN) == rules.CLOSED
    assert after(rules.RECEIVED, rules.RETURN) == rules.REFUNDING
    assert after(rules.RECEIVED, rules.EXCHANGE) == rules.ESCALATED
    assert after(rules.SENT_BACK, rules.RETURN) == rules.ESCALATED
    assert after(rules.REFUSED, rules.RETURN) == rules.CLOSED


def test_a_move_that_is_none_is_refused() -> None:
    with pytest.raises(Conflict) as error:
        rules.checked_move(rules.COMPLETED, rules.REFUNDING)
    assert error.value.code == "aftersales.wrong_state"
