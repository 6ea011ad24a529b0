"""Django over a folder of its own; each test's rows are gone after it."""

from __future__ import annotations

from started_django import committed, database, tables

__all__ = ["committed", "database", "tables"]
