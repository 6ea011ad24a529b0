"""What open cases keep of an order: taken and let go by statements that check."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from huitou.commerce.aftersales.amounts import LineBook
from huitou.commerce.aftersales.models import Case, Held
from huitou.kernel import Conflict


def locked_holds(order_id: str, line_ids: Iterable[str]) -> dict[str, Held]:
    """The rows of an order's lines and of its delivery (under the order's id), locked in the order
    of their ids until the transaction ends; made where there are none.
    """
    rows = [Held(id=one, order_id=order_id) for one in sorted({order_id, *line_ids})]
    Held.objects.bulk_create(rows, ignore_conflicts=True)
    locked = Held.objects.select_for_update().filter(order_id=order_id).order_by("id")
    return {row.id: row for row in locked}


def holds_of(order_id: str) -> dict[str, Held]:
    """The rows as they are, for reading."""
    return {row.id: row for row in Held.objects.filter(order_id=order_id)}


def keep(case: Case, books: dict[str, LineBook], delivery_left: int) -> None:
    """Keep the units and the money of the case's lines and its delivery. Conflict if other cases
    or refunds have left less; then the caller gives up its transaction.
    """
    for line in case.lines.order_by("line_id"):
        book = books[line.line_id]
        free = Held.objects.filter(
            id=line.line_id,
            quantity__lte=book.quantity - book.refunded_quantity - line.quantity,
            minor__lte=book.paid - book.refunded - line.minor,
        )
        unshipped = line.quantity if case.before_shipping else 0
        if not free.update(
            quantity=F("quantity") + line.quantity,
            unshipped=F("unshipped") + unshipped,
            minor=F("minor") + line.minor,
        ):
            raise nothing_left()
    delivery = Held.objects.filter(id=case.order_id, minor__lte=delivery_left - case.delivery_minor)
    if case.delivery_minor and not delivery.update(minor=F("minor") + case.delivery_minor):
        raise nothing_left()
    case.is_holding = True


def let_go(case: Case) -> None:
    """Give back to others what the case kept; again it changes nothing."""
    if not case.is_holding:
        return
    for line in case.lines.order_by("line_id"):
        Held.objects.filter(id=line.line_id).update(
            quantity=F("quantity") - line.quantity,
            unshipped=F("unshipped") - (line.quantity if case.before_shipping else 0),
            minor=F("minor") - line.minor,
        )
    Held.objects.filter(id=case.order_id).update(minor=F("minor") - case.delivery_minor)
    case.is_holding = False


def nothing_left() -> Conflict:
    """Units or money are refunded, or kept for another case."""
    return Conflict(
        "Something of this is refunded, or in another case that is open.",
        remedy="Look at what is left of the order, and ask for no more than that.",
        code="aftersales.nothing_left",
    )
