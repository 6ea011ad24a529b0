"""Pure decisions about where a parcel can go."""

from __future__ import annotations

import re
from dataclasses import dataclass

from huitou.commerce.members.rules import one_line
from huitou.commerce.members.ways import phone_of
from huitou.kernel import InvalidInput

MOST_ADDRESSES = 20
_COUNTRY = re.compile(r"[A-Z]{2}")  # ISO 3166-1 alpha-2
# GB/T 2260: the first two digits of a district's code are its province's.
_DISTRICT = re.compile(r"(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}")
_CHINESE_POSTCODE = re.compile(r"\d{6}")
_POSTCODE = re.compile(r"[A-Za-z0-9 -]{0,12}")


@dataclass(frozen=True)
class AddressFields:
    """Who gets it and where: `region` is the district's code (six digits in China), `place` the
    province, city and district in words, `street` the rest.
    """

    name: str
    phone: str
    region: str
    place: str
    street: str
    country: str = "CN"
    postcode: str = ""
    label: str = ""


def checked_address(fields: AddressFields) -> AddressFields:
    """The address in the form in which it is kept. InvalidInput that names the first field with
    which no parcel would arrive.
    """
    country = fields.country.strip().upper()
    _need(_COUNTRY.fullmatch(country), "country", "Write the two letters of ISO 3166, such as CN.")
    in_china = country == "CN"
    region, postcode = fields.region.strip(), fields.postcode.strip()
    if in_china:
        _need(_DISTRICT.fullmatch(region), "region", "Send the district's six digits (GB/T 2260).")
    pattern = _CHINESE_POSTCODE if in_china and postcode else _POSTCODE
    _need(pattern.fullmatch(postcode), "postcode", "Write the postcode's digits, or nothing.")
    return AddressFields(
        name=one_line(fields.name, 50, field="name", least=1),
        phone=phone_of(fields.phone),
        region=one_line(region, 20, field="region"),
        place=one_line(fields.place, 100, field="place", least=1),
        street=one_line(fields.street, 200, field="street", least=1),
        country=country,
        postcode=postcode,
        label=one_line(fields.label, 20, field="label"),
    )


def _need(fits: object, field: str, remedy: str) -> None:
    if not fits:
        raise InvalidInput(
            f"No parcel would arrive with this {field}.",
            remedy=remedy,
            code="members.bad_address",
            field=field,
        )
