"""The tabs of a product: what it sells and whom it brings back, stock, prices, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import catalogue, supply
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import order_address, product_address
from huitou.doors.console.whole.asking import ask_button
from huitou.doors.console.whole.audit_card import audit_card
from huitou.doors.console.whole.product_numbers import product_numbers
from huitou.doors.console.whole.product_pictures import picture_of
from huitou.doors.console.whole.products_list import stock_shown
from huitou.doors.console.whole.sections import SectionAsked, sections_of
from huitou.doors.design import (
    Badge,
    Card,
    Column,
    Content,
    EmptyState,
    Entry,
    Facts,
    Group,
    Link,
    Row,
    Table,
    Tabs,
    Timeline,
    moment,
    money,
    number,
)
from huitou.foundation import accounts, audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

_Columns = tuple[tuple[Content, ...], tuple[Content, ...]]
_LATEST = 60


def columns(
    chosen: str, detail: catalogue.ProductDetail, who: Actor, clock: Clock, variant: str
) -> _Columns:
    """The two columns of a tab."""
    if chosen == "stock":
        return _stock_tab(detail, variant, who)
    if chosen == "prices":
        return _prices_tab(detail)
    if chosen == "history":
        return _history_tab(detail, who)
    return _overview(detail, who, clock)


def variant_name(detail: catalogue.ProductDetail, variant: catalogue.VariantDetail) -> str:
    """What tells a variant from the others: its chosen values."""
    chosen = []
    for option in detail.options:
        code = variant.options.get(option.code)
        value = next((one for one in option.values if one.code == code), None)
        if value is not None:
            chosen.append(words.in_words(value.names))
    return ", ".join(chosen) or variant.sku


def _overview(detail: catalogue.ProductDetail, who: Actor, clock: Clock) -> _Columns:
    ids = [variant.id for variant in detail.variants]
    levels = supply.levels(ids) if ids and who.may("supply.read") else None
    main: list[Content] = [
        product_numbers(detail.id, clock),
        _variants_card(detail, levels, who),
        *sections_of("product", SectionAsked((detail.id,), who, clock)),
    ]
    side: list[Content] = [_facts_card(detail)]
    if detail.pictures:
        name = words.in_words(detail.names)
        pictures = Group([picture_of(one, name) for one in detail.pictures[:6]], layout="grid")
        side.append(Card(pictures, title=_("Pictures")))
    return tuple(main), tuple(side)


def _variants_card(
    detail: catalogue.ProductDetail, levels: Sequence[supply.Level] | None, who: Actor
) -> Card:
    base = product_address(detail.id)
    columns = (
        Column(_("Variant")),
        Column(_("Price"), numeric=True),
        *(
            (Column(pgettext("stock", "Free"), numeric=True), Column(_("Reserved"), numeric=True))
            if levels is not None
            else ()
        ),
        Column(""),
    )
    rows = []
    for one in detail.variants:
        price = money(one.price)
        if one.compare_at is not None:
            price = _("%(now)s, reduced from %(before)s") % {
                "now": price,
                "before": money(one.compare_at),
            }
        cells: list[Content] = [_called(detail, one), price]
        if levels is not None:
            mine = [level for level in levels if level.variant_id == one.id]
            cells.append(stock_shown(sum(level.available for level in mine)))
            cells.append(number(sum(level.reserved for level in mine)))
        cells.append(_buttons(base, one, who))
        rows.append(Row(cells, tone="" if one.is_active else "warn"))
    empty = EmptyState(_("No variant yet"), _("A product needs one to be sold."), icon="tag")
    return Card(Table(_("Variants"), columns, rows, empty), title=_("Variants"), flush=True)


def _called(detail: catalogue.ProductDetail, variant: catalogue.VariantDetail) -> str:
    """With the SKU, where that is not all there is to say."""
    name = variant_name(detail, variant)
    return name if name == variant.sku else f"{name} · {variant.sku}"


def _buttons(base: str, variant: catalogue.VariantDetail, who: Actor) -> Content:
    buttons: list[Content] = []
    if who.may("catalogue.write"):
        buttons.append(ask_button(_("Price"), f"{base}/do/price?of={variant.id}", kind="quiet"))
    if who.may("supply.write"):
        buttons.append(
            ask_button(pgettext("stock", "Count"), f"{base}/do/count?of={variant.id}", kind="quiet")
        )
        buttons.append(ask_button(_("Receive"), f"{base}/do/receive?of={variant.id}", kind="quiet"))
    return Group(buttons, layout="row") if buttons else ""


def _facts_card(detail: catalogue.ProductDetail) -> Card:
    names = {node.id: words.in_words(node.names) for node in catalogue.categories()}
    path = " / ".join(names.get(id, "") for id in detail.category_path)
    back = _("yes") if detail.no_reason_return else _("no, as the law allows")
    pairs: list[tuple[str, Content]] = [
        (_("Category"), path),
        (_("Shown from"), moment(detail.visible_from)),
        (_("Shown until"), moment(detail.visible_until) if detail.visible_until else _("no end")),
        (_("Taken back without a reason"), back),
    ]
    if detail.external_id:
        pairs.append((_("Elsewhere called"), detail.external_id))
    for said in detail.attributes:
        value = words.in_words(said.value_names) or _plain(said.value)
        pairs.append((words.in_words(said.names), f"{value} {said.unit}".strip()))
    return Card(Facts(pairs, wide=True), title=_("What it is"))


def _plain(value: str | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value


def _stock_tab(detail: catalogue.ProductDetail, variant: str, who: Actor) -> _Columns:
    ids = [one.id for one in detail.variants]
    chosen = variant if variant in ids else next(iter(ids), "")
    if not chosen:
        return (Card(EmptyState(_("No variant yet"), icon="tag")),), ()
    levels = supply.levels(ids)
    entries = supply.entries(chosen, limit=_LATEST)
    names = accounts.names_of(one.actor for one in entries)
    base = product_address(detail.id)
    tabs = Tabs(
        [
            Link(
                variant_name(detail, one),
                f"{base}?show=stock&variant={one.id}",
                current=one.id == chosen,
            )
            for one in detail.variants
        ],
        _("Variants"),
    )
    ledger = Card(_ledger(entries, names), title=_("Ledger"), note=_ledger_note(), flush=True)
    which = (tabs,) if len(ids) > 1 else ()
    return (_levels_card(detail, levels), *which, ledger), ()


def _ledger_note() -> str:
    return _("Every movement with its business key; what is on hand is their sum.")


def _levels_card(detail: catalogue.ProductDetail, levels: Sequence[supply.Level]) -> Card:
    names = {one.id: variant_name(detail, one) for one in detail.variants}
    columns = (
        Column(_("Variant")),
        Column(_("Kept for")),
        Column(_("On hand"), numeric=True),
        Column(_("Reserved"), numeric=True),
        Column(pgettext("stock", "Free"), numeric=True),
    )
    rows = [
        Row(
            (
                names.get(one.variant_id, one.variant_id),
                one.pool or _("everybody"),
                number(one.on_hand),
                number(one.reserved),
                stock_shown(one.available),
            )
        )
        for one in levels
    ]
    empty = EmptyState(_("Nothing came in yet"), icon="box")
    return Card(Table(_("Stock"), columns, rows, empty), title=_("Stock"), flush=True)


def _ledger(entries: Sequence[supply.Moved], names: Mapping[str, str]) -> Table:
    columns = (
        Column(_("When")),
        Column(_("What")),
        Column(_("For")),
        Column(_("On hand"), numeric=True),
        Column(_("Reserved"), numeric=True),
        Column(_("Who")),
    )
    rows = [
        Row(
            (
                moment(one.at),
                words.word(words.STOCK_MOVES, one.kind),
                _reference(one.reference),
                _signed(one.delta_on_hand),
                _signed(one.delta_reserved),
                words.by_whom(one.actor, names),
            ),
            address=_leads_to(one.reference),
        )
        for one in entries
    ]
    empty = EmptyState(_("Nothing has moved yet"), icon="box")
    return Table(_("Ledger"), columns, rows, empty, dense=True)


def _reference(reference: str) -> str:
    kind, _colon, _id = reference.partition(":")
    return _("an order") if kind == "order" else reference


def _leads_to(reference: str) -> str:
    kind, _colon, id = reference.partition(":")
    return order_address(id) if kind == "order" and id else ""


def _signed(units: int) -> str:
    return f"+{number(units)}" if units > 0 else number(units) if units else ""


def _prices_tab(detail: catalogue.ProductDetail) -> _Columns:
    histories = catalogue.price_histories(detail.id)
    names = accounts.names_of(one.set_by for rows in histories.values() for one in rows)
    cards = [_price_card(detail, one, histories.get(one.id, []), names) for one in detail.variants]
    return tuple(cards) or (Card(EmptyState(_("No variant yet"), icon="tag")),), ()


def _price_card(
    detail: catalogue.ProductDetail,
    variant: catalogue.VariantDetail,
    rows: Sequence[catalogue.PriceDetail],
    names: Mapping[str, str],
) -> Card:
    columns = (
        Column(_("From")),
        Column(_("Price"), numeric=True),
        Column(_("Reduced from"), numeric=True),
        Column(_("On sale")),
        Column(_("Set by")),
    )
    table = Table(
        _("Prices of %(sku)s") % {"sku": variant.sku},
        columns,
        [
            Row(
                (
                    moment(one.starts_at),
                    money(one.price),
                    money(one.compare_at) if one.compare_at else "",
                    Badge(_("yes"), "good") if one.is_offered else Badge(_("no"), "plain"),
                    words.by_whom(one.set_by, names),
                )
            )
            for one in rows[:_LATEST]
        ],
        EmptyState(_("No price yet"), icon="tag"),
        dense=True,
    )
    return Card(table, title=_called(detail, variant), flush=True)


def _history_tab(detail: catalogue.ProductDetail, who: Actor) -> _Columns:
    decisions = catalogue.decisions(detail.id)
    entries = audit.entries(subject=detail.id, limit=50) if who.may("audit.read") else []
    names = accounts.names_of([*(d.actor for d in decisions), *(one.actor for one in entries)])
    told = [
        Entry(
            str(words.PRODUCT_STATES[one.after][0]),
            at=one.at,
            text=one.reason,
            icon="check" if one.after in ("approved", "published") else "edit",
            tone=words.PRODUCT_STATES[one.after][1],
            who=words.by_whom(one.actor, names),
        )
        for one in reversed(decisions)
    ]
    empty = EmptyState(_("Nobody has decided anything yet"), icon="shield")
    main = (Card(Timeline(told, empty), title=_("Decisions")),)
    side = (audit_card(entries, names=names),) if who.may("audit.read") else ()
    return main, side
