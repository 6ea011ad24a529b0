"""Finding one person by what staff have at hand."""

from __future__ import annotations

import re

from django.http import Http404

from huitou.commerce import members, orders
from huitou.doors.console.whole.person_found import find_person
from huitou.foundation.actors import Actor
from huitou.kernel import InvalidInput

_NUMBER = re.compile(r"\d{6}-[0-9A-Z]{5}-[0-9A-Z]{5}")


def person_sought(actor: Actor, sought: str) -> str | None:
    """The id of the person with exactly this contact, order number or id; None for nobody. Who may
    not see contacts or orders does not find anybody by them.
    """
    if not sought or not sought.isprintable():
        return None
    if actor.may("orders.read") and _NUMBER.fullmatch(sought.upper()):
        order_id = orders.order_id_of(actor, sought)
        return orders.order_seen(actor, order_id).owner.id or None if order_id else None
    if actor.may("members.read"):
        found = _with_contact(sought)
        if found is not None:
            return found
    try:
        return find_person(sought).id
    except Http404:
        return None


def _with_contact(sought: str) -> str | None:
    try:
        return members.member_with_contact(sought)
    except InvalidInput:
        return None
