"""Whether everything is sound, and the last backup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.settings.page import Code, settings_page
from huitou.doors.console.staff import page_for
from huitou.doors.design import (
    Alert,
    Button,
    Card,
    Component,
    Content,
    Disclosure,
    Facts,
    Group,
    moment,
    number,
    show,
)
from huitou.doors.health import Finding, look
from huitou.foundation.backup import last_backup
from huitou.foundation.clocks import current_clock

_OLD_DAYS = 7
_MEGA = 1_000_000


@dataclass(frozen=True)
class Findings(Component):
    """What was looked at; what is not sound stands first, with what to do."""

    findings: Sequence[Finding]
    template: ClassVar[str] = "console/settings/findings.html"


@page_for("jobs.read")
def health(request: HttpRequest) -> HttpResponse:
    """What `huitou doctor` says, as of now."""
    found = sorted(look(settings.HOME, current_clock()), key=lambda one: one.remedy is None)
    bad = sum(one.remedy is not None for one in found)
    summary = (
        Alert(_("Everything that was looked at is sound."), tone="good")
        if not bad
        else Alert(_("%(n)s things need a look.") % {"n": bad}, tone="bad")
    )
    terminal = Group(
        (
            _("The same in a terminal, for a monitor as well: its exit status is 1 if not."),
            Code("huitou doctor\nhuitou doctor --thorough   # also reads the whole event log"),
        )
    )
    body = (summary, Card(Findings(found), flush=True), Disclosure(_("In a terminal"), terminal))
    again = (Button(_("Look again"), address=request.path, icon="refresh"),)
    return show(request, settings_page(request, "health", body, actions=again))


@page_for("jobs.read", "audit.read")
def backup(request: HttpRequest) -> HttpResponse:
    """When the last one was made, and how the next one is."""
    last, now = last_backup(settings.HOME), current_clock().now()
    body: list[Content] = []
    if last is None:
        text = _("No backup was ever made of this folder. Make one today, and one every night.")
        body.append(Alert(text, title=_("Nothing is kept elsewhere"), tone="warn"))
    else:
        age = (now - last.made_at).days
        if age >= _OLD_DAYS:
            text = _("The last backup is %(n)s days old.")
            body.append(Alert(text % {"n": age}, tone="warn"))
        facts = (
            (_("Made"), moment(last.made_at)),
            (_("File"), last.file),
            (_("Size"), f"{number(last.bytes / _MEGA, 1)} MB"),
        )
        body.append(Card(Facts(facts), title=_("The last backup")))
    make = Code("huitou backup /backups/huitou-$(date +%F).tar")
    nightly = Code("0 3 * * *  huitou backup /backups/huitou-$(date +\\%F).tar")
    back = Code("huitou restore /backups/huitou-2026-11-25.tar --home NEW-FOLDER")
    body += [
        Card(
            Group((_("Database, event log and keys, while the server runs."), make)),
            title=_("Make one"),
        ),
        Card(Group((_("In crontab, every night at three."), nightly)), title=_("Every night")),
        Card(
            Group(
                (
                    _(
                        "Into an empty folder. Who was erased since the backup is back then: erase "
                        "them again."
                    ),
                    back,
                )
            ),
            title=_("Bring it back"),
        ),
    ]
    lead = _("Whoever has the file can read everything in it: keep it where only you can go.")
    return show(request, settings_page(request, "backup", body, lead=lead))
