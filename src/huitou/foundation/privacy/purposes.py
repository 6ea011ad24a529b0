"""What personal data may be used for, beyond what an order needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huitou.kernel import InvalidInput


@dataclass(frozen=True)
class Purpose:
    """`label` says it to the member. `unasked` is the answer of a member who was never asked."""

    name: str
    label: Any
    unasked: bool = False


PURPOSES: dict[str, Purpose] = {
    one.name: one
    for one in (
        Purpose("analytics", _("Measure how the shop is used")),
        Purpose("marketing_email", _("Offers and news by e-mail")),
        Purpose("marketing_sms", _("Offers and news by text message")),
        Purpose("marketing_push", _("Offers and news as notifications")),
        # On until it is switched off: the law asks for a convenient way to refuse (PIPL, article
        # 24; GDPR, article 21), which the data page gives.
        Purpose("personalisation", _("Choose what to show by what was viewed"), unasked=True),
        Purpose("third_party_sharing", _("Share data with partners of the shop")),
    )
}


def purpose_called(name: str) -> Purpose:
    """InvalidInput for a purpose that there is not."""
    if name not in PURPOSES:
        raise InvalidInput(
            f"{name!r} is not a purpose that the shop asks about.",
            remedy=f"Use one of {', '.join(PURPOSES)}.",
            code="privacy.unknown_purpose",
            field="purpose",
        )
    return PURPOSES[name]
