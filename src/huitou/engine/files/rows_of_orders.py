"""Understanding the columns of a file of orders, each as a whole, before any row is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa

from huitou.engine.files.mapping import Mapping
from huitou.engine.files.moments import EARLIEST, LATEST, read_moments
from huitou.engine.files.numbers import number_sql
from huitou.engine.files.opened import OpenedFile
from huitou.engine.files.roles import ORDER_ROLES
from huitou.engine.files.sql import exists, single_row, sql_text
from huitou.engine.files.statuses import status_meaning
from huitou.kernel import Currency, HuitouError, to_micros

_NOBODY = (
    "guest anonymous unknown none null nan n/a na - -- undefined walk-in "
    "匿名 匿名用户 游客 散客 无 未知"
)
_SYMBOLS = {"£": "GBP", "€": "EUR", "￥": "CNY", "¥": "CNY", "元": "CNY", "₩": "KRW", "₹": "INR"}
_CURRENCY_WORDS = _SYMBOLS | {
    "RMB": "CNY",
    "人民币": "CNY",
    "$": "USD",
    "US$": "USD",
    "美元": "USD",
    "HK$": "HKD",
    "港币": "HKD",
}
# role: its column in `said`
_FILLED = {"person": "person", "ordered_at": "moment", "currency": "currency", "status": "status"}
NUMBERS = {
    "quantity": "DECIMAL(18, 6)",
    "price": "DECIMAL(20, 8)",
    "amount": "DECIMAL(28, 8)",
    "order_total": "DECIMAL(28, 8)",
}


@dataclass(frozen=True)
class OrderRules:
    """How a file of orders is to be understood; see `read_orders`."""

    timezone: str = "UTC"
    currency: str | None = None
    date_format: str | None = None
    credit_notes: bool = True
    now: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """Whole-column decisions, by which each row of the view `rows` is judged, together with the
    tables `moments` (text, instant), `currencies` (text, code, exponent) and `meanings` (text,
    meaning). `numbers` holds an SQL expression for each numeric role; moments are microseconds.
    """

    roles: frozenset[str]
    numbers: dict[str, str]
    credit_notes: bool
    earliest: int
    latest: int
    notes: tuple[str, ...]


def prepare(
    con: duckdb.DuckDBPyConnection, opened: OpenedFile, mapping: Mapping, rules: OrderRules
) -> Plan:
    """Look at whole columns of `raw` and make what `judge` needs."""
    roles = frozenset(choice.role for choice in mapping.choices)
    notes: list[str] = []
    _say(con, roles)
    _fill(con, roles)
    reading = read_moments(
        con,
        "SELECT moment AS text FROM rows WHERE moment IS NOT NULL",
        style=rules.date_format,
        timezone=rules.timezone,
    )
    if reading.note:
        notes.append(reading.note)
    _currencies(con, _default_currency(opened, mapping, rules, notes))
    _meanings(con, notes)
    latest = LATEST if rules.now is None else rules.now.astimezone(UTC) + timedelta(days=1)
    return Plan(
        roles,
        {role: _number(con, role, kind, roles) for role, kind in NUMBERS.items()},
        rules.credit_notes and "order_id" in roles and _has_credit_notes(con, notes),
        to_micros(EARLIEST),
        to_micros(latest),
        tuple(notes),
    )


def _number(con: duckdb.DuckDBPyConnection, role: str, kind: str, roles: frozenset[str]) -> str:
    return number_sql(con, "rows", role, kind) if role in roles else f"NULL::{kind}"


def _say(con: duckdb.DuckDBPyConnection, roles: frozenset[str]) -> None:
    """The view `said`: every role a column, ids in their true form, nobody as null. Several rows
    may stand on one `line`; `place` is each one's own.
    """
    text = {r.name: r.name if r.name in roles else "NULL::VARCHAR" for r in ORDER_ROLES}
    for role in ("order_id", "person", "product_id"):
        if role in roles:
            text[role] = _id_sql(con, role)
    if "person" in roles:
        text["person"] = _somebody_sql(con, text["person"])
    text["moment"] = text.pop("ordered_at")
    time = text.pop("ordered_time")
    if "ordered_time" in roles:
        text["moment"] = f"{text['moment']} || coalesce(' ' || {time}, '')"
    columns = ", ".join(f"{sql} AS {name}" for name, sql in text.items())
    con.execute(f"CREATE VIEW said AS SELECT rowid AS place, line, {columns} FROM raw")


def _id_sql(con: duckdb.DuckDBPyConnection, role: str) -> str:
    """Ids without what spreadsheets put around them: ="123", '123, or .0 behind every one."""
    sql = role
    if exists(con, f"FROM raw WHERE {role}[1] IN ('=', '''')"):
        sql = rf"""regexp_replace({role}, '^(?:="(.*)"|''(.+))$', '\1\2')"""
    if exists(con, rf"FROM raw WHERE {role} NOT SIMILAR TO '\d+\.0'"):
        return sql
    return rf"regexp_replace({sql}, '\.0$', '')"


