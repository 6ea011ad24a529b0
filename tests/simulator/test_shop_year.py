from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from huitou.kernel import InvalidInput
from huitou.simulator import ShopHistory, ShopYear, simulate
from huitou.simulator.people import shift_odds
from huitou.simulator.rhythm import opening

YEAR = ShopYear(customers=20_000)


@pytest.fixture(scope="module")
def history() -> ShopHistory:
    return simulate(YEAR, 7)


def orders_per_person(history: ShopHistory) -> np.ndarray:
    person_of_order = history.orders.person[np.unique(history.orders.order, return_index=True)[1]]
    return np.bincount(person_of_order, minlength=len(history.people))


def repeat_share(history: ShopHistory, people: np.ndarray) -> float:
    return float((orders_per_person(history)[people] > 1).mean())


def first_buyers(history: ShopHistory, product_id: str) -> np.ndarray:
    orders = history.orders
    index = [product.product_id for product in history.year.products].index(product_id)
    buyers = np.unique(orders.person[orders.first & (orders.product == index)])
    return buyers[ordinary(history)[buyers]]


def ordinary(history: ShopHistory) -> np.ndarray:
    return (history.people.number >= 0) & (history.people.group_buy < 0)


def local_days(history: ShopHistory) -> np.ndarray:
    first_lines = np.unique(history.orders.order, return_index=True)[1]
    return (history.orders.moment[first_lines] - opening(history.year)) // 86_400


def test_the_same_seed_gives_the_same_year_and_another_seed_another() -> None:
    year = ShopYear(customers=300)
    one, again, other = simulate(year, 1), simulate(year, 1), simulate(year, 2)
    for name in ("order", "person", "moment", "product", "quantity", "unit_price", "first"):
        assert np.array_equal(getattr(one.orders, name), getattr(again.orders, name)), name
    for name in ("line", "quantity", "moment", "full"):
        assert np.array_equal(getattr(one.refunds, name), getattr(again.refunds, name)), name
    assert not np.array_equal(one.orders.moment[:50], other.orders.moment[:50])


def test_the_default_year_has_six_thousand_customers_and_about_twenty_thousand_orders() -> None:
    history = simulate(ShopYear(), 7)
    assert int((history.people.number >= 0).sum()) == 6_000
    assert sorted(history.people.number[history.people.number >= 0]) == list(range(6_000))
    assert int((history.people.number == -1).sum()) == 600
    assert 18_000 < history.orders.count < 22_000
    assert len(history.orders) > history.orders.count


def test_every_order_lies_in_the_year_and_none_before_its_person_came(history: ShopHistory) -> None:
    orders, opens = history.orders, opening(history.year)
    assert orders.moment.min() >= opens
    assert orders.moment.max() < opens + 365 * 86_400
    assert (np.diff(orders.moment) >= 0).all()
    arrived = history.people.arrival.astype(np.int64)[orders.person] + opens
    assert (orders.moment >= arrived - 1).all()
    assert np.abs(orders.moment - arrived)[orders.first].max() <= 1


def test_everybody_orders_first_once_and_a_guest_only_once(history: ShopHistory) -> None:
    orders = history.orders
    first_orders = np.unique(orders.order[orders.first])
    assert len(first_orders) == len(history.people)
    assert (orders_per_person(history)[history.people.number == -1] == 1).all()


def test_an_order_never_lists_a_product_twice_and_never_nothing(history: ShopHistory) -> None:
    orders = history.orders
    pairs = orders.order * 1_000 + orders.product
    assert len(np.unique(pairs)) == len(orders)
    assert np.array_equal(np.unique(orders.order), np.arange(orders.count))
    assert orders.quantity.min() == 1
    assert orders.unit_price.min() > 0


def test_products_that_bring_people_back_do(history: ShopHistory) -> None:
    base = repeat_share(history, np.flatnonzero(ordinary(history)))
    for hero in ("sample-tea-03", "sample-skin-04"):
        assert repeat_share(history, first_buyers(history, hero)) > base + 0.05
    assert repeat_share(history, first_buyers(history, "sample-snack-08")) < base - 0.04


def test_people_whom_a_group_buy_brought_come_back_less(history: ShopHistory) -> None:
    base = repeat_share(history, np.flatnonzero(ordinary(history)))
    for index in range(2):
        mine = (history.people.group_buy == index) & (history.people.number >= 0)
        assert mine.sum() > 500
        assert repeat_share(history, np.flatnonzero(mine)) < base - 0.10


def test_without_effects_in_the_settings_there_are_none_in_the_year() -> None:
    neutral = replace(
        YEAR,
        products=tuple(replace(product, dropout_odds=1.0) for product in YEAR.products),
        group_buys=(),
    )
    history = simulate(neutral, 7)
    base = repeat_share(history, np.flatnonzero(ordinary(history)))
    for product_id in ("sample-tea-03", "sample-skin-04", "sample-snack-08"):
        buyers = first_buyers(history, product_id)
        noise = 4 * (base * (1 - base) / len(buyers)) ** 0.5
        assert abs(repeat_share(history, buyers) - base) < noise


