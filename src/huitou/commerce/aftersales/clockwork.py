"""What time alone does: states that have lasted too long."""

from __future__ import annotations

import logging

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.aftersales.answering import go_on_agreed
from huitou.commerce.aftersales.books import order_book
from huitou.commerce.aftersales.evidence import forget_loose
from huitou.commerce.aftersales.inspecting import go_on_inspected
from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.rules import REFUNDING, REFUSED, REQUESTED, after_time
from huitou.commerce.aftersales.states import move
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock, HuitouError

_log = logging.getLogger("huitou.aftersales")


def run_timeouts(*, clock: Clock) -> int:
    """Move every case whose state has lasted too long (see rules.after_time), the longest overdue
    first; how many. One that cannot be moved is told to the log and left to the next time, and does
    not hold up the others. Deletes evidence that no case names, too.
    """
    forget_loose(clock=clock)
    due = Case.objects.filter(due_at__lte=clock.now()).order_by("due_at")
    return sum(_run_one(case_id, clock) for case_id in list(due.values_list("id", flat=True)))


def _run_one(case_id: str, clock: Clock) -> bool:
    try:
        with transaction.atomic():
            return _pass_time(case_id, clock)
    except HuitouError:
        _log.exception("the time of case %s is over, and it cannot go on", case_id)
        return False


def _pass_time(case_id: str, clock: Clock) -> bool:
    payments.lock_payments("order", Case.objects.values_list("order_id", flat=True).get(id=case_id))
    case = Case.objects.select_for_update().get(id=case_id)
    if case.due_at is None or case.due_at > clock.now():
        return False
    reason = "time is over"
    after = after_time(case.state, case.kind)
    if case.state == REQUESTED and _shipped_meanwhile(case):
        move(case, REFUSED, actor=SYSTEM, reason="shipped meanwhile", clock=clock)
    elif case.state == REQUESTED:
        go_on_agreed(case, actor=SYSTEM, reason=reason, clock=clock)
    elif after == REFUNDING:
        go_on_inspected(case, actor=SYSTEM, reason=reason, clock=clock)
    else:
        move(case, after, actor=SYSTEM, reason=reason, clock=clock)
    return True


def _shipped_meanwhile(case: Case) -> bool:
    """Units that were to be dropped before shipping are on their way."""
    if not case.before_shipping:
        return False
    book = order_book(case.order_id, SYSTEM)
    left = {line.id: line.quantity - line.shipped - line.dropped for line in book.detail.lines}
    return any(left[line.line_id] < line.quantity for line in case.lines.all())
