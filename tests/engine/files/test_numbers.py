"""Numbers of a column, exact."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from huitou.engine.files.numbers import looks_like_number, number_sql


def read(*texts: str | None) -> list[Decimal | None]:
    with duckdb.connect() as con:
        con.register("given", pa.table({"n": range(len(texts)), "x": pa.array(texts, pa.string())}))
        sql = number_sql(con, "given", "x", "DECIMAL(28, 8)")
        return [value for (value,) in con.execute(f"SELECT {sql} FROM given ORDER BY n").fetchall()]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("-0.5", "-0.5"),
        ("+3", "3"),
        (".5", "0.5"),
        ("1e3", "1000"),
        ("1,234.50", "1234.50"),
        ("1,234", "1234"),
        ("12,34,567.8", "1234567.8"),
        ("1.234,50", "1234.50"),
        ("0,99", "0.99"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("￥12.50", "12.50"),
        ("¥ 1,000", "1000"),
        ("US$3", "3"),
        ("HK$ 3.5", "3.5"),
        ("-£2.00", "-2.00"),
        ("£-2.00", "-2.00"),
        ("−2", "-2"),
        ("(3.00)", "-3.00"),
        ("12.50 元", "12.50"),
        ("EUR 7", "7"),
        ("7,5 €", "7.5"),
    ],
)
def test_a_number(text: str, number: str) -> None:
    assert looks_like_number(text)
    assert read(text) == [Decimal(number)]


@pytest.mark.parametrize(
    "text", ["", "abc", "12abc", "1.2.3", "1,2,3", "--5", "12 34", "nan", "∞", "1-2"]
)
def test_what_is_no_number(text: str) -> None:
    assert read(text) == [None]


def test_the_column_decides_what_a_comma_is() -> None:
    assert read("1,5", "1.234", "2") == [Decimal("1.5"), Decimal(1234), Decimal(2)]
    assert read("1,234", "1.5") == [Decimal(1234), Decimal("1.5")]
    assert read("1,5", "2.50") == [None, Decimal("2.50")]  # both cannot be decimal marks


def test_a_blank_is_nothing() -> None:
    assert read(None, "5") == [None, Decimal(5)]


def test_no_float_comes_near() -> None:
    assert read("0.1", "2.675", "123456789012.12345678") == [
        Decimal("0.1"),
        Decimal("2.675"),
        Decimal("123456789012.12345678"),
    ]
