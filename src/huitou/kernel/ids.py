"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562 section 5.7)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from huitou.kernel.clock import Clock


def new_id(clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> str:
    """A UUIDv7 in lower-case text: 48 bits of milliseconds, then 12 bits of the fraction of that
    millisecond (so that ids of one process sort finer than a millisecond), then 62 random bits.
    """
    micros = clock.micros()
    millis, rest = divmod(micros, 1000)
    fraction = rest * 4096 // 1000
    value = (millis & (2**48 - 1)) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random_bits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
