"""Refunds at the simulated gateway."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from huitou.commerce.payments.gateway import RefundOrder, RefundProgress, RefundState
from huitou.commerce.payments.simulated.faults import RefundScript
from huitou.commerce.payments.simulated.tables import SimulatedCharge, SimulatedRefund
from huitou.kernel import Clock, Currency, Money

_BEGINS = {
    RefundScript.SUCCEED: ("succeeded", ""),
    RefundScript.ANSWER_LOST: ("succeeded", ""),
    RefundScript.REFUSE: ("failed", ""),
    RefundScript.ABNORMAL: ("abnormal", ""),
    RefundScript.PEND_THEN_SUCCEED: ("pending", "succeeded"),
    RefundScript.PEND_THEN_FAIL: ("pending", "failed"),
}
_HOLDS = ("pending", "succeeded", "abnormal")


def begin(
    order: RefundOrder, script: RefundScript, pending: timedelta, clock: Clock
) -> tuple[SimulatedRefund, RefundState]:
    """Take the refund as the script says; asked for again under its number, one that failed or is
    abnormal is tried anew and any other stays as it is.
    """
    charge = SimulatedCharge.objects.select_for_update().get(gateway_id=order.gateway_id)
    row = SimulatedRefund.objects.filter(number=order.number).first()
    if row is not None and row.state in ("pending", "succeeded"):
        return row, state_of(row)
    held = row is not None and row.state in _HOLDS
    room = charge.minor - charge.refunded_minor + (order.amount.minor if held else 0)
    state, then = _BEGINS[script]
    if order.amount.minor > room:
        state, then = "failed", ""
    tries = row.tries + 1 if row else 1
    values = {
        "gateway_id": f"sim-r-{order.number}",
        "charge": charge,
        "minor": order.amount.minor,
        "currency": order.amount.currency.code,
        "state": state,
        "then": then,
        "settles_at": clock.now() + pending if then else None,
        "at": clock.now(),
        "tries": tries,
    }
    row, _ = SimulatedRefund.objects.update_or_create(number=order.number, defaults=values)
    _hold(charge, order.amount.minor * ((state in _HOLDS) - held))
    return row, state_of(row)


def ripe(clock: Clock) -> list[SimulatedRefund]:
    """Those that pend and whose time has come."""
    rows = SimulatedRefund.objects.filter(state="pending", settles_at__lte=clock.now())
    return list(rows.order_by("settles_at", "id"))


def settle(row: SimulatedRefund) -> bool:
    """Let it become what it was to become; False if somebody else has."""
    pending = SimulatedRefund.objects.filter(id=row.pk, state="pending")
    row.state, row.at = row.then, row.settles_at
    if not pending.update(state=row.state, at=row.at, settles_at=None):
        return False
    if row.state == "failed":
        _hold(row.charge, -row.minor)
    return True


def state_of(row: SimulatedRefund) -> RefundState:
    """What the gateway says of it."""
    return RefundState(
        state=RefundProgress(row.state),
        gateway_id=row.gateway_id,
        amount=Money(row.minor, Currency.of(row.currency)),
        at=row.at,
        detail="" if row.state in ("pending", "succeeded") else f"simulated: {row.state}",
    )


def _hold(charge: SimulatedCharge, minor: int) -> None:
    rows = SimulatedCharge.objects.filter(id=charge.pk)
    rows.update(refunded_minor=F("refunded_minor") + minor)
