"""What the pages of the account are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import members, orders
from huitou.doors.design import Alert, Button, Field, Form, day, number
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.gate import member_of
from huitou.doors.shop.pages.account import (
    AccountPage,
    Entry,
    EntryGroup,
    ProfilePage,
    Shortcut,
)
from huitou.doors.shop.signing_in_page import service_name
from huitou.foundation import privacy
from huitou.foundation.clocks import current_clock

KINDS = ("phone", "email")


def account_page(request: HttpRequest) -> AccountPage:
    """Nine queries: who it is, contacts, services, consents, orders, addresses, devices, requests
    and the basket's count.
    """
    actor = member_of(request)
    me = members.profile(actor.id)
    erasure = erasure_under_way(actor.id)
    name = me.nickname or (me.contacts[0].masked if me.contacts else _("Hello"))
    return AccountPage(
        title=_("Account"),
        frame=shop_frame(request, "account"),
        indexed=False,
        greeting=_("Hello, %(name)s") % {"name": me.nickname} if me.nickname else name,
        initial=name[:1].upper(),
        since=_("With us since %(day)s") % {"day": day(me.created_at)},
        alert=erasure_alert(erasure) if erasure else None,
        shortcuts=_shortcuts(orders.state_counts(actor)),
        groups=(_mine(me), _security(me), _rest()),
    )


def profile_page(
    request: HttpRequest, errors: Mapping[str, str] | None = None, written: str = ""
) -> ProfilePage:
    """`errors` by field; `written` is what stood in the field that was wrong."""
    me, errors = members.profile(member_of(request).id), errors or {}
    nickname = Form(
        action="/account/profile",
        hidden={"do": "nickname"},
        fields=(_nickname(me, errors, written),),
        submit=Button(_("Save"), kind="primary"),
    )
    birthday = Form(
        action="/account/profile",
        hidden={"do": "birthday"},
        fields=(_birthday(me, errors, written),),
        submit=Button(_("Save"), kind="primary", disabled=bool(_closed(me))),
    )
    return ProfilePage(
        title=_("Name and birthday"),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        forms=(nickname, birthday),
    )


def erasure_under_way(member_id: str) -> privacy.DataRequestRow | None:
    """The request to erase the account that can still be taken back. One query."""
    asked = privacy.data_requests(member_id=member_id, kind="erasure", state="asked", limit=1)
    return asked[0] if asked else None


def erasure_alert(request: privacy.DataRequestRow) -> Alert:
    """That the account is going to be erased, and the way to stay."""
    text = _("It will be erased on %(day)s. Until then you can take that back.")
    stay = Button(_("Keep my account"), "/account/data/erase", kind="primary", small=True)
    return Alert(
        text % {"day": day(request.effective_at)},
        title=_("You asked us to erase your account"),
        tone="warn",
        actions=(stay,),
    )


def contact_words(kind: str) -> str:
    return _("Mobile phone") if kind == "phone" else _("E-mail")


def _shortcuts(counts: Mapping[str, int]) -> tuple[Shortcut, ...]:
    def count(*states: str) -> int:
        return sum(counts.get(state, 0) for state in states)

    return (
        Shortcut(_("To pay"), "/orders?state=to-pay", "wallet", count("awaiting_payment")),
        Shortcut(_("Getting ready"), "/orders?state=to-ship", "box", count("paid")),
        Shortcut(
            _("To receive"),
            "/orders?state=to-receive",
            "truck",
            count("part_shipped", "shipped", "delivered"),
        ),
        Shortcut(_("Returns"), "/returns", "return", 0),
        Shortcut(_("All orders"), "/orders", "orders", 0),
    )


def _mine(me: members.Profile) -> EntryGroup:
    kept = len(members.addresses_of(me.id))
    at = ngettext("%(n)s address", "%(n)s addresses", kept) % {"n": number(kept)}
    called = me.nickname or _("No nickname yet")
    return EntryGroup(
        _("About you"),
        (
            Entry(_("Addresses"), "/account/addresses", "place", at if kept else _("None yet")),
            Entry(_("Nickname"), "/account/profile", "person", called),
            Entry(
                _("Birthday"),
                "/account/profile#field-birthday",
                "gift",
                day(me.birthday) if me.birthday else _("Not said"),
            ),
        ),
    )


def _security(me: members.Profile) -> EntryGroup:
    kept = {one.kind: one.masked for one in me.contacts}
    icons = {"phone": "phone", "email": "mail"}
    contacts = [
        Entry(
            contact_words(kind),
            f"/account/contacts/{kind}",
            icons[kind],
            kept.get(kind) or _("Add one"),
        )
        for kind in KINDS
    ]
    password = _("Set") if me.has_password else _("None: you sign in with codes")
    open_now = len(members.sessions_of(me.id, clock=current_clock()))
    devices = ngettext("%(n)s device", "%(n)s devices", open_now) % {"n": number(open_now)}
    entries: Sequence[Entry] = (
        *contacts,
        Entry(_("Password"), "/account/password", "key", password),
        Entry(_("Devices that are signed in"), "/account/devices", "screen", devices),
    )
    if me.providers:
        names = _(", ").join(service_name(name) for name in me.providers)
        entries = (*entries, Entry(_("Other services"), "/account/contacts/phone", "link", names))
    return EntryGroup(_("Signing in"), entries)


def _rest() -> EntryGroup:
    known = _("See it, take it away, say what we may do")
    return EntryGroup(
        _("Your data and help"),
        (
            Entry(_("Your data"), "/account/data", "shield", known),
            Entry(_("Help"), "/help", "help", _("Delivery, returns, paying")),
        ),
    )


def _nickname(me: members.Profile, errors: Mapping[str, str], written: str) -> Field:
    return Field(
        "nickname",
        _("Nickname"),
        value=written if "nickname" in errors else me.nickname,
        error=errors.get("nickname", ""),
        hint=_("How we greet you, and what stands beside what you write here."),
        autocomplete="nickname",
        longest=30,
    )


def _birthday(me: members.Profile, errors: Mapping[str, str], written: str) -> Field:
    kept = me.birthday.isoformat() if me.birthday else ""
    return Field(
        "birthday",
        _("Birthday"),
        kind="date",
        value=written if "birthday" in errors else kept,
        error=errors.get("birthday", ""),
        hint=_closed(me) or _left(me),
        required=True,
        disabled=bool(_closed(me)),
        autocomplete="bday",
        most=current_clock().now().date().isoformat(),
    )


def _left(me: members.Profile) -> str:
    n = me.birthday_edits_left
    words = ngettext(
        "You can write it %(n)s more time, and once a year at most: gifts come with it.",
        "You can write it %(n)s more times, and once a year at most: gifts come with it.",
        n,
    )
    return words % {"n": n}


def _closed(me: members.Profile) -> str:
    """Why the birthday cannot be changed now; "" if it can."""
    if not me.birthday_edits_left:
        return _(
            "It was changed as often as it can be, because gifts come with it. Is it wrong? "
            "Please ask the shop."
        )
    opens = me.birthday_opens_at
    if opens is not None and current_clock().now() < opens:
        words = _("It can be changed once a year, because gifts come with it: again from %(day)s.")
        return words % {"day": day(opens)}
    return ""
