"""Pure decisions about names and keys."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from collections.abc import Callable

from huitou.kernel import InvalidInput

KEY_LENGTH = 32
HINT_LENGTH = 4
_LETTERS = string.ascii_letters + string.digits  # no dash: a shell would read -abc as an option
# What operators decide is said under this name, and believed more than what clients say.
OPERATOR = "operator"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def new_key(choose: Callable[[str], str] = secrets.choice) -> str:
    """A new write key: 32 letters and digits, 190 random bits."""
    return "".join(choose(_LETTERS) for _ in range(KEY_LENGTH))


def hash_key(key: str) -> str:
    """The stored form of a key, SHA-256 in hex.

    A slow password hash guards secrets that a person chose, which can be guessed. A key is 190
    random bits: nobody guesses it from its hash, however fast the hash is, and a door that
    takes hundreds of requests a second cannot afford a slow one.
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def checked_name(name: str) -> str:
    """The source name, or InvalidInput: it is written in commands, addresses and every event."""
    if name == OPERATOR:
        raise InvalidInput(
            "The name operator is kept for what operators decide.",
            remedy="Choose another name, such as web-shop.",
            code="sources.reserved_name",
            field="source",
        )
    if _NAME.fullmatch(name):
        return name
    raise InvalidInput(
        f"{name!r} cannot be the name of a source.",
        remedy="Use 1 to 64 letters, digits, dots, dashes or underscores, such as web-shop.",
        code="sources.bad_name",
        field="source",
    )
