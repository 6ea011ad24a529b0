"""Pure decisions: the states of a product, who sees it when, the price floor, the slug."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from huitou.kernel import Conflict

STATUSES = ("draft", "submitted", "approved", "rejected", "published", "withdrawn")
# From where to where a product may go. Only `submitted` leads to `approved`, and only an approved
# product, or one that was published before, leads to `published`.
TRANSITIONS = {
    "draft": ("submitted",),
    "submitted": ("approved", "rejected", "draft"),
    "approved": ("published", "draft"),
    "rejected": ("submitted", "draft"),
    "published": ("published", "withdrawn", "draft"),
    "withdrawn": ("published", "draft"),
}
VETTED = ("approved", "published", "withdrawn")

# Why goods are not taken back without a reason within seven days of receipt: Consumer Rights
# Protection Law of the PRC (2013), article 25, and SAIC's Interim Measures for seven-day returns of
# goods bought online (2017), articles 6 (the first four) and 7 (with the buyer's consent).
NO_RETURN_REASONS = {
    "custom_made": "made to the buyer's order",
    "fresh": "fresh or perishable",
    "digital": "digital, downloaded or unsealed media",
    "periodical": "newspapers and periodicals that were delivered",
    "unsealed": "unsafe or spoilt once unsealed",
    "activated": "worth much less once activated or tried",
    "near_expiry_or_flawed": "sold as close to its expiry or as flawed",
}
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def check_transition(before: str, after: str) -> None:
    """Conflict if a product may not go from one status to the other."""
    if after not in TRANSITIONS[before]:
        allowed = ", ".join(TRANSITIONS[before])
        raise Conflict(
            f"A product that is {before} cannot become {after}.",
            remedy=f"From {before} it can become: {allowed}.",
            code="catalogue.wrong_status",
        )


def is_visible(
    status: str, visible_from: datetime | None, visible_until: datetime | None, at: datetime
) -> bool:
    """Whether shoppers see a product at a moment: it is published, and `at` is within its window,
    which holds its beginning but not its end.
    """
    begun = visible_from is None or visible_from <= at
    return status == "published" and begun and (visible_until is None or at < visible_until)


def floor_price(floor: int | None, cost: int | None, margin_basis_points: int) -> int:
    """The lowest price in minor units at which a variant may be sold: the stated floor or the price
    at which cost / (1 - margin) is covered, whichever is higher; 0 if neither is known. The margin
    is a share of the price in basis points (100 = 1%), below 10,000.
    """
    covered = 0 if cost is None else -(-cost * 10_000 // (10_000 - margin_basis_points))
    return max(floor or 0, covered)


def slug_of(name: str) -> str:
    """A name in letters that an address can have: a-z, digits, hyphens; empty if none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:80].rstrip("-")


def folded(text: str) -> str:
    """How texts are compared in a search: neither full width nor case makes a difference."""
    return unicodedata.normalize("NFKC", text).casefold()


def option_key(options: dict[str, str]) -> str:
    """What two variants of a product may not have in common."""
    return ";".join(f"{code}={options[code]}" for code in sorted(options))
