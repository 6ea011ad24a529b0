"""Every part of the price of a checkout, with what is other than it was shown before."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import orders
from huitou.doors.design import money
from huitou.doors.shop.choices import Changes
from huitou.doors.shop.lines import thumb, words_of
from huitou.doors.shop.pages.lines import Lines, LineShown, Row, Sums
from huitou.kernel import Money


def lines_shown(quote: orders.Quote, changes: Changes | None) -> Lines:
    """What is ordered."""
    return Lines([_line(line, changes) for line in quote.lines])


def sums_of(quote: orders.Quote, changes: Changes | None) -> Sums:
    """Goods, every rule that takes something off, delivery, total."""
    taken_off = [
        Row(
            words_of(one.label) or one.code,
            one.total,
            off=True,
            changed=changes is not None and (one.name, one.code) in changes.off,
        )
        for one in quote.adjustments
    ]
    delivery = Row(
        pgettext("price", "Delivery"),
        quote.delivery.fee,
        note=words_of(quote.delivery.name),
        free=not quote.delivery.fee,
        changed=changes is not None and changes.delivery,
    )
    return Sums(
        rows=(Row(_("Goods"), quote.goods), delivery, *taken_off),
        label=_("Amount to pay"),
        total=quote.total,
        note=_saved(quote),
        changed=changes is not None and changes.total,
    )


def coupon_words(declined: Sequence[orders.Declined]) -> str:
    """Why codes that were asked for take nothing off."""
    return " ".join(f"{one.code}: {words_of(one.reason)}" for one in declined)


def _saved(quote: orders.Quote) -> str:
    saved = sum((one.total for one in quote.adjustments), Money.zero(quote.currency))
    return _("You save %(amount)s") % {"amount": money(saved)} if saved else ""


def _line(line: orders.QuoteLine, changes: Changes | None) -> LineShown:
    return LineShown(
        thumb=thumb(line.product_id, line.name, line.image),
        name=words_of(line.name),
        options=words_of(line.variant_name),
        quantity=line.quantity,
        unit=line.unit_price,
        total=line.total,
        before=line.listed if line.off else None,
        changed=_changed(line, changes),
    )


def _changed(line: orders.QuoteLine, changes: Changes | None) -> str:
    if changes is None:
        return ""
    if line.variant_id in changes.new_lines:
        return _("New in your basket")
    before = changes.lines.get(line.variant_id)
    if before is None:
        return ""
    units, minor = before
    amount = money(Money(minor, line.total.currency))
    return _("Was %(amount)s for %(units)s") % {"amount": amount, "units": units}
