"""An app with a header on every answer that says what it took: `Server-Timing: app;dur=..`,
the milliseconds from the request's arrival to the first byte of the answer, those in the database,
and how many statements and new connections it needed. Transactions and savepoints are no
statements here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.backends.signals import connection_created

_QUESTIONS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass
class _Spent:
    statements: int = 0
    seconds: float = 0.0
    connections: int = 0


_spent: ContextVar[_Spent | None] = ContextVar("spent", default=None)


def timed(app: Callable[..., Any]) -> Callable[..., Any]:
    """The app with that header; Django must have been started."""

    async def with_header(scope: dict[str, Any], receive: Any, send: Any) -> None:
        spent, arrived = _Spent(), time.perf_counter()
        _spent.set(spent)

        async def told(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                took = time.perf_counter() - arrived
                message["headers"] = [*message["headers"], (b"server-timing", _header(took, spent))]
            await send(message)

        await app(scope, receive, told if scope["type"] == "http" else send)

    connection_created.connect(_watch)
    return with_header


def _header(took: float, spent: _Spent) -> bytes:
    return (
        f"app;dur={1000 * took:.3f}, db;dur={1000 * spent.seconds:.3f}, "
        f"statements;dur={spent.statements}, connections;dur={spent.connections}"
    ).encode()


def _counted(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
    spent = _spent.get()
    if spent is None:
        return execute(statement, *rest)
    began = time.perf_counter()
    try:
        return execute(statement, *rest)
    finally:
        spent.seconds += time.perf_counter() - began
        spent.statements += statement.lstrip().startswith(_QUESTIONS)


def _watch(connection: Any, **_: Any) -> None:
    spent = _spent.get()
    if spent is not None:
        spent.connections += 1
    if _counted not in connection.execute_wrappers:
        connection.execute_wrappers.append(_counted)
