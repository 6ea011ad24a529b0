"""What of a person can be shown in plain, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal, cast

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import members
from huitou.doors.console.whole import words
from huitou.doors.console.whole.person_found import PersonFound
from huitou.doors.console.whole.person_traits import traits_of
from huitou.doors.console.whole.revealing import Lines, Reveal
from huitou.foundation import accounts
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

_LONGEST_SUBJECT = 80


def reveal_of(found: PersonFound, what: str, of: str) -> tuple[str, Reveal]:
    """The title, and what shows it. Http404 for what there is not."""
    ways: dict[str, Callable[[PersonFound, str], tuple[str, Reveal]]] = {
        "phone": _contact,
        "email": _contact,
        "profile": _profile,
        "address": _address,
        "trait": _trait,
    }
    if what not in ways:
        raise Http404("Nothing to show.")
    return ways[what](found, of if what in ("address", "trait") else what)


def _contact(found: PersonFound, kind: str) -> tuple[str, Reveal]:
    member_id = _member(found)
    label = words.word(words.CONTACTS, kind)

    def reveal(actor: Actor, reason: str, clock: Clock) -> Lines:
        value = members.reveal_contact(
            member_id=member_id,
            kind=cast(Literal["email", "phone"], kind),
            reason=reason,
            actor=actor,
            clock=clock,
        )
        return ((label, value),)

    return label, reveal


def _profile(found: PersonFound, _of: str) -> tuple[str, Reveal]:
    member_id = _member(found)

    def reveal(actor: Actor, reason: str, clock: Clock) -> Lines:
        own = members.reveal_own_words(member_id=member_id, reason=reason, actor=actor, clock=clock)
        return ((_("Nickname"), own.nickname or "–"), (_("Birthday"), own.birthday or "–"))

    return _("Nickname and birthday"), reveal


def _address(found: PersonFound, address_id: str) -> tuple[str, Reveal]:
    member_id = _member(found)

    def reveal(actor: Actor, reason: str, clock: Clock) -> Lines:
        fields = members.reveal_address(
            member_id=member_id, address_id=address_id, reason=reason, actor=actor, clock=clock
        )
        return destination_lines(fields)

    return _("Address"), reveal


def _trait(found: PersonFound, name: str) -> tuple[str, Reveal]:
    trait = next((one for one in traits_of(found.events) if one.name == name), None)
    if trait is None or not trait.is_masked:
        raise Http404("No such trait.")
    plain = trait.plain

    def reveal(actor: Actor, reason: str, clock: Clock) -> Lines:
        subject = found.id[:_LONGEST_SUBJECT]
        text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
        what = f"persons.trait.{name}"[:60]
        shown = accounts.reveal(actor, what, subject, reason, lambda: text, clock=clock)
        return ((name, shown),)

    return name, reveal


def destination_lines(place: Any) -> Lines:
    """An address or a destination line by line."""
    parts = (
        (pgettext("person", "Name"), place.name),
        (_("Phone"), place.phone),
        (_("District"), place.place),
        (_("Street"), place.street),
        (_("Postcode"), place.postcode),
    )
    return tuple((label, text) for label, text in parts if text)


def _member(found: PersonFound) -> str:
    if found.member is None:
        raise Http404("No member.")
    return found.member.card.id
