"""What shoppers are told of stock that is short: how many are left only when it is few.

Whoever could ask for any quantity would else count a shop's shelves, and from day to day its sales.
"""

from __future__ import annotations

from dataclasses import replace

from huitou.commerce import supply
from huitou.commerce.orders.policy import current_policy
from huitou.commerce.orders.quoted import QuoteProblem


def discreet(problem: QuoteProblem) -> QuoteProblem:
    """A problem as shoppers may see it; again it changes nothing."""
    if problem.available is None or problem.available <= current_policy().tell_left:
        return problem
    return replace(problem, message="There are fewer than you want.", available=None)


def discreet_error(error: supply.SoldOut) -> supply.SoldOut:
    """The same of the error with which an order is refused."""
    return supply.SoldOut(error.left, tell=current_policy().tell_left)
