"""django-oscar's purchase by its own classes, step by step as its views do it.

Two products go into the basket (its middleware prices it in every request), the preview is worked
out, and the submission freezes the basket, records the payment, and lets OrderCreator write the
order and allocate stock. Its analytics count products and shoppers, as they do by default. There is
no page, no session and no e-mail in it, as there is none in huitou's.

Run by the Python that has django-oscar (see `_oscar_venv.py`).
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "_oscar_settings")
django.setup()

from _goods import DELIVERY_MINOR, LINES, SHOPPERS, UNITS, goods  # noqa: E402
from _pace import WORKERS, buy_when_told  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Sum  # noqa: E402
from oscar.apps.checkout.calculators import OrderTotalCalculator  # noqa: E402
from oscar.apps.checkout.mixins import OrderPlacementMixin  # noqa: E402
from oscar.apps.offer.applicator import Applicator  # noqa: E402
from oscar.apps.partner.strategy import Selector  # noqa: E402
from oscar.apps.shipping.methods import FixedPrice  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402

Basket = get_model("basket", "Basket")
Country = get_model("address", "Country")
Order, ShippingAddress = get_model("order", "Order"), get_model("order", "ShippingAddress")
Product, ProductClass = get_model("catalogue", "Product"), get_model("catalogue", "ProductClass")
Partner, StockRecord = get_model("partner", "Partner"), get_model("partner", "StockRecord")
Source, SourceType = get_model("payment", "Source"), get_model("payment", "SourceType")
User = get_user_model()
_DELIVERY = Decimal(DELIVERY_MINOR) / 100


def main(command: str, *arguments: str) -> None:
    if command == "prepare":
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            _fill()
    elif command == "work":
        buy_when_told(purchases(int(arguments[0])))
    else:
        _check(int(arguments[0]))


class _Checkout(OrderPlacementMixin):
    """The view's part that is no page."""

    def handle_payment(self, order_number: int, total: object, **_: object) -> None:
        """As the documentation's recipe has it: a source, and the money as a transaction of it."""
        kind, _created = SourceType.objects.get_or_create(name="Simulated")
        paid = total.incl_tax  # type: ignore[attr-defined]
        source = Source(source_type=kind, amount_allocated=paid, reference=str(order_number))
        source.create_deferred_transaction("Debit", paid, reference=str(order_number))
        source.amount_debited = paid
        self.add_payment_source(source)
        self.add_payment_event("Paid", paid, reference=str(order_number))


def purchases(worker: int) -> Callable[[], float]:
    """What buys once when it is called."""
    dice = random.Random(worker)
    people = list(User.objects.order_by("id").values_list("id", flat=True))[worker::WORKERS]
    products = list(Product.objects.order_by("id").values_list("id", flat=True))
    turns = iter(range(10**9))

    def buy() -> float:
        person = people[next(turns) % len(people)]
        for product in dice.sample(products, LINES):
            _opened(person).add_product(Product.objects.get(id=product))
        preview = _opened(person)
        _total(preview)
        filled = time.perf_counter()
        _submit(_opened(person))
        return filled

    return buy


def _opened(person: int) -> Basket:
    """What BasketMiddleware does in every request that looks at the basket."""
    user = User.objects.get(id=person)
    basket, _created = Basket.open.get_or_create(owner=user)
    basket.strategy = Selector().strategy(user=user)
    if not basket.is_empty:
        Applicator().apply(basket, user)
    return basket


def _total(basket: Basket) -> tuple[object, object, object]:
    method = FixedPrice(charge_excl_tax=_DELIVERY, charge_incl_tax=_DELIVERY)
    charge = method.calculate(basket)
    return method, charge, OrderTotalCalculator().calculate(basket, charge)


def _submit(basket: Basket) -> None:
    """PaymentDetailsView.submit and handle_order_placement."""
    checkout, user = _Checkout(), basket.owner
    method, charge, total = _total(basket)
    number = checkout.generate_order_number(basket)
    checkout.freeze_basket(basket)
    checkout.handle_payment(number, total)
    address = user.addresses.get(is_default_for_shipping=True)
    goes_to = ShippingAddress()
    address.populate_alternative_model(goes_to)
    checkout.place_order(
        order_number=number,
        user=user,
        basket=basket,
        shipping_address=goes_to,
        shipping_method=method,
        shipping_charge=charge,
        order_total=total,
    )
    basket.submit()


def _fill() -> None:
    china = Country.objects.create(
        iso_3166_1_a2="CN", printable_name="China", is_shipping_country=True
    )
    kind = ProductClass.objects.create(name="Goods", requires_shipping=True, track_stock=True)
    partner = Partner.objects.create(name="Shop")
    for one in goods():
        product = Product.objects.create(product_class=kind, title=one.name, upc=one.sku)
        StockRecord.objects.create(
            product=product,
            partner=partner,
            partner_sku=one.sku,
            price=Decimal(one.price_minor) / 100,
            num_in_stock=UNITS,
        )
    for place in range(SHOPPERS):
        user = User.objects.create(username=f"shopper-{place}", email=f"{place}@example.com")
        user.addresses.create(
            first_name="Ann",
            last_name="Lee",
            line1="1 Nanjing Road",
            line4="Shanghai",
            postcode="200001",
            country=china,
            is_default_for_shipping=True,
        )


def _check(placed: int) -> None:
    paid = Source.objects.aggregate(sum=Sum("amount_debited"))["sum"]
    asked = Order.objects.aggregate(sum=Sum("total_incl_tax"))["sum"]
    allocated = StockRecord.objects.aggregate(sum=Sum("num_allocated"))["sum"]
    assert Order.objects.count() == placed == Source.objects.count(), "orders or payments lack"
    assert paid == asked, f"{paid} was paid of {asked}"
    assert allocated == placed * LINES, f"{allocated} units are allocated"


if __name__ == "__main__":
    main(*sys.argv[1:])
