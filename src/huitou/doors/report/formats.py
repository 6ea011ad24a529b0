"""Numbers, money, days and moments as a person reads them, in both languages.

Grouping is 1,234.5 in both: Chinese retail pages use the same marks.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from huitou.doors.report.text import Text
from huitou.kernel import Money

NONE = "–"
MINUS = "−"

# Signs that name one currency without doubt to a reader of that shop; the rest show their code.
_SIGNS = {
    "AUD": "A$", "BRL": "R$", "CAD": "C$", "CNY": "¥", "EUR": "€", "GBP": "£", "HKD": "HK$",
    "IDR": "Rp", "ILS": "₪", "INR": "₹", "JPY": "¥", "KRW": "₩", "MYR": "RM", "NZD": "NZ$",
    "PHP": "₱", "SGD": "S$", "THB": "฿", "TWD": "NT$", "UAH": "₴", "USD": "$", "VND": "₫",
}  # fmt: skip
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UNITS = ((86_400, "d", "天"), (3_600, "h", "小时"), (60, "min", "分钟"))
_SHORT_STEPS = ((9, "B"), (6, "M"), (3, "k"))


def count(value: int) -> str:
    """1234567 → 1,234,567."""
    return f"{value:,}".replace("-", MINUS)


def percent(share: float | None, digits: int = 1) -> str:
    """0.3456 → 34.6%; a dash for what is not known."""
    return NONE if share is None else f"{share:.{digits}%}".replace("-", MINUS)


def percent_of(part: int, whole: int) -> str:
    """`part` of `whole` in percent; a dash when there is no whole."""
    return percent(part / whole if whole else None)


def number(value: float | None) -> str:
    """A measured number with at most one decimal: 29.0 → 29, 29.25 → 29.2."""
    return NONE if value is None else f"{value:,.1f}".removesuffix(".0").replace("-", MINUS)


def decimal(value: float | None) -> str:
    """A measured number with two decimals, such as a ratio: 0.8349 → 0.83."""
    return NONE if value is None else f"{value:,.2f}".replace("-", MINUS)


def duration(seconds: float | None) -> Text:
    """A length of time in its largest fitting unit: 5400 → 1.5 h."""
    if seconds is None:
        return Text.same(NONE)
    for length, en, zh in _UNITS:
        if seconds >= length:
            return Text(f"{number(seconds / length)} {en}", f"{number(seconds / length)} {zh}")
    return Text(f"{number(seconds)} s", f"{number(seconds)} 秒")


def days(value: float | None) -> Text:
    """A length of time in days."""
    if value is None:
        return Text.same(NONE)
    return Text(f"{number(value)} {'day' if value == 1 else 'days'}", f"{number(value)} 天")


def money(amount: Money) -> str:
    """The exact amount: 123450 GBP → £1,234.50."""
    figures = f"{abs(amount.decimal()):,.{amount.currency.exponent}f}"
    return _signed(figures, amount)


def money_whole(amount: Money) -> str:
    """The amount in whole major units, half up, for headlines: 123450 GBP → £1,235."""
    return _signed(f"{abs(amount.decimal()).quantize(Decimal(1), ROUND_HALF_UP):,}", amount)


def money_short(amount: Money) -> str:
    """The amount in three digits or so, for narrow cells: 1234500 GBP → £12.3k."""
    major = abs(amount.decimal())
    for power, letter in _SHORT_STEPS:
        if major >= Decimal("0.9995") * 10**power:
            scaled = major.scaleb(-power)
            figures = f"{scaled:.{0 if scaled >= Decimal('99.95') else 1}f}{letter}"
            break
    else:
        figures = f"{major.quantize(Decimal(1), ROUND_HALF_UP)}"
    return _signed(figures, amount)


def _signed(figures: str, amount: Money) -> str:
    minus = MINUS if amount.minor < 0 and figures != "0" else ""
    code = amount.currency.code
    return f"{minus}{_SIGNS.get(code, f'{code} ')}{figures}"


def day(value: date) -> Text:
    """5 Mar 2024 / 2024年3月5日."""
    return Text(
        f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
        f"{value.year}年{value.month}月{value.day}日",
    )


def month(value: date) -> Text:
    """Mar 2024 / 2024年3月."""
    return Text(f"{_MONTHS[value.month - 1]} {value.year}", f"{value.year}年{value.month}月")


def period(start: date, kind: str) -> Text:
    """The name of the week (its Monday) or month that begins on `start`."""
    return month(start) if kind == "month" else day(start)


def moment(value: datetime, timezone: str) -> Text:
    """A moment to the minute, in the shop's timezone, which is named."""
    local = value.astimezone(ZoneInfo(timezone))
    text = day(local.date())
    return Text(
        f"{text.en}, {local:%H:%M} ({timezone})",
        f"{text.zh} {local:%H:%M}（{timezone}）",
    )


def local_day(value: datetime, timezone: str) -> Text:
    """The day that a moment falls on in the shop's timezone."""
    return day(value.astimezone(ZoneInfo(timezone)).date())
