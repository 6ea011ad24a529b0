"""Who did what, and whether the chain of it holds."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.pieces import Name, TwoLines, When
from huitou.doors.console.settings.action_words import action_words
from huitou.doors.console.settings.page import settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import page_for
from huitou.doors.console.whole.words import by_whom
from huitou.doors.design import (
    Alert,
    Button,
    Card,
    Column,
    Content,
    EmptyState,
    Field,
    Form,
    Group,
    Pager,
    Row,
    Table,
    number,
    show,
)
from huitou.foundation import accounts, audit
from huitou.foundation.clocks import current_clock

_NAME = "audit"
_ON_A_PAGE = 50


@page_for("audit.read")
def audit_log(request: HttpRequest) -> HttpResponse:
    """The newest entries first: all, or those about something or of somebody."""
    subject = request.GET.get("subject", "").strip()[:80]
    who = request.GET.get("actor", "").strip()[:80]
    before = request.GET.get("before", "")
    found = audit.entries(
        subject=subject or None,
        actor=who or None,
        before=int(before) if before.isascii() and before.isdigit() else None,
        limit=_ON_A_PAGE + 1,
    )
    body: list[Content] = [_checked(request), Card(_filter(subject, who))]
    body.append(Card(Group((_table(found[:_ON_A_PAGE]), _pager(request, found))), flush=True))
    return show(request, settings_page(request, _NAME, body))


def _checked(request: HttpRequest) -> Content:
    """The chain is read as a whole when somebody asks for it: there may be many entries."""
    if "check" not in request.GET:
        button = Button(_("Check the chain"), address=f"{ROOT}{_NAME}?check=1", icon="shield")
        text = _("Every entry carries the digest of the one before: a change shows.")
        return Alert(text, actions=(button,))
    found = audit.check_chain()
    if found.sound:
        text = _("All %(n)s entries are as they were written.")
        return Alert(text % {"n": number(found.entries)}, title=_("The chain holds"), tone="good")
    text = _("Entry %(number)s was changed or taken out. Compare it with a backup.")
    said = text % {"number": found.broken_at}
    return Alert(said, title=_("The chain is broken"), tone="bad")


def _filter(subject: str, who: str) -> Form:
    fields = (
        Field("subject", _("About"), value=subject, placeholder=_("An id")),
        Field("actor", _("Done by"), value=who, placeholder="staff:…"),
    )
    submit = Button(_("Show"), icon="filter")
    return Form(fields, submit, action=f"{ROOT}{_NAME}", method="get", compact=True)


def _table(entries: list[audit.Entry]) -> Table:
    names = accounts.names_of(entry.actor for entry in entries)
    now = current_clock().now()
    rows = [
        Row(
            (
                TwoLines(action_words(entry.action), entry.action),
                by_whom(entry.actor, names),
                When(entry.at, now),
                TwoLines(_subject(entry), _detail(entry)),
            )
        )
        for entry in entries
    ]
    columns = (
        Column(_("Did")),
        Column(_("Who")),
        Column(_("When")),
        Column(_("Subject")),
    )
    empty = EmptyState(_("No entries"), icon="board")
    return Table(_("Entries"), columns, rows, empty=empty)


def _subject(entry: audit.Entry) -> Name:
    about = urlencode({"subject": entry.subject})
    return Name(entry.subject, address=f"{ROOT}{_NAME}?{about}")


def _detail(entry: audit.Entry) -> str:
    said = ((name, value) for name, value in entry.detail.items() if value not in (None, "", []))
    return ", ".join(f"{name}: {_told(value)}" for name, value in said)[:300]


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pager(request: HttpRequest, found: list[audit.Entry]) -> Pager:
    query = request.GET.copy()
    query.pop("check", None)
    first = query.copy()
    first.pop("before", None)
    if len(found) > _ON_A_PAGE:
        query["before"] = str(found[_ON_A_PAGE - 1].number)
    return Pager(
        next=f"?{query.urlencode()}" if len(found) > _ON_A_PAGE else "",
        previous=f"{ROOT}{_NAME}?{first.urlencode()}" if "before" in request.GET else "",
    )
