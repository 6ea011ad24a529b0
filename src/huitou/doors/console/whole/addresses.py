"""Where a person stands in the console, and what may be shown of their id.

Ids of the log are whatever a client sends, and some clients send an e-mail address or a phone
number. Such an id is masked where it is shown, and sealed where it would stand in an address: the
same id always in the same way, so that links stay the same, and readable by this server alone.
"""

from __future__ import annotations

import base64
import hashlib
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.http import Http404

from huitou.commerce import members
from huitou.doors.console.whole.masking import masked_text

PEOPLE = "/console/people"
ORDERS = "/console/orders"
PRODUCTS = "/console/products"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_SEALED = "~"


def person_address(person_id: str) -> str:
    """The page of a person, for any id of theirs."""
    return f"{PEOPLE}/{person_key(person_id)}"


def order_address(order_id: str) -> str:
    """The page of an order."""
    return f"{ORDERS}/{order_id}"


def product_address(product_id: str) -> str:
    """The page of a product."""
    return f"{PRODUCTS}/{product_id}"


def person_key(person_id: str) -> str:
    """What stands for an id in an address."""
    if _PLAIN.fullmatch(person_id) and masked_text(person_id) == person_id:
        return person_id
    sealed = _cipher().encrypt(person_id.encode(), None)
    return _SEALED + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def person_of_key(key: str) -> str:
    """The id that a key stands for. Http404 for one that was not made here."""
    if not key.startswith(_SEALED):
        return key
    text = key[1:]
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return _cipher().decrypt(sealed, None).decode()
    except (ValueError, InvalidTag):
        raise Http404("No such person.") from None


def shown_id(person_id: str) -> str:
    """An id as it may be shown: short enough for a line, masked if it is a contact."""
    shown = masked_text(person_id)
    return shown if len(shown) <= 40 else f"{shown[:18]}…{shown[-8:]}"


def shown_name(card: members.MemberCard | None, person_id: str) -> str:
    """What somebody is called in lists: the masked name, else a masked contact, else the id."""
    if card is None:
        return shown_id(person_id)
    return card.name or next((one.masked for one in card.contacts), shown_id(person_id))


def _cipher() -> AESSIV:
    secret = f"huitou.console.person-key\n{settings.SECRET_KEY}".encode()
    return AESSIV(hashlib.sha512(secret).digest())
