"""Findings as sentences: a template in two languages, filled with the numbers that it says.

The name of a number says how it is written: `.._share` in percent, `.._minor` as money, `.._days`
in whole days, `year` and `month` together as {period}, anything else as a count. A number is
rounded before it is kept, so that what is kept is exactly what is written.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from huitou.engine.analytics.report.answers import Finding
from huitou.kernel import Currency, Money

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WHOLE_FROM = 1000  # from so many major units, money is said without decimals


def finding(
    about: str, tone: str, en: str, zh: str, *, currency: str = "", **numbers: float
) -> Finding:
    """A Finding whose `numbers` are those of the sentence; `currency` is for `.._minor`."""
    kept = {name: _rounded(name, value, currency) for name, value in numbers.items()}
    shown = {name: _shown(name, value, currency) for name, value in kept.items()}
    en_period, zh_period = _period(kept)
    return Finding(
        about=about,
        tone=tone,
        en=en.format(**shown, period=en_period),
        zh=zh.format(**shown, period=zh_period),
        numbers=kept,
    )


def _rounded(name: str, value: float, currency: str) -> float:
    if name.endswith("_share"):
        return round(float(value), 3)
    if name.endswith("_minor"):
        return _spoken(Money(int(value), Currency.of(currency))).minor
    return round(value)


def _shown(name: str, value: float, currency: str) -> str:
    if name.endswith("_share"):
        return f"{value * 100:,.1f}".removesuffix(".0") + "%"
    if name.endswith("_minor"):
        money = Money(int(value), Currency.of(currency))
        decimals = 0 if _is_large(money) else money.currency.exponent
        return f"{money.decimal():,.{decimals}f} {money.currency.code}"
    return f"{value:,}"


def _spoken(money: Money) -> Money:
    if not _is_large(money):
        return money
    whole = money.decimal().quantize(Decimal(1), ROUND_HALF_UP)
    return Money(int(whole.scaleb(money.currency.exponent)), money.currency)


def _is_large(money: Money) -> bool:
    return abs(money.decimal()) >= _WHOLE_FROM


def _period(numbers: dict[str, float]) -> tuple[str, str]:
    if "month" not in numbers:
        return "", ""
    year, month = int(numbers["year"]), int(numbers["month"])
    return f"{_MONTHS[month - 1]} {year}", f"{year} 年 {month} 月"
