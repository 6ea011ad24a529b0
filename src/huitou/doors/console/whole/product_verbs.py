"""What can be done with a product: its way into the shop, prices and stock of its variants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.commerce import catalogue, supply
from huitou.doors.console.whole.asking import Asking, Question, Verb, reason_field
from huitou.doors.console.whole.words import Words
from huitou.doors.design import Field, Option, money
from huitou.kernel import InvalidInput, Money


def _move(
    title: Words,
    lead: Words,
    submit: Words,
    toast: Words,
    verb: Callable[..., object],
    *,
    permission: str = "catalogue.write",
    needs_reason: bool = False,
) -> Verb:
    """A verb that brings a product to another state, with a word why."""

    def asks(asking: Asking) -> Question:
        field = reason_field(_("Why?"), value=asking.text("reason"), required=needs_reason)
        return Question(
            str(title),
            (field,),
            lead=str(lead),
            submit=str(submit),
            kind="danger" if needs_reason else "primary",
        )

    def does(asking: Asking) -> str:
        verb(asking.subject, reason=asking.text("reason"), actor=asking.actor, clock=asking.clock)
        return str(toast)

    return Verb(permission, asks, does)


def _asks_publish(asking: Asking) -> Question:
    return Question(
        _("Publish this product"),
        (
            Field("visible_from", _("From"), kind="datetime-local",
                  value=asking.text("visible_from"), hint=_("Left empty: from now on.")),
            Field("visible_until", _("Until"), kind="datetime-local",
                  value=asking.text("visible_until"), hint=_("Left empty: without an end.")),
            reason_field(_("Why?"), value=asking.text("reason"), required=False),
        ),
        lead=_("Shoppers see it in this window, in the time of the shop."),
        submit=_("Publish"),
    )  # fmt: skip


def _publish(asking: Asking) -> str:
    catalogue.publish(
        asking.subject,
        visible_from=_moment(asking, "visible_from"),
        visible_until=_moment(asking, "visible_until"),
        reason=asking.text("reason"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The product is published.")


def _asks_price(asking: Asking) -> Question:
    variant = _variant(asking)
    code = settings.SHOP_CURRENCY
    now = str(variant.price.decimal()) if variant.price else ""
    floor = _("%(money)s at least") % {"money": money(variant.floor)} if variant.floor else ""
    compare = _("Struck through beside it; the law bounds it by the last seven days.")
    return Question(
        _("Set the price of %(sku)s") % {"sku": variant.sku},
        (
            Field("price", _("Price"), value=asking.text("price", now), inputmode="decimal",
                  behind=code, required=True, hint=floor, autocomplete="off"),
            Field("compare_at", _("Reduced from"), value=asking.text("compare_at"),
                  inputmode="decimal", behind=code, hint=compare, autocomplete="off"),
            Field("at", _("From"), kind="datetime-local", value=asking.text("at"),
                  hint=_("Left empty: from now on.")),
        ),
        submit=_("Set the price"),
    )  # fmt: skip


def _price(asking: Asking) -> str:
    code = settings.SHOP_CURRENCY
    compare = asking.text("compare_at")
    catalogue.set_price(
        _variant(asking).id,
        price=_amount(asking.text("price"), code, "price"),
        compare_at=_amount(compare, code, "compare_at") if compare else None,
        at=_moment(asking, "at"),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The price is set.")


def _asks_count(asking: Asking) -> Question:
    variant = _variant(asking)
    levels = supply.levels([variant.id])
    there = next((level.on_hand for level in levels if not level.pool), 0)
    return Question(
        _("Count the stock of %(sku)s") % {"sku": variant.sku},
        (
            Field("count", _("Units on the shelf"), kind="number",
                  value=asking.text("count", str(there)), least="0", inputmode="numeric",
                  required=True, hint=_("The books say %(n)s.") % {"n": there}),
            reason_field(_("Why does it differ?"), value=asking.text("reason")),
        ),
        lead=_("The ledger gets an entry for the difference; nothing of it is changed."),
        submit=_("Correct it"),
    )  # fmt: skip


def _count(asking: Asking) -> str:
    supply.adjust(
        _variant(asking).id,
        count=_units(asking, "count"),
        reason=asking.text("reason"),
        source=_source(asking),
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The stock is corrected.")


def _asks_receive(asking: Asking) -> Question:
    variant = _variant(asking)
    suppliers = supply.list_suppliers(limit=200)
    return Question(
        _("Goods of %(sku)s came in") % {"sku": variant.sku},
        (
            Field("quantity", _("Units"), kind="number", value=asking.text("quantity"), least="1",
                  inputmode="numeric", required=True),
            Field("supplier_id", _("Supplier"), kind="select", value=asking.text("supplier_id"),
                  options=[Option("", "–"), *(Option(one.id, one.name) for one in suppliers)]),
            Field("reference", _("Delivery note"), value=asking.text("reference"), longest=100,
                  autocomplete="off", hint=_("The same note counts once for a variant.")),
        ),
        submit=_("Book them in"),
    )  # fmt: skip


def _receive(asking: Asking) -> str:
    note = asking.text("reference")
    supply.receive(
        _variant(asking).id,
        _units(asking, "quantity"),
        source=f"note:{note}" if note else _source(asking),
        supplier_id=asking.text("supplier_id") or None,
        reference=note,
        actor=asking.actor,
        clock=asking.clock,
    )
    return _("The goods are booked in.")


def _variant(asking: Asking) -> catalogue.VariantDetail:
    product = catalogue.staff_product(asking.subject, at=asking.clock.now())
    for one in product.variants:
        if one.id == asking.of:
            return one
    raise InvalidInput("That is no variant of this product.", remedy="Open the page again.")


def _source(asking: Asking) -> str:
    """A form that is sent twice books once."""
    return f"console:{asking.key}"


def _units(asking: Asking, name: str) -> int:
    text = asking.text(name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(
            f"{text[:20]!r} is no number of units.",
            remedy="Write a whole number.",
            code="console.bad_units",
            field=name,
        )
    return int(text)


def _amount(text: str, code: str, field: str) -> Money:
    try:
        return Money.parse(text, code)
    except InvalidInput as error:
        raise InvalidInput(
            error.message, remedy=error.remedy, code=error.code, field=field
        ) from None


def _moment(asking: Asking, name: str) -> datetime | None:
    """What a field of day and time holds, in the shop's timezone."""
    text = asking.text(name)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(settings.SHOP_TIMEZONE))
    except ValueError:
        raise InvalidInput(
            f"{text[:30]!r} is no moment.",
            remedy="Choose a day and a time.",
            code="console.bad_moment",
            field=name,
        ) from None


