"""Other programs that hear what happens."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.once import once
from huitou.doors.console.pieces import When
from huitou.doors.console.refusals import said
from huitou.doors.console.settings.page import Secret, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.today.hands import forget_hands
from huitou.doors.design import (
    ActionButton,
    Badge,
    Button,
    Card,
    Column,
    Content,
    EmptyState,
    Field,
    Form,
    Group,
    Link,
    Menu,
    Page,
    Pager,
    Row,
    Table,
    Tabs,
    Tone,
    new_form_key,
    show,
)
from huitou.foundation import webhooks
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError

_NAME = "webhooks"
_WRITE = "webhooks.write"
_ON_A_PAGE = 50
_STATES = ("", "waiting", "delivered", "dead")


@page_for("webhooks.read")
def list_webhooks(request: HttpRequest) -> HttpResponse:
    """Who listens, and what was sent."""
    return show(request, _page(request))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def register(request: HttpRequest) -> HttpResponse:
    """Let a program hear what happens from now on."""
    if request.method != "POST":
        return show(request, _page(request))
    url, events = request.POST.get("url", "").strip(), request.POST.get("events", "")
    names = [name.strip() for name in events.replace("\n", ",").split(",") if name.strip()]
    try:
        made = webhooks.register_endpoint(url, names, actor=actor(request), clock=current_clock())
    except HuitouError as error:
        return show(request, _page(request, url, events, error), status=422)
    return _secret(request, made)


@page_for(_WRITE, methods=("POST",))
@once
def rotate(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    """A new secret; for a day deliveries are signed with the old one as well."""
    made = webhooks.rotate_secret(endpoint_id, actor=actor(request), clock=current_clock())
    return _secret(request, made)


@page_for(_WRITE, methods=("POST",))
@once
def switch(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    """Send it nothing more, or again."""
    turn_on = request.POST.get("on") == "1"
    verb = webhooks.enable_endpoint if turn_on else webhooks.disable_endpoint
    verb(endpoint_id, actor=actor(request), clock=current_clock())
    text = _("It hears what happens again.") if turn_on else _("It is sent nothing more.")
    return done(request, _NAME, text)


@page_for(_WRITE, methods=("POST",))
@once
def send_again(request: HttpRequest, delivery_id: str) -> HttpResponse:
    """Send a delivery once more, under the same id."""
    webhooks.send_again(delivery_id, actor=actor(request), clock=current_clock())
    forget_hands()
    return done(request, _NAME, _("It is sent again now."))


def _secret(request: HttpRequest, made: webhooks.NewEndpoint) -> HttpResponse:
    secret = Secret(
        _("The secret for %(url)s") % {"url": made.endpoint.url},
        made.secret,
        below=_("Deliveries are signed with it, as the Standard Webhooks specification has it."),
        back=Link(_("Done"), f"{ROOT}{_NAME}"),
    )
    return show(request, settings_page(request, _NAME, (secret,)))


def _page(
    request: HttpRequest, url: str = "", events: str = "", error: HuitouError | None = None
) -> Page:
    may_write = actor(request).may(_WRITE)
    endpoints = webhooks.endpoints()
    body: list[Content] = [Card(_endpoints(endpoints, may_write), flush=True)]
    if may_write:
        body.append(Card(_form(url, events, error), title=_("A new webhook")))
    if endpoints:
        body.append(_deliveries(request, endpoints, may_write))
    return settings_page(request, _NAME, body)


def _endpoints(rows: Sequence[webhooks.EndpointRow], may_write: bool) -> Table:
    now = current_clock().now()
    shown = [
        Row(
            (
                row.url,
                ", ".join(row.events) or _("everything"),
                When(row.created_at, now),
                _state(row),
                _menu(row) if may_write else "",
            )
        )
        for row in rows
    ]
    columns = (
        Column(_("Address")),
        Column(_("Hears")),
        Column(_("Made on")),
        Column(_("State")),
        Column(""),
    )
    text = _("Another program, such as the warehouse's, can be told of every order.")
    empty = EmptyState(_("Nobody listens yet"), text, icon="link")
    return Table(_("Webhooks"), columns, shown, empty=empty)


def _state(row: webhooks.EndpointRow) -> Badge:
    if not row.enabled:
        return Badge(_("switched off"))
    if row.paused_until is not None:
        return Badge(_("does not answer"), "bad")
    return Badge(_("listens"), "good")


def _menu(row: webhooks.EndpointRow) -> Menu:
    off, on = Button(_("Switch off"), icon="lock"), Button(_("Switch on"), icon="play")
    return Menu(
        _("Change %(url)s") % {"url": row.url},
        (
            ActionButton(
                Button(_("New secret"), icon="key"),
                f"{ROOT}webhooks/{row.id}/secret",
                key=new_form_key(),
            ),
            ActionButton(
                off if row.enabled else on,
                f"{ROOT}webhooks/{row.id}/switch",
                {"on": "0" if row.enabled else "1"},
                key=new_form_key(),
            ),
        ),
        icon_only=True,
    )


def _form(url: str, events: str, error: HuitouError | None) -> Form:
    wrong = {} if error is None else {error.field or "url": said(error)}
    fields = (
        Field(
            "url",
            _("Address"),
            kind="url",
            value=url,
            required=True,
            placeholder="https://",
            error=wrong.get("url", ""),
        ),
        Field(
            "events",
            _("Events"),
            value=events,
            hint=_("Such as Order Completed, with commas between; none is everything."),
            error=wrong.get("events", ""),
        ),
    )
    return Form(
        fields,
        Button(_("Let it listen"), kind="primary"),
        action=f"{ROOT}webhooks/register",
        key=new_form_key(),
    )


def _deliveries(
    request: HttpRequest, endpoints: Sequence[webhooks.EndpointRow], may_write: bool
) -> Card:
    state = request.GET.get("state", "")
    state = state if state in _STATES else ""
    before = request.GET.get("before") or None
    found = webhooks.deliveries(state=state or None, before=before, limit=_ON_A_PAGE + 1)
    shown, urls = found[:_ON_A_PAGE], {one.id: one.url for one in endpoints}
    now = current_clock().now()
    rows = [
        Row(
            (
                one.event,
                urls.get(one.endpoint_id, "—"),
                When(one.made_at, now),
                str(one.attempts),
                _sent(one),
                _again(one) if may_write and one.state == "dead" else "",
            )
        )
        for one in shown
    ]
    columns = (
        Column(_("Event")),
        Column(_("Receiver")),
        Column(_("When")),
        Column(_("Attempts"), numeric=True),
        Column(_("State")),
        Column(""),
    )
    table = Table(_("Deliveries"), columns, rows, empty=EmptyState(_("Nothing here"), icon="link"))
    more = f"?state={state}&before={shown[-1].id}" if len(found) > _ON_A_PAGE else ""
    pager = Pager(next=more, previous=f"?state={state}" if before else "")
    return Card(Group((_tabs(state), table, pager)), title=_("Deliveries"), flush=True)


def _tabs(state: str) -> Tabs:
    labels = (_("All"), _("Waiting"), _("Delivered"), _("Given up"))
    links = [
        Link(label, f"?state={name}" if name else f"{ROOT}{_NAME}", current=name == state)
        for name, label in zip(_STATES, labels, strict=True)
    ]
    return Tabs(links, _("Which deliveries"))


def _sent(one: webhooks.DeliveryRow) -> Badge:
    words: dict[str, tuple[str, Tone]] = {
        "waiting": (_("waiting"), "info"),
        "delivered": (_("delivered"), "good"),
        "dead": (_("given up"), "bad"),
    }
    label, tone = words.get(one.state, (one.state, "plain"))
    return Badge(label, tone)


def _again(one: webhooks.DeliveryRow) -> ActionButton:
    button = Button(_("Send again"), small=True, icon="refresh")
    return ActionButton(button, f"{ROOT}webhooks/deliveries/{one.id}/again", key=new_form_key())
