"""Which order a refund belongs to, and whose money it is."""

import pytest

from huitou.engine.analytics.report import overview, prepare


@pytest.fixture
def customers(shop):
    """(customer ids, their net money, purchases) of some rows."""

    def count(*rows):
        purchases = prepare(shop.table(list(rows)))
        net = dict(zip(purchases.customer_ids, purchases.net.tolist(), strict=True))
        return net, overview(purchases).orders

    return count


def test_several_refunds_add_up_to_the_whole_order(shop, customers):
    sale = shop.line("ann", "o1", "2024-01-01", 1000)
    half = shop.line("ann", "o1", "2024-01-05", 500, kind="refund")
    assert customers(sale, half) == ({"ann": 500}, 1)
    assert customers(sale, half, half) == ({}, 0)


def test_one_order_id_of_two_people_is_two_orders(shop, customers):
    ann = shop.line("ann", "o1", "2024-01-01", 1000)
    bob = shop.line("bob", "o1", "2024-01-02", 700)
    back = shop.line("bob", "o1", "2024-01-03", 700, kind="refund")
    assert customers(ann, bob) == ({"ann": 1000, "bob": 700}, 2)
    assert customers(ann, bob, back) == ({"ann": 1000}, 1)


def test_a_refund_without_a_person_goes_to_the_only_order_of_its_id(shop, customers):
    ann = shop.line("ann", "o1", "2024-01-01", 1000)
    back = shop.line(None, "o1", "2024-01-03", 1000, kind="refund")
    assert customers(ann, back) == ({}, 0)


def test_a_refund_that_could_be_of_two_orders_changes_neither(shop, customers):
    ann = shop.line("ann", "o1", "2024-01-01", 1000)
    bob = shop.line("bob", "o1", "2024-01-02", 700)
    back = shop.line(None, "o1", "2024-01-03", 700, kind="refund")
    assert customers(ann, bob, back) == ({"ann": 1000, "bob": 700}, 2)


def test_a_credit_note_takes_money_but_no_order(shop, customers):
    ann = shop.line("ann", "o1", "2024-01-01", 1000)
    note = shop.line("ann", "C9", "2024-01-03", 1000, kind="refund")
    assert customers(ann, note) == ({"ann": 0}, 1)


def test_a_refund_in_another_currency_is_not_of_the_order(shop, customers):
    ann = shop.line("ann", "o1", "2024-01-01", 1000)
    back = shop.line("ann", "o1", "2024-01-03", 1000, kind="refund", currency="USD")
    assert customers(ann, back) == ({"ann": 1000}, 1)


def test_a_zero_price_line_beside_a_paid_one_is_part_of_a_purchase(shop, customers):
    paid = shop.line("ann", "o1", "2024-01-01", 1)
    free = shop.line("ann", "o1", "2024-01-01", 0)
    assert customers(paid, free) == ({"ann": 1}, 1)
    assert customers(free) == ({}, 0)
