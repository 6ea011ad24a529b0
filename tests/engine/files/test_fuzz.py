"""Whatever a file holds, it is read or refused in a sentence, and every row is accounted for."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.engine.events import ORDER_LINES_SCHEMA
from huitou.engine.files import EventRules, OrdersFile, guess, open_file, read_events, read_orders
from huitou.kernel import HuitouError, to_micros

NOW = datetime(2024, 6, 1, tzinfo=UTC)
COLUMNS = ["order_id", "customer", "date", "quantity", "price", "line_total", "currency", "status"]

relaxed = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_dates = st.sampled_from(
    ["2024-05-01", "01/02/2024", "2024-02-30", "20240501", "1714521600", "45413", "0001-01-01",
     "9999-12-31 23:59:60", "2024-05-01T00:00:00+99:99", "99999999999999999999", "5 Foo 2024"]
)  # fmt: skip
_numbers = st.one_of(
    st.sampled_from(["1", "-1", "0", "1e308", "1e-9", "-0", "1,5", "1.234,5", "(3)", "￥9", "NaN",
                     "Infinity", "9" * 40, "0." + "9" * 40, "1e999999999"]),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
)  # fmt: skip
_cells = st.one_of(_texts, _dates, _numbers, st.sampled_from(["", "USD", "jpy", "paid", "已退款"]))
_rows = st.lists(
    st.tuples(_texts, _texts, st.one_of(_dates, _texts), _numbers, _numbers, _numbers,
              st.sampled_from(["USD", "JPY", "KWD", "", "XXX"]),
              st.sampled_from(["paid", "refunded", "cancelled", "refund", "", "odd"])),
    min_size=1, max_size=8,
)  # fmt: skip


def sound(orders: OrdersFile, rows: int | None = None) -> None:
    assert orders.lines.schema.equals(ORDER_LINES_SCHEMA)
    orders.lines.validate(full=True)
    assert orders.accepted + orders.refused.num_rows == orders.rows
    assert orders.accepted <= orders.lines.num_rows <= 2 * orders.accepted
    assert all(amount >= 0 for amount in orders.lines["amount"].to_pylist())
    assert all(quantity > 0 for quantity in orders.lines["quantity"].to_pylist())
    if rows is not None:
        assert orders.rows == rows


def only_told(read: Callable[[], None]) -> None:
    """`read` ends well, or in an error that tells a person what to do; in nothing else."""
    told = None
    try:
        read()
    except HuitouError as error:
        told = error
    assert told is None or (told.message and told.remedy)


def try_all(path: Path) -> None:
    """Every way in."""

    def look() -> None:
        with open_file(path) as opened:
            guess(opened.columns, opened.sample)

    def events() -> None:
        found = read_events(path, EventRules(to_micros(NOW)))
        assert found.events.num_rows + found.refused.num_rows == found.rows

    only_told(look)
    only_told(lambda: sound(read_orders(path, now=NOW)))
    only_told(events)


@relaxed
@given(content=st.binary(max_size=400))
@pytest.mark.parametrize(
    "start",
    [b"", b"order_id,customer,date,total\n", b"{", b"PAR1",
     b'{"customer":"a","date":"2024-05-01","total":1}\n',
     b"\x1f\x8b\x08", b"\xff\xfe", b"event,user_id,timestamp\n",
     b'{"event":"x","userId":"a","timestamp":"2024-05-01"}\n'],
)  # fmt: skip
def test_arbitrary_bytes(tmp_path: Path, start: bytes, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(start + content)
    try_all(path)


@relaxed
@given(content=st.binary(max_size=400), cut=st.integers(0, 40))
def test_arbitrary_gzip(tmp_path: Path, content: bytes, cut: int) -> None:
    path = tmp_path / "file"
    packed = gzip.compress(b"order_id,customer,date,total\n" + content)
    path.write_bytes(packed[: len(packed) - cut])
    try_all(path)


@relaxed
@given(rows=_rows, tail=st.sampled_from(["", "\n", "\n\n"]), end=st.sampled_from(["\n", "\r\n"]))
def test_a_table_of_odd_values_is_accounted_for(
    tmp_path: Path, rows: list[tuple[str, ...]], tail: str, end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([COLUMNS, *rows])
    path = tmp_path / "file.csv"
    path.write_bytes((out.getvalue() + tail).encode())
    stated = {name: name for name in ("order_id", "quantity", "price", "currency", "status")}
    stated |= {"person": "customer", "ordered_at": "date", "amount": "line_total"}
    with open_file(path, delimiter=",", header=True) as opened:
        mapping = guess(opened.columns, opened.sample, stated=stated)
    sound(read_orders(path, mapping=mapping, now=NOW, delimiter=",", header=True), len(rows))


@relaxed
@given(rows=st.lists(st.lists(_cells, max_size=10), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_ragged_tables(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([COLUMNS, *rows])
    path = tmp_path / "file.csv"
    path.write_bytes(out.getvalue().encode())
    try_all(path)


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _texts, _dates),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)
    ),
    max_leaves=8,
)
_names = [*COLUMNS, "items", "event", "userId", "timestamp", "type", "properties", "messageId"]
_keys = st.one_of(st.sampled_from([*_names, "traits", "context"]), _texts)


@relaxed
@given(objects=st.lists(st.dictionaries(_keys, _json, max_size=6), min_size=1, max_size=5))
def test_arbitrary_json_lines(tmp_path: Path, objects: list[dict[str, object]]) -> None:
    path = tmp_path / "file.jsonl"
    good = {"order_id": "1", "customer": "a", "date": "2024-05-01", "line_total": 5, "event": "x"}
    path.write_text("".join(json.dumps(value) + "\n" for value in [good, *objects]))
    try_all(path)


_arrow = st.sampled_from(
    [
        pa.array([1.5, float("nan"), None]),
        pa.array([b"\xff", b"", None]),
        pa.array([datetime(2024, 5, 1), datetime(1, 1, 1), None]),  # noqa: DTZ001
        pa.array([10**18, -1, None], pa.timestamp("us", tz="UTC")),
        pa.array([1, 0, None], pa.date32()),
        pa.array([1, 2, None], pa.time64("us")),
        pa.array([[1], [], None]),
        pa.array([{"a": 1}, {"a": None}, None]),
        pa.array([True, False, None]),
        pa.array(["2024-05-01", "x", None]),
        pa.array([None, None, None]),
        pa.array(["a", "b", "a"]).dictionary_encode(),
    ]
)


@relaxed
@given(columns=st.dictionaries(st.sampled_from([*COLUMNS, "", 'a"b', "event", "user_id"]), _arrow,
                               min_size=1))  # fmt: skip
def test_arbitrary_parquet(tmp_path: Path, columns: dict[str, pa.Array]) -> None:
    path = tmp_path / "file.parquet"
    pq.write_table(pa.table(columns), path)
    try_all(path)


@relaxed
@given(place=st.integers(0, 2000), change=st.binary(min_size=1, max_size=8))
def test_damaged_parquet(tmp_path: Path, place: int, change: bytes) -> None:
    path = tmp_path / "file.parquet"
    pq.write_table(pa.table({"customer": ["a"] * 50, "date": ["2024-05-01"] * 50,
                             "total": list(range(50))}), path)  # fmt: skip
    content = bytearray(path.read_bytes())
    start = 4 + place % (len(content) - 4)
    content[start : start + len(change)] = change
    path.write_bytes(content)
    try_all(path)