def test_a_group_buy_brings_its_people_to_its_product_at_its_price_on_its_days() -> None:
    history = simulate(ShopYear(customers=2_000), 3)
    orders, people = history.orders, history.people
    deal = orders.first & (people.group_buy[orders.person] == 0)
    products = history.year.products
    assert {products[i].product_id for i in orders.product[deal]} == {"sample-snack-03"}
    assert set(orders.unit_price[deal].tolist()) == {1_194}  # 60 % of 19.90
    spring = date(2025, 3, 14).timetuple().tm_yday
    numbers = (orders.moment[deal] - opening(history.year)) // 86_400 + 1
    assert set(numbers.tolist()) == {spring, spring + 1, spring + 2}


def test_campaigns_are_the_busiest_days_and_sell_at_their_price(history: ShopHistory) -> None:
    per_day = np.bincount(local_days(history), minlength=365)
    single = date(2025, 11, 11).timetuple().tm_yday - 1
    assert set(np.argsort(per_day)[-3:].tolist()) == {single - 2, single - 1, single}
    june = date(2025, 6, 18).timetuple().tm_yday - 1
    assert per_day[june] > 2.5 * per_day[june + 3]
    orders = history.orders
    festival = (orders.moment - opening(history.year)) // 86_400 == single
    nuts = [p.product_id for p in history.year.products].index("sample-snack-01")
    asked = orders.unit_price[festival & (orders.product == nuts)]
    assert set(asked.tolist()) == {7_120}  # 80 % of 89.00


def test_evenings_are_busier_than_nights_and_weekends_than_tuesdays(history: ShopHistory) -> None:
    first_lines = np.unique(history.orders.order, return_index=True)[1]
    seconds = history.orders.moment[first_lines] - opening(history.year)
    per_hour = np.bincount(seconds % 86_400 // 3_600, minlength=24)
    assert per_hour.argmax() == 21
    assert per_hour[3] < per_hour[21] / 15
    calm = (seconds // 86_400 >= 180) & (seconds // 86_400 < 292)  # July to mid-October
    weekdays = (seconds[calm] // 86_400 + 2) % 7  # 2025-01-01 was a Wednesday
    per_weekday = np.bincount(weekdays, minlength=7)
    assert per_weekday[5] > per_weekday[1]


def test_refunds_follow_their_order_and_never_exceed_it(history: ShopHistory) -> None:
    orders, refunds = history.orders, history.refunds
    assert (refunds.quantity >= 1).all()
    assert (refunds.quantity <= orders.quantity[refunds.line]).all()
    assert len(np.unique(refunds.line)) == len(refunds)
    wait = refunds.moment - orders.moment[refunds.line]
    assert wait.min() >= 3_600
    assert wait.max() < 14 * 86_400
    assert refunds.moment.max() < opening(history.year) + 365 * 86_400
    share = len(np.unique(orders.order[refunds.line])) / orders.count
    assert 0.04 < share < 0.055


def test_a_full_refund_gives_back_every_line_and_a_partial_one_a_single_line() -> None:
    history = simulate(ShopYear(customers=2_000), 5)
    orders, refunds = history.orders, history.refunds
    size = np.bincount(orders.order)
    for number in np.unique(orders.order[refunds.line]):
        mine = orders.order[refunds.line] == number
        lines = refunds.line[mine]
        if refunds.full[mine].all():
            assert len(lines) == size[number]
            assert np.array_equal(refunds.quantity[mine], orders.quantity[lines])
        else:
            assert len(lines) == 1


@pytest.mark.parametrize(
    ("probability", "odds", "expected"),
    [(0.5, 1.0, 0.5), (0.5, 3.0, 0.75), (0.2, 4.0, 0.5), (1.0, 0.2, 1.0), (0.0, 9.0, 0.0)],
)
def test_shift_odds(probability: float, odds: float, expected: float) -> None:
    shifted = shift_odds(np.array([probability]), np.array([odds]))
    assert shifted[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("year", "seed", "field"),
    [
        (ShopYear(customers=0), 1, "customers"),
        (ShopYear(customers=2_000_001), 1, "customers"),
        (ShopYear(days=0), 1, "days"),
        (ShopYear(days=3_661), 1, "days"),
        (ShopYear(), -1, "seed"),
    ],
)
def test_impossible_settings_are_refused_by_name(year: ShopYear, seed: int, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        simulate(year, seed)
    assert refused.value.field == field


@pytest.mark.parametrize(("customers", "days"), [(1, 1), (1, 365), (50, 59), (40, 800)])
def test_small_short_and_long_years_stay_in_their_range(customers: int, days: int) -> None:
    history = simulate(ShopYear(customers=customers, days=days), 11)
    assert int((history.people.number >= 0).sum()) == customers
    assert history.orders.moment.max() < opening(history.year) + days * 86_400
