"""Pure decisions about e-mail addresses and phone numbers: the ways to reach a member."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huitou.foundation.vault import lookup_hash
from huitou.kernel import InvalidInput

Kind = Literal["email", "phone"]
_LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
_IN_CHINA = re.compile(r"1[3-9]\d{9}")
_E164 = re.compile(r"\+[1-9]\d{6,14}")  # ITU-T E.164: 15 digits at most
_SPACING = re.compile(r"[\s().\-]+")


@dataclass(frozen=True)
class Way:
    """A contact in the one form in which it is kept: an e-mail address in lower case, or a phone
    number as E.164 has it (+8613800138000).
    """

    kind: Kind
    value: str

    @property
    def hash(self) -> str:
        """What the contact is found by."""
        return lookup_hash(self.kind, self.value)

    @property
    def masked(self) -> str:
        """Enough for its owner to recognise it, too little for anybody else to use it."""
        return _masked_email(self.value) if self.kind == "email" else masked_phone(self.value)


def way_of(text: str, field: str = "contact") -> Way:
    """The contact that a person typed; a number of mainland China may come without +86.
    InvalidInput for what is neither an e-mail address nor a phone number.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if "@" in cleaned:
        return Way("email", _email(cleaned, field))
    return Way("phone", phone_of(cleaned, field))


def phone_of(text: str, field: str = "phone") -> str:
    """The number in the form of E.164. InvalidInput if it is none."""
    digits = _SPACING.sub("", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif _IN_CHINA.fullmatch(digits):
        digits = "+86" + digits
    elif re.fullmatch(r"86" + _IN_CHINA.pattern, digits):
        digits = "+" + digits
    in_china = digits.startswith("+86")
    if digits.isascii() and (
        _IN_CHINA.fullmatch(digits[3:]) if in_china else _E164.fullmatch(digits)
    ):
        return digits
    raise InvalidInput(
        "This is no phone number that we can reach.",
        remedy="Write 11 digits for mainland China, else + and the country code before the number.",
        code="members.bad_phone",
        field=field,
    )


def masked_phone(number: str) -> str:
    """138****8000, or +44****1234 for numbers from elsewhere."""
    if number.startswith("+86"):
        return f"{number[3:6]}****{number[-4:]}"
    return f"{number[:3]}****{number[-2:]}"


def _masked_email(address: str) -> str:
    name, _, host = address.rpartition("@")
    return f"{name[:1]}***@{host}"


def _email(text: str, field: str) -> str:
    # The part before @ may by RFC 5321 tell capitals apart; no provider of today does, and two
    # members must not have one letter box.
    address = text.lower()
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > _LONGEST_EMAIL or not address.isascii():
        raise InvalidInput(
            "This is no e-mail address that we can reach.",
            remedy="Write it as name@example.com.",
            code="members.bad_email",
            field=field,
        )
    return address
