"""What a file of orders says, line by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from huitou.engine.events import ORDER_LINES_SCHEMA
from huitou.engine.files import OrdersFile, guess, read_orders
from huitou.kernel import InvalidInput

Read = Callable[..., OrdersFile]


def brief(orders: OrdersFile, *columns: str) -> list[Any]:
    """The lines with a few columns, in the order of the file."""
    rows = orders.lines.select(list(columns)).to_pylist()
    return [tuple(row.values()) if len(columns) > 1 else row[columns[0]] for row in rows]


def test_a_plain_file(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer_id,order_date,sku,product_name,quantity,unit_price,currency\n"
        "1,ana,2024-05-01 08:00,T1,Green tea,2,10.50,CNY\n"
        "1,ana,2024-05-01 08:00,C1,Cup,1,20,CNY\n"
    )
    assert orders.lines.schema.equals(ORDER_LINES_SCHEMA)
    assert orders.lines.to_pylist()[0] == {
        "person": "ana",
        "order_id": "1",
        "ordered_at": datetime(2024, 5, 1, 8, tzinfo=UTC),
        "kind": "sale",
        "product_id": "T1",
        "product_name": "Green tea",
        "quantity": 2.0,
        "amount": 2100,
        "currency": "CNY",
    }
    assert brief(orders, "product_id", "amount") == [("T1", 2100), ("C1", 2000)]
    assert (orders.rows, orders.accepted, orders.refused.num_rows) == (2, 2, 0)


def test_money_is_exact_and_rounds_half_away_from_zero(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,quantity,price,currency\n"
        "1,a,2024-05-01,3,0.335,CNY\n"  # 1.005
        "2,a,2024-05-01,-1,0.005,CNY\n"
        "3,a,2024-05-01,1,0.5,JPY\n"
        "4,a,2024-05-01,1,1.2345,KWD\n"
        "5,a,2024-05-01,1,99999999999.99,CNY\n"
        "6,a,2024-05-01,0.1,0.70,CNY\n"
    )
    assert brief(orders, "amount") == [101, 1, 1, 1235, 9_999_999_999_999, 7]


def test_an_amount_wins_over_price_times_quantity_and_its_gaps_are_computed(
    orders_of: Read,
) -> None:
    orders = orders_of(
        "order_id,customer,date,quantity,price,line_total\n"
        "1,a,2024-05-01,3,10,29.97\n2,a,2024-05-01,3,10,\n"
    )
    assert brief(orders, "amount") == [2997, 3000]


def test_refunds_by_sign_by_credit_note_and_by_status(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,quantity,price,type\n"
        "536001,a,2024-05-01,2,10,sale\n"
        "536001,a,2024-05-01,-1,10,sale\n"
        "536002,a,2024-05-01,1,-5,sale\n"
        "C536003,a,2024-05-01,1,4,sale\n"
        "536004,a,2024-05-01,1,3,refund\n"
    )
    assert brief(orders, "order_id", "kind", "quantity", "amount") == [
        ("536001", "sale", 2.0, 2000),
        ("536001", "refund", 1.0, 1000),
        ("536002", "refund", 1.0, 500),
        ("C536003", "refund", 1.0, 400),
        ("536004", "refund", 1.0, 300),
    ]
    assert any("credit notes" in note and note.startswith("1 rows") for note in orders.notes)


def test_credit_notes_can_be_plain_order_ids(orders_of: Read) -> None:
    text = "order_id,customer,date,total\n1001,a,2024-05-01,5\nC1002,a,2024-05-01,5\n"
    assert brief(orders_of(text), "kind") == ["sale", "refund"]
    assert brief(orders_of(text, credit_notes=False), "kind") == ["sale", "sale"]
    all_alike = "order_id,customer,date,total\nC1001,a,2024-05-01,5\nC1002,a,2024-05-01,5\n"
    assert brief(orders_of(all_alike), "kind") == ["sale", "sale"]


def test_a_refunded_row_is_a_sale_and_its_refund(orders_of: Read) -> None:
    orders = orders_of(
        "订单号,买家,下单时间,金额,订单状态\n1,a,2024-05-01,5,交易成功\n2,b,2024-05-01,7,已退款\n"
    )
    assert brief(orders, "order_id", "kind", "amount") == [
        ("1", "sale", 500),
        ("2", "sale", 700),
        ("2", "refund", 700),
    ]
    assert (orders.rows, orders.accepted) == (2, 2)


def test_a_refund_row_and_a_refunded_status_are_one_refund(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,quantity,price,status\n"
        "1,a,2024-05-01,2,5,refunded\n1,a,2024-05-03,-1,5,refunded\n2,a,2024-05-01,1,5,refunded\n"
    )
    assert brief(orders, "order_id", "kind", "amount") == [
        ("1", "sale", 1000),
        ("1", "refund", 500),
        ("2", "sale", 500),
        ("2", "refund", 500),
    ]


def test_a_status_that_is_not_known_is_a_sale_and_noted(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,total,status\n"
        "1,a,2024-05-01,5,paid\n2,a,2024-05-01,5,paid\n3,a,2024-05-01,5,teleported\n"
    )
    assert brief(orders, "kind") == ["sale"] * 3
    assert "Not known as a status, so taken as a sale: teleported." in orders.notes


def test_nobody_is_null(orders_of: Read) -> None:
    texts = ["17850", "0", "", "guest", "匿名", "NULL"]
    rows = "".join(f"{i},{text},2024-05-01,5\n" for i, text in enumerate(texts))
    orders = orders_of("order_id,customer,date,total\n" + rows)
    assert brief(orders, "person") == ["17850", None, None, None, None, None]
    assert "5 lines name no customer; they count as revenue only." in orders.notes


def test_zero_is_a_name_among_names(orders_of: Read) -> None:
    orders = orders_of("order_id,customer,date,total\n1,ana,2024-05-01,5\n2,0,2024-05-01,5\n")
    assert brief(orders, "person") == ["ana", "0"]


def test_ids_lose_what_spreadsheets_put_around_them(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,total\n"
        '"=""0012""",13085.0,2024-05-01,5\n\'0013,13086.0,2024-05-01,5\n'
    )
    assert brief(orders, "order_id", "person") == [("0012", "13085"), ("0013", "13086")]


