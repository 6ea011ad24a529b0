"""What can differ between two books, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KINDS: dict[str, tuple[Promise, Promise]] = {
    "missing_here": (
        _("Money came that our books do not know"),
        _("The gateway's statement has it. Look for the order by its number."),
    ),
    "missing_there": (
        _("Our books know of money that the gateway does not"),
        _("It may be on the statement of the next day. Ask the gateway if not."),
    ),
    "amount_differs": (
        _("The amounts differ"),
        _("Compare both with the order, then give back or claim the rest."),
    ),
    "unknown_number": (
        _("Money came under a number that we never gave"),
        _("Ask the gateway what it is for."),
    ),
    "stuck_refund": (
        _("A refund is stuck"),
        _("The gateway refuses it. Send it again from the order, or pay it another way."),
    ),
    "imbalance": (
        _("Our own books do not add up to zero"),
        _("Rows were changed past the shop. Compare with a backup."),
    ),
    "unexpected_refund": (
        _("The gateway paid out what was settled otherwise"),
        _("The shopper may have been paid twice."),
    ),
}


def difference_words(kind: str) -> tuple[str, str]:
    """What happened, and what one can do about it."""
    title, text = _KINDS.get(kind, (kind, ""))
    return str(title), str(text)
