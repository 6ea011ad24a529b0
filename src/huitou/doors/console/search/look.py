"""Looking for what was typed: people and orders by what names them exactly, products and pages by
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, members, orders
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.places import GROUPS
from huitou.doors.console.settings.shelves import GROUPS as SHELVES
from huitou.doors.console.whole.addresses import (
    order_address,
    person_address,
    product_address,
    shown_name,
)
from huitou.doors.console.whole.people_search import person_sought
from huitou.doors.console.whole.words import ORDER_STATES, badge
from huitou.doors.design import Content, money, short_day
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, HuitouError

MOST = 8
_NUMBER = re.compile(r"\d{6}-[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    label: str
    address: str
    icon: str
    line: Content = ""
    badge: Content = ""


@dataclass(frozen=True)
class Hits:
    """What was found of one kind."""

    label: str
    hits: Sequence[Hit]


def look_for(text: str, actor: Actor, clock: Clock) -> list[Hits]:
    """Only kinds of which something was found, and that the actor may see."""
    found = [
        Hits(_("Orders"), _orders(text, actor)),
        Hits(pgettext("place", "People"), _people(text, actor)),
    ]
    if not any(kind.hits for kind in found):
        found.append(Hits(_("Products"), _products(text, actor, clock)))
    found.append(Hits(_("Pages of the console"), list(_pages(text, actor))[:MOST]))
    return [kind for kind in found if kind.hits]


def _orders(text: str, actor: Actor) -> list[Hit]:
    number = text.upper()
    if not (actor.may("orders.read") and _NUMBER.fullmatch(number)):
        return []
    order_id = orders.order_id_of(actor, number)
    if order_id is None:
        return []
    order = orders.order_seen(actor, order_id)
    line = f"{short_day(order.placed_at)} · {money(order.total)}"
    state = badge(ORDER_STATES, order.state)
    return [Hit(order.number, order_address(order_id), "orders", line, state)]


def _people(text: str, actor: Actor) -> list[Hit]:
    if not (actor.may("members.read") or actor.may("analytics.read")):
        return []
    person = person_sought(actor, text)
    if person is None:
        return []
    cards = members.member_cards([person]) if actor.may("members.read") else {}
    card = cards.get(person)
    contacts = ", ".join(one.masked for one in card.contacts) if card else ""
    return [Hit(shown_name(card, person), person_address(person), "person", contacts)]


def _products(text: str, actor: Actor, clock: Clock) -> list[Hit]:
    if not actor.may("catalogue.read"):
        return []
    wanted = catalogue.Wanted(text=text, status="any")
    try:
        page = catalogue.list_products(wanted, at=clock.now(), limit=MOST)
    except HuitouError:  # too many words to search for
        return []
    language = get_language() or settings.LANGUAGE_CODE
    return [
        Hit(
            catalogue.said(card.names, language),
            product_address(card.id),
            "box",
            money(card.price) if card.price else "",
        )
        for card in page.products
    ]


def _pages(text: str, actor: Actor) -> Iterator[Hit]:
    """By words of what they are called and are for, in the reader's language and in English."""
    sought = text.casefold().split()
    seen: set[str] = set()
    for label, address, icon, line, words in _all_pages(actor):
        if address not in seen and all(word in words for word in sought):
            seen.add(address)
            yield Hit(label, address, icon, line)


def _all_pages(actor: Actor) -> Iterator[tuple[str, str, str, str, str]]:
    for _label, shelves in SHELVES:
        for shelf in shelves:
            if shelf.is_open_to(actor):
                label, line = str(shelf.label), str(shelf.text)
                yield label, shelf.address, shelf.icon, line, _words(shelf.label, shelf.text)
    for _heading, places in GROUPS:
        for place in places:
            if place.is_open_to(actor):
                words = _words(place.label, place.also)
                yield str(place.label), place.address, place.icon, "", words
    if actor.may("analytics.read"):
        for one in EXPLORERS.values():
            words = _words(one.title, one.lead)
            yield str(one.title), one.path, one.icon, str(one.lead), words


def _words(*texts: object) -> str:
    said = " ".join(str(text) for text in texts)
    with override("en"):
        return f"{said} {' '.join(str(text) for text in texts)}".casefold()
