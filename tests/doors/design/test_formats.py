"""Money, numbers, days and moments in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from huitou.doors import design
from huitou.kernel import Money

AT = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "code", "en", "zh"),
    [
        ("1234.50", "CNY", "¥1,234.50", "¥1,234.50"),
        ("-0.05", "CNY", "−¥0.05", "−¥0.05"),
        ("1500", "JPY", "JP¥1,500", "JP¥1,500"),
        ("1.234", "KWD", "KWD 1.234", "KWD 1.234"),
        ("9.99", "USD", "US$9.99", "US$9.99"),
    ],
)
def test_money_in_a_shop_that_counts_in_yuan(amount: str, code: str, en: str, zh: str) -> None:
    money = Money.parse(amount, code)
    with override("en"):
        assert design.money(money) == en
    with override("zh-hans"):
        assert design.money(money) == zh


@override_settings(SHOP_CURRENCY="USD")
def test_money_in_a_shop_that_counts_in_dollars() -> None:
    assert design.money(Money.parse("9.99", "USD")) == "$9.99"
    assert design.money(Money.parse("9.99", "CNY")) == "CN¥9.99"
    with override("zh-hans"):
        assert design.money(Money.parse("9.99", "CNY")) == "¥9.99"


def test_money_for_headlines_is_whole() -> None:
    assert design.money_whole(Money.parse("1234.50", "CNY")) == "¥1,235"


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (999, "999", "999"),
        (12_345, "12.3K", "1.2万"),
        (-12_345, "−12.3K", "−1.2万"),
        (3_400_000, "3.4M", "340万"),
        (1_200_000_000, "1.2B", "12亿"),
    ],
)
def test_numbers_for_small_places(value: int, en: str, zh: str) -> None:
    with override("en"):
        assert design.compact(value) == en
    with override("zh-hans"):
        assert design.compact(value) == zh


def test_numbers() -> None:
    assert design.number(1_234_567) == "1,234,567"
    assert design.number(29.0) == "29"
    assert design.number(-29.25) == "−29.2"
    assert design.number(2.5, 2) == "2.50"
    assert design.percent(0.3456) == "34.6%"
    assert design.percent(-0.3456, 0) == "−35%"
    assert (design.change(0.12), design.change(-0.05)) == ("+12.0%", "−5.0%")


@override_settings(SHOP_TIMEZONE="Asia/Shanghai")
def test_days_and_moments_are_those_of_the_shop() -> None:
    with override("en"):
        assert design.day(AT) == "25 Nov 2026"
        assert design.moment(AT) == "25 Nov 2026, 02:05"
        assert design.short_day(AT) == "25 Nov"
        assert design.month(AT) == "Nov 2026"
        assert design.clock_time(AT) == "02:05"
    with override("zh-hans"):
        assert design.day(AT) == "2026年11月25日"
        assert design.moment(AT) == "2026年11月25日 02:05"
        assert design.short_day(AT) == "11月25日"
        assert design.month(AT) == "2026年11月"
    assert design.day(date(2026, 1, 2)) == "2 Jan 2026"


@pytest.mark.parametrize(
    ("before", "en", "zh"),
    [
        (timedelta(seconds=5), "just now", "刚刚"),
        (timedelta(minutes=1), "1 minute ago", "1 分钟前"),
        (timedelta(minutes=59), "59 minutes ago", "59 分钟前"),
        (timedelta(hours=1), "1 hour ago", "1 小时前"),
        (timedelta(days=29), "29 days ago", "29 天前"),
        (timedelta(days=30), "25 Oct 2026", "2026年10月25日"),
    ],
)
def test_how_long_ago(before: timedelta, en: str, zh: str) -> None:
    with override("en"):
        assert design.ago(AT - before, AT) == en
    with override("zh-hans"):
        assert design.ago(AT - before, AT) == zh


def test_what_is_not_known_is_a_dash() -> None:
    for name in ("money", "number", "compact", "percent", "change", "day", "month", "moment"):
        assert getattr(design, name)(None) == "–"


def test_the_same_as_filters() -> None:
    template = Template(
        "{% load design %}{{ m|money }} {{ n|number }} {{ n|number:2 }} {{ t|ago:now }}"
    )
    values = {"m": Money.parse("5", "CNY"), "n": 1234, "t": AT, "now": AT + timedelta(minutes=3)}
    assert template.render(Context(values)) == "¥5.00 1,234 1,234.00 3 minutes ago"


@pytest.mark.parametrize("unit", ["1970-01-01", "2262-04-11"])
def test_days_of_any_year(unit: str) -> None:
    assert design.day(date.fromisoformat(unit)).endswith(unit[:4])
