"""A guest has signed in: what was theirs becomes the member's."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.orders.baskets import changed_basket
from huitou.commerce.orders.models import Basket, BasketLine, Order
from huitou.commerce.orders.policy import current_policy
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def merge_guest_basket(guest_id: str, member_id: str, clock: Clock) -> None:
    """Put what is in the guest's basket into the member's (quantities add up to the limits), and
    let the member have the guest's orders and their payments. Again it changes nothing: the guest's
    basket is closed.
    """
    with transaction.atomic():
        # Whoever orders from the guest's basket in this moment is waited for, or finds it closed.
        _merge_baskets(guest_id, member_id, clock)
        payments.hand_over_payments(guest_id=guest_id, member_id=member_id)
        Order.objects.filter(guest_id=guest_id, member_id=None).update(member_id=member_id)


def _merge_baskets(guest_id: str, member_id: str, clock: Clock) -> None:
    theirs = Basket.objects.select_for_update().filter(guest_id=guest_id, merged_at=None).first()
    if theirs is None:
        return
    theirs.merged_at = clock.now()
    theirs.save(update_fields=["merged_at"])
    lines = list(theirs.lines.order_by("id"))
    if not lines and not theirs.note:
        return
    with changed_basket(Actor("member", member_id), clock) as basket:
        basket.note = basket.note or theirs.note
        _take_over(basket, lines)


def _take_over(basket: Basket, lines: list[BasketLine]) -> None:
    policy = current_policy()
    own = {line.variant_id: line for line in basket.lines.all()}
    for line in lines:
        known = own.get(line.variant_id)
        if known is not None:
            known.quantity = min(known.quantity + line.quantity, policy.most_of_one)
            known.save(update_fields=["quantity"])
        elif len(own) < policy.most_lines:
            own[line.variant_id] = BasketLine.objects.create(
                basket=basket,
                variant_id=line.variant_id,
                quantity=line.quantity,
                added_at=line.added_at,
            )
