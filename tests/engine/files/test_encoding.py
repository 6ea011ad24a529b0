"""Which encoding a file has."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from huitou.engine.files import OrdersFile, open_file
from huitou.kernel import InvalidInput

Read = Callable[..., OrdersFile]
Write = Callable[..., Path]

CHINESE = "订单号,客户,下单时间,商品名称,金额\n1,张伟,2024-05-01,西湖龙井绿茶礼盒,88.00\n"
FRENCH = "order_id,customer,date,product,total\n1,Zoé,2024-05-01,Thé à la bergamote été,5\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (CHINESE.encode(), "UTF-8"),
        (CHINESE.encode("utf-8-sig"), "UTF-8 with a byte order mark"),
        (CHINESE.encode("gb18030"), "GB18030"),
        (CHINESE.encode("gbk"), "GB18030"),
        (CHINESE.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "UTF-16"),
        ((CHINESE + "x" * 400).encode("utf-16-le"), "UTF-16 (little endian)"),
        ((CHINESE + "x" * 400).encode("utf-16-be"), "UTF-16 (big endian)"),
    ],
)
def test_chinese(orders_of: Read, write: Write, content: bytes, encoding: str) -> None:
    with open_file(write(content)) as opened:
        assert opened.encoding == encoding
        assert opened.columns == ("订单号", "客户", "下单时间", "商品名称", "金额")
    orders = orders_of(content)
    assert orders.lines["person"].to_pylist() == ["张伟"]
    assert orders.lines["product_name"].to_pylist() == ["西湖龙井绿茶礼盒"]


def test_accents_of_windows_are_no_chinese(orders_of: Read, write: Write) -> None:
    content = FRENCH.encode("cp1252")
    with open_file(write(content)) as opened:
        assert opened.encoding == "Windows-1252"
    assert orders_of(content).lines["person"].to_pylist() == ["Zoé"]


def test_the_first_odd_byte_may_come_late(orders_of: Read, write: Write) -> None:
    plain = "1,a,2024-05-01,x,5\n" * 300_000
    content = CHINESE.splitlines()[0].encode("gbk") + b"\n" + plain.encode()
    content += "2,李娜,2024-05-01,茶,5\n".encode("gbk")
    with open_file(write(content)) as opened:
        assert opened.encoding == "GB18030"
    ascii_first = b"order_id,customer,date,name,total\n" + plain.encode()
    ascii_first += "2,李娜,2024-05-01,绿茶,5\n".encode("gbk")
    assert orders_of(ascii_first).lines["person"].to_pylist()[-1] == "李娜"


def test_damaged_places_are_counted_not_hidden(orders_of: Read) -> None:
    orders = orders_of(CHINESE.encode() + b"2,\xff\xfe\xe5\xbc\xa0,2024-05-01,x,5\n")
    assert orders.lines["person"].to_pylist() == ["张伟", "\ufffd\ufffd张"]
    assert orders.notes[0] == "2 places could not be decoded and now hold �."


def test_a_stated_encoding_is_used(orders_of: Read) -> None:
    text = "order_id,customer,date,total\n1,陳大文,2024-05-01,5\n"
    orders = orders_of(text.encode("big5"), encoding="big5")
    assert orders.lines["person"].to_pylist() == ["陳大文"]


@pytest.mark.parametrize("name", ["utf-7000", "", "base64", "rot13", "a\0b"])
def test_an_encoding_that_is_none(orders_of: Read, name: str) -> None:
    if name == "":
        assert orders_of(CHINESE, encoding=name).accepted == 1
        return
    with pytest.raises(InvalidInput, match="There is no encoding"):
        orders_of(CHINESE, encoding=name)
