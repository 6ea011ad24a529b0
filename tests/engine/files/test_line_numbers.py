"""The line of a refused row is the physical line on which it begins, whatever stands before it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from huitou.engine.files import OrdersFile, guess, open_file, read_orders

Read = Callable[..., OrdersFile]
HEADER = "order_id,customer,date,total,note"


def refused_lines(orders: OrdersFile) -> list[tuple[int, str]]:
    return [(row["line"], row["reason"]) for row in orders.refused.to_pylist()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_line_breaks(orders_of: Read, end: str) -> None:
    lines = [
        HEADER,
        f'1,a,2024-05-01,5,"two{end}lines"',
        "2,a,someday,5,",
        f'3,a,2024-05-01,5,"three{end}{end}lines"',
        f'4,a,someday,5,"""quoted""{end}too"',
        "5,a,2024-05-01,5,end",
    ]
    orders = orders_of(end.join(lines))
    assert refused_lines(orders) == [(4, "date_unreadable"), (8, "date_unreadable")]
    assert orders.lines["order_id"].to_pylist() == ["1", "3", "5"]


def test_blank_lines_and_lines_before_the_header(orders_of: Read) -> None:
    orders = orders_of(
        f"Export of 1 June\n\n{HEADER}\n\n1,a,2024-05-01,5,\n   \n2,a,someday,5,\n\n\n"
    )
    assert refused_lines(orders) == [(7, "date_unreadable")]
    assert (orders.rows, orders.accepted) == (2, 1)
    assert "2 lines before the header are not read." in orders.notes


def test_a_quote_that_is_never_closed_takes_no_other_row_along(orders_of: Read) -> None:
    rows = [f"{i},a,2024-05-01,5,x" for i in range(1, 2000)]
    rows[10] = '11,a,2024-05-01,5,"open'
    orders = orders_of("\n".join([HEADER, *rows]) + "\n")
    assert refused_lines(orders) == [(12, "broken_quotes")]
    assert orders.accepted == 1998


def test_a_quote_that_a_later_row_closes_takes_no_other_row_along(orders_of: Read) -> None:
    orders = orders_of(
        f'{HEADER}\n1,a,2024-05-01,5,"open\n2,a,2024-05-01,5,x\n3,a,2024-05-01,5,"fine"\n'
    )
    assert refused_lines(orders) == [(2, "broken_quotes")]
    assert orders.lines["order_id"].to_pylist() == ["2", "3"]


def test_a_tidy_and_an_untidy_reading_give_the_same(orders_of: Read) -> None:
    rows = [f"{i},a,{'someday' if i % 7 == 0 else '2024-05-01'},5,x" for i in range(1, 500)]
    tidy = orders_of("\n".join([HEADER, *rows]) + "\n")
    untidy = orders_of("\n".join([HEADER, *rows, ""]) + "\n\n")
    assert tidy.lines.equals(untidy.lines)
    assert tidy.refused.equals(untidy.refused)
    assert refused_lines(tidy)[0] == (8, "date_unreadable")


def test_gzip_and_utf_16_have_the_lines_of_their_text(write: Callable[..., Path]) -> None:
    text = f'{HEADER}\n1,茶,2024-05-01,5,"a\nb"\n2,茶,someday,5,\n'
    for name, content in (("a.gz", gzip.compress(text.encode())), ("b", text.encode("utf-16"))):
        orders = read_orders(write(content, name))
        assert refused_lines(orders) == [(4, "date_unreadable")]
        assert orders.lines["person"].to_pylist() == ["茶"]


def test_without_a_header_the_first_row_is_line_1(write: Callable[..., Path]) -> None:
    path = write("1,a,2024-05-01,5\n2,b,2024-13-01,5\n")
    stated = {"order_id": "column_1", "person": "column_2", "amount": "column_4"}
    with open_file(path) as opened:
        mapping = guess(opened.columns, opened.sample, stated=stated)
    assert mapping.column("ordered_at") == "column_3"
    orders = read_orders(path, mapping=mapping)
    assert refused_lines(orders) == [(2, "date_unreadable")]
    assert orders.lines["order_id"].to_pylist() == ["1"]


def test_parquet_has_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "orders.parquet"
    table = pa.table({"customer": ["a", "b", "c"], "date": ["2024-05-01", "x", "2024-05-01"],
                      "total": [1.5, 2.5, None]})  # fmt: skip
    pq.write_table(table, path)
    assert refused_lines(read_orders(path)) == [(2, "date_unreadable"), (3, "amount_missing")]
