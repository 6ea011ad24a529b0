"""Personal data at rest: encrypted with keys that rotate, found again by a keyed hash.

The keys are those of HUITOU_VAULT_KEYS (Fernet keys separated by commas, the newest first; see
`huitou vault new-key`), else one in the data folder. What an older key encrypted is still read;
`reencrypted` moves it to the newest. The key of the hashes is made from the server's secret and
does not rotate with them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from huitou.foundation.secret import read_or_make_secret
from huitou.kernel import StorageRefused

_FILE = "vault.key"


class EncryptedText(models.TextField):
    """Text of people: plain in Python, encrypted in the database. It cannot be searched or sorted
    by; keep a `lookup_hash` beside it for that.
    """

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(str(value))

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return value if value is None else unseal(value)


def seal(text: str) -> str:
    """Encrypt with the newest key."""
    return _vault().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt with whichever key fits. StorageRefused if none does."""
    try:
        return _vault().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise StorageRefused(
            "Personal data was encrypted with a key that is not here.",
            remedy="Put the key back into HUITOU_VAULT_KEYS, behind the newest one.",
            code="vault.unknown_key",
        ) from error


def reencrypted(sealed: str) -> str:
    """The same text under the newest key."""
    return _vault().rotate(sealed.encode()).decode()


def lookup_hash(kind: str, text: str) -> str:
    """What a text of that kind (such as `phone`) is found again by: 64 hexadecimal digits that
    nobody without the server's secret can make.
    """
    said = f"{kind}\n{text}".encode()
    return hmac.new(_hash_key(settings.SECRET_KEY), said, hashlib.sha256).hexdigest()


def forget_keys() -> None:
    """Read the keys again at the next use; for tests and after a rotation."""
    _vault.cache_clear()


@lru_cache(maxsize=1)
def _vault() -> MultiFernet:
    named = os.environ.get("HUITOU_VAULT_KEYS", "")
    keys = [key.strip() for key in named.split(",") if key.strip()]
    if not keys:
        path = settings.HOME / _FILE
        keys = [read_or_make_secret(path, lambda: Fernet.generate_key().decode())]
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=4)
def _hash_key(secret: str) -> bytes:
    return hashlib.sha256(b"huitou.vault.lookup" + secret.encode()).digest()
