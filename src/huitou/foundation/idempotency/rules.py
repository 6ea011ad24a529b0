"""Pure decisions about keys."""

from __future__ import annotations

import hashlib

from huitou.kernel import InvalidInput

_LONGEST = 255


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same one."""
    said = b"\n".join((method.encode(), path.encode(), body))
    return hashlib.sha256(said).hexdigest()


def checked_key(key: str) -> str:
    """The key; InvalidInput for one that cannot be kept."""
    if not 1 <= len(key) <= _LONGEST or not key.isascii() or not key.isprintable():
        raise InvalidInput(
            "The Idempotency-Key cannot be used.",
            remedy="Send 1 to 255 printable ASCII characters, such as a new UUID.",
            code="idempotency.bad_key",
            field="Idempotency-Key",
        )
    return key
