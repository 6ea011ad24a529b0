"""Money, time, identifiers and errors: the words every floor speaks. Imports nothing of ours."""

from huitou.kernel.clock import Clock, FakeClock, SystemClock, from_micros, to_micros
from huitou.kernel.errors import (
    Conflict,
    Forbidden,
    HuitouError,
    InvalidInput,
    NotFound,
    Overloaded,
    StorageRefused,
    TooLarge,
    Unauthorized,
    Unreachable,
)
from huitou.kernel.ids import new_id
from huitou.kernel.money import Currency, Money

__all__ = [
    "Clock",
    "Conflict",
    "Currency",
    "FakeClock",
    "Forbidden",
    "HuitouError",
    "InvalidInput",
    "Money",
    "NotFound",
    "Overloaded",
    "StorageRefused",
    "SystemClock",
    "TooLarge",
    "Unauthorized",
    "Unreachable",
    "from_micros",
    "new_id",
    "to_micros",
]
