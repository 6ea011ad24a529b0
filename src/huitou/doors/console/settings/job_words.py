"""What jobs and schedules do, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, Promise] = {
    "accounts.forget_rates": _("Forget old counts of tries"),
    "aftersales.run_timeouts": _("Move cases whose time is over"),
    "boards.measure_cohorts": _("Measure cohorts on boards"),
    "facts.forget": _("Forget facts that are shipped and heard"),
    "facts.ship": _("Ship facts to the event log"),
    "idempotency.forget": _("Forget answers to repeated requests"),
    "jobs.forget": _("Forget jobs that ended"),
    "members.forget_spent": _("Forget codes and sessions that ended"),
    "orders.close_at_gateway": _("Close the payment of a cancelled order"),
    "orders.close_unpaid": _("Close orders that nobody paid in time"),
    "orders.confirm_overdue": _("Confirm receipt where nobody did"),
    "payments.books": _("Check the books of money"),
    "payments.expire": _("End payments whose time is over"),
    "payments.poll": _("Ask gateways for payments that are open"),
    "payments.reconcile": _("Compare with the gateways' statements"),
    "payments.send_refunds": _("Send refunds to the gateways"),
    "payments.simulated_callbacks": _("Play the simulated gateway's messages"),
    "privacy.erase": _("Carry out erasures that are due"),
    "samples.bring": _("Bring the sample goods"),
    "samples.take_away": _("Take the sample goods away"),
    "supply.books": _("Check the books of stock"),
    "supply.certificates": _("Look at certificates that run out"),
    "supply.expire": _("Free stock that was held too long"),
    "webhooks.forget": _("Forget old deliveries"),
    "webhooks.queue": _("Tell other programs"),
}


def what_it_does(name: str) -> str:
    """In a few words; the name itself where nobody wrote any."""
    return str(_WORDS.get(name, name))