def test_leading_zeros_and_inner_blanks_stay(orders_of: Read) -> None:
    orders = orders_of("order_id,customer,date,total\n 007 ,\u3000Ana  Li\t,2024-05-01,5\n")
    assert brief(orders, "order_id", "person") == [("007", "Ana  Li")]


def test_gaps_are_filled_from_the_same_order(orders_of: Read) -> None:
    """As in an export of Shopify, where only the first row of an order says it all."""
    orders = orders_of(
        "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,"
        "Lineitem price,Lineitem sku\n"
        "#1,a@b.c,refunded,EUR,35,2024-01-05 10:20:28 +0800,2,Tea,10.00,T\n"
        "#1,,,,,,1,Cup,15.00,C\n"
        "#2,d@e.f,paid,EUR,5,2024-01-06 10:20:28 +0800,1,Tea,5.00,T\n"
    )
    moment = datetime(2024, 1, 5, 2, 20, 28, tzinfo=UTC)
    assert brief(orders, "order_id", "person", "ordered_at", "kind", "amount", "currency")[:4] == [
        ("#1", "a@b.c", moment, "sale", 2000, "EUR"),
        ("#1", "a@b.c", moment, "refund", 2000, "EUR"),
        ("#1", "a@b.c", moment, "sale", 1500, "EUR"),
        ("#1", "a@b.c", moment, "refund", 1500, "EUR"),
    ]
    assert orders.accepted == 3


def test_an_order_total_is_counted_once(orders_of: Read) -> None:
    text = (
        "订单编号,买家会员名,总金额,订单创建时间,宝贝标题\n"
        "1,a,30,2024-05-01,茶\n1,a,30,2024-05-01,杯\n2,b,-8,2024-05-02,茶\n2,b,-8,2024-05-02,杯\n"
    )
    orders = orders_of(text)
    assert orders.mapping.column("order_total") == "总金额"
    assert brief(orders, "order_id", "kind", "amount") == [
        ("1", "sale", 3000),
        ("1", "sale", 0),
        ("2", "refund", 800),
        ("2", "refund", 0),
    ]


