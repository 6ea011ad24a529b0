"""What format a file has and how it is written."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from huitou.engine.files import open_file, opened, read_orders
from huitou.engine.files.dialect import sniff, unique_names
from huitou.kernel import HuitouError, InvalidInput, NotFound, TooLarge

Write = Callable[..., Path]
ROWS = [
    ["id", "customer", "date", "total"],
    ["1", "a b", "2024-05-01", "5"],
    ["2", "c", "2024-05-02", "6"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    dialect = sniff("\n".join(delimiter.join(row) for row in ROWS))
    assert dialect.delimiter == delimiter
    assert dialect.columns == ("id", "customer", "date", "total")
    assert dialect.sample == (tuple(ROWS[1]), tuple(ROWS[2]))


def test_decimal_commas_do_not_hide_semicolons() -> None:
    assert sniff("a;b;c\n1,5;2,5;3\n1,0;2,0;3\n").columns == ("a", "b", "c")


def test_runs_of_blanks() -> None:
    dialect = sniff(
        " customer_id  date value\r\n 00001 19970101   11.77\r\n 00002 19970112  12.00\r\n"
    )
    assert dialect.delimiter == " "
    assert dialect.columns == ("customer_id", "date", "value")


def test_a_separator_line_of_excel(write: Write) -> None:
    path = write("sep=;\r\ncustomer;date;total\r\na;2024-05-01;5\r\nb;x;6\r\n")
    orders = read_orders(path)
    assert orders.lines["person"].to_pylist() == ["a"]
    assert orders.refused["line"].to_pylist() == [4]


def test_a_header_or_none() -> None:
    assert sniff("a,b\nc,d\n").header
    assert not sniff("a,5\nc,6\n").header
    assert sniff("a,5\nc,6\n").columns == ("column_1", "column_2")
    assert sniff("a,5\nc,6\n", header=True).columns == ("a", "5")
    assert sniff("a,b\nc,d\n", header=False).sample == (("a", "b"), ("c", "d"))


def test_a_delimiter_at_the_end_of_rows_makes_no_column(write: Write) -> None:
    path = write("customer,date,total\na,2024-05-01,5,\nb,2024-05-01,6,\n")
    assert read_orders(path).lines["person"].to_pylist() == ["a", "b"]


def test_names_are_made_unique() -> None:
    assert unique_names(["a", "", "a", "a (2)", "a"]) == (
        "a",
        "column_2",
        "a (2)",
        "a (2) (2)",
        "a (3)",
    )


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    columns = {"customer": ["a"], "date": ["2024-05-01"], "total": [5]}
    pq.write_table(pa.table(columns), tmp_path / "a.csv")
    (tmp_path / "b.parquet").write_text('{"customer": "a", "date": "2024-05-01", "total": 5}\n')
    (tmp_path / "c.txt").write_bytes(gzip.compress(b"customer,date,total\na,2024-05-01,5\n"))
    for name, kind, gzipped in (("a.csv", "parquet", False), ("b.parquet", "jsonl", False),
                                ("c.txt", "csv", True)):  # fmt: skip
        with open_file(tmp_path / name) as file:
            assert (file.format, file.gzipped) == (kind, gzipped)
        assert read_orders(tmp_path / name).lines["amount"].to_pylist() == [500]


def test_a_name_with_pattern_characters_is_a_name(write: Write) -> None:
    write("customer,date,total\nwrong,2024-05-01,5\n", name="a1.csv")
    path = write("customer,date,total\nright,2024-05-01,5\n", name="a[1]*?.csv")
    assert read_orders(path).lines["person"].to_pylist() == ["right"]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "files.empty", "is empty"),
        (b"\n\n  \n", "files.empty", "no rows"),
        (b"a\nb\n", "files.one_column", "single column: 'a'"),
        (b"a,b,c\n", "files.empty", "no rows"),
        (b"[{}]", "files.json_array", "one JSON array"),
        (b"{}x\n", "files.not_json_lines", "None of the first lines"),
        (b"PK\x03\x04rest", "files.foreign_format", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "files.foreign_format", "Excel"),
        (b"%PDF-1.7", "files.foreign_format", "PDF"),
        (b"PAR1 broken", "files.damaged", "damaged Parquet"),
        (b"\x1f\x8bbroken", "files.damaged", "damaged gzip"),
        (gzip.compress(b"a,b\n1,2\n" * 1000, mtime=0)[:-9], "files.damaged", "damaged gzip"),
        (gzip.compress(b"", mtime=0), "files.empty", "no rows"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(write: Write, content: bytes, code: str, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_orders(write(content))
    assert caught.value.code == code
    assert says in caught.value.message
    assert caught.value.remedy


def test_no_file_and_no_right_to_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        read_orders(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="is a folder"):
        read_orders(tmp_path)
    with pytest.raises(HuitouError):
        read_orders(tmp_path / "a\0b.csv")


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "\n"])
def test_a_delimiter_that_is_none(write: Write, delimiter: str) -> None:
    if delimiter == "":
        return
    with pytest.raises(InvalidInput, match="is not a delimiter"):
        read_orders(write("a,b\n1,2\n"), delimiter=delimiter)


def test_a_gzip_bomb_is_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "LARGEST_UNPACKED", 1 << 20)
    with pytest.raises(TooLarge, match="unpacks to more than"):
        read_orders(write(gzip.compress(b"\0" * (3 << 20))))


def test_nothing_is_left_behind(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    read_orders(write(gzip.compress(b"customer,date,total\na,2024-05-01,5\n")))
    assert list(scratch.iterdir()) == []
