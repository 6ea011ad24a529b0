"""The rows of a shopper's open basket."""

from __future__ import annotations

from huitou.commerce.orders.models import Basket, BasketLine
from huitou.commerce.orders.owners import owner_of
from huitou.foundation.actors import Actor
from huitou.foundation.statements import Question


def basket_row(actor: Actor) -> Basket | None:
    """The basket as it is now. Forbidden for who is no shopper."""
    owner_of(actor)
    return _OPEN[actor.kind].first(actor.id)


def locked_basket(actor: Actor) -> Basket | None:
    """The same, locked: whoever changes it or orders from it in this moment waits."""
    owner_of(actor)
    return _LOCKED[actor.kind].first(actor.id)


def lines_of(basket: Basket) -> list[BasketLine]:
    """What is in it, the oldest first."""
    return _LINES(basket.id)


_OPEN: dict[str, Question[Basket]] = {
    "member": Question(lambda id: Basket.objects.filter(member_id=id, merged_at=None)),
    "guest": Question(lambda id: Basket.objects.filter(guest_id=id, merged_at=None)),
}
_LOCKED: dict[str, Question[Basket]] = {
    "member": Question(
        lambda id: Basket.objects.select_for_update().filter(member_id=id, merged_at=None)
    ),
    "guest": Question(
        lambda id: Basket.objects.select_for_update().filter(guest_id=id, merged_at=None)
    ),
}
_LINES: Question[BasketLine] = Question(
    lambda basket_id: BasketLine.objects.filter(basket_id=basket_id).order_by("id")
)
