"""Places in the pages of the shop that other features fill: banners, campaigns, recommendations.

A feature says once, from an AppConfig.ready, what it puts where:

    shop.register_slot("home-top", "campaigns", campaign_banner)

`campaign_banner(visit)` returns a component, or None where it has nothing to say to this shopper on
this page. One that fails is left out and logged: a page of the shop does not end for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

from huitou.doors.design import Component
from huitou.foundation.actors import Actor

Place = Literal[
    "home-hero",  # in place of what the shop shows there by itself
    "home-top",
    "home-middle",
    "home-bottom",
    "list-top",  # above a category or the results of a search
    "product-offers",  # beside the price: coupons, group prices
    "product-reviews",
    "product-below",
    "basket-below",
]
_log = logging.getLogger("huitou.shop")


@dataclass(frozen=True)
class Visit:
    """For whom and where: `subject` is the id of the category or the product, "" where there is
    none.
    """

    request: HttpRequest
    actor: Actor | None
    subject: str = ""


Filler = Callable[[Visit], Component | None]
_fillers: dict[tuple[Place, str], tuple[int, Filler]] = {}


def register_slot(place: Place, name: str, filler: Filler, *, order: int = 50) -> None:
    """Let `filler` put something into a place; those of a lower `order` stand before others. The
    same name again replaces the one before.
    """
    _fillers[place, name] = (order, filler)


def unregister_slot(place: Place, name: str) -> None:
    """Take it away again; nothing happens if it is not there."""
    _fillers.pop((place, name), None)


def filled(place: Place, visit: Visit) -> tuple[Component, ...]:
    """What stands in a place, in order."""
    here = sorted(
        (order, name, filler) for (at, name), (order, filler) in _fillers.items() if at == place
    )
    made = (_made(name, filler, visit) for _, name, filler in here)
    return tuple(one for one in made if one is not None)


def _made(name: str, filler: Filler, visit: Visit) -> Component | None:
    try:
        return filler(visit)
    except Exception:
        _log.exception("What %s puts into a page of the shop failed, and was left out.", name)
        return None