def test_without_an_order_id_each_row_is_an_order_with_a_lasting_id(orders_of: Read) -> None:
    text = "customer,date,total\na,2024-05-01,5\na,2024-05-01,5\nb,2024-05-01,5\n"
    ids = brief(orders_of(text), "order_id")
    assert len(set(ids)) == 3
    assert ids[0].removesuffix("-1") == ids[1].removesuffix("-2")
    assert brief(orders_of(text + "c,2024-05-02,9\n"), "order_id")[:3] == ids
    assert brief(orders_of("customer,date,total\na,2024-05-01,6\n"), "order_id")[0] not in ids


def test_a_row_with_a_blank_order_id_is_an_order_of_its_own(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,total\n1,a,2024-05-01,5\n,a,2024-05-01,5\n,a,2024-05-01,5\n"
    )
    ids = brief(orders, "order_id")
    assert ids[0] == "1"
    assert len(set(ids)) == 3


def test_gifts_are_lines_without_money(orders_of: Read) -> None:
    orders = orders_of("order_id,customer,date,quantity,price\n1,a,2024-05-01,1,0\n")
    assert brief(orders, "kind", "amount") == [("sale", 0)]


def test_the_currency_is_stated_or_found_or_assumed_aloud(orders_of: Read) -> None:
    def currency(header: str, amount: str, **rules: Any) -> tuple[str, bool]:
        orders = orders_of(f"{header}\na,2024-05-01,{amount}\n", **rules)
        return brief(orders, "currency")[0], any("--currency" in note for note in orders.notes)

    english, chinese = "customer,date,total", "客户,日期,金额"
    assert currency(english, "5") == ("USD", True)
    assert currency(english, "£5") == ("GBP", True)
    assert currency(english, "¥5") == ("CNY", True)
    assert currency(chinese, "5") == ("CNY", True)
    assert currency(english, "5", currency="jpy") == ("JPY", False)
    with pytest.raises(InvalidInput, match="ISO 4217"):
        currency(english, "5", currency="EURO")


def test_currencies_row_by_row(orders_of: Read) -> None:
    orders = orders_of(
        "order_id,customer,date,total,currency\n1,a,2024-05-01,5,rmb\n2,a,2024-05-01,5,JPY\n"
        "3,a,2024-05-01,5,\n",
        currency="EUR",
    )
    assert brief(orders, "amount", "currency") == [(500, "CNY"), (5, "JPY"), (500, "EUR")]


def test_a_date_and_a_time_of_day_in_a_zone(orders_of: Read) -> None:
    orders = orders_of(
        "customer,date,time,total\na,2024/05/01,07:30,5\nb,2024/05/01,,5\n",
        timezone="Asia/Shanghai",
    )
    assert brief(orders, "ordered_at") == [
        datetime(2024, 4, 30, 23, 30, tzinfo=UTC),
        datetime(2024, 4, 30, 16, 0, tzinfo=UTC),
    ]


def test_ambiguous_dates_are_noted(orders_of: Read) -> None:
    text = "customer,date,total\na,01/02/2024,5\n"
    assert any("--date-format mdy" in note for note in orders_of(text).notes)
    orders = orders_of(text, date_format="mdy")
    assert brief(orders, "ordered_at") == [datetime(2024, 1, 2, tzinfo=UTC)]
    assert not any("--date-format" in note for note in orders.notes)


def test_a_stated_mapping_is_used(write: Callable[..., Any]) -> None:
    path = write("a,b,c\n2024-05-01,ana,5\n")
    stated = {"ordered_at": "a", "person": "b", "amount": "c"}
    mapping = guess(["a", "b", "c"], [["2024-05-01", "ana", "5"]], stated=stated)
    assert brief(read_orders(path, mapping=mapping), "person", "amount") == [("ana", 500)]


def test_events_are_not_read_as_orders(write: Callable[..., Any]) -> None:
    path = write("event,user_id,timestamp\nview,a,2024-05-01\n")
    mapping = guess(["event", "user_id", "timestamp"], [["view", "a", "2024-05-01"]])
    with pytest.raises(InvalidInput, match="holds events, not orders"):
        read_orders(path, mapping=mapping)
