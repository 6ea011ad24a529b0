"""What `huitou doctor` looks at. Every look says what it found and, if that is not sound, what to
do about it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection

from huitou.commerce import payments, supply
from huitou.engine.analytics import index_facts
from huitou.foundation import audit, facts, jobs, privacy, rotation, vault, webhooks
from huitou.foundation.event_log import open_log
from huitou.foundation.startup import pending_migrations
from huitou.kernel import Clock, HuitouError

_LEAST_FREE = 1 << 30
_LATE = timedelta(minutes=5)
_MOST_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """What was looked at, what was found, and, if it is not sound, the remedy."""

    name: str
    said: str
    remedy: str | None = None


Look = Callable[[Path, Clock], Iterator[Finding]]


def database(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether it answers and has the tables of this version."""
    try:
        connection.ensure_connection()
        pending = pending_migrations()
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        yield Finding("database", said, "Check HUITOU_DATABASE_URL and that the server runs.")
        return
    said = f"{connection.vendor}, {len(pending)} migrations to apply"
    yield Finding("database", said, "Run `huitou migrate`." if pending else None)


def disk(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether there is room."""
    free = shutil.disk_usage(home).free
    full = "Make room: below 1 GB free, events and orders may be refused."
    yield Finding("disk", f"{free / 1e9:,.1f} GB free", full if free < _LEAST_FREE else None)


def outbox(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether facts are shipped and heard in time."""
    waits = facts.waiting()
    said = f"{waits.to_ship:,} facts to ship, {waits.to_hear:,} to hear{_since(waits.since)}"
    yield Finding("facts", said, _no_worker(waits.since, clock))


def queue(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether jobs and schedules run in time."""
    waits = jobs.jobs_waiting(clock=clock)
    said = f"{waits.due:,} jobs due, {waits.running:,} running{_since(waits.since)}"
    yield Finding("jobs", said, _no_worker(waits.since, clock))
    for one in jobs.schedules():
        if one.failures:
            last = one.error.strip().splitlines()[-1]
            said = f"{one.name} failed {one.failures} times: {last}"
            yield Finding("schedules", said, "Mend what it says; it is tried again by itself.")


def dead_letters(home: Path, clock: Clock) -> Iterator[Finding]:
    """What was given up."""
    heard = [
        f"fact {one.event} at {one.handler}: {_last(one.error)}" for one in facts.dead_letters()
    ]
    ran = [f"job {one.name} {one.id}: {_last(one.error)}" for one in jobs.dead_jobs()]
    sent = [f"webhook of {one.event}, {one.id}" for one in webhooks.deliveries(state="dead")]
    dead = heard + ran + sent
    if not dead:
        yield Finding("dead letters", "none")
        return
    more = [f"and {len(dead) - _MOST_SHOWN:,} more"] if len(dead) > _MOST_SHOWN else []
    said = "\n".join([f"{len(dead):,}", *dead[:_MOST_SHOWN], *more])
    remedy = "Mend the cause, then `huitou doctor --revive` tries facts and jobs again."
    yield Finding("dead letters", said, remedy)


def audit_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the chain holds."""
    found = audit.check_chain()
    broken = f"Entry {found.broken_at} was changed or taken out: compare it with a backup."
    said = f"{found.entries:,} entries"
    yield Finding("audit log", said, None if found.sound else broken)


def vault_keys(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether what is encrypted can be read: the first value of every column."""
    try:
        vault.unseal(vault.seal("doctor"))
        columns = rotation.encrypted_columns()
        for model, column in columns:
            for _, sealed in rotation.sealed_values(model, column)[:1]:
                vault.unseal(sealed)
    except (HuitouError, ValueError) as error:
        remedy = error.remedy if isinstance(error, HuitouError) else "Mend HUITOU_VAULT_KEYS."
        yield Finding("vault", "personal data cannot be read", remedy)
        return
    yield Finding("vault", f"{len(columns)} encrypted columns can be read")


def personal_data(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether an erasure reaches every table, and requests are answered in time."""
    open_tables = privacy.uncovered_tables()
    if open_tables:
        said = f"no room answers for {', '.join(open_tables)}"
        yield Finding("privacy", said, "An export would lack them: this is a fault of huitou.")
    waiting = [*privacy.data_requests(state="asked"), *privacy.data_requests(state="erased")]
    late = [one.id for one in waiting if one.due_at < clock.now()]
    remedy = f"By law these are late: {', '.join(late[:_MOST_SHOWN])}." if late else None
    yield Finding("privacy", f"{len(waiting)} requests under way", remedy)


def stock_books(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether balances, ledger and reservations of stock say the same."""
    off = [
        f"{one.what} of {one.variant_id}{f' in {one.pool}' if one.pool else ''}: "
        f"the balance says {one.in_balance:,}, the books {one.in_books:,}"
        for one in supply.reconcile()
    ]
    yield _books("books of stock", off, "Count these on the shelf, and correct the stock by it.")


def money_books(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether every booking of money sums to zero, and the accounts agree with their rows."""
    off = [
        f"{one.what} {one.subject} is off by {one.minor:,} {one.currency} (minor units)"
        for one in payments.books_at_zero()
    ]
    yield _books("books of money", off, "Rows were changed past the shop: compare with a backup.")


def event_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the log can be read, and left nothing torn behind."""
    log = open_log(home)
    appends = log.counts().appends
    torn = len(list((log.segments_folder / "torn").glob("*")))
    remedy = f"Look at {log.segments_folder / 'torn'}: a crash left them; they may be deleted."
    yield Finding("event log", f"{appends:,} appends can be read", remedy if torn else None)
    index = index_facts(log)
    current = index is not None and index.current
    if appends:
        said = "covers the log" if current else "is behind the log or absent"
        yield Finding("index", said, None if current else "Run `huitou index rebuild`.")


def whole_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the log keeps all that it promises; this reads all of it."""
    found = open_log(home).verify()
    said = f"{found.repeated_ids:,} ids repeated, {found.ids_missing_from_index:,} not indexed"
    remedy = None if found.sound else "Run `huitou log reindex`, then look again."
    yield Finding("whole log", said, remedy)


LOOKS: tuple[Look, ...] = (
    disk,
    outbox,
    queue,
    dead_letters,
    audit_log,
    vault_keys,
    personal_data,
    stock_books,
    money_books,
    event_log,
)


def _books(name: str, off: list[str], remedy: str) -> Finding:
    if not off:
        return Finding(name, "agree")
    more = [f"and {len(off) - _MOST_SHOWN:,} more"] if len(off) > _MOST_SHOWN else []
    said = "\n".join([f"{len(off):,} do not agree", *off[:_MOST_SHOWN], *more])
    return Finding(name, said, remedy)


def _since(moment: datetime | None) -> str:
    return f", the oldest since {moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _no_worker(since: datetime | None, clock: Clock) -> str | None:
    if since is None or clock.now() - since < _LATE:
        return None
    return "No worker keeps up: check that `huitou serve` or `huitou worker` runs."


def _last(error: str) -> str:
    lines = error.strip().splitlines()
    return lines[-1] if lines else ""
