"""Where an order goes: an address of the member's, or one that is written out."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from huitou.commerce import members
from huitou.commerce.orders.quoted import Destination
from huitou.foundation.actors import Actor
from huitou.kernel import InvalidInput

_NAMES = tuple(field.name for field in fields(Destination))


def resolved(
    actor: Actor, address_id: str | None, destination: Destination | None
) -> Destination | None:
    """The destination that is meant, checked. NotFound for an address of somebody else,
    InvalidInput for one that no parcel reaches.
    """
    if address_id is None:
        return None if destination is None else _checked(destination)
    if actor.kind != "member":
        raise InvalidInput(
            "A guest has no address book.",
            remedy="Write the address out.",
            code="orders.no_address_book",
            field="address_id",
        )
    return _of(members.address_of(actor.id, address_id).fields)


def as_text(destination: Destination) -> str:
    """What is stored, encrypted."""
    return json.dumps(asdict(destination), ensure_ascii=False)


def from_text(text: str) -> Destination | None:
    """What was stored; None once it was erased."""
    return Destination(**json.loads(text)) if text else None


def _checked(destination: Destination) -> Destination:
    return _of(members.checked_address(members.AddressFields(**asdict(destination))))


def _of(address: members.AddressFields) -> Destination:
    return Destination(**{name: getattr(address, name) for name in _NAMES})
