"""What can be done with an order."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.commerce import aftersales, orders, payments
from huitou.doors.console.whole.asking import Asking, Question, Verb, reason_field
from huitou.doors.console.whole.words import CASE_KINDS, in_words, word
from huitou.doors.design import Field, Option, money
from huitou.kernel import InvalidInput, Money

_UNITS, _AMOUNT, _DELIVERY = "units-", "amount-", "delivery"


def _asks_ship(asking: Asking) -> Question:
    detail = orders.order_of(asking.actor, asking.subject)
    left = {line.id: line.quantity - line.shipped - line.dropped for line in detail.lines}
    return Question(
        _("Ship a parcel"),
        (
            Field("carrier", _("Carrier"), value=asking.text("carrier"), required=True, longest=60,
                  placeholder=_("SF Express"), autocomplete="off"),
            Field("tracking_number", _("Tracking number"), value=asking.text("tracking_number"),
                  required=True, longest=80, autocomplete="off"),
            *(
                _units(line, asking, most=left[line.id], value=str(left[line.id]))
                for line in detail.lines
                if left[line.id]
            ),
        ),
        lead=_("Set how many units are in this parcel; the rest can follow in another one."),
        submit=_("Ship it"),
    )  # fmt: skip


def _ship(asking: Asking) -> str:
    lines = _whole_numbers(asking)
    orders.ship(
        asking.actor,
        asking.subject,
        carrier=asking.text("carrier"),
        tracking_number=asking.text("tracking_number"),
        lines=[(line_id, count) for line_id, count in lines.items() if count],
        clock=asking.clock,
    )
    return _("The parcel is on its way.")


def _asks_delivered(asking: Asking) -> Question:
    return Question(
        _("The parcel has arrived"),
        lead=_("With the last parcel the order is delivered, and the promise is kept or not."),
        submit=_("It has arrived"),
    )


def _delivered(asking: Asking) -> str:
    orders.mark_delivered(asking.actor, asking.of, clock=asking.clock)
    return _("The parcel has arrived.")


def _asks_receive(asking: Asking) -> Question:
    return Question(
        _("The shopper has received everything"),
        lead=_("From now on the days in which goods can be sent back are counted."),
        submit=_("Confirm the receipt"),
    )


def _receive(asking: Asking) -> str:
    orders.confirm_receipt(asking.actor, asking.subject, clock=asking.clock)
    return _("The receipt is confirmed.")


def _asks_cancel(asking: Asking) -> Question:
    return Question(
        _("Cancel this order"),
        (reason_field(_("Why?"), value=asking.text("reason")),),
        lead=_("What was paid goes back, and the goods are free again. This cannot be undone."),
        submit=_("Cancel the order"),
        kind="danger",
    )


def _cancel(asking: Asking) -> str:
    orders.cancel_order(
        asking.actor, asking.subject, reason=asking.text("reason"), clock=asking.clock
    )
    return _("The order is cancelled.")


def _asks_refund(asking: Asking) -> Question:
    detail = orders.order_of(asking.actor, asking.subject)
    order = detail.order
    left = order.delivery - detail.delivery_refunded
    fields = [
        _amount(f"{_AMOUNT}{line.id}", in_words(line.name), line.total - line.refunded, asking)
        for line in detail.lines
    ]
    if left:
        fields.append(_amount(_DELIVERY, _("Delivery"), left, asking))
    reason = _("For example: a scratch on the lid. The shopper keeps the goods.")
    fields.append(reason_field(_("Why?"), hint=reason, value=asking.text("reason")))
    return Question(
        _("Give money back"),
        fields,
        lead=_("As goodwill, without goods coming back. It is sent the way the money came."),
        submit=_("Give it back"),
    )


def _refund(asking: Asking) -> str:
    order = orders.order_seen(asking.actor, asking.subject)
    code = order.currency
    lines = {
        line_id: _money(text, code, f"{_AMOUNT}{line_id}")
        for line_id, text in asking.named(_AMOUNT).items()
    }
    lines = {line_id: amount for line_id, amount in lines.items() if amount}
    delivery = asking.text(_DELIVERY)
    given = _money(delivery, code, _DELIVERY) if delivery else None
    if not asking.text("reason"):
        raise InvalidInput("There is no reason.", remedy="Say why.", field="reason")
    orders.refund_lines(
        asking.actor,
        asking.subject,
        lines,
        key=asking.key,
        delivery=given or None,
        reason=asking.text("reason")[:80],
        clock=asking.clock,
    )
    return _("The refund is asked for; the next job sends it.")


def _asks_stuck(asking: Asking) -> Question:
    return Question(
        _("Go on with a stuck refund"),
        (
            Field("way", _("What shall happen?"), kind="radio", required=True,
                  value=asking.text("way", "send_again"),
                  options=(
                      Option("send_again", _("Send it again"), _("Under the same number.")),
                      Option("paid_by_hand", _("It was paid by hand"), _("Outside the gateway.")),
                      Option("give_up", _("Give it up"), _("The amount can be refunded anew.")),
                  )),
        ),
        lead=_("The gateway is asked first: if it has paid out after all, that is booked instead."),
        submit=_("Go on"),
    )  # fmt: skip


def _stuck(asking: Asking) -> str:
    payments.resolve_refund(
        refund_id=asking.of,
        way=asking.text("way"),  # type: ignore[arg-type]  # checked by the verb
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The refund goes on.")


def _asks_case(asking: Asking) -> Question:
    detail = orders.order_of(asking.actor, asking.subject)
    chinese = (get_language() or "en").startswith("zh")
    return Question(
        _("Open a case for the shopper"),
        (
            Field("kind", _("What do they want?"), kind="radio",
                  value=asking.text("kind", "return"),
                  options=[Option(kind, word(CASE_KINDS, kind)) for kind in aftersales.KINDS],
                  required=True),
            Field("reason", _("Why?"), kind="select", value=asking.text("reason", "faulty"),
                  options=[
                      Option(name, one.zh if chinese else one.en)
                      for name, one in aftersales.REASONS.items()
                  ]),
            *(_units(line, asking, most=line.quantity, value="0") for line in detail.lines),
            Field("text", _("What they said"), kind="textarea", rows=3, value=asking.text("text"),
                  longest=500),
        ),
        submit=_("Open the case"),
    )  # fmt: skip


def _case(asking: Asking) -> str:
    lines = {line_id: count for line_id, count in _whole_numbers(asking).items() if count}
    if not lines:
        raise InvalidInput("No unit is named.", remedy="Say how many units of which line.")
    aftersales.apply(
        asking.subject,
        asking.text("kind"),
        lines,
        reason=asking.text("reason"),
        text=asking.text("text"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The case is open.")


def _units(line: orders.LineSeen, asking: Asking, *, most: int, value: str) -> Field:
    name = f"{_UNITS}{line.id}"
    return Field(
        name,
        _("Units of %(name)s") % {"name": in_words(line.name)},
        kind="number",
        value=asking.text(name, value),
        least="0",
        most=str(most),
        inputmode="numeric",
        hint=_("%(n)s at most") % {"n": most},
    )


def _amount(name: str, label: str, most: Money, asking: Asking) -> Field:
    return Field(
        name,
        label,
        value=asking.text(name),
        inputmode="decimal",
        behind=most.currency.code,
        hint=_("%(money)s at most") % {"money": money(most)},
        autocomplete="off",
    )


def _money(text: str, code: str, field: str) -> Money:
    try:
        return Money.parse(text, code)
    except InvalidInput as error:
        raise InvalidInput(
            error.message, remedy=error.remedy, code=error.code, field=field
        ) from None


def _whole_numbers(asking: Asking) -> dict[str, int]:
    found = {}
    for line_id, text in asking.named(_UNITS).items():
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            raise InvalidInput(
                f"{text[:20]!r} is no number of units.",
                remedy="Write a whole number.",
                code="console.bad_units",
                field=f"{_UNITS}{line_id}",
            )
        found[line_id] = int(text)
    return found


VERBS: Mapping[str, Verb] = {
    "ship": Verb("orders.ship", _asks_ship, _ship),
    "delivered": Verb("orders.ship", _asks_delivered, _delivered),
    "receive": Verb("orders.ship", _asks_receive, _receive),
    "cancel": Verb("orders.cancel", _asks_cancel, _cancel),
    "refund": Verb("payments.refund", _asks_refund, _refund, show="money"),
    "stuck": Verb("payments.refund", _asks_stuck, _stuck, show="money"),
    "case": Verb("aftersales.decide", _asks_case, _case, show="aftersales"),
}
