"""The report over the event log, computed again only when the log or the question has changed."""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import astuple, dataclass
from pathlib import Path

import huitou
from huitou.doors.report.orders_of_log import log_lines
from huitou.doors.report.rendering import render, render_empty
from huitou.doors.report.texts import say
from huitou.engine.analytics import shop_report
from huitou.engine.events import Snapshot
from huitou.foundation.event_log import open_log


@dataclass(frozen=True)
class Question:
    """What is asked of the log. `currency` None: the one with the most orders. `address` is the
    server's own, for the page of an empty log.
    """

    timezone: str
    currency: str | None
    language: str
    address: str


@dataclass(frozen=True)
class LivePage:
    """A finished page, plain and gzipped. `etag` changes whenever the page may have changed."""

    html: bytes
    packed: bytes
    etag: str


class LiveReport:
    """The report over the log in the folder `home`. Keeps the last page; safe across threads, and
    who asks while it is being made waits for it rather than making it twice.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._last: LivePage | None = None

    def page(self, question: Question) -> LivePage:
        """The page as of now; HuitouError for a question that makes no sense."""
        snapshot = open_log(self._home).snapshot()
        etag = _mark(snapshot, question)
        with self._lock:
            if self._last is None or self._last.etag != etag:
                html = self._draw(snapshot, question).encode()
                self._last = LivePage(html, gzip.compress(html, 6, mtime=0), etag)
            return self._last

    def _draw(self, snapshot: Snapshot, question: Question) -> str:
        lines = log_lines(snapshot, question.currency)
        if lines.num_rows == 0:
            return render_empty(
                language=question.language,
                version=huitou.__version__,
                address=question.address,
                home=str(self._home),
            )
        report = shop_report(lines, timezone=question.timezone, currency=question.currency)
        return render(
            report,
            title="",
            source_note=say("log_source", version=str(snapshot.version)),
            generated=False,
            language=question.language,
            version=huitou.__version__,
        )


def _mark(snapshot: Snapshot, question: Question) -> str:
    """The table only changes with its version; the tail grows at its end until it is shipped."""
    rows = snapshot.tail.num_rows
    last = snapshot.tail["message_id"][rows - 1].as_py() if rows else ""
    said = repr((huitou.__version__, snapshot.version, rows, last, *astuple(question)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
