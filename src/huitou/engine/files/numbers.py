"""Numbers as strangers write them, as exact decimals: 1,234.50 · 1.234,50 · ￥12 · (3.00) · 1e3.

Whether a comma is a decimal mark or a thousands mark is decided once for a whole column.
"""

from __future__ import annotations

import re

import duckdb

from huitou.engine.files.sql import exists, sql_text

_GAP = "\\s\u00a0\u202f'’"  # marks of thousands besides comma and point: blanks, apostrophes
_CURRENCY = "$¥￥£€₩₹"
# Groups: an opening bracket (accountants' minus), a sign before or after the currency, the digits.
WRITTEN = (
    rf"^(\()?\s*([-+−–])?\s*(?:(?:[A-Z]{{3}}\s?|[A-Z]{{0,3}}[{_CURRENCY}]\s?)([-+−–])?)?"
    rf"(\d[\d.,{_GAP}]*|[.,]\d+)\s*(?:[A-Z]{{3}}|[{_CURRENCY}]|元)?\s*\)?$"
)
_SCIENTIFIC = re.compile(r"^[-+]?\d+(\.\d+)?[eE][-+]?\d+$")
_WRITTEN = re.compile(WRITTEN)

# A comma must be a decimal mark: 12,5 · 0,99 · 1.234,50. A point must be one: 12.5 · 1,234.50
_COMMA_DECIMAL = rf"^(\d{{1,3}}([.{_GAP}]\d{{3}})+,\d+|\d*,(\d{{1,2}}|\d{{4,}}))$"
_POINT_DECIMAL = rf"^(\d{{1,3}}([,{_GAP}]\d{{2,3}})+\.\d+|\d*\.(\d{{1,2}}|\d{{4,}}))$"
_WITH_POINT = rf"^(\d*\.?\d*|\d{{1,3}}([,{_GAP}]\d{{2,3}})*[,{_GAP}]\d{{3}}(\.\d*)?)$"
_WITH_COMMA = rf"^(\d*,?\d*|\d{{1,3}}([.{_GAP}]\d{{3}})+(,\d*)?)$"
_NEGATIVE = r"^\(|^[^\d]*[-−–]"


def looks_like_number(text: str) -> bool:
    """Whether `text` is a number in any of the known writings."""
    return bool(_WRITTEN.match(text) or _SCIENTIFIC.match(text))


def number_sql(con: duckdb.DuckDBPyConnection, table: str, column: str, kind: str) -> str:
    """An SQL expression that reads the text `column` of `table` as DECIMAL `kind`, null where it is
    not a number. Looks once at the whole column to choose the cheapest that is right.
    """
    plain = f"try_cast({column} AS {kind})"
    if not exists(con, f"FROM {table} WHERE {column} IS NOT NULL AND {plain} IS NULL"):
        return plain
    digits = f"trim(regexp_extract({column}, {sql_text(WRITTEN)}, 4))"
    comma = exists(con, f"FROM {table} WHERE regexp_matches({digits}, {sql_text(_COMMA_DECIMAL)})")
    if comma and not exists(
        con, f"FROM {table} WHERE regexp_matches({digits}, {sql_text(_POINT_DECIMAL)})"
    ):
        return _read(column, digits, _WITH_COMMA, "replace({}, ',', '.')", "." + _GAP, kind)
    return f"coalesce({plain}, {_read(column, digits, _WITH_POINT, '{}', ',' + _GAP, kind)})"


def _read(column: str, digits: str, shape: str, point: str, groups: str, kind: str) -> str:
    bare = point.format(f"regexp_replace({digits}, {sql_text(f'[{groups}]')}, '', 'g')")
    negative = f"regexp_matches({column}, {sql_text(_NEGATIVE)})"
    return (
        f"CASE WHEN regexp_matches({digits}, {sql_text(shape)}) THEN "
        f"try_cast(CASE WHEN {negative} THEN '-' ELSE '' END || {bare} AS {kind}) END"
    )
