"""What needs a hand: read at most every few seconds in a process, shown to those who may see it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import ngettext

from huitou.commerce import aftersales, orders, payments, supply
from huitou.foundation import facts, jobs, privacy, webhooks
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock

TO_SHIP = ("paid", "part_shipped")
_SOON = timedelta(days=3)
_FRESH = 15.0
_MOST = 100  # of what is read to be counted


@dataclass(frozen=True)
class Hand:
    """Something that waits for a person. `said` makes the sentence in the reader's language of the
    count; `bad` needs a look at once.
    """

    name: str
    permission: str
    count: int
    said: Callable[[int], str]
    address: str
    icon: str
    bad: bool = False

    @property
    def text(self) -> str:
        return self.said(self.count)


_kept: dict[str, tuple[float, tuple[Hand, ...]]] = {}
_turn = threading.Lock()


def hands_for(actor: Actor, clock: Clock) -> tuple[Hand, ...]:
    """What the actor may see of it, what is worst first. Nine queries where nobody asked lately."""
    home = str(settings.HOME)
    with _turn:
        at, hands = _kept.get(home, (0.0, ()))
        if not at or time.monotonic() - at > _FRESH:
            hands = tuple(sorted(_found(clock), key=lambda hand: not hand.bad))
            _kept[home] = (time.monotonic(), hands)
    return tuple(hand for hand in hands if hand.count and actor.may(hand.permission))


def forget_hands() -> None:
    """Read anew for the next who asks: after something was done about one of them."""
    with _turn:
        _kept.clear()


def _found(clock: Clock) -> Iterator[Hand]:
    yield from _of_orders()
    yield from _of_goods()
    yield from _of_machinery(clock)


def _of_orders() -> Iterator[Hand]:
    count = orders.count_orders(SYSTEM, orders.OrdersWanted(states=TO_SHIP))
    yield Hand("ship", "orders.read", count, _to_ship, "/console/orders?needs=ship", "truck")
    count = aftersales.count_cases(SYSTEM, aftersales.SHOPS_TURN)
    yield Hand("cases", "aftersales.read", count, _cases, "/console/waiting/cases", "return")
    count = len(payments.open_differences(limit=_MOST))
    yield Hand(
        "differences",
        "payments.read",
        count,
        _differences,
        "/console/waiting/differences",
        "money",
        bad=True,
    )


def _of_goods() -> Iterator[Hand]:
    none, few = supply.count_low()
    yield Hand("sold-out", "supply.read", none, _sold_out, "/console/waiting/stock", "box")
    yield Hand("low", "supply.read", few, _low, "/console/waiting/stock", "box")
    papers = supply.list_certificates(("expiring", "expired"), limit=_MOST)
    gone = sum(paper.state == "expired" for paper in papers)
    where = "/console/waiting/certificates"
    yield Hand("expired", "supply.read", gone, _expired, where, "shield", bad=True)
    yield Hand("expiring", "supply.read", len(papers) - gone, _expiring, where, "shield")


def _of_machinery(clock: Clock) -> Iterator[Hand]:
    dead = len(facts.dead_letters(limit=_MOST)) + len(jobs.dead_jobs(limit=_MOST))
    yield Hand("dead", "jobs.read", dead, _dead, "/console/settings/jobs", "warning", bad=True)
    unsent = len(webhooks.deliveries(state="dead", limit=_MOST))
    where = "/console/settings/webhooks"
    yield Hand("unsent", "webhooks.read", unsent, _unsent, where, "link", bad=True)
    asked = privacy.open_requests(limit=_MOST)
    due = sum(one.due_at < clock.now() + _SOON for one in asked)
    where = "/console/settings/data-requests"
    yield Hand("due", "privacy.read", due, _due, where, "shield", bad=True)


def _to_ship(n: int) -> str:
    return ngettext("%(n)s order is to be shipped", "%(n)s orders are to be shipped", n) % {"n": n}


def _cases(n: int) -> str:
    said = ngettext("%(n)s return waits for the shop", "%(n)s returns wait for the shop", n)
    return said % {"n": n}


def _differences(n: int) -> str:
    said = ngettext(
        "%(n)s payment differs from the gateway's statement",
        "%(n)s payments differ from the gateway's statement",
        n,
    )
    return said % {"n": n}


def _sold_out(n: int) -> str:
    return ngettext("%(n)s variant is sold out", "%(n)s variants are sold out", n) % {"n": n}


def _low(n: int) -> str:
    said = ngettext(
        "%(n)s variant has 5 pieces or fewer", "%(n)s variants have 5 pieces or fewer", n
    )
    return said % {"n": n}


def _expired(n: int) -> str:
    said = ngettext(
        "%(n)s certificate has expired: its supplier cannot deliver",
        "%(n)s certificates have expired: their suppliers cannot deliver",
        n,
    )
    return said % {"n": n}


def _expiring(n: int) -> str:
    said = ngettext(
        "%(n)s certificate expires within 30 days", "%(n)s certificates expire within 30 days", n
    )
    return said % {"n": n}


def _dead(n: int) -> str:
    said = ngettext("%(n)s piece of work was given up", "%(n)s pieces of work were given up", n)
    return said % {"n": n}


def _unsent(n: int) -> str:
    said = ngettext(
        "%(n)s message to another program was not taken",
        "%(n)s messages to other programs were not taken",
        n,
    )
    return said % {"n": n}


def _due(n: int) -> str:
    said = ngettext(
        "%(n)s request about personal data is due within 3 days",
        "%(n)s requests about personal data are due within 3 days",
        n,
    )
    return said % {"n": n}
