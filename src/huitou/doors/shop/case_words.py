"""What happens next with a return, in words: what each state waits for, and until when."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# What the shopper is told of a state; %(day)s is when it is over.
LEADS: dict[str, Promise] = {
    "requested": gettext_lazy(
        "If the shop does not answer in time, your request counts as agreed."
    ),
    "agreed": gettext_lazy("Send it back, and tell us with which parcel."),
    "sent_back": gettext_lazy("The shop checks it as soon as it is there."),
    "received": gettext_lazy("If it is as it should be, it goes on by itself."),
    "replacing": gettext_lazy("The new goods are sent to the address of the order."),
    "repairing": gettext_lazy("It comes back to the address of the order."),
    "refunding": gettext_lazy("The money goes back the way you paid. That takes up to a few days."),
    "refund_failed": gettext_lazy(
        "The way you paid does not take the money back. The shop looks after it."
    ),
    "refused": gettext_lazy("If you see it differently, let the platform decide."),
    "escalated": gettext_lazy("Somebody of the platform looks at both sides and decides."),
    "completed": gettext_lazy("All that was asked for is done."),
    "withdrawn": gettext_lazy("You took the request back. You can ask again while there is time."),
    "closed": gettext_lazy("The request is over."),
}
DUES: dict[str, Promise] = {
    "requested": gettext_lazy("The shop answers by %(when)s"),
    "agreed": gettext_lazy("Send it by %(when)s, or the request ends"),
    "sent_back": gettext_lazy("Expected by %(when)s"),
    "received": gettext_lazy("Checked by %(when)s"),
    "replacing": gettext_lazy("Sent by %(when)s"),
    "repairing": gettext_lazy("Repaired by %(when)s"),
    "refused": gettext_lazy("You can turn to the platform until %(when)s"),
}
# The steps of each way, and how many of them are behind in which state.
_ASKED = gettext_lazy("Asked")
_AGREED = gettext_lazy("Agreed")
_SENT = gettext_lazy("Sent back")
_CHECKED = gettext_lazy("Checked")
STEPS: dict[str, tuple[Promise, ...]] = {
    "return": (_ASKED, _AGREED, _SENT, _CHECKED, gettext_lazy("Money back")),
    "exchange": (_ASKED, _AGREED, _SENT, _CHECKED, gettext_lazy("New one sent")),
    "repair": (_ASKED, _AGREED, _SENT, _CHECKED, gettext_lazy("Repaired")),
    "refund_only": (_ASKED, _AGREED, gettext_lazy("Money back")),
}
BEHIND = {"requested": 1, "agreed": 2, "sent_back": 3, "received": 3, "replacing": 4}
BEHIND |= {"repairing": 4, "refunding": -1, "refund_failed": -1, "completed": 99}
