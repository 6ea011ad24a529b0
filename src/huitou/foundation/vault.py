"""Personal data at rest: encrypted with keys that rotate, found again by a keyed hash.

The keys are those of HUITOU_VAULT_KEYS (Fernet keys separated by commas, the newest first; see
`huitou vault new-key`), else those of a file in the data folder, one a line, which every process
reads again when it changes. What an older key encrypted is still read; `reencrypted` moves it to
the newest. The key of the hashes is made from the server's secret and does not rotate with them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from huitou.foundation.secret import read_or_make_secret, replace_secret
from huitou.kernel import Conflict, StorageRefused

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
            remedy="Put the key back into HUITOU_VAULT_KEYS or vault.key, behind the newest one.",
            code="vault.unknown_key",
        ) from error


def reencrypted(sealed: str) -> str:
    """The same text under the newest key. StorageRefused if no key fits."""
    return seal(unseal(sealed))


def lookup_hash(kind: str, text: str) -> str:
    """What a text of that kind (such as `phone`) is found again by: 64 hexadecimal digits that
    nobody without the server's secret can make.
    """
    said = f"{kind}\n{text}".encode()
    return hmac.new(_hash_key(settings.SECRET_KEY), said, hashlib.sha256).hexdigest()


def is_newest(sealed: str) -> bool:
    """Whether it is the newest key that encrypted this."""
    try:
        Fernet(_keys()[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def add_key() -> None:
    """Put a new key before the others in the data folder; everything is encrypted with it from now
    on. Conflict if the keys come from the environment.
    """
    _check_file()
    replace_secret(_path(), "\n".join((Fernet.generate_key().decode(), *_keys())))


def drop_old_keys() -> int:
    """Keep only the newest key in the data folder; how many went. What they encrypted and nobody
    has reencrypted can never be read again. Conflict if the keys come from the environment.
    """
    _check_file()
    keys = _keys()
    replace_secret(_path(), keys[0])
    return len(keys) - 1


def forget_keys() -> None:
    """Read the keys again at the next use; for tests."""
    _read.cache_clear()


def _vault() -> MultiFernet:
    return _of_keys(_keys())


@lru_cache(maxsize=4)
def _of_keys(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> tuple[str, ...]:
    named = os.environ.get("HUITOU_VAULT_KEYS", "")
    if named.strip(", "):
        return _split(named)
    try:
        changed = _path().stat()
    except FileNotFoundError:
        read_or_make_secret(_path(), lambda: Fernet.generate_key().decode())
        changed = _path().stat()
    return _read(_path(), changed.st_mtime_ns, changed.st_ino)


@lru_cache(maxsize=2)
def _read(path: Path, mtime: int, inode: int) -> tuple[str, ...]:
    return _split(path.read_text())


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _path() -> Path:
    path: Path = settings.HOME / _FILE
    return path


def _check_file() -> None:
    if os.environ.get("HUITOU_VAULT_KEYS", "").strip(", "):
        raise Conflict(
            "The vault's keys come from HUITOU_VAULT_KEYS.",
            remedy=f"Change that variable, such as to put the new key "
            f"{Fernet.generate_key().decode()} before the others, and start huitou again.",
            code="vault.keys_elsewhere",
        )


@lru_cache(maxsize=4)
def _hash_key(secret: str) -> bytes:
    return hashlib.sha256(b"huitou.vault.lookup" + secret.encode()).digest()
