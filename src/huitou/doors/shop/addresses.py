"""The addresses that a member keeps."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import go_to, show
from huitou.doors.shop.address_form import Written, errors_in, written_in
from huitou.doors.shop.addresses_page import address_page, addresses_page
from huitou.doors.shop.gate import member_of, member_page
from huitou.doors.shop.once import once
from huitou.doors.shop.provinces import province_name
from huitou.foundation.clocks import current_clock

_LIST = "/account/addresses"


@member_page()
def addresses(request: HttpRequest) -> HttpResponse:
    return show(request, addresses_page(request))


@member_page("GET", "POST")
@once()
def add_address(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return show(request, address_page(request, Written()))
    written = written_in(request.POST)
    errors = errors_in(written)
    if errors:
        return show(request, address_page(request, written, errors), status=422)
    members.add_address(
        fields=written.fields,
        make_default=bool(request.POST.get("is_default")),
        actor=member_of(request),
        clock=current_clock(),
    )
    messages.success(request, _("The address is saved."))
    return go_to(_LIST)


@member_page("GET", "POST")
def change_address(request: HttpRequest, address_id: UUID) -> HttpResponse:
    kept = members.address_of(member_of(request).id, str(address_id))
    if request.method == "GET":
        return show(request, address_page(request, _as_written(kept.fields), kept=kept))
    written = written_in(request.POST)
    errors = errors_in(written)
    if errors:
        return show(request, address_page(request, written, errors, kept=kept), status=422)
    actor, clock = member_of(request), current_clock()
    fields = _with_what_no_form_shows(written, kept.fields)
    members.change_address(address_id=kept.id, fields=fields, actor=actor, clock=clock)
    if request.POST.get("is_default"):
        members.set_default_address(address_id=kept.id, actor=actor, clock=clock)
    messages.success(request, _("The address is saved."))
    return go_to(_LIST)


@member_page("POST")
def remove_address(request: HttpRequest, address_id: UUID) -> HttpResponse:
    """Delete it; the page that follows offers to put it back."""
    members.remove_address(
        address_id=str(address_id), actor=member_of(request), clock=current_clock()
    )
    was_default = "&default=1" if request.POST.get("was_default") else ""
    return go_to(f"{_LIST}?deleted={address_id}{was_default}")


@member_page("POST")
def put_back(request: HttpRequest, address_id: UUID) -> HttpResponse:
    members.put_back_address(
        address_id=str(address_id),
        make_default=bool(request.POST.get("default")),
        actor=member_of(request),
        clock=current_clock(),
    )
    return go_to(_LIST)


@member_page("POST")
def make_default(request: HttpRequest, address_id: UUID) -> HttpResponse:
    members.set_default_address(
        address_id=str(address_id), actor=member_of(request), clock=current_clock()
    )
    return go_to(_LIST)


def _as_written(fields: members.AddressFields) -> Written:
    """As the form has it: the province apart from city and district."""
    province = province_name(fields.region)
    district = fields.place.removeprefix(province).strip()
    phone = fields.phone.removeprefix("+86")
    return Written(fields.name, phone, f"{fields.region[:2]}0000", district, fields.street)


def _with_what_no_form_shows(
    written: Written, before: members.AddressFields
) -> members.AddressFields:
    """The district's own code stays while the place is the same; so do postcode and label."""
    fields = written.fields
    same_place = fields.place == _as_written(before).fields.place
    return replace(
        fields,
        region=before.region if same_place else fields.region,
        place=before.place if same_place else fields.place,
        postcode=before.postcode if same_place else "",
        label=before.label,
    )
