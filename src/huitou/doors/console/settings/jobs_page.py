"""What runs by itself, what waits, and what was given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.once import once
from huitou.doors.console.pieces import TwoLines, When
from huitou.doors.console.settings.job_words import what_it_does
from huitou.doors.console.settings.page import Code, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.today.hands import forget_hands
from huitou.doors.console.whole.moments import when
from huitou.doors.design import (
    ActionButton,
    Badge,
    Button,
    Card,
    Column,
    Content,
    Disclosure,
    EmptyState,
    Group,
    Row,
    Stat,
    Table,
    ago,
    moment,
    new_form_key,
    number,
    show,
)
from huitou.foundation import facts, jobs
from huitou.foundation.clocks import current_clock

_NAME = "jobs"
_WRITE = "jobs.write"


@page_for("jobs.read")
def list_jobs(request: HttpRequest) -> HttpResponse:
    """Where the queue, the outbox and the schedules stand."""
    clock = current_clock()
    now, may_write = clock.now(), actor(request).may(_WRITE)
    waits, told = jobs.jobs_waiting(clock=clock), facts.waiting()
    body = (
        Group(
            (
                Stat(_("Jobs due"), number(waits.due), note=_since(waits.since, now)),
                Stat(_("Running"), number(waits.running)),
                Stat(_("Facts to ship"), number(told.to_ship), note=_since(told.since, now)),
                Stat(_("Facts to hear"), number(told.to_hear)),
            ),
            "grid",
        ),
        Card(
            _dead(facts.dead_letters(), jobs.dead_jobs(), may_write),
            title=_("Given up"),
            flush=True,
        ),
        Card(_schedules(jobs.schedules(), now), title=_("Again and again"), flush=True),
    )
    return show(request, settings_page(request, _NAME, body))


@page_for(_WRITE, methods=("POST",))
@once
def revive_job(request: HttpRequest, job_id: str) -> HttpResponse:
    """Try a job again."""
    jobs.revive_job(job_id, actor=actor(request), clock=current_clock())
    forget_hands()
    return done(request, _NAME, _("It is tried again now."))


@page_for(_WRITE, methods=("POST",))
@once
def revive_fact(request: HttpRequest, hearing: int) -> HttpResponse:
    """Let a room hear a fact again."""
    facts.revive_letter(hearing, actor=actor(request), clock=current_clock())
    forget_hands()
    return done(request, _NAME, _("It is tried again now."))


def _since(since: datetime | None, now: datetime) -> str:
    return _("the oldest %(ago)s") % {"ago": ago(since, now)} if since else ""


def _dead(
    letters: Sequence[facts.DeadLetter], dead: Sequence[jobs.DeadJob], may_write: bool
) -> Table:
    rows = [
        Row(
            (
                TwoLines(what_it_does(job.name), job.name),
                _error(job.error),
                moment(job.ended_at),
                _again(f"jobs/{job.id}/again") if may_write else "",
            )
        )
        for job in dead
    ] + [
        Row(
            (
                TwoLines(what_it_does(letter.handler), f"{letter.handler} ← {letter.event}"),
                _error(letter.error),
                moment(letter.happened_at),
                _again(f"facts/{letter.hearing}/again") if may_write else "",
            )
        )
        for letter in letters
    ]
    columns = (Column(_("Task")), Column(_("Why")), Column(_("When")), Column(""))
    text = _("What fails is tried again by itself; only what failed eight times ends here.")
    return Table(
        _("Given up"),
        columns,
        rows,
        empty=EmptyState(_("Nothing was given up"), text, icon="check"),
    )


def _error(error: str) -> Content:
    lines = error.strip().splitlines()
    last = lines[-1] if lines else "—"
    if len(lines) < 2:
        return last
    return Disclosure(last[:120], Code(error.strip()[-4000:]))


def _again(where: str) -> ActionButton:
    button = Button(_("Try again"), small=True, icon="refresh")
    return ActionButton(button, f"{ROOT}{where}", key=new_form_key())


def _schedules(rows: Sequence[jobs.ScheduleRow], now: datetime) -> Table:
    shown = [
        Row(
            (
                TwoLines(what_it_does(row.name), row.name),
                When(row.ended_at, now) if row.ended_at else "—",
                _("now") if row.next_at <= now else when(row.next_at),
                Badge(_("failed %(n)s times") % {"n": row.failures}, "bad")
                if row.failures
                else Badge(_("sound"), "good"),
            ),
            tone="bad" if row.failures else "",
        )
        for row in rows
    ]
    columns = (
        Column(_("Task")),
        Column(_("Last done")),
        Column(_("Next time")),
        Column(_("State")),
    )
    text = _("They appear once a worker has run: huitou serve has one.")
    return Table(
        _("Schedules"), columns, shown, empty=EmptyState(_("None has run yet"), text, icon="clock")
    )
