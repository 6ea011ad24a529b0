"""The overview of a person and their orders: what they are worth, what they did last."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import aftersales, orders
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import order_address, person_address
from huitou.doors.console.whole.event_words import sources_word, told
from huitou.doors.console.whole.log_numbers import log_numbers
from huitou.doors.console.whole.moments import when
from huitou.doors.console.whole.person_found import PersonFound
from huitou.doors.console.whole.person_identity import contacts_card, who_card
from huitou.doors.console.whole.sections import SectionAsked, sections_of
from huitou.doors.design import (
    Card,
    Column,
    Content,
    EmptyState,
    Entry,
    Group,
    Link,
    Pager,
    Row,
    Stat,
    Table,
    Timeline,
    day,
    money,
    number,
)
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Currency, Money

_LATEST_ORDERS, _LATEST_EVENTS, _ON_A_PAGE = 5, 8, 20


def initial(found: PersonFound) -> str:
    """One letter for the round picture."""
    name = found.card.name if found.card else ""
    letters = [letter for letter in name if letter.isalnum()]
    return letters[0].upper() if letters else "·"


def overview_tab(
    found: PersonFound, who: Actor, clock: Clock
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """The two columns of the overview."""
    sees_orders = who.may("orders.read")
    sums = orders.sums_of_orders(who, found.ids) if sees_orders else ()
    latest = _orders_of(found, who, limit=_LATEST_ORDERS) if sums else []
    address = person_address(found.id)
    asked = SectionAsked(found.ids, who, clock)
    stats = _stats(found, sums)
    main: list[Content] = [Group(stats, layout="grid")] if stats else []
    if latest:
        more = Link(_("All orders"), f"{address}?show=orders")
        table = _orders_table(latest, dense=True)
        main.append(Card(table, title=_("Latest orders"), link=more, flush=True))
    main.append(_latest_events(found, address, sees_orders))
    main += sections_of("person", asked)
    side: list[Content] = [who_card(found)]
    contacts = contacts_card(found, who)
    if contacts:
        side.append(contacts)
    return tuple(main), tuple(side)


def orders_tab(found: PersonFound, who: Actor, before: str) -> tuple[Content, ...]:
    """All orders with what they come to, and the cases."""
    sums = orders.sums_of_orders(who, found.ids)
    rows = _orders_of(found, who, limit=_ON_A_PAGE + 1, before=before or None)
    address = f"{person_address(found.id)}?show=orders"
    next_page = (
        f"{address}&before={rows[_ON_A_PAGE - 1].order.id}" if len(rows) > _ON_A_PAGE else ""
    )
    pager = Pager(previous=address if before else "", next=next_page)
    parts: list[Content] = []
    if sums:
        parts.append(Group(_sums_stats(sums), layout="grid"))
    table = _orders_table(rows[:_ON_A_PAGE])
    parts.append(Card(Group((table, pager)), title=_("Orders"), flush=True))
    cases = _cases(found, who)
    if cases:
        parts.append(cases)
    return tuple(parts)


def _orders_of(
    found: PersonFound, who: Actor, *, limit: int, before: str | None = None
) -> list[orders.OrderRow]:
    wanted = orders.OrdersWanted(owners=found.ids)
    return orders.orders_wanted(who, wanted, before=before, limit=limit)


def _orders_table(rows: Sequence[orders.OrderRow], *, dense: bool = False) -> Table:
    columns = (
        Column(_("Order")),
        Column(_("Goods")),
        Column(_("Placed")),
        Column(_("State")),
        Column(_("Total"), numeric=True),
    )
    return Table(
        caption=_("Orders"),
        columns=columns,
        rows=[
            Row(
                (
                    row.order.number,
                    goods_of(row),
                    when(row.order.placed_at),
                    words.badge(words.ORDER_STATES, row.order.state),
                    money(row.order.total),
                ),
                address=order_address(row.order.id),
            )
            for row in rows
        ],
        empty=EmptyState(_("No order yet"), _("Orders stand here once they are placed."), "orders"),
        dense=dense,
    )


def goods_of(row: orders.OrderRow) -> str:
    """What was ordered, in a few words."""
    name = words.in_words(row.name) if row.name else ""
    return ngettext("%(name)s, %(n)s unit", "%(name)s, %(n)s units", row.units) % {
        "name": name,
        "n": number(row.units),
    }


def _stats(found: PersonFound, sums: Sequence[orders.OrderSums]) -> tuple[Stat, ...]:
    return (*_sums_stats(sums), *_mark_stats(found, has_sums=bool(sums)))


def _sums_stats(sums: Sequence[orders.OrderSums]) -> tuple[Stat, ...]:
    return tuple(stat for one in sums for stat in _stats_of(one))


def _stats_of(one: orders.OrderSums) -> tuple[Stat, ...]:
    given = _("%(money)s given back") % {"money": money(one.refunded)} if one.refunded else ""
    unpaid = one.placed - one.paid
    waits = ngettext("%(n)s never paid", "%(n)s never paid", unpaid) % {"n": number(unpaid)}
    return (
        Stat(
            _("Net revenue"),
            money(one.net),
            definition=_("What was paid for orders, delivery with it, less what was given back."),
            note=given,
        ),
        Stat(_("Paid orders"), number(one.paid), note=waits if unpaid else ""),
        Stat(
            _("Average order"),
            money(one.average),
            definition=_("What was paid for an order on average, before what was given back."),
        ),
        Stat(
            _("First and last order"),
            day(one.last_at),
            note=_("first %(day)s") % {"day": day(one.first_at)},
        ),
    )


def _mark_stats(found: PersonFound, *, has_sums: bool) -> tuple[Stat, ...]:
    numbers = log_numbers()
    marks = numbers.marks(found.id) if numbers else None
    if numbers is None or marks is None:
        return ()
    net = Money(marks.net, Currency.of(marks.currency))
    stats = [
        Stat(
            _("Group"),
            words.word(words.SEGMENTS, marks.segment),
            definition=_(
                "Buyers ranked by how recently, how often and for how much they bought, as in the "
                "report of the shop."
            ),
        ),
        Stat(
            _("Days since the last purchase"),
            number(marks.recency_days),
            definition=_("Counted to the newest order of the whole shop."),
            note=_usual_gap(marks.usual_gap, marks.recency_days),
        ),
    ]
    if not has_sums:  # bought before the shop kept its books here, or not for this reader to see
        stats.insert(0, Stat(_("Net revenue"), money(net), note=_("by the event log")))
        stats.insert(1, Stat(_("Paid orders"), number(marks.orders), note=_("by the event log")))
    return tuple(stats)


def _usual_gap(gap: float | None, recency: int) -> str:
    if gap is None:
        return _("bought on a single day so far")
    said = {"n": number(gap)}
    if recency > 2 * gap:
        return _("usually every %(n)s days: overdue") % said
    return _("usually every %(n)s days") % said


def _latest_events(found: PersonFound, address: str, leads_on: bool) -> Card:
    entries = []
    for event in found.events[:_LATEST_EVENTS]:
        said = told(event, leads_on=leads_on)
        entries.append(
            Entry(
                said.title,
                at=event.timestamp,
                text=said.text,
                icon=said.icon,
                tone=said.tone,
                address=said.address,
                who=sources_word(event.source),
            )
        )
    more = Link(_("Whole timeline"), f"{address}?show=timeline") if entries else None
    empty = EmptyState(_("Nothing happened here yet"), icon="clock")
    return Card(Timeline(entries, empty), title=_("What happened last"), link=more)


def _cases(found: PersonFound, who: Actor) -> Content | None:
    if not who.may("aftersales.read"):
        return None
    cases = aftersales.cases_of_owners(who, found.ids)
    if not cases:
        return None
    columns = (
        Column(_("Case")),
        Column(_("Opened")),
        Column(_("State")),
        Column(_("Asked"), numeric=True),
    )
    rows = [
        Row(
            (
                words.word(words.CASE_KINDS, case.kind),
                when(case.opened_at),
                words.badge(words.CASE_STATES, case.state),
                money(case.asked),
            ),
            address=f"{order_address(case.order_id)}?show=aftersales",
        )
        for case in cases
    ]
    return Card(Table(_("After-sales"), columns, rows), title=_("After-sales"), flush=True)
