"""Which of the first steps are done; each ticks itself off."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from huitou.commerce import catalogue, orders, payments
from huitou.foundation.actors import SYSTEM
from huitou.foundation.event_log import open_log
from huitou.kernel import Clock

COOKIE = "huitou_guide"
AWAY = "away"
# What huitou says itself: facts of the shop's books, and views of its own pages.
OWN_SOURCES = ("shop", "shop-pages")
_LOOKED_AT = 200


@dataclass(frozen=True)
class Steps:
    """What there is: `gateways` says whether anything can be paid with."""

    has_products: bool
    has_orders: bool
    has_source: bool
    has_events: bool
    gateways: tuple[str, ...]

    @property
    def done(self) -> int:
        """Of five; whoever sees them has made the owner."""
        found = (self.has_products, self.has_orders, self.has_source, self.has_events)
        return 1 + sum(found)

    @property
    def all_done(self) -> bool:
        return self.done == 5


def steps_done(clock: Clock) -> Steps:
    """How far the shop has come. Seven queries."""
    any_state = catalogue.Wanted(status="any")
    products = catalogue.list_products(any_state, at=clock.now(), limit=1).products
    came = _sources()
    return Steps(
        has_products=bool(products),
        has_orders=orders.count_orders(SYSTEM, orders.OrdersWanted()) > 0,
        has_source=any(source not in OWN_SOURCES for source in came),
        has_events=bool(came),
        gateways=tuple(payments.gateway_names()),
    )


def is_put_away(request: HttpRequest) -> bool:
    """Whether whoever looks has done with the guide."""
    return request.COOKIES.get(COOKIE) == AWAY


def _sources() -> list[str]:
    if not (settings.HOME / "log").is_dir():
        return []
    newest = open_log(settings.HOME).newest(_LOOKED_AT)
    found: list[str] = newest.column("source").to_pylist()
    return found
