"""Who moved an order, what was kept in stock for it, what the log was told, what staff did."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import orders, supply
from huitou.doors.console.whole import words
from huitou.doors.console.whole.audit_card import audit_card
from huitou.doors.console.whole.event_words import order_of, sources_word, told
from huitou.doors.console.whole.person_found import events_of
from huitou.doors.console.whole.reasons import said_reason
from huitou.doors.design import (
    Card,
    Column,
    Content,
    EmptyState,
    Entry,
    Group,
    Row,
    Table,
    Timeline,
    moment,
    number,
)
from huitou.foundation import accounts, audit
from huitou.foundation.actors import Actor


def history_tab(
    seen: orders.OrderSeen, who: Actor
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """States, stock and facts at the left, the audit log at the right."""
    moves = orders.moves_of(who, seen.id)
    about = [seen.id, *([seen.payment_id] if seen.payment_id else [])]
    entries = audit.entries_about(about, limit=50) if who.may("audit.read") else []
    names = accounts.names_of([*(m.actor for m in moves), *(one.actor for one in entries)])
    main: list[Content] = [_moves_card(moves, names)]
    if who.may("supply.read"):
        main.append(_stock_card(seen, who))
    main.append(_facts_card(seen))
    side = (audit_card(entries, names=names),) if who.may("audit.read") else ()
    return tuple(main), side


def _moves_card(moves: list[orders.MoveSeen], names: dict[str, str]) -> Card:
    entries = []
    for move in moves:
        label, tone = words.ORDER_STATES.get(move.after, (move.after, "plain"))
        entries.append(
            Entry(
                str(label),
                at=move.at,
                text=said_reason(move.reason),
                icon="orders",
                tone=tone,
                who=words.by_whom(move.actor, names),
            )
        )
    return Card(Timeline(entries), title=_("How it came about"))


def _stock_card(seen: orders.OrderSeen, who: Actor) -> Card:
    held = supply.reservations(f"order:{seen.id}")
    names = {one.variant_id: goods_name(one) for one in orders.lines_named(who, seen.id)}
    columns = (
        Column(_("Goods")),
        Column(_("Reserved"), numeric=True),
        Column(_("Shipped"), numeric=True),
        Column(_("Free again"), numeric=True),
        Column(pgettext("stock", "Came back"), numeric=True),
    )
    rows = [
        Row(
            (
                names.get(one.variant_id, one.variant_id),
                number(one.quantity),
                number(one.shipped),
                number(one.released),
                number(one.returned),
            )
        )
        for one in held
    ]
    until = next((one.expires_at for one in held if one.expires_at and one.open), None)
    note: Content = words.badge(words.HOLD_STATES, held[0].state) if held else ""
    if until:
        note = Group((note, _("kept until %(at)s") % {"at": moment(until)}), layout="row")
    empty = EmptyState(_("Nothing was reserved"), icon="box")
    return Card(
        Table(_("Stock"), columns, rows, empty), title=_("Stock kept for it"), note=note, flush=True
    )


def goods_name(one: orders.LineNamed) -> str:
    """A product and which of its variants."""
    name, variant = words.in_words(one.name), words.in_words(one.variant_name)
    return f"{name}, {variant}" if variant else name


def _facts_card(seen: orders.OrderSeen) -> Card:
    events = events_of(seen.owner.id) if seen.owner.id else []
    mine = [event for event in events if order_of(event) == seen.id]
    entries = []
    for event in mine[:40]:
        said = told(event, leads_on=False)
        entries.append(
            Entry(
                said.title,
                at=event.timestamp,
                text=said.text,
                icon=said.icon,
                tone=said.tone,
                who=sources_word(event.source),
            )
        )
    empty = EmptyState(
        _("The log has not heard of it yet"),
        _("Facts reach it some seconds after they are said."),
        icon="signal",
    )
    return Card(Timeline(entries, empty), title=_("What the log was told"))
