"""What a shop may set about its orders (Django's setting ORDERS, a dictionary of these names)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings


@dataclass(frozen=True)
class Policy:
    """`pay_within`: the time to pay. `stock_margin`: how long goods stay reserved beyond it, should
    a job be late. `confirm_after`: when receipt counts as confirmed, from delivery on, and
    `unheard_after` when nobody says that anything was delivered: from the last shipping on, or from
    the promised day if that is later.
    `most_of_one` and `most_lines` bound a basket. `tell_left`: up to how many units that are left
    are told to a shopper who wants more.
    """

    pay_within: timedelta = timedelta(minutes=30)
    stock_margin: timedelta = timedelta(minutes=30)
    quote_fresh: timedelta = timedelta(minutes=15)
    confirm_after: timedelta = timedelta(days=14)
    unheard_after: timedelta = timedelta(days=15)
    most_of_one: int = 99
    most_lines: int = 100
    tell_left: int = 10


def current_policy() -> Policy:
    """The policy of this shop."""
    return Policy(**getattr(settings, "ORDERS", {}))
