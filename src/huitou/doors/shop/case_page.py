"""What the page of a return is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import aftersales, orders
from huitou.doors.design import (
    ActionButton,
    Alert,
    Button,
    Entry,
    Facts,
    Field,
    Form,
    Step,
    StepBar,
    Timeline,
    moment,
    new_form_key,
)
from huitou.doors.shop.buying_words import CASE_STATES, KINDS, REASONS
from huitou.doors.shop.case_words import BEHIND, DUES, LEADS, STEPS
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.lines import thumb, words_of
from huitou.doors.shop.order_way import who_words
from huitou.doors.shop.pages.lines import Lines, LineShown, Row, Sums
from huitou.doors.shop.pages.returns import CasePage
from huitou.doors.shop.return_pages import evidence_field
from huitou.doors.shop.views_told import View
from huitou.foundation.clocks import current_clock

_MONEY_BACK = ("return", "refund_only")
Errors = Mapping[str, str]


def case_page(
    request: HttpRequest,
    detail: aftersales.CaseDetail,
    lines: Sequence[orders.LineSeen],
    errors: Errors,
) -> CasePage:
    case = detail.case
    can = aftersales.possible_moves(case, at=current_clock().now())
    at = f"/returns/{case.id}"
    return CasePage(
        title=str(KINDS[case.kind]),
        frame=shop_frame(request, "orders", view=View("Return"), back=f"/orders/{case.order_id}"),
        indexed=False,
        way=str(KINDS[case.kind]),
        headline=str(CASE_STATES[case.state]),
        lead=str(LEADS[case.state]),
        due=case.due_at if case.state in DUES else None,
        due_words=due_words(case),
        steps=_steps(case),
        said=_said(detail),
        send_to=settings.RETURN_ADDRESS or _("Ask the shop where to send it: see Help."),
        parcel=_parcel(at, errors) if can.send_back else None,
        complain=_complain(at, errors) if can.escalate else None,
        withdraw=_withdraw(at) if can.withdraw else None,
        lines=Lines([_line(one, lines) for one in case.lines]),
        sums=_sums(case) if case.kind in _MONEY_BACK else None,
        facts=_facts(detail),
        pictures=[f"/returns/pictures/{id}" for id in detail.evidence],
        add_pictures=_add_pictures(at, errors) if can.add_evidence else None,
        history=_history(detail),
        order=Button(_("To the order"), f"/orders/{case.order_id}", icon="orders"),
    )


def due_words(case: aftersales.CaseSeen) -> str:
    """Until when the state lasts; "" where that is open."""
    if case.due_at is None or case.state not in DUES:
        return ""
    return str(DUES[case.state]) % {"when": moment(case.due_at)}


def _steps(case: aftersales.CaseSeen) -> StepBar | None:
    names = STEPS[case.kind]
    behind = BEHIND.get(case.state)
    if behind is None:
        return None
    done = len(names) - 1 if behind < 0 else behind
    steps = [
        Step(str(name), "done" if at < done else "current" if at == done else "coming")
        for at, name in enumerate(names)
    ]
    return StepBar(steps, _("How far it is"))


def _said(detail: aftersales.CaseDetail) -> Alert | None:
    """Why the shop refused, in its words."""
    if detail.case.state != "refused":
        return None
    last = next((move for move in reversed(detail.history) if move.after == "refused"), None)
    if last is None or not last.actor.startswith("staff"):
        return None
    return Alert(last.reason, title=_("The shop says:"), tone="warn")


def _parcel(at: str, errors: Errors) -> Form:
    return Form(
        action=f"{at}/sent",
        fields=(
            Field(
                "carrier",
                pgettext("parcel", "Carrier"),
                required=True,
                longest=60,
                error=errors.get("carrier", ""),
                placeholder=_("Such as: SF Express"),
            ),
            Field(
                "number",
                _("Parcel number"),
                required=True,
                longest=80,
                error=errors.get("number", ""),
                autocomplete="off",
            ),
        ),
        submit=Button(_("I have sent it"), kind="primary"),
        key=new_form_key(),
    )


def _complain(at: str, errors: Errors) -> Form:
    return Form(
        action=f"{at}/complain",
        fields=(
            Field(
                "reason",
                _("Tell the platform why"),
                kind="textarea",
                required=True,
                longest=2000,
                error=errors.get("reason", ""),
            ),
        ),
        submit=Button(_("Let the platform decide"), kind="primary"),
        key=new_form_key(),
    )


def _withdraw(at: str) -> ActionButton:
    button = Button(_("Withdraw the request"), kind="quiet", icon="undo")
    return ActionButton(button, f"{at}/withdraw", key=new_form_key())


def _add_pictures(at: str, errors: Errors) -> Form:
    return Form(
        action=f"{at}/pictures",
        fields=(evidence_field(_("Add pictures"), error=errors.get("pictures", "")),),
        submit=Button(_("Add"), small=True),
    )


def _line(one: aftersales.CaseLineSeen, lines: Sequence[orders.LineSeen]) -> LineShown:
    line = next((line for line in lines if line.id == one.line_id), None)
    if line is None:  # staff opened the case of an order that is the shopper's no more
        return LineShown(thumb(None, {}, None), _("Something that is gone"), "", one.quantity, None)
    return LineShown(
        thumb=thumb(line.product_id, line.name, line.image),
        name=words_of(line.name),
        options=words_of(line.variant_name),
        quantity=one.quantity,
        total=None,
        address=f"/products/{line.product_id}",
    )


def _sums(case: aftersales.CaseSeen) -> Sums:
    if case.refund is not None:
        label = _("Given back") if case.state == "completed" else _("Comes back")
        return Sums((), label, case.refund, note=_("The way you paid"))
    rows = [Row(_("Goods"), case.asked - case.delivery)]
    if case.delivery:
        rows.append(Row(pgettext("price", "Delivery"), case.delivery))
    return Sums(rows, _("Asked for"), case.asked)


def _facts(detail: aftersales.CaseDetail) -> Facts:
    case = detail.case
    pairs = [(_("Way"), str(KINDS[case.kind])), (_("Reason"), str(REASONS[case.reason]))]
    if detail.text:
        pairs.append((_("You wrote"), detail.text))
    if case.back_number:
        pairs.append((_("Your parcel"), f"{case.back_carrier} {case.back_number}"))
    if case.new_number:
        pairs.append((_("Parcel to you"), f"{case.new_carrier} {case.new_number}"))
    return Facts(tuple(pairs), wide=True)


def _history(detail: aftersales.CaseDetail) -> Timeline:
    return Timeline(
        [
            Entry(
                str(CASE_STATES[move.after]),
                move.at,
                icon="clock",
                who=who_words(move.actor),
            )
            for move in reversed(detail.history)
        ]
    )
