"""Why somebody asks for something after a sale, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huitou.commerce import aftersales
from huitou.doors.console.whole.words import CASE_KINDS, Words, word

_PARTS = re.compile(r"[\s:]+")
# What the rooms write themselves, where nobody gave a reason.
_KNOWN: Mapping[str, Words] = {
    "agreed": gettext_lazy("agreed"),
    "inspected": gettext_lazy("inspected"),
    "the parcel came": gettext_lazy("the parcel came"),
    "time ran out": gettext_lazy("time ran out"),
    "confirmed": gettext_lazy("confirmed"),
    "cancelled": gettext_lazy("cancelled"),
    "sent again": gettext_lazy("sent again"),
    "no word of the parcel; time ran out": gettext_lazy("no word of the parcel; time ran out"),
}


def reason_words(code: str) -> str:
    """One of the reasons from which a shopper chooses."""
    reason = aftersales.REASONS.get(code)
    if reason is None:
        return code
    return reason.zh if (get_language() or "en").startswith("zh") else reason.en


def said_reason(text: str) -> str:
    """What stands with a refund or a move: codes in words, what a person wrote as it is."""
    if text in _KNOWN:
        return str(_KNOWN[text])
    if text.startswith("payment "):
        return _("payment %(number)s") % {"number": text.removeprefix("payment ")}
    parts = [part for part in _PARTS.split(text) if part]
    if parts and all(part in CASE_KINDS or part in aftersales.REASONS for part in parts):
        shown = (
            word(CASE_KINDS, part) if part in CASE_KINDS else reason_words(part) for part in parts
        )
        return " · ".join(shown)
    return text
