"""The public names of a room of Django, loaded when they are first asked for.

Django reads a room's package before its tables are ready, so the package may not import the files
that hold them. `__getattr__ = lazy(__name__, file=("name", ..), ..)` says which file has which
public names. No name may be that of a file: Python would give the file.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def lazy(package: str, **names_in: tuple[str, ...]) -> Callable[[str], Any]:
    """A module's `__getattr__` (PEP 562)."""
    file_of = {name: file for file, names in names_in.items() for name in names}

    def find(name: str) -> Any:
        if name not in file_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{file_of[name]}"), name)

    return find