def _somebody_sql(con: duckdb.DuckDBPyConnection, person: str) -> str:
    nobody = ", ".join(map(sql_text, _NOBODY.split()))
    named = f"CASE WHEN lower({person}) NOT IN ({nobody}) THEN {person} END"
    other = rf"FROM raw WHERE ({named}) NOT SIMILAR TO '\d+'"
    return named if exists(con, other) else f"nullif({named}, '0')"


def _fill(con: duckdb.DuckDBPyConnection, roles: frozenset[str]) -> None:
    """The view `rows`: `said`, with gaps filled from other rows of the same order."""
    gaps = [
        column
        for role, column in _FILLED.items()
        if {role, "order_id"} <= roles
        and exists(con, f"FROM said WHERE {column} IS NULL AND order_id IS NOT NULL")
    ]
    known = ", ".join(f"arg_min({c}, place) FILTER ({c} IS NOT NULL) AS {c}" for c in gaps)
    if gaps:
        con.execute(
            f"""CREATE TABLE filled AS SELECT order_id, {known} FROM said WHERE order_id IN (
                SELECT order_id FROM said WHERE {" OR ".join(f"{c} IS NULL" for c in gaps)})
            GROUP BY order_id HAVING {" OR ".join(f"count({c}) > 0" for c in gaps)}"""
        )
    if not gaps or not exists(con, "FROM filled"):
        con.execute("CREATE VIEW rows AS FROM said")
        return
    filled = ", ".join(f"coalesce(said.{c}, filled.{c}) AS {c}" for c in gaps)
    con.execute(
        f"CREATE VIEW rows AS SELECT said.* REPLACE ({filled}) FROM said LEFT JOIN filled "
        "ON said.order_id = filled.order_id"
    )


def _default_currency(
    opened: OpenedFile, mapping: Mapping, rules: OrderRules, notes: list[str]
) -> str:
    """The currency of rows that name none."""
    if rules.currency:
        return Currency.of(rules.currency).code
    money = [mapping.column(role) for role in ("amount", "price", "order_total")]
    places = [opened.columns.index(column) for column in money if column]
    shown = "".join(row[p] or "" for row in opened.sample for p in places if p < len(row))
    symbol = next((code for symbol, code in _SYMBOLS.items() if symbol in shown), None)
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in "".join(opened.columns))
    code = symbol or ("CNY" if chinese else "USD")
    if mapping.column("currency") is None:
        notes.append(
            f"The file has no column with the currency; its amounts are taken as {code}. "
            "Say --currency CODE if that is wrong."
        )
    return code


def _currencies(con: duckdb.DuckDBPyConnection, default: str) -> None:
    told = con.execute("SELECT DISTINCT currency FROM rows WHERE currency IS NOT NULL").fetchall()
    texts = [None, *(text for (text,) in told)]
    known = []
    for text in texts:
        try:
            currency = Currency.of(_CURRENCY_WORDS.get(text.upper(), text) if text else default)
        except HuitouError:
            continue  # its rows are refused
        known.append((text, currency.code, currency.exponent))
    kinds = {"text": pa.string(), "code": pa.string(), "exponent": pa.int32()}
    arrays = [pa.array([k[i] for k in known], kind) for i, kind in enumerate(kinds.values())]
    con.register("currencies", pa.Table.from_arrays(arrays, names=list(kinds)))


def _meanings(con: duckdb.DuckDBPyConnection, notes: list[str]) -> None:
    found = con.execute("SELECT DISTINCT status FROM rows WHERE status IS NOT NULL").fetchall()
    texts = sorted(text for (text,) in found)
    meanings = [status_meaning(text) for text in texts]
    unknown = [text for text, meaning in zip(texts, meanings, strict=True) if meaning is None]
    if unknown:
        notes.append(f"Not known as a status, so taken as a sale: {', '.join(unknown[:5])}.")
    columns = {"text": pa.array(texts, pa.string()), "meaning": pa.array(meanings, pa.string())}
    con.register("meanings", pa.table(columns))


def _has_credit_notes(con: duckdb.DuckDBPyConnection, notes: list[str]) -> bool:
    if not exists(con, "FROM rows WHERE order_id[1] IN ('C', 'c')"):
        return False
    credit, plain, total = single_row(
        con,
        r"""SELECT count(*) FILTER (order_id[1] IN ('C', 'c') AND order_id SIMILAR TO '[Cc]\d+'),
            count(*) FILTER (try_cast(order_id AS HUGEINT) IS NOT NULL), count(order_id)
        FROM rows""",
    )
    if not credit or plain < total / 2:
        return False
    notes.append(
        f"{credit:,} rows have an order id of a C and digits; they are taken as credit notes, that "
        "is refunds. Say --no-credit-notes if that is wrong."
    )
    return True
