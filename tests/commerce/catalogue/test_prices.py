"""The price of a moment, and the lowest price of the seven days before a reduction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from huitou.commerce import catalogue
from huitou.commerce.catalogue import ProductDetail
from huitou.foundation.actors import Actor
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, Money

WEEK, DAY, MICROSECOND = timedelta(days=7), timedelta(days=1), timedelta(microseconds=1)

pytestmark = pytest.mark.usefixtures("tables")
OnSale = Callable[..., ProductDetail]
SetPrice = Callable[..., catalogue.PriceDetail]


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


@pytest.fixture
def green(on_sale: OnSale) -> ProductDetail:
    return on_sale("Green tea", price="100")


@pytest.fixture
def set_price(green: ProductDetail, editor: Actor, clock: FakeClock) -> SetPrice:
    def set_to(price: str, compare_at: str | None = None, **more: object) -> catalogue.PriceDetail:
        return catalogue.set_price(
            green.variants[0].id,
            price=yuan(price),
            compare_at=compare_at and yuan(compare_at),
            actor=editor,
            clock=clock,
            **more,
        )

    return set_to


def refused(set_price: SetPrice, *amounts: str) -> str:
    with pytest.raises(Conflict) as error:
        set_price(*amounts)
    assert (error.value.code, error.value.field) == ("catalogue.reference_price", "compare_at")
    return error.value.message


def test_the_compare_at_price_is_at_most_what_it_cost_before(
    set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    assert "100.00 CNY" in refused(set_price, "80", "100.01")
    assert set_price("80", "100").compare_at == yuan("100")


@pytest.mark.parametrize(
    ("ended_before_the_reduction", "highest"),
    [(WEEK + MICROSECOND, "100"), (WEEK, "100"), (WEEK - MICROSECOND, "60")],
)
def test_a_lower_price_counts_for_seven_days_to_the_microsecond(
    set_price: SetPrice, clock: FakeClock, ended_before_the_reduction: timedelta, highest: str
) -> None:
    clock.advance(DAY)
    set_price("60")
    clock.advance(DAY)
    set_price("100")  # which ends the price of 60
    clock.advance(ended_before_the_reduction)
    above = str(int(highest) + 1)
    assert f"{highest}.00 CNY" in refused(set_price, "50", above)
    assert set_price("50", highest).compare_at == yuan(highest)


def test_raising_a_price_just_before_a_reduction_does_not_help(
    set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("199")
    clock.advance(DAY * 6)
    assert "100.00 CNY" in refused(set_price, "99", "199")


def test_the_same_reduction_may_be_stated_anew_while_it_runs(
    set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("80", "90")
    clock.advance(DAY * 30)
    assert set_price("80", "100").compare_at == yuan("100")
    assert "100.00 CNY" in refused(set_price, "80", "101")


def test_a_price_that_was_not_reduced_cannot_become_a_reduction_later(
    set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("80")
    clock.advance(DAY * 3)
    assert "80.00 CNY" in refused(set_price, "80", "100")


def test_a_further_reduction_is_measured_against_the_first(
    set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("80", "100")
    clock.advance(DAY)
    assert "80.00 CNY" in refused(set_price, "70", "100")


def test_a_price_that_nobody_could_pay_is_no_reference(
    green: ProductDetail, set_price: SetPrice, editor: Actor, clock: FakeClock
) -> None:
    catalogue.withdraw(green.id, actor=editor, clock=clock)
    clock.advance(DAY)
    set_price("900")
    clock.advance(DAY * 10)
    catalogue.publish(green.id, actor=editor, clock=clock)
    # It was on sale for no moment: neither in the seven days before nor earlier.
    assert "never on sale" in refused(set_price, "200", "900")


def test_without_a_sale_in_seven_days_the_last_price_before_counts(
    green: ProductDetail, set_price: SetPrice, editor: Actor, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("120")
    clock.advance(DAY)
    catalogue.withdraw(green.id, actor=editor, clock=clock)
    set_price("900")
    clock.advance(DAY * 10)
    catalogue.publish(green.id, actor=editor, clock=clock)
    assert "120.00 CNY" in refused(set_price, "90", "121")
    assert set_price("90", "120").compare_at == yuan("120")


def test_an_inactive_variant_builds_up_no_reference(
    green: ProductDetail, set_price: SetPrice, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    both = Actor("staff", "b1", editor.permissions | vetter.permissions)
    clock.advance(DAY)
    catalogue.change_variant(green.variants[0].id, is_active=False, actor=both, clock=clock)
    set_price("900")
    clock.advance(DAY * 10)
    catalogue.change_variant(green.variants[0].id, is_active=True, actor=both, clock=clock)
    assert "100.00 CNY" in refused(set_price, "200", "900")


def test_a_later_price_waits_and_is_cancelled_by_an_earlier_one(
    green: ProductDetail, set_price: SetPrice, clock: FakeClock
) -> None:
    now = clock.now()

    def price_at(moment: object) -> Money | None:
        return catalogue.product(green.id, at=moment).variants[0].price  # type: ignore[arg-type]

    set_price("90", at=now + DAY * 2)
    assert price_at(now + DAY * 2 - MICROSECOND) == yuan("100")
    assert price_at(now + DAY * 2) == yuan("90")
    set_price("95", at=now + DAY)
    assert price_at(now + DAY * 3) == yuan("95")
    assert price_at(now) == yuan("100")


def test_the_same_price_again_is_the_same_row(
    green: ProductDetail, set_price: SetPrice, clock: FakeClock
) -> None:
    clock.advance(DAY)
    set_price("100")
    assert len(catalogue.price_history(green.variants[0].id)) == 1


@pytest.mark.parametrize(
    ("amounts", "code"),
    [
        (("0",), "catalogue.bad_price"),
        (("-1",), "catalogue.bad_amount"),
        (("99999999999999",), "catalogue.bad_amount"),
        (("80", "80"), "catalogue.bad_price"),
    ],
)
def test_amounts_that_make_no_sense(
    set_price: SetPrice, amounts: tuple[str, ...], code: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        set_price(*amounts)
    assert error.value.code == code


def test_other_currencies_past_moments_and_other_people_are_refused(
    green: ProductDetail, set_price: SetPrice, editor: Actor, vetter: Actor, clock: FakeClock
) -> None:
    variant = green.variants[0].id
    with pytest.raises(InvalidInput, match="CNY"):
        catalogue.set_price(variant, price=Money.parse("1", "USD"), actor=editor, clock=clock)
    with pytest.raises(InvalidInput, match="past"):
        set_price("80", at=clock.now() - MICROSECOND)
    with pytest.raises(Forbidden):
        catalogue.set_price(variant, price=yuan("1"), actor=vetter, clock=clock)


def test_a_floor_holds(
    green: ProductDetail, set_price: SetPrice, editor: Actor, clock: FakeClock
) -> None:
    variant = green.variants[0].id
    changed = catalogue.change_variant(
        variant,
        cost=yuan("60"),
        margin_basis_points=2_500,
        floor=yuan("70"),
        actor=editor,
        clock=clock,
    )
    assert changed.variants[0].floor == yuan("80")  # 60 / (1 - 25%)
    with pytest.raises(Conflict) as error:
        set_price("79.99")
    assert error.value.code == "catalogue.below_floor"
    assert set_price("80").price == yuan("80")


def test_the_database_refuses_to_change_a_price(green: ProductDetail) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE catalogue_price SET price_minor = 1")
