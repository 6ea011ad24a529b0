"""Events that were kept aside: why, and how to mend them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.doors.console.once import once
from huitou.doors.console.pieces import TwoLines, When
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import Code, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import (
    Badge,
    Button,
    Card,
    Column,
    Disclosure,
    EmptyState,
    Facts,
    Field,
    Form,
    Group,
    Page,
    Row,
    Table,
    moment,
    new_form_key,
    show,
)
from huitou.engine.events import REASONS
from huitou.foundation import audit
from huitou.foundation.clocks import current_clock
from huitou.foundation.mending import MENDED, KeptAside, kept_aside, mend_event, raw_event
from huitou.kernel import InvalidInput

_NAME = "kept-aside"
_MOST = 100


@page_for("sources.read")
def list_kept_aside(request: HttpRequest) -> HttpResponse:
    """The newest, each with its reason."""
    kept = kept_aside(actor(request), limit=_MOST)
    table = Table(
        _("Events that were kept aside"),
        (
            Column(_("Event")),
            Column(_("What is wrong")),
            Column(_("Source")),
            Column(_("Came")),
            Column(""),
        ),
        _rows(kept, may_mend=actor(request).may("sources.write")),
        empty=EmptyState(
            _("Nothing is kept aside"),
            _("Every event that came could be read."),
            icon="check",
        ),
    )
    by_file = Group(
        (
            _("Many at once are mended in a file: write them out, correct them, import them."),
            Code(
                "huitou log quarantine --raw --limit 10000 > broken.jsonl\n"
                "huitou import broken.jsonl"
            ),
        )
    )
    body = (Card(table, flush=True), *((Disclosure(_("Many at once"), by_file),) if kept else ()))
    lead = _("An event that cannot be counted is not thrown away: it waits here, as it came.")
    return show(request, settings_page(request, _NAME, body, lead=lead))


@page_for("sources.write", methods=("GET", "POST"))
@once
def mend(request: HttpRequest, message_id: str) -> HttpResponse:
    """The event as it came, to be corrected and sent again. That it was opened is noted."""
    who, clock = actor(request), current_clock()
    if request.method != "POST":
        found = raw_event(message_id, actor=who, clock=clock)
        return show(request, _mend_page(request, found.kept, found.raw))
    text = request.POST.get("raw", "")
    try:
        mend_event(message_id, text, actor=who, clock=clock)
    except InvalidInput as error:
        kept = raw_event(message_id, actor=who, clock=clock).kept
        return show(request, _mend_page(request, kept, text, _wrong(error)), status=422)
    return done(request, _NAME, _("The mended event is in the log."))


def reason_words(reason: str) -> str:
    """What a reason means, in the reader's language."""
    en, zh = REASONS.get(reason, (reason, reason))
    return zh if (get_language() or "en").startswith("zh") else en


def _rows(kept: list[KeptAside], *, may_mend: bool) -> list[Row]:
    ids = [one.message_id for one in kept]
    noted = audit.entries_about(ids, limit=1000) if ids else []
    now = current_clock().now()
    mended = {entry.subject for entry in noted if entry.action == MENDED}
    return [
        Row(
            (
                one.event or _("unknown"),
                TwoLines(reason_words(one.reason), one.detail),
                one.source,
                When(one.received_at, now),
                Badge(_("sent again"), "good", icon="check")
                if one.message_id in mended
                else Button(
                    _("Mend"), address=f"{ROOT}kept-aside/{one.message_id}", small=True, icon="edit"
                )
                if may_mend
                else "",
            )
        )
        for one in kept
    ]


def _wrong(error: InvalidInput) -> str:
    reason = error.code.partition(".")[2]
    if reason in REASONS:
        return f"{reason_words(reason)} {error.message}"
    return said(error)


def _mend_page(request: HttpRequest, kept: KeptAside, raw: str, error: str = "") -> Page:
    facts = Facts(
        (
            (_("What is wrong"), f"{reason_words(kept.reason)} {kept.detail}"),
            (_("Field"), kept.field or "—"),
            (_("Source"), kept.source),
            (_("Came"), moment(kept.received_at)),
        )
    )
    field = Field(
        "raw",
        _("The event"),
        kind="textarea",
        value=raw,
        rows=16,
        required=True,
        hint=_("Correct it here. It goes into the log as of the moment when it came."),
        error=error,
        attributes={"spellcheck": "false"},
    )
    form = Form(
        (field,),
        Button(_("Send it again"), kind="primary"),
        key=new_form_key(),
        cancel=f"{ROOT}{_NAME}",
    )
    body = (Card(facts), Card(form, title=_("Mend")))
    lead = kept.event or kept.message_id
    return settings_page(request, _NAME, body, lead=lead)
