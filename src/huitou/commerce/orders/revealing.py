"""Show staff where an order goes: masked, or in plain for a reason."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from huitou.commerce import members
from huitou.commerce.orders.destinations import from_text
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.owners import no_order
from huitou.commerce.orders.quoted import Destination
from huitou.foundation.accounts import reveal
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

HIDDEN = "***"


@dataclass(frozen=True)
class DeliverTo:
    """What one needs to pack a parcel: where it goes, and what the shopper noted."""

    destination: Destination
    note: str


def reveal_destination(actor: Actor, order_id: str, reason: str, *, clock: Clock) -> DeliverTo:
    """An order's address and note in plain, to staff with personal.reveal and a reason; the
    audit log has it. NotFound for an order without an address.
    """

    def read() -> str:
        row = Order.objects.filter(id=order_id).first()
        destination = from_text(row.address) if row else None
        if row is None or destination is None:
            raise no_order(order_id)
        return json.dumps({"destination": asdict(destination), "note": row.note})

    said = json.loads(reveal(actor, "orders.destination", order_id, reason, read, clock=clock))
    return DeliverTo(Destination(**said["destination"]), said["note"])


def masked(destination: Destination) -> Destination:
    """What staff see of it otherwise: the district, and the first letter of the name."""
    return replace(
        destination,
        name=destination.name[:1] + HIDDEN,
        phone=members.masked_phone(destination.phone),
        street=HIDDEN,
        postcode="",
    )
