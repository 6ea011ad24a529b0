"""Callbacks of the simulated gateway: JSON, signed with a secret that both sides know."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

import msgspec

from huitou.commerce.payments.gateway import Notice, NoticeKind
from huitou.kernel import Clock, Currency, HuitouError, Money, Unauthorized, from_micros, to_micros

OLDEST = timedelta(minutes=5)
TIMESTAMP, SIGNATURE = "x-simulated-timestamp", "x-simulated-signature"


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    number: str
    gateway_id: str
    minor: int
    currency: str
    state: str
    at: int


def body_of(notice: Notice) -> str:
    """A notice as the gateway writes it."""
    body = _Body(
        notice.kind,
        notice.number,
        notice.gateway_id,
        notice.amount.minor,
        notice.amount.currency.code,
        notice.state,
        to_micros(notice.at),
    )
    return msgspec.json.encode(body).decode()


def signed(body: bytes, secret: bytes, clock: Clock) -> dict[str, str]:
    """The headers of a callback that is posted now."""
    timestamp = str(clock.micros() // 1_000_000)
    return {TIMESTAMP: timestamp, SIGNATURE: _signature(timestamp, body, secret)}


def verified(headers: Mapping[str, str], body: bytes, secret: bytes, clock: Clock) -> Notice:
    """The notice; Unauthorized for a wrong signature, an old one, or a body of nonsense."""
    timestamp = headers.get(TIMESTAMP, "")
    ours = _signature(timestamp, body, secret)
    if not hmac.compare_digest(ours.encode(), headers.get(SIGNATURE, "").encode()):
        raise _refused("signature is not the gateway's")
    age = clock.micros() // 1_000_000 - int(timestamp)
    if abs(age) > OLDEST.total_seconds():
        raise _refused(f"timestamp is {age} seconds old")
    try:
        return notice_of(body)
    except (msgspec.DecodeError, ValueError, HuitouError):
        raise _refused("body cannot be read") from None


def notice_of(body: bytes | str) -> Notice:
    """A body as a notice."""
    read = msgspec.json.decode(body, type=_Body)
    return Notice(
        kind=NoticeKind(read.kind),
        number=read.number,
        gateway_id=read.gateway_id,
        amount=Money(read.minor, Currency.of(read.currency)),
        state=read.state,
        at=from_micros(read.at),
    )


def _signature(timestamp: str, body: bytes, secret: bytes) -> str:
    said = timestamp.encode() + b"\n" + body
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def _refused(what: str) -> Unauthorized:
    return Unauthorized(
        f"The callback's {what}.",
        remedy="Only the gateway can send it; it will send it again.",
        code="payments.bad_callback",
    )
