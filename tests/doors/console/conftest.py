"""The console over HTTP: staff in each role, a browser without script."""

from __future__ import annotations

from started_django import committed, database, tables  # isort: skip
from console_desk import clock, home, quick_passwords, staff

__all__ = ["clock", "committed", "database", "home", "quick_passwords", "staff", "tables"]
