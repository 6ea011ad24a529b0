"""What is looked at. Every look says what it found and, if that is not sound, what to
do about it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

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
        remedy = _("Check HUITOU_DATABASE_URL and that the server runs.")
        yield Finding(_("database"), said, remedy)
        return
    told = {"vendor": connection.vendor, "n": len(pending)}
    said = _("%(vendor)s, %(n)s migrations to apply") % told
    yield Finding(_("database"), said, _("Run `huitou migrate`.") if pending else None)


def disk(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether there is room."""
    free = shutil.disk_usage(home).free
    full = _("Make room: below 1 GB free, events and orders may be refused.")
    said = _("%(size)s GB free") % {"size": f"{free / 1e9:,.1f}"}
    yield Finding(_("disk"), said, full if free < _LEAST_FREE else None)


def outbox(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether facts are shipped and heard in time."""
    waits = facts.waiting()
    told = {"ship": f"{waits.to_ship:,}", "hear": f"{waits.to_hear:,}"}
    said = _("%(ship)s facts to ship, %(hear)s to hear") % told + _since(waits.since)
    yield Finding(_("facts"), said, _no_worker(waits.since, clock))


def queue(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether jobs and schedules run in time."""
    waits = jobs.jobs_waiting(clock=clock)
    told = {"due": f"{waits.due:,}", "running": f"{waits.running:,}"}
    said = _("%(due)s jobs due, %(running)s running") % told + _since(waits.since)
    yield Finding(_("jobs"), said, _no_worker(waits.since, clock))
    for one in jobs.schedules():
        if one.failures:
            last = one.error.strip().splitlines()[-1]
            told = {"name": one.name, "n": str(one.failures), "error": last}
            said = _("%(name)s failed %(n)s times: %(error)s") % told
            remedy = _("Mend what it says; it is tried again by itself.")
            yield Finding(_("schedules"), said, remedy)


def dead_letters(home: Path, clock: Clock) -> Iterator[Finding]:
    """What was given up."""
    heard = [
        _("fact %(event)s at %(handler)s: %(error)s")
        % {"event": one.event, "handler": one.handler, "error": _last(one.error)}
        for one in facts.dead_letters()
    ]
    ran = [
        _("job %(name)s %(id)s: %(error)s")
        % {"name": one.name, "id": one.id, "error": _last(one.error)}
        for one in jobs.dead_jobs()
    ]
    sent = [
        _("webhook of %(event)s, %(id)s") % {"event": one.event, "id": one.id}
        for one in webhooks.deliveries(state="dead")
    ]
    dead = heard + ran + sent
    if not dead:
        yield Finding(_("dead letters"), _("none"))
        return
    said = "\n".join([f"{len(dead):,}", *_first(dead)])
    remedy = _("Mend the cause, then `huitou doctor --revive` tries facts and jobs again.")
    yield Finding(_("dead letters"), said, remedy)


def audit_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the chain holds."""
    found = audit.check_chain()
    broken = _("Entry %(number)s was changed or taken out: compare it with a backup.") % {
        "number": found.broken_at
    }
    said = _("%(n)s entries") % {"n": f"{found.entries:,}"}
    yield Finding(_("audit log"), said, None if found.sound else broken)


def vault_keys(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether what is encrypted can be read: the first value of every column."""
    try:
        vault.unseal(vault.seal("doctor"))
        columns = rotation.encrypted_columns()
        for model, column in columns:
            for _key, sealed in rotation.sealed_values(model, column)[:1]:
                vault.unseal(sealed)
    except (HuitouError, ValueError) as error:
        mend = _("Mend HUITOU_VAULT_KEYS.")
        remedy = error.remedy if isinstance(error, HuitouError) else mend
        yield Finding(_("vault"), _("personal data cannot be read"), remedy)
        return
    said = _("%(n)s encrypted columns can be read") % {"n": len(columns)}
    yield Finding(_("vault"), said)


def personal_data(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether an erasure reaches every table, and requests are answered in time."""
    open_tables = privacy.uncovered_tables()
    if open_tables:
        said = _("no room answers for %(tables)s") % {"tables": ", ".join(open_tables)}
        remedy = _("An export would lack them: this is a fault of huitou.")
        yield Finding(_("privacy"), said, remedy)
    waiting = privacy.open_requests()
    late = [one.id for one in waiting if one.due_at < clock.now()]
    told = {"requests": ", ".join(late[:_MOST_SHOWN])}
    overdue = _("By law these are late: %(requests)s.") % told if late else None
    yield Finding(_("privacy"), _("%(n)s requests under way") % {"n": len(waiting)}, overdue)


def stock_books(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether balances, ledger and reservations of stock say the same."""
    off = [
        _("%(what)s of %(variant)s: the balance says %(balance)s, the books %(books)s")
        % {
            "what": one.what,
            "variant": f"{one.variant_id}{f' ({one.pool})' if one.pool else ''}",
            "balance": f"{one.in_balance:,}",
            "books": f"{one.in_books:,}",
        }
        for one in supply.reconcile()
    ]
    remedy = _("Count these on the shelf, and correct the stock by it.")
    yield _books(_("books of stock"), off, remedy)


def money_books(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether every booking of money sums to zero, and the accounts agree with their rows."""
    off = [
        _("%(what)s %(subject)s is off by %(minor)s %(currency)s (minor units)")
        % {
            "what": one.what,
            "subject": one.subject,
            "minor": f"{one.minor:,}",
            "currency": one.currency,
        }
        for one in payments.books_at_zero()
    ]
    remedy = _("Rows were changed past the shop: compare with a backup.")
    yield _books(_("books of money"), off, remedy)


def event_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the log can be read, and left nothing torn behind."""
    log = open_log(home)
    appends = log.counts().appends
    torn = len(list((log.segments_folder / "torn").glob("*")))
    remedy = _("Look at %(folder)s: a crash left them; they may be deleted.") % {
        "folder": log.segments_folder / "torn"
    }
    said = _("%(n)s appends can be read") % {"n": f"{appends:,}"}
    yield Finding(_("event log"), said, remedy if torn else None)
    index = index_facts(log)
    current = index is not None and index.current
    if appends:
        said = _("covers the log") if current else _("is behind the log or absent")
        yield Finding(_("index"), said, None if current else _("Run `huitou index rebuild`."))


def whole_log(home: Path, clock: Clock) -> Iterator[Finding]:
    """Whether the log keeps all that it promises; this reads all of it."""
    found = open_log(home).verify()
    told = {"n": f"{found.repeated_ids:,}", "missing": f"{found.ids_missing_from_index:,}"}
    said = _("%(n)s ids repeated, %(missing)s not indexed") % told
    remedy = None if found.sound else _("Run `huitou log reindex`, then look again.")
    yield Finding(_("whole log"), said, remedy)


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
        return Finding(name, _("agree"))
    told = _("%(n)s do not agree") % {"n": f"{len(off):,}"}
    return Finding(name, "\n".join([told, *_first(off)]), remedy)


def _first(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_SHOWN:
        return lines
    more = _("and %(n)s more") % {"n": f"{len(lines) - _MOST_SHOWN:,}"}
    return [*lines[:_MOST_SHOWN], more]


def _since(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return _(", the oldest since %(moment)s UTC") % {"moment": f"{moment:%Y-%m-%d %H:%M}"}


def _no_worker(since: datetime | None, clock: Clock) -> str | None:
    if since is None or clock.now() - since < _LATE:
        return None
    return _("No worker keeps up: check that `huitou serve` or `huitou worker` runs.")


def _last(error: str) -> str:
    lines = error.strip().splitlines()
    return lines[-1] if lines else ""
