"""What the pages about a member's data are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huitou.doors.design import ActionButton, Button, Field, Form, day
from huitou.doors.shop.account_page import erasure_alert, erasure_under_way
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.gate import member_of
from huitou.doors.shop.known_words import is_empty, parts_of, room_words
from huitou.doors.shop.pages.own_data import (
    Consent,
    DataPage,
    ErasePage,
    KnownPage,
    KnownRoom,
)
from huitou.foundation import privacy

# Of the words beside the switches below: a change of theirs is a new version.
POLICY_VERSION = "shop 2026-11-25"
_ANSWERS = "idempotency"  # copies of answers, sealed: the file has them, nobody can read them
_PURPOSES: dict[str, tuple[Promise, Promise]] = {
    "personalisation": (
        gettext_lazy("Show me what fits me"),
        gettext_lazy(
            "What you viewed and bought decides what we show first. Switched off, you see "
            "what everybody sees."
        ),
    ),
    "analytics": (
        gettext_lazy("Measure how I use the shop"),
        gettext_lazy(
            "Which pages are opened tells us what to make better. It names nobody to others."
        ),
    ),
    "marketing_email": (
        gettext_lazy("Offers by e-mail"),
        gettext_lazy("News and offers. Messages about your orders come in any case."),
    ),
    "marketing_sms": (
        gettext_lazy("Offers by text message"),
        gettext_lazy("News and offers. Messages about your orders come in any case."),
    ),
    "marketing_push": (
        gettext_lazy("Offers as notifications"),
        gettext_lazy("On the devices on which you allow notifications."),
    ),
    "third_party_sharing": (
        gettext_lazy("Share my data with partners"),
        gettext_lazy("Beyond what carriers and payment services need for your order."),
    ),
}


def data_page(request: HttpRequest) -> DataPage:
    """Two queries of its own: consents and a request to erase."""
    actor = member_of(request)
    consents, erasure = privacy.consent_of(actor.id), erasure_under_way(actor.id)
    return DataPage(
        title=_("Your data"),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        alert=erasure_alert(erasure) if erasure else None,
        rooms=[room_words(name) for name in ("members", "orders", "aftersales", "events")],
        see=ActionButton(
            Button(_("See all of it"), kind="primary", icon="eye"), "/account/data/known"
        ),
        download=_download(),
        consents=[_consent(consents[name]) for name in _order(consents)],
        erase=Button(_("Erase my account…"), "/account/data/erase"),
    )


def known_page(request: HttpRequest, whole: Mapping[str, Any]) -> KnownPage:
    """`whole` is what privacy.export_member gives."""
    rooms = {**whole["rooms"], "events": whole["events"]}
    return KnownPage(
        title=_("What we know of you"),
        frame=shop_frame(request, "account", back="/account/data"),
        indexed=False,
        download=_download(),
        rooms=[
            KnownRoom(*room_words(name), parts=parts_of(known))
            for name, known in rooms.items()
            if not is_empty(known) and name != _ANSWERS
        ],
    )


def erase_page(request: HttpRequest, wrong: str = "") -> ErasePage:
    """The question, or for somebody who asked already the way back."""
    waiting = erasure_under_way(member_of(request).id)
    n = privacy.GRACE.days
    grace = ngettext(
        "You have %(n)s day to take it back. Then it is done and cannot be undone.",
        "You have %(n)s days to take it back. Then it is done and cannot be undone.",
        n,
    ) % {"n": n}
    word = confirmation_word()
    return ErasePage(
        title=_("Erase my account"),
        frame=shop_frame(request, "account", back="/account/data"),
        indexed=False,
        until=day(waiting.effective_at) if waiting else "",
        stay=ActionButton(Button(_("Keep my account"), kind="primary"), "/account/data/stay"),
        grace=grace,
        form=Form(
            action="/account/data/erase",
            fields=(
                Field(
                    "word",
                    _("Type %(word)s to confirm") % {"word": word},
                    error=wrong,
                    required=True,
                    autocomplete="off",
                    longest=20,
                ),
            ),
            submit=Button(_("Erase my account"), kind="danger"),
            cancel="/account/data",
        ),
    )


def confirmation_word() -> str:
    """What is typed so that nobody erases an account by a slip."""
    return _("ERASE")


def _download() -> ActionButton:
    button = Button(_("Download (JSON)"), icon="download")
    return ActionButton(button, "/account/data/download")


def _order(consents: Mapping[str, privacy.ConsentNow]) -> list[str]:
    known = [name for name in _PURPOSES if name in consents]
    return [*known, *(name for name in consents if name not in _PURPOSES)]


def _consent(now: privacy.ConsentNow) -> Consent:
    label = privacy.PURPOSES[now.purpose].label
    title, words = _PURPOSES.get(now.purpose, (label, ""))
    # How the shop is used is measured until somebody refuses (docs/decisions/0011): a switch that
    # stood at "off" for who was never asked would not be true.
    given = now.given or (now.purpose == "analytics" and not now.asked)
    return Consent(now.purpose, str(title), str(words), given, _since(now, given=given))


def _since(now: privacy.ConsentNow, *, given: bool) -> str:
    if now.since is None:
        return _("On until you switch it off") if given else _("Off: you were never asked")
    said = _("On since %(day)s") if given else _("Off since %(day)s")
    return said % {"day": day(now.since)}
