"""Sign a delivery, and check a signature (Standard Webhooks, specification 1.0)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from huitou.kernel import Unauthorized, to_micros

PREFIX = "whsec_"
WINDOW = timedelta(minutes=5)
_BYTES = 32


def new_secret() -> str:
    """A secret for an endpoint: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(
    keys: Iterable[str], delivery_id: str, body: bytes, at: datetime
) -> dict[str, str]:
    """The three headers of a delivery, signed under every key."""
    seconds = str(to_micros(at) // 1_000_000)
    said = b".".join((delivery_id.encode(), seconds.encode(), body))
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{_digest(key, said)}" for key in keys),
    }


def check_signature(key: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """What a receiver in Python calls: Unauthorized for a delivery that was not signed under the
    secret `key` or was signed more than five minutes from `now`. Names of headers in lower case.
    """
    seconds, given = headers.get("webhook-timestamp", ""), headers.get("webhook-signature", "")
    said = b".".join((headers.get("webhook-id", "").encode(), seconds.encode(), body))
    if not any(hmac.compare_digest(one, f"v1,{_digest(key, said)}") for one in given.split()):
        raise _refused("The signature does not fit.", "webhooks.bad_signature")
    if abs(to_micros(now) // 1_000_000 - int(seconds)) > WINDOW.total_seconds():
        raise _refused("The delivery was signed too long ago.", "webhooks.replayed")


def _digest(key: str, said: bytes) -> str:
    try:
        raw = base64.b64decode(key.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise _refused("The secret is not one of a webhook.", "webhooks.bad_secret") from None
    return base64.b64encode(hmac.new(raw, said, hashlib.sha256).digest()).decode()


def _refused(message: str, code: str) -> Unauthorized:
    return Unauthorized(
        message, remedy="Check the endpoint's secret and the receiver's clock.", code=code
    )
