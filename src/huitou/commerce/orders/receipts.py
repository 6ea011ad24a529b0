"""How an order ends: the shopper says that everything came, or time does."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from huitou.commerce.orders.delivery_rules import kept, taken_as_received
from huitou.commerce.orders.facts import say_received
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.policy import current_policy
from huitou.commerce.orders.rules import DELIVERED, RECEIVED, SHIPPED
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import locked_order, move
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock

PERMISSION = "orders.ship"


def confirm_receipt(actor: Actor, order_id: str, *, clock: Clock) -> OrderSeen:
    """The shopper has got everything. Conflict while something is not shipped."""
    with transaction.atomic():
        order = locked_order(order_id, actor, PERMISSION)
        if order.state != RECEIVED:
            move(order, RECEIVED, actor=actor, reason="confirmed", clock=clock)
            if order.promise_kept is None:  # nobody said when the parcels came: it is said now
                order.promise_kept = kept(order.promised_on, clock.now(), settings.SHOP_TIMEZONE)
                order.save(update_fields=["promise_kept"])
            say_received(order, actor.kind, clock=clock)
            audit.note(actor, "orders.confirm", order.id, clock=clock)
        return seen(order)


def confirm_overdue(*, clock: Clock) -> int:
    """Take as received what was delivered, or shipped without a word since, so long ago that
    whoever had something to say would have said it; how many. So every order that was shipped ends.
    """
    over = Order.objects.filter(state__in=(SHIPPED, DELIVERED), confirm_by__lte=clock.now())
    ids = list(over.order_by("confirm_by").values_list("id", flat=True))
    return sum(_confirm_one(order_id, clock) for order_id in ids)


def await_word(order: Order) -> None:
    """Note until when somebody may say what became of a locked order that is all shipped."""
    last = order.shipments.aggregate(last=Max("shipped_at"))["last"]
    order.confirm_by = taken_as_received(
        last, order.promised_on, current_policy().unheard_after, settings.SHOP_TIMEZONE
    )
    order.save(update_fields=["confirm_by"])


def _confirm_one(order_id: str, clock: Clock) -> bool:
    with transaction.atomic():
        order = locked_order(order_id, SYSTEM, "")
        if order.confirm_by is None or order.confirm_by > clock.now():
            return False
        if order.state == DELIVERED:
            _by_time(order, "time ran out", clock)
        elif order.state == SHIPPED:
            # Whether the promise was kept nobody knows: it stays open.
            _by_time(order, "no word of the parcel; time ran out", clock)
        else:
            return False
        return True


def _by_time(order: Order, reason: str, clock: Clock) -> None:
    given_back = order.state == SHIPPED and not _anything_kept(order)
    move(order, RECEIVED, actor=SYSTEM, reason=reason, clock=clock)
    if not given_back:  # lost on its way, and paid back: nobody received it
        say_received(order, "huitou", clock=clock)


def _anything_kept(order: Order) -> bool:
    return bool(order.lines.filter(refunded_quantity__lt=F("quantity")).exists())
