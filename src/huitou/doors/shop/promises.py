"""What the shop promises of a product: when it comes, what delivery costs, sending it back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huitou.commerce import aftersales, orders
from huitou.commerce.catalogue import ProductDetail, VariantDetail
from huitou.doors.design import clock_time, money, short_day
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.product import Promise
from huitou.foundation.clocks import current_clock

# By the words of the catalogue for what the law leaves out (Consumer Rights Protection Law of the
# PRC, article 25).
_WHY_NOT = {
    "custom_made": gettext_lazy("It is made to your order."),
    "fresh": gettext_lazy("It is fresh and does not keep."),
    "digital": gettext_lazy("It is digital."),
    "periodical": gettext_lazy("It is a newspaper or a magazine."),
    "unsealed": gettext_lazy("It spoils, or is not safe any more, once it is unsealed."),
    "activated": gettext_lazy("It loses most of its worth once it is activated or tried."),
    "near_expiry_or_flawed": gettext_lazy("It is sold as close to its expiry, or as flawed."),
}


def promises_of(product: ProductDetail, variant: VariantDetail) -> list[Promise]:
    """What is promised of one variant, bought by itself. One query."""
    return [*_deliveries(variant), _return(product)]


def _deliveries(variant: VariantDetail) -> list[Promise]:
    if variant.price is None:
        return []
    clock = current_clock()
    ways = orders.delivery_told(variant.price, variant.weight_grams, clock=clock)
    return [_delivery(way) for way in ways[:3]]


def _delivery(told: orders.DeliveryTold) -> Promise:
    here = ZoneInfo(settings.SHOP_TIMEZONE)
    today = current_clock().now().astimezone(here).date()
    until = told.order_before.astimezone(here)
    day = _day_words((told.promised_on - today).days) or short_day(told.promised_on)
    name = in_words(told.way.name)
    title = _("%(way)s: with you by %(day)s") % {"way": name, "day": day}
    if until.date() == today:
        title = _("%(way)s: order before %(time)s, with you by %(day)s") % {
            "way": name,
            "day": day,
            "time": clock_time(told.order_before),
        }
    return Promise("truck", title, _fee(told))


def _day_words(days: int) -> str:
    return {0: _("today"), 1: _("tomorrow")}.get(days, "")


def _fee(told: orders.DeliveryTold) -> str:
    if not told.fee.minor:
        return _("Delivery is free")
    fee, free = money(told.fee), told.way.free_over
    if free is None:
        return _("Delivery %(fee)s") % {"fee": fee}
    return _("Delivery %(fee)s, free from %(free)s on") % {"fee": fee, "free": money(free)}


def _return(product: ProductDetail) -> Promise:
    days = aftersales.current_policy().no_reason_days
    if product.no_reason_return:
        title = ngettext(
            "Send it back within %(n)s day, without a reason",
            "Send it back within %(n)s days, without a reason",
            days,
        ) % {"n": days}
        return Promise("return", title, _("Unused and whole; the days count from receipt."))
    why = str(_WHY_NOT.get(product.no_return_reason, ""))
    return Promise(
        "info",
        _("It cannot be sent back without a reason"),
        " ".join((why, _("If something is wrong with it, you get your money back."))).strip(),
    )
