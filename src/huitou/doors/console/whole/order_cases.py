"""The after-sales cases of an order, and what each of them waits for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.commerce import aftersales, orders
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import order_address
from huitou.doors.console.whole.asking import ask_button
from huitou.doors.console.whole.case_verbs import WAITS_FOR
from huitou.doors.console.whole.reasons import reason_words, said_reason
from huitou.doors.design import (
    Card,
    Content,
    Disclosure,
    EmptyState,
    Entry,
    Facts,
    Group,
    Picture,
    Timeline,
    moment,
    money,
    number,
)
from huitou.foundation import accounts
from huitou.foundation.actors import Actor


def cases_tab(
    seen: orders.OrderSeen, who: Actor
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    """A card for each case, the newest first."""
    cases = aftersales.cases_of_order(who, seen.id)
    if not cases:
        actions: tuple[Content, ...] = ()
        if who.may("aftersales.decide") and seen.paid_at is not None and seen.state != "cancelled":
            address = f"{order_address(seen.id)}/do/case"
            actions = (ask_button(_("Open a case…"), address, icon="return"),)
        text = _("Returns, exchanges, repairs and refunds of this order stand here.")
        return (Card(EmptyState(_("No case"), text, icon="return", actions=actions)),), ()
    names = accounts.names_of(move.actor for one in cases for move in one.history)
    goods = {one.id: words.in_words(one.name) for one in orders.lines_named(who, seen.id)}
    return tuple(_case_card(one, goods, names, who) for one in cases), ()


def _case_card(
    one: aftersales.CaseDetail, goods: dict[str, str], names: dict[str, str], who: Actor
) -> Card:
    case = one.case
    units = ", ".join(
        f"{number(line.quantity)} × {goods.get(line.line_id, '')}" for line in case.lines
    )
    pairs: list[tuple[str, Content]] = [
        (_("State"), words.badge(words.CASE_STATES, case.state)),
        (_("Goods"), units),
        (_("Why"), reason_words(case.reason)),
        (_("Asked"), money(case.asked)),
    ]
    if case.refund is not None:
        pairs.append((_("Decided"), money(case.refund)))
    if case.due_at is not None:
        pairs.append((_("Until"), moment(case.due_at)))
    if case.back_number:
        pairs.append((_("Parcel back"), f"{case.back_carrier} {case.back_number}"))
    if case.new_number:
        pairs.append((_("New parcel"), f"{case.new_carrier} {case.new_number}"))
    parts: list[Content] = [Facts(pairs)]
    buttons = _buttons(case, who)
    if buttons:
        parts.append(Group(buttons, layout="row"))
    if one.text:
        parts.append(Facts(((_("What the shopper wrote"), one.text),)))
    if one.evidence:
        parts.append(_pictures(one.evidence))
    parts.append(Disclosure(_("How it came about"), _moves(one, names)))
    return Card(Group(parts), title=words.word(words.CASE_KINDS, case.kind), id=f"case-{case.id}")


def _buttons(case: aftersales.CaseSeen, who: Actor) -> tuple[Content, ...]:
    if not who.may("aftersales.decide"):
        return ()
    base = f"{order_address(case.order_id)}/case"
    waits = WAITS_FOR.get(case.state, ())
    return tuple(
        ask_button(
            str(label),
            f"{base}/{verb}?of={case.id}",
            icon=icon,
            kind="primary" if place == 0 and case.state != "closed" else "plain",
        )
        for place, (verb, label, icon) in enumerate(waits)
    )


def _pictures(evidence: tuple[str, ...]) -> Group:
    return Group(
        [
            Picture(f"/api/v1/aftersales/evidence/{one}", _("Picture of the case"), 160, 160)
            for one in evidence
        ],
        layout="grid",
    )


def _moves(one: aftersales.CaseDetail, names: dict[str, str]) -> Timeline:
    entries = []
    for move in one.history:
        label, tone = words.CASE_STATES.get(move.after, (move.after, "plain"))
        entries.append(
            Entry(
                str(label),
                at=move.at,
                text=said_reason(move.reason),
                icon="return",
                tone=tone,
                who=words.by_whom(move.actor, names),
            )
        )
    return Timeline(entries)
