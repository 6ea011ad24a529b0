"""What the pages of addresses are made of."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import ActionButton, Button, EmptyState, Field, Form, new_form_key
from huitou.doors.shop.address_form import Written, address_fields
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.gate import member_of
from huitou.doors.shop.pages.account import AddressCard, AddressesPage, AddressPage

_LIST = "/account/addresses"
_MOST = 20


def addresses_page(request: HttpRequest) -> AddressesPage:
    found = members.addresses_of(member_of(request).id)
    add = Button(_("Add an address"), f"{_LIST}/new", kind="primary", icon="plus")
    text = _("Keep where your parcels go, and the checkout is one press.")
    full = len(found) >= _MOST
    return AddressesPage(
        title=_("Addresses"),
        frame=shop_frame(request, "account", back="/account"),
        indexed=False,
        cards=[_card(one) for one in found],
        add=None if full else add,
        undo=_undo(request),
        empty=None if found else EmptyState(_("No address yet"), text, "place", (add,)),
        full=_("20 addresses are the most. Delete one to add another.") if full else "",
    )


def address_page(
    request: HttpRequest,
    written: Written,
    errors: Mapping[str, str] | None = None,
    kept: members.SavedAddress | None = None,
) -> AddressPage:
    """The form of a new address, or of one that is `kept`."""
    default = Field(
        "is_default",
        _("Use it by default"),
        kind="checkbox",
        checked=bool(request.POST.get("is_default")) or (kept is not None and kept.is_default),
        disabled=kept is not None and kept.is_default,
    )
    return AddressPage(
        title=_("Change the address") if kept else _("New address"),
        frame=shop_frame(request, "account", back=_LIST),
        indexed=False,
        form=Form(
            action=f"{_LIST}/{kept.id}" if kept else f"{_LIST}/new",
            fields=(*address_fields(written, errors or {}), default),
            submit=Button(_("Save"), kind="primary"),
            key=new_form_key(),
            cancel=_LIST,
            attributes={"novalidate": ""},
        ),
    )


def _card(one: members.SavedAddress) -> AddressCard:
    at, fields = f"{_LIST}/{one.id}", one.fields
    remove = ActionButton(
        Button(_("Delete"), kind="quiet", small=True),
        f"{at}/delete",
        hidden={"was_default": "1"} if one.is_default else {},
    )
    default = ActionButton(
        Button(_("Make it the default"), kind="quiet", small=True), f"{at}/default"
    )
    return AddressCard(
        name=fields.name,
        phone=fields.phone.removeprefix("+86"),
        place=fields.place,
        street=fields.street,
        is_default=one.is_default,
        edit=Button(_("Change"), at, kind="quiet", small=True),
        make_default=None if one.is_default else default,
        remove=remove,
    )


def _undo(request: HttpRequest) -> ActionButton | None:
    try:
        deleted = UUID(request.GET.get("deleted", ""))
    except ValueError:
        return None
    return ActionButton(
        Button(_("Put it back"), icon="undo", small=True),
        f"{_LIST}/{deleted}/put-back",
        hidden={"default": "1"} if request.GET.get("default") else {},
    )
