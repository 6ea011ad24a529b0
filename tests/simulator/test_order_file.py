import csv
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from huitou.simulator import ShopHistory, ShopYear, simulate, write_orders

COLUMNS = [
    "order_id",
    "customer_id",
    "ordered_at",
    "product_id",
    "product_name",
    "quantity",
    "unit_price",
    "amount",
    "currency",
    "status",
    "shop",
]


@pytest.fixture(scope="module")
def history() -> ShopHistory:
    return simulate(ShopYear(customers=1_500), 7)


@pytest.fixture(scope="module")
def lines(history: ShopHistory, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    path = tmp_path_factory.mktemp("sample") / "orders.csv"
    count = write_orders(history, path)
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        rows = list(reader)
    assert len(rows) == count == len(history.orders) + len(history.refunds)
    return rows


def test_each_amount_is_its_quantity_times_its_price(lines: list[dict[str, str]]) -> None:
    for line in lines:
        expected = Decimal(line["quantity"]) * Decimal(line["unit_price"])
        assert Decimal(line["amount"]) == expected
        assert Decimal(line["unit_price"]) > 0
        assert line["currency"] == "CNY"


def test_lines_are_local_in_order_of_time_and_inside_the_year(lines: list[dict[str, str]]) -> None:
    moments = [datetime.fromisoformat(line["ordered_at"]) for line in lines]
    assert moments == sorted(moments)
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=8)}
    assert {moment.year for moment in moments} == {2025}


def test_a_refund_names_a_line_bought_before_and_never_more_of_it(
    lines: list[dict[str, str]],
) -> None:
    bought: dict[tuple[str, str], dict[str, str]] = {}
    refunded = 0
    for line in lines:
        key = (line["order_id"], line["product_id"])
        if line["status"] == "paid":
            assert key not in bought
            assert int(line["quantity"]) > 0
            bought[key] = line
            continue
        refunded += 1
        assert line["status"] == "refunded"
        sale = bought.pop(key)
        assert -int(sale["quantity"]) <= int(line["quantity"]) < 0
        assert (line["unit_price"], line["customer_id"]) == (
            sale["unit_price"],
            sale["customer_id"],
        )
    assert refunded > 100


def test_an_order_has_one_customer_and_one_moment(lines: list[dict[str, str]]) -> None:
    heads = defaultdict(set)
    for line in lines:
        if line["status"] == "paid":
            heads[line["order_id"]].add((line["customer_id"], line["ordered_at"]))
    assert all(len(head) == 1 for head in heads.values())


def test_customers_are_as_many_as_asked_and_guests_have_no_id(
    lines: list[dict[str, str]],
) -> None:
    customers = {line["customer_id"] for line in lines}
    assert len(customers - {""}) == 1_500
    guests = {line["order_id"] for line in lines if line["customer_id"] == ""}
    assert len(guests) == 150


def test_the_file_says_that_it_is_generated(
    history: ShopHistory, lines: list[dict[str, str]], tmp_path: Path
) -> None:
    assert {line["shop"] for line in lines} == {"Generated sample shop"}
    assert all(line[name].startswith("sample-") for line in lines for name in ("order_id",))
    chinese = tmp_path / "zh.csv"
    write_orders(history, chinese, "zh")
    text = chinese.read_text(encoding="utf-8")
    assert text.count("生成的示例店铺") == len(lines)
    assert "茉莉绿茶 100克" in text
    assert "Jasmine" not in text


def test_the_same_year_is_the_same_file_to_the_byte(history: ShopHistory, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    write_orders(history, one)
    write_orders(simulate(ShopYear(customers=1_500), 7), two)
    assert one.read_bytes() == two.read_bytes()
