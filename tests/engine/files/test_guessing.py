"""What columns mean, guessed from realistic headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huitou.engine.files import OrdersFile, guess
from huitou.kernel import InvalidInput


def roles(header: str, *rows: str, **stated: str | None) -> dict[str, str]:
    """The roles that are guessed for a header and its rows, comma-separated."""
    sample = [row.split(",") for row in rows]
    mapping = guess(header.split(","), sample, stated=stated)
    return {choice.role: choice.column for choice in mapping.choices}


def test_online_retail() -> None:
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
    row = "489434,85048,CHRISTMAS GLASS BALL,12,2009-12-01 07:45,6.95,13085,United Kingdom"
    assert roles(header, row) == {
        "order_id": "Invoice",
        "person": "Customer ID",
        "ordered_at": "InvoiceDate",
        "product_id": "StockCode",
        "product_name": "Description",
        "quantity": "Quantity",
        "price": "Price",
    }


def test_the_first_release_of_online_retail() -> None:
    header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
    found = roles(header, "536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom")
    assert found["order_id"] == "InvoiceNo"
    assert found["price"] == "UnitPrice"


def test_shopify_orders_export() -> None:
    header = (
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,"
        "Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku,Billing Name,Cancelled at,Payment Method,Refunded Amount,Id"
    )
    first = (
        "#1001,ana@example.com,paid,2024-01-05 10:20:30 +0800,fulfilled,CNY,30.00,5.00,0.00,35.00,"
        "0.00,2024-01-05 10:20:28 +0800,2,Green Tea,10.00,TEA-1,Ana,,alipay,0.00,551"
    )
    second = "#1001,ana@example.com,,,,,,,,,,2024-01-05 10:20:28 +0800,1,Cup,10.00,CUP-1,,,,,"
    assert roles(header, first, second) == {
        "order_id": "Name",
        "person": "Email",
        "ordered_at": "Created at",
        "product_id": "Lineitem sku",
        "product_name": "Lineitem name",
        "quantity": "Lineitem quantity",
        "price": "Lineitem price",
        "currency": "Currency",
        "status": "Financial Status",
    }


def test_woocommerce_order_export() -> None:
    header = (
        "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,SKU,Item #,"
        "Item Name,Quantity,Item Cost"
    )
    found = roles(header, "77,Completed,2024-05-01 10:00,a@example.com,40.00,T1,1,Tea,2,20.00")
    assert found == {
        "order_id": "Order Number",
        "person": "Email (Billing)",
        "ordered_at": "Order Date",
        "product_id": "SKU",
        "product_name": "Item Name",
        "quantity": "Quantity",
        "price": "Item Cost",
        "status": "Order Status",
    }


def test_youzan_orders() -> None:
    header = (
        "订单号,订单状态,订单创建时间,买家手机号,商品名称,商品编码,商品单价,商品数量,订单实付金额"
    )
    row = "E2024,交易完成,2024-05-01 10:00:00,13800000000,绿茶,T1,20.00,2,45.00"
    assert roles(header, row) == {
        "order_id": "订单号",
        "person": "买家手机号",
        "ordered_at": "订单创建时间",
        "product_id": "商品编码",
        "product_name": "商品名称",
        "quantity": "商品数量",
        "price": "商品单价",
        "status": "订单状态",
    }


def test_taobao_orders_have_one_row_an_order() -> None:
    header = (
        "订单编号,买家会员名,总金额,订单状态,收货人姓名,联系手机,订单创建时间,宝贝标题,宝贝总数量"
    )
    row = "2201,tb_1,45.00,交易成功,张,13800000000,2024-05-01 10:00:00,绿茶,2"
    assert roles(header, row) == {
        "order_id": "订单编号",
        "person": "买家会员名",
        "ordered_at": "订单创建时间",
        "product_name": "宝贝标题",
        "quantity": "宝贝总数量",
        "order_total": "总金额",
        "status": "订单状态",
    }


def test_a_shop_with_member_ids_and_units_in_brackets() -> None:
    header = "单号,会员ID,下单日期,商品,数量(件),单价（元）,金额(元),币种"
    row = "1,M1,2024/5/1,茶,2,10,20,CNY"
    assert roles(header, row) == {
        "order_id": "单号",
        "person": "会员ID",
        "ordered_at": "下单日期",
        "product_name": "商品",
        "quantity": "数量(件)",
        "price": "单价（元）",
        "amount": "金额(元)",
        "currency": "币种",
    }


def test_cdnow() -> None:
    found = roles("customer_id,date,number_of_cds,dollar_value", "00001,19970101,1,11.77")
    assert found == {
        "person": "customer_id",
        "ordered_at": "date",
        "quantity": "number_of_cds",
        "amount": "dollar_value",
    }


def test_a_separate_time_of_day() -> None:
    found = roles("customer,order_date,order_time,total", "a,2024-05-01,18:30,5")
    assert (found["ordered_at"], found["ordered_time"]) == ("order_date", "order_time")


def test_a_time_column_that_is_a_date_is_no_time_of_day() -> None:
    found = roles("customer,date,time,total", "a,2024-05-01,2024-05-01 18:30,5")
    assert "ordered_time" not in found


def test_the_only_dates_are_the_date_whatever_their_name() -> None:
    assert roles("who is it,customer,x,total", "1,a,2024-05-01,5")["ordered_at"] == "x"


def test_values_overrule_names() -> None:
    found = roles(
        "customer,date,quantity,price,amount", "a,2024-05-01,many,5,n/a", "b,2024-05-02,few,5,n/a"
    )
    assert found == {"person": "customer", "ordered_at": "date", "price": "price"}


def test_a_total_that_an_orders_rows_repeat_is_counted_once() -> None:
    rows = [f"{order},a,2024-05-01,{order}0" for order in range(1, 7) for _ in range(2)]
    assert roles("order_id,customer,date,amount", *rows)["order_total"] == "amount"
    differing = [f"{order},a,2024-05-01,{line}" for order in range(1, 7) for line in range(2)]
    assert roles("order_id,customer,date,amount", *differing)["amount"] == "amount"


def test_a_statement_wins_and_a_dash_means_no_column() -> None:
    header, row = "customer,email,date,total,status", "1,a@b.c,2024-05-01,5,paid"
    assert roles(header, row)["person"] == "customer"
    found = roles(header, row, person="email", status=None)
    assert found == {"person": "email", "ordered_at": "date", "amount": "total"}


def test_events_are_told_from_orders() -> None:
    header = ["timestamp", "visitorid", "event", "itemid", "transactionid"]
    mapping = guess(header, [["1433221332117", "257597", "view", "355908", ""]])
    assert mapping.kind == "events"
    assert mapping.column("anonymous_id") == "visitorid"
    assert mapping.column("timestamp") == "timestamp"
    assert guess(["order_id", "event", "user", "date", "price"],
                 [["1", "x", "u", "2024-01-01", "2"]]).kind == "orders"  # fmt: skip


def test_confidence_and_reason_are_stated() -> None:
    mapping = guess(["customer_id", "shop order number", "date", "total"],
                    [["1", "2", "2024-01-01", "5"]])  # fmt: skip
    sure, unsure = (next(c for c in mapping.choices if c.role == r) for r in ("person", "order_id"))
    assert (sure.confidence, sure.why) == (1.0, "its name says customerid")
    assert unsure.confidence < 0.5
    assert unsure.why == "its name says ordernumber"


@pytest.mark.parametrize(
    ("header", "row", "role"),
    [
        ("date,total", "2024-05-01,5", "person"),
        ("customer,total", "a,5", "ordered_at"),
        ("customer,date", "a,2024-05-01", "amount"),
    ],
)
def test_a_required_role_without_a_column(header: str, row: str, role: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        roles(header, row)
    assert caught.value.field == role
    for column in header.split(","):
        assert column in caught.value.message
    assert caught.value.remedy == f'State it with: --map "{role}=COLUMN"'


def test_events_need_someone() -> None:
    with pytest.raises(InvalidInput) as caught:
        guess(["event", "timestamp"], [["view", "2024-05-01"]])
    assert caught.value.field == "user_id"


def test_a_mapping_can_be_stated_again_as_an_option(orders_of: Callable[..., OrdersFile]) -> None:
    orders = orders_of("customer,date,total\na,2024-05-01,5\n")
    assert orders.mapping.as_option() == "person=customer,ordered_at=date,amount=total"
