"""Start-up of a process that knows every room."""

from __future__ import annotations

from huitou.foundation.startup import start_django


def bootstrap() -> None:
    """Start Django over the data folder that the environment names."""
    start_django()
