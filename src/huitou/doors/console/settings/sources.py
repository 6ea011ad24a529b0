"""Sources and their write keys."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.guide.snippets import snippets
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import Secret, ask_first, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import (
    Badge,
    Button,
    Card,
    Column,
    Content,
    EmptyState,
    Field,
    Form,
    Link,
    Page,
    Row,
    Table,
    day,
    new_form_key,
    show,
)
from huitou.foundation import sources
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError, NotFound

_READ, _WRITE = "sources.read", "sources.write"
_NAME = "sources"


@page_for(_READ)
def list_sources(request: HttpRequest) -> HttpResponse:
    """Who may send events."""
    return show(request, _page(request))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def issue(request: HttpRequest) -> HttpResponse:
    """A new key, shown this once with what to do with it."""
    if request.method != "POST":
        return show(request, _page(request))
    name = request.POST.get("source", "")[:200]
    try:
        issued = sources.issue_key(name, actor=actor(request), clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, name, said(error)), status=422)
    secret = Secret(
        _("The write key of %(source)s") % {"source": issued.source},
        issued.key,
        below=snippets(request, issued.key, told=True),
        back=Link(_("Done"), f"{ROOT}{_NAME}"),
    )
    return show(request, settings_page(request, _NAME, (secret,)))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """Take a key out of use, once it was asked for twice."""
    if request.method == "POST":
        row = sources.revoke_key(key_id, actor=actor(request), clock=current_clock())
        text = _("The key …%(hint)s of %(source)s was revoked.")
        return done(request, _NAME, text % {"hint": row.hint, "source": row.source})
    key = next((one for one in sources.list_keys() if one.id == key_id), None)
    if key is None or key.revoked_at is not None:
        raise NotFound("There is no such key in use.", remedy="Look at the list of keys.")
    return ask_first(
        request,
        _NAME,
        title=_("Revoke the key …%(hint)s?") % {"hint": key.hint},
        text=_(
            "Whatever still sends with it is refused within seconds, and its events are lost. This "
            "cannot be taken back. If something of %(source)s still uses it, make a new key first."
        )
        % {"source": key.source},
        action=f"{ROOT}sources/{key_id}/revoke",
        label=_("Revoke it"),
    )


def _page(request: HttpRequest, name: str = "", error: str = "") -> Page:
    may_write = actor(request).may(_WRITE)
    body: list[Content] = [_in_use(sources.list_keys(), may_write)]
    if may_write:
        body.append(_new(name, error))
    return settings_page(
        request,
        _NAME,
        body,
        lead=_("Whatever tells events has a source of its own and a key. Only its hash is kept."),
    )


def _in_use(keys: list[sources.KeyRow], may_write: bool) -> Card:
    rows = [
        Row(
            (
                key.source,
                f"…{key.hint}",
                day(key.created_at),
                Badge(_("in use"), "good")
                if key.revoked_at is None
                else Badge(_("revoked on %(day)s") % {"day": day(key.revoked_at)}),
                _revoke_button(key) if may_write and key.revoked_at is None else "",
            ),
        )
        for key in sorted(keys, key=lambda key: (key.revoked_at is not None, key.source, key.id))
    ]
    table = Table(
        _("Write keys"),
        (
            Column(_("Source")),
            Column(_("Key ends in")),
            Column(_("Made on")),
            Column(_("State")),
            Column(""),
        ),
        rows,
        empty=EmptyState(_("No keys yet"), _("Make one below, and nothing is lost."), icon="key"),
    )
    return Card(table, flush=True)


def _revoke_button(key: sources.KeyRow) -> Button:
    return Button(_("Revoke"), address=f"{ROOT}sources/{key.id}/revoke", kind="quiet", small=True)


def _new(name: str, error: str) -> Card:
    field = Field(
        "source",
        _("Name of the source"),
        value=name,
        required=True,
        longest=64,
        placeholder="web-shop",
        hint=_("Small letters, digits and dashes. A known name gets a second key."),
        error=error,
    )
    form = Form(
        (field,),
        Button(_("Make a key"), kind="primary"),
        action=f"{ROOT}sources/issue",
        key=new_form_key(),
        compact=True,
    )
    return Card(form, title=_("A new key"))
