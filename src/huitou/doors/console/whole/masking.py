"""What clients said of a person, with everything that tells who they are masked. Pure.

Rooms mask what they hold; the log holds what clients send, under names of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
# Names of traits and properties whose values tell who somebody is, without spaces and underscores.
_PERSONAL = frozenset(
    {
        "address", "alipayid", "avatar", "birthdate", "birthday", "city", "deviceid", "email",
        "emailaddress", "familyname", "firstname", "fullname", "givenname", "idcard", "idnumber",
        "ip", "ipaddress", "lastname", "mail", "mobile", "name", "nickname", "openid", "phone",
        "phonenumber", "postalcode", "postcode", "qq", "realname", "recipient", "street", "surname",
        "tel", "telephone", "unionid", "username", "wechat", "weixin", "zip", "zipcode",
    }
)  # fmt: skip
# Of a product, a campaign or a page the name is no person's.
_NAMED_THINGS = frozenset({"products", "product", "campaign", "page", "app", "os", "library"})
_EMAIL = re.compile(r"([\w.%+\-]{1,64})@([^\s@<>\"',;:]+\.[^\s@<>\"',;:]+)")
_PHONE = re.compile(r"(?<![\w-])(\+\d{1,3}[\s-]?)?(1[3-9]\d)\d{4}(\d{4})(?![\w-])")
_ABROAD = re.compile(r"(?<![\w-])(\+\d{2})\d{5,11}(\d{2})(?![\w-])")
_MOST_LEVELS = 12


def masked_text(text: str) -> str:
    """The text with every e-mail address and phone number in it masked."""
    text = _EMAIL.sub(lambda found: f"{found[1][:1]}{HIDDEN}@{found[2]}", text)
    text = _PHONE.sub(lambda found: f"{found[1] or ''}{found[2]}****{found[3]}", text)
    return _ABROAD.sub(r"\1****\2", text)


def masked_json(value: Any, *, of_traits: bool = False, levels: int = _MOST_LEVELS) -> Any:
    """A JSON value with what is personal masked: contacts wherever they stand, and values under
    personal names. `of_traits`: every name counts; else `name` alone is left, since things that
    are sold have names too.
    """
    if levels == 0:
        return HIDDEN
    if isinstance(value, Mapping):
        return {
            name: HIDDEN
            if is_personal(name, of_traits=of_traits) and one not in (None, "", False, True)
            else masked_json(
                one, of_traits=of_traits and name not in _NAMED_THINGS, levels=levels - 1
            )
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [masked_json(one, of_traits=of_traits, levels=levels - 1) for one in value]
    if isinstance(value, str):
        return masked_text(value)
    if type(value) is int and masked_text(str(value)) != str(value):
        return masked_text(str(value))
    return value


def is_personal(name: str, *, of_traits: bool = True) -> bool:
    """Whether what stands under that name tells who somebody is."""
    plain = re.sub(r"[\s_.\-$]+", "", name).lower()
    return plain in _PERSONAL and (of_traits or plain not in ("name", "city", "avatar"))
