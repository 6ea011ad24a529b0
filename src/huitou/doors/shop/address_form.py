"""An address in China that is written out in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from huitou.commerce import members
from huitou.doors.design import Field, Option
from huitou.doors.shop.provinces import province_name, provinces
from huitou.kernel import InvalidInput


@dataclass(frozen=True)
class Written:
    """What was filled in: `region` is the province's code, `district` city and district."""

    name: str = ""
    phone: str = ""
    region: str = ""
    district: str = ""
    street: str = ""

    @property
    def fields(self) -> members.AddressFields:
        """As the rooms take it; the province stands in `place` with the rest."""
        province = province_name(self.region)
        place = " ".join(part for part in (province, self.district) if part)
        return members.AddressFields(
            name=self.name,
            phone=self.phone,
            region=self.region,
            place=place,
            street=self.street,
        )

    @property
    def is_blank(self) -> bool:
        return not any((self.name, self.phone, self.region, self.district, self.street))


def written_in(said: QueryDict) -> Written:
    """What a form sent."""
    names = ("name", "phone", "region", "district", "street")
    return Written(**{name: said.get(name, "").strip() for name in names})


def errors_in(written: Written) -> dict[str, str]:
    """What is wrong at which field, in words that say what to do."""
    missing = {
        "name": _("Write who receives the parcel."),
        "phone": _("Write a phone number under which the carrier reaches you."),
        "region": _("Choose a province."),
        "district": _("Write the city and the district."),
        "street": _("Write the street, the house and the door."),
    }
    errors = {name: words for name, words in missing.items() if not getattr(written, name)}
    if errors.keys() & {"phone"} == set():
        errors |= _phone_error(written)
    if not errors:
        errors |= _other_error(written)
    return errors


def address_fields(
    written: Written, errors: Mapping[str, str], *, required: bool = True
) -> tuple[Field, ...]:
    """The fields; `required` where no other address can be chosen."""
    return (
        Field(
            "name",
            _("Recipient"),
            value=written.name,
            error=errors.get("name", ""),
            required=required,
            autocomplete="name",
            longest=50,
        ),
        Field(
            "phone",
            _("Mobile phone"),
            kind="tel",
            value=written.phone,
            error=errors.get("phone", ""),
            required=required,
            autocomplete="tel",
            inputmode="tel",
            longest=40,
        ),
        Field(
            "region",
            _("Province"),
            kind="select",
            value=written.region,
            options=[Option("", _("Choose")), *(Option(*one) for one in provinces())],
            error=errors.get("region", ""),
            required=required,
            autocomplete="address-level1",
        ),
        Field(
            "district",
            _("City and district"),
            value=written.district,
            error=errors.get("district", ""),
            required=required,
            autocomplete="address-level2",
            longest=80,
            placeholder=_("Such as: Hangzhou, Xihu"),
        ),
        Field(
            "street",
            _("Street and door"),
            value=written.street,
            error=errors.get("street", ""),
            required=required,
            autocomplete="street-address",
            longest=200,
        ),
    )


def _phone_error(written: Written) -> dict[str, str]:
    try:
        members.phone_of(written.phone)
    except InvalidInput:
        return {
            "phone": _("This is no phone number. Write 11 digits, or + and the country's code.")
        }
    return {}


def _other_error(written: Written) -> dict[str, str]:
    try:
        members.checked_address(written.fields)
    except InvalidInput as error:
        field = {"place": "district", "postcode": "street"}.get(error.field or "", error.field)
        return {field or "street": _("No parcel would arrive there. Check this once more.")}
    return {}
