"""What lies in the tables: to see that a request changed nothing, or that nothing of a person is
left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection

from huitou.foundation.vault import unseal
from huitou.kernel import StorageRefused

# They count requests, or note when somebody came last.
_OF_REQUESTS = {"accounts_rate_count", "accounts_api_token", "members_session", "django_session"}


def contents() -> dict[str, str]:
    """A digest of the rows of every table, but for what every request changes."""
    return {
        table: hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
        for table, _, rows in _tables()
        if table not in _OF_REQUESTS
    }


def texts() -> Iterator[tuple[str, str]]:
    """Every text of every table as (table.column, text); what is encrypted also as it reads."""
    for table, columns, rows in _tables():
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str | bytes | memoryview | dict | list):
                    plain = _plain(value)
                    yield f"{table}.{column}", plain
                    yield from ((f"{table}.{column}", opened) for opened in _opened(plain))


def places_of(needles: list[str]) -> set[str]:
    """The columns whose texts hold one of the needles."""
    return {place for place, text in texts() if any(needle in text for needle in needles)}


def _tables() -> Iterator[tuple[str, list[str], list[tuple[object, ...]]]]:
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, [column[0] for column in cursor.description], cursor.fetchall()


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def _opened(text: str) -> list[str]:
    if not text.startswith("gAAAA"):  # what Fernet makes of a version and a time
        return []
    try:
        return [unseal(text)]
    except StorageRefused:
        return []
