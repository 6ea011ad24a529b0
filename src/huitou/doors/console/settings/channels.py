"""Ways of paying, of shipping and of writing to people: which there are, and where they are set."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.commerce import catalogue, orders, payments
from huitou.doors.console.settings.page import Code, settings_page
from huitou.doors.console.staff import page_for
from huitou.doors.design import (
    Alert,
    Badge,
    Card,
    Column,
    Content,
    EmptyState,
    Facts,
    Group,
    Link,
    Row,
    Table,
    money,
    show,
)

_PAID_FOR_PLAY = "simulated"


@page_for("payments.read", "orders.read")
def channels(request: HttpRequest) -> HttpResponse:
    """What is set up. It is set where the server is started, so that a stolen session changes none
    of it; ways of shipping are the exception.
    """
    body = (_paying(), _shipping(), _writing(), _signing_in())
    lead = _("Set up where the server is started, so that a stolen session can change none of it.")
    return show(request, settings_page(request, "channels", body, lead=lead))


def _paying() -> Card:
    names = payments.gateway_names()
    how = Group(
        (
            _("A gateway is a class with seven methods that a package of your own registers."),
            Code("HUITOU_SIMULATED_PAYMENTS=1 huitou serve"),
        )
    )
    if not names:
        text = _("Nobody can pay. To try it, start with the simulated gateway.")
        return Card(Group((Alert(text, tone="warn"), how)), title=_("Paying"))
    rows = [Row((name, _kind(name))) for name in names]
    table = Table(_("Gateways"), (Column(_("Gateway")), Column(_("State"))), rows)
    return Card(table, title=_("Paying"), flush=True)


def _kind(name: str) -> Badge:
    if name == _PAID_FOR_PLAY:
        return Badge(_("only plays paying: no money moves"), "warn")
    return Badge(_("set up"), "good")


def _shipping() -> Card:
    language = get_language() or settings.LANGUAGE_CODE
    rows = [
        Row(
            (
                catalogue.said(way.name, language),
                way.code,
                money(way.fee),
                money(way.free_over) if way.free_over else "—",
            )
        )
        for way in orders.shipping_methods()
    ]
    columns = (
        Column(_("Way of shipping")),
        Column(_("Code")),
        Column(_("Costs"), numeric=True),
        Column(_("Free from"), numeric=True),
    )
    empty = EmptyState(_("Nothing can be shipped"), _("Add a way of shipping."), icon="truck")
    link = Link(_("Change them"), "/admin/orders/shippingmethod/")
    return Card(
        Table(_("Ways of shipping"), columns, rows, empty=empty),
        title=_("Shipping"),
        link=link,
        flush=True,
    )


def _writing() -> Card:
    server = settings.MAIL_SERVER
    set_up: Content = (
        _("mails are written to files in outbox/ of the data folder")
        if not server.host
        else Badge(_("set up"), "good")
    )
    pairs: list[tuple[str, Content]] = [(_("State"), set_up)]
    if server.host:
        safe = _("TLS") if server.ssl else "STARTTLS" if server.tls else _("not encrypted")
        pairs.append((_("Server"), f"{server.host}:{server.port} ({safe})"))
    pairs.append((_("Sender"), settings.DEFAULT_FROM_EMAIL))
    how = Code("HUITOU_SMTP=user:password@mail.example:465\nHUITOU_MAIL_FROM=shop@mail.example")
    return Card(Group((Facts(pairs, wide=True), how)), title=_("Mail"))


def _signing_in() -> Card:
    names = sorted(settings.SOCIALACCOUNT_PROVIDERS)
    shown: Content = (
        Group([Badge(name, "good") for name in names], "row")
        if names
        else _("None: members sign in with a code by mail or phone, or with a password.")
    )
    how = Code("HUITOU_SOCIAL_WEIXIN_KEY=…\nHUITOU_SOCIAL_WEIXIN_SECRET=…")
    return Card(Group((shown, how)), title=_("Signing in through other services"))
