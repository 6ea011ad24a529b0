"""Impossible queries, told with the field that is wrong and what to do."""

from __future__ import annotations

from huitou.kernel import InvalidInput


def refuse(field: str, message: str, remedy: str) -> InvalidInput:
    """The error for a query whose `field` makes it impossible; the caller raises it."""
    return InvalidInput(message, remedy=remedy, code="query.impossible", field=field)


def check_whole(field: str, value: int, least: int, most: int) -> None:
    """Raise unless `value` lies between `least` and `most`, both included."""
    if not least <= value <= most:
        raise refuse(field, f"{field} is {value}.", f"Give a whole number from {least} to {most}.")
