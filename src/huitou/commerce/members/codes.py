"""Codes of six digits that prove a contact: made, tried and used once."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.db.models import F

from huitou.commerce.members.client import Client
from huitou.commerce.members.limits import DAY, begin_try, forgive, spend
from huitou.commerce.members.models import SignInCode
from huitou.commerce.members.senders import CodeMessage, send_code
from huitou.commerce.members.ways import Way
from huitou.foundation.vault import lookup_hash
from huitou.kernel import Clock, InvalidInput

Purpose = Literal["sign_in", "contact", "proof"]
LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
RESEND_PAUSE = timedelta(seconds=60)
MOST_A_DAY_PER_CONTACT = 10
# A campus or a mobile network may be one address, so these stop programs, not people.
MOST_A_DAY_PER_NETWORK = 300
FREE_FAILURES_PER_NETWORK = 100
_NETWORK = "code.network"
_CODE = re.compile(r"[0-9]{6}")


def issue_code(
    purpose: Purpose,
    way: Way,
    client: Client,
    *,
    language: str,
    clock: Clock,
    member_id: str | None = None,
) -> None:
    """Send a new code to the contact, in place of the one before it. Overloaded within a minute of
    the last, and over the day's limits of the contact and of the client's network.
    """
    code = f"{secrets.randbelow(10**6):06d}"
    key = _key(purpose, way, member_id)
    with transaction.atomic():
        spend("code.pause", way.hash, most=1, per=RESEND_PAUSE, clock=clock)
        spend("code.day", way.hash, most=MOST_A_DAY_PER_CONTACT, per=DAY, clock=clock)
        spend("code.sent", client.address, most=MOST_A_DAY_PER_NETWORK, per=DAY, clock=clock)
        SignInCode.objects.update_or_create(
            key=key,
            defaults={
                "code_hash": _code_hash(key, code),
                "purpose": purpose,
                "member_id": member_id,
                "expires_at": clock.now() + LIFETIME,
                "attempts": 0,
                "used_at": None,
            },
        )
    minutes = LIFETIME // timedelta(minutes=1)
    send_code(CodeMessage(way, code, purpose, minutes, language))


def try_code(
    purpose: Purpose,
    ways: Iterable[Way],
    client: Client,
    *,
    clock: Clock,
    member_id: str | None = None,
) -> None:
    """Count an attempt at the codes of these contacts, for good: to be called outside the
    transaction in which one is then used. Overloaded for a network from which too many failed.
    """
    begin_try(_NETWORK, client.address, free=FREE_FAILURES_PER_NETWORK, clock=clock)
    keys = [_key(purpose, way, member_id) for way in ways]
    rows = SignInCode.objects.filter(key__in=keys, attempts__lte=MOST_ATTEMPTS)
    rows.update(attempts=F("attempts") + 1)


def use_code(
    purpose: Purpose,
    ways: Iterable[Way],
    code: str,
    client: Client,
    *,
    clock: Clock,
    field: str = "code",
    member_id: str | None = None,
) -> None:
    """Use up the code that was sent to one of the contacts, in the transaction that is open.
    InvalidInput if it is wrong, too old, was used or tried too often; which, nobody is told.
    """
    if not any(_used(_key(purpose, way, member_id), code, clock) for way in ways):
        raise InvalidInput(
            "This code does not hold.",
            remedy="Type the newest code that you were sent, or ask for another.",
            code="members.wrong_code",
            field=field,
        )
    forgive(_NETWORK, client.address)


def forget_codes(ways: Iterable[Way]) -> None:
    """Delete the codes with which somebody could sign in by these contacts."""
    keys = [_key("sign_in", way, None) for way in ways]
    SignInCode.objects.filter(key__in=keys).delete()


def _used(key: str, code: str, clock: Clock) -> bool:
    rows = SignInCode.objects.filter(
        key=key,
        code_hash=_code_hash(key, _digits(code)),
        used_at=None,
        expires_at__gt=clock.now(),
        attempts__lte=MOST_ATTEMPTS,
    )
    return bool(rows.update(used_at=clock.now()))


def _digits(code: str) -> str:
    typed = unicodedata.normalize("NFKC", code[:20]).replace(" ", "")
    return typed if _CODE.fullmatch(typed) else ""


def _key(purpose: str, way: Way, member_id: str | None) -> str:
    return lookup_hash("members.code", f"{purpose}\n{way.kind}\n{way.value}\n{member_id or ''}")


def _code_hash(key: str, code: str) -> str:
    return lookup_hash("members.code.digits", f"{key}\n{code}")