VERBS: Mapping[str, Verb] = {
    "submit": _move(
        gettext_lazy("Submit it to be vetted"),
        gettext_lazy("It needs a variant, and what its category requires."),
        gettext_lazy("Submit"),
        gettext_lazy("The product waits to be vetted."),
        catalogue.submit,
    ),
    "recall": _move(
        gettext_lazy("Make a draft of it again"),
        gettext_lazy("It is out of the shop until it is vetted and published once more."),
        gettext_lazy("Make a draft"),
        gettext_lazy("The product is a draft again."),
        catalogue.recall,
    ),
    "approve": _move(
        gettext_lazy("Approve this product"),
        gettext_lazy("It may be published then."),
        gettext_lazy("Approve"),
        gettext_lazy("The product is approved."),
        catalogue.approve,
        permission="catalogue.vet",
    ),
    "reject": _move(
        gettext_lazy("Reject this product"),
        gettext_lazy("Whoever submitted it reads why."),
        gettext_lazy("Reject"),
        gettext_lazy("The product is rejected."),
        catalogue.reject,
        permission="catalogue.vet",
        needs_reason=True,
    ),
    "publish": Verb("catalogue.write", _asks_publish, _publish),
    "withdraw": _move(
        gettext_lazy("Take this product out of the shop"),
        gettext_lazy("Baskets keep it, but it cannot be bought. It can be published again."),
        gettext_lazy("Withdraw"),
        gettext_lazy("The product is withdrawn."),
        catalogue.withdraw,
    ),
    "price": Verb("catalogue.write", _asks_price, _price),
    "count": Verb("supply.write", _asks_count, _count),
    "receive": Verb("supply.write", _asks_receive, _receive),
}
# What a state leads to: the verb, its words, icon, and whether it is what one does next.
LEADS_TO: Mapping[str, tuple[tuple[str, Words, str], ...]] = {
    "draft": (("submit", gettext_lazy("Submit…"), "upload"),),
    "submitted": (
        ("approve", gettext_lazy("Approve…"), "check"),
        ("reject", gettext_lazy("Reject…"), "close"),
        ("recall", gettext_lazy("Make a draft…"), "undo"),
    ),
    "approved": (
        ("publish", gettext_lazy("Publish…"), "globe"),
        ("recall", gettext_lazy("Make a draft…"), "undo"),
    ),
    "rejected": (
        ("submit", gettext_lazy("Submit again…"), "upload"),
        ("recall", gettext_lazy("Make a draft…"), "undo"),
    ),
    "published": (
        ("withdraw", gettext_lazy("Withdraw…"), "eye-off"),
        ("publish", gettext_lazy("Another window…"), "calendar"),
        ("recall", gettext_lazy("Make a draft…"), "undo"),
    ),
    "withdrawn": (
        ("publish", gettext_lazy("Publish again…"), "globe"),
        ("recall", gettext_lazy("Make a draft…"), "undo"),
    ),
}
