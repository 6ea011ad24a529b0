"""How numbers, money and days are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from huitou.doors.report import formats
from huitou.doors.report.text import Text
from huitou.kernel import Currency, Money


def amount(minor: int, code: str) -> Money:
    return Money(minor, Currency.of(code))


@pytest.mark.parametrize(
    ("minor", "code", "exact", "whole", "short"),
    [
        (123_450, "GBP", "£1,234.50", "£1,235", "£1.2k"),
        (-123_449, "USD", "−$1,234.49", "−$1,234", "−$1.2k"),
        (340_678, "JPY", "¥340,678", "¥340,678", "¥341k"),
        (1_234_500, "KWD", "KWD 1,234.500", "KWD 1,235", "KWD 1.2k"),
        (0, "CNY", "¥0.00", "¥0", "¥0"),
        (-40, "CNY", "−¥0.40", "¥0", "¥0"),
        (99_949, "EUR", "€999.49", "€999", "€999"),
        (99_950, "EUR", "€999.50", "€1,000", "€1.0k"),
        (99_994_999, "EUR", "€999,949.99", "€999,950", "€1.0M"),
        (1_250_000_000, "CNY", "¥12,500,000.00", "¥12,500,000", "¥12.5M"),
        (123_456_789_000_000, "IDR", "Rp1,234,567,890,000.00", "Rp1,234,567,890,000", "Rp1235B"),
    ],
)
def test_money(minor: int, code: str, exact: str, whole: str, short: str) -> None:
    money = amount(minor, code)
    assert formats.money(money) == exact
    assert formats.money_whole(money) == whole
    assert formats.money_short(money) == short


def test_counts_shares_and_numbers() -> None:
    assert formats.count(1_234_567) == "1,234,567"
    assert formats.count(-5) == "−5"
    assert formats.percent(0.34567) == "34.6%"
    assert formats.percent(None) == "–"
    assert formats.percent_of(1, 3) == "33.3%"
    assert formats.percent_of(1, 0) == "–"
    assert formats.number(29.0) == "29"
    assert formats.number(1_461.25) == "1,461.2"
    assert formats.number(None) == "–"


def test_days_and_dates_in_both_languages() -> None:
    assert formats.days(1) == Text("1 day", "1 天")
    assert formats.days(29.5) == Text("29.5 days", "29.5 天")
    assert formats.days(None) == Text("–", "–")
    assert formats.period(date(2024, 3, 1), "month") == Text("Mar 2024", "2024年3月")
    assert formats.period(date(2024, 3, 4), "week") == Text("4 Mar 2024", "2024年3月4日")


def test_a_moment_is_told_in_the_shops_own_time() -> None:
    late = datetime(2024, 2, 29, 17, 5, tzinfo=UTC)
    assert formats.moment(late, "Asia/Shanghai") == Text(
        "1 Mar 2024, 01:05 (Asia/Shanghai)", "2024年3月1日 01:05（Asia/Shanghai）"
    )
    assert formats.local_day(late, "America/New_York").en == "29 Feb 2024"
