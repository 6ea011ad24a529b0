"""Which rooms know something of a member."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from huitou.kernel import Clock


@runtime_checkable
class PersonalData(Protocol):
    """What a room with personal data implements, once, and registers when it starts."""

    @property
    def name(self) -> str:
        """The room's name in the export, such as `orders`."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all its tables that hold a member's id or encrypted text, and of those
        that are reached through them.
        """

    def export(self, member_id: str) -> dict[str, Any]:
        """Everything that the room knows of the member, as JSON values with plain names; empty for
        a member it does not know. Nothing of other people.
        """

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        """Delete it, or take out what tells who it was where the law makes the shop keep the row
        (invoices, bookings): then say in the implementation's docstring what stays and why. What
        was erased: how many rows of which table. Called in the transaction of all rooms; again,
        it finds nothing and does no harm. A HuitouError stops the erasure of all rooms.
        """


_registry: dict[str, PersonalData] = {}


def register_personal_data(room: PersonalData) -> None:
    """Register a room's implementation. TypeError if it is none; ValueError for a name or a table
    that another one has.
    """
    if not isinstance(room, PersonalData):
        raise TypeError(f"{room!r} does not implement PersonalData")
    for name, other in _registry.items():
        twice = set(other.tables) & set(room.tables)
        if type(other) is type(room):
            continue
        if name == room.name or twice:
            raise ValueError(f"{room.name} is registered twice, or its tables: {sorted(twice)}")
    _registry[room.name] = room


def personal_data() -> tuple[PersonalData, ...]:
    """Every room's, by name."""
    return tuple(_registry[name] for name in sorted(_registry))
