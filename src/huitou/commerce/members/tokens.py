"""Tokens of sessions and guests: shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets

MEMBER = "hm_"
GUEST = "hg_"
_LONGEST = 100


def new_token(prefix: str) -> str:
    """256 random bits behind a prefix that says what the token is of."""
    return prefix + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """The stored form. SHA-256 is enough: nobody guesses 256 random bits, and every request of a
    shopper asks for it.
    """
    return hashlib.sha256(token[:_LONGEST].encode("utf-8", "surrogatepass")).hexdigest()
