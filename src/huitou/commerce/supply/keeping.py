"""Who must be asked before a hold is given up."""

from __future__ import annotations

from collections.abc import Callable

Keeper = Callable[[str], bool]
_keepers: list[Keeper] = []


def keep_alive(function: Keeper) -> None:
    """Ask `function(holder)` before a hold that ran out is given up; register it in a room's
    AppConfig.ready. It says whether the holder must keep its stock (its order is paid); it only
    reads, and takes no locks: stock is locked when it is asked.
    """
    if function not in _keepers:
        _keepers.append(function)


def must_keep(holder: str) -> bool:
    """Whether one of those who are asked says so."""
    return any(keeper(holder) for keeper in _keepers)
