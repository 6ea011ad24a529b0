"""Questions and answers, with the times and prices that this shop has set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.commerce import aftersales, orders, payments
from huitou.doors.design import Disclosure, Page, money, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.buying_words import gateway_words
from huitou.doors.shop.frame import in_words, shop_frame
from huitou.doors.shop.pages.account import STYLES
from huitou.doors.shop.views_told import View


@dataclass(frozen=True)
class HelpGroup:
    title: str
    icon: str
    questions: tuple[Disclosure, ...]


@dataclass(frozen=True)
class HelpPage(Page):
    """`contact` is an e-mail address or a phone number of the shop, "" if it has named none."""

    groups: tuple[HelpGroup, ...]
    contact: str
    contact_address: str
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/help.html"


@shop_page()
def help_page(request: HttpRequest) -> HttpResponse:
    contact = settings.SHOP_CONTACT
    kind = "mailto" if "@" in contact else "tel"
    page = HelpPage(
        title=_("Help"),
        frame=shop_frame(request, view=View("Help")),
        description=_("Delivery, returns, paying and your account: questions and answers."),
        groups=(_delivery(), _paying(), _returns(), _account()),
        contact=contact,
        contact_address=f"{kind}:{contact.replace(' ', '')}",
    )
    return show(request, page)


def _delivery() -> HelpGroup:
    costs = "; ".join(_way(way) for way in orders.shipping_methods())
    policy = orders.current_policy()
    received = _(
        "You confirm it on the order's page. If you say nothing, it counts as received "
        "%(days)s after delivery."
    )
    return HelpGroup(
        _("Delivery"),
        "truck",
        (
            Disclosure(_("What does delivery cost?"), costs or _("The checkout says so.")),
            Disclosure(
                _("When does it come?"),
                _("Each product and the checkout name the day. Your order shows where it is."),
            ),
            Disclosure(
                _("When does an order count as received?"),
                received % {"days": _days(policy.confirm_after)},
            ),
        ),
    )


def _paying() -> HelpGroup:
    ways = _(", ").join(gateway_words(name) for name in payments.gateway_names())
    minutes = orders.current_policy().pay_within // timedelta(minutes=1)
    within = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return HelpGroup(
        _("Paying"),
        "wallet",
        (
            Disclosure(_("How can I pay?"), ways or _("The shop takes no payments at the moment.")),
            Disclosure(
                _("How long do I have to pay?"),
                _("%(time)s from the order on. Then it is closed and nothing is charged.")
                % {"time": within},
            ),
            Disclosure(
                _("When do I get my money back?"),
                _(
                    "As soon as the refund is decided, by the way on which you paid. The case "
                    "shows each step."
                ),
            ),
        ),
    )


def _returns() -> HelpGroup:
    policy = aftersales.current_policy()
    no_reason = _(
        "Within %(days)s of receipt, unused and whole. What cannot be sent back without "
        "a reason says so on its page before you buy."
    )
    faulty = _(
        "Within %(back)s of receipt you can send it back, within %(swap)s have it exchanged, "
        "within %(repair)s repaired. The shop answers within %(hours)s hours."
    )
    return HelpGroup(
        _("Returns"),
        "return",
        (
            Disclosure(
                _("Can I send something back without a reason?"),
                no_reason % {"days": _n_days(policy.no_reason_days)},
            ),
            Disclosure(
                _("Something is broken or wrong. What now?"),
                faulty
                % {
                    "back": _n_days(policy.fault_return_days),
                    "swap": _n_days(policy.exchange_days),
                    "repair": _n_days(policy.repair_days),
                    "hours": policy.answer_within // timedelta(hours=1),
                },
            ),
            Disclosure(
                _("How do I send it back?"),
                _(
                    "Open the order and choose what it is about. Once the shop agrees, you have "
                    "%(days)s to send it."
                )
                % {"days": _days(policy.send_within)},
            ),
        ),
    )


def _account() -> HelpGroup:
    return HelpGroup(
        _("Your account"),
        "person",
        (
            Disclosure(
                _("No code comes. What can I do?"),
                _(
                    "Wait a minute and ask for another. Look among unwanted mail. With a password "
                    "you can sign in without a code."
                ),
            ),
            Disclosure(
                _("What do you know of me, and how do I get rid of it?"),
                _(
                    "Under Account, Your data you see and download all of it, say what we may do "
                    "with it, and erase your account."
                ),
            ),
        ),
    )


def _way(way: orders.WayOfShipping) -> str:
    said = {"way": in_words(way.name), "fee": money(way.fee)}
    if not way.fee.minor:
        return _("%(way)s: free") % said
    if way.free_over is None:
        return _("%(way)s: %(fee)s") % said
    return _("%(way)s: %(fee)s, free from %(free)s on") % {**said, "free": money(way.free_over)}


def _days(span: timedelta) -> str:
    return _n_days(span.days)


def _n_days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
