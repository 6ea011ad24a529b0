"""Money, numbers, days and moments as a person reads them, in the language of the request.

1,234.5 in both languages: Chinese shops write it so. What is not known is a dash.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huitou.kernel import Money

NONE = "–"
MINUS = "−"

# The sign of a currency to a reader of any shop (CLDR); in its own shop it may be a plainer one.
_SIGNS = {
    "AUD": "A$", "BRL": "R$", "CAD": "C$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$",
    "INR": "₹", "JPY": "JP¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "TWD": "NT$",
    "USD": "US$", "VND": "₫",
}  # fmt: skip
_OWN_SIGNS = {
    "AUD": "$", "CAD": "$", "CNY": "¥", "HKD": "$", "JPY": "¥", "MXN": "$", "NZD": "$",
    "TWD": "$", "USD": "$",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT_EN = ((10**9, "B"), (10**6, "M"), (10**3, "K"))
_SHORT_ZH = ((10**8, "亿"), (10**4, "万"))
_ONE_MINUTE, _ONE_HOUR, _ONE_DAY = 60, 3600, 86400


def in_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "en").startswith("zh")


def money(amount: Money | None) -> str:
    """The exact amount: 123450 CNY → ¥1,234.50."""
    if amount is None:
        return NONE
    figures = f"{abs(amount.decimal()):,.{amount.currency.exponent}f}"
    return f"{_minus(amount.minor)}{currency_sign(amount.currency.code)}{figures}"


def money_whole(amount: Money | None) -> str:
    """The amount in whole major units, half up, for headlines: 123450 CNY → ¥1,235."""
    if amount is None:
        return NONE
    figures = f"{abs(amount.decimal()).quantize(Decimal(1), ROUND_HALF_UP):,}"
    return f"{_minus(amount.minor)}{currency_sign(amount.currency.code)}{figures}"


def number(value: float | Decimal | None, digits: int | None = None) -> str:
    """1234567 → 1,234,567. A measured number has at most one decimal, or exactly `digits`."""
    if value is None:
        return NONE
    if digits is None:
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")
    else:
        text = f"{value:,.{digits}f}"
    return text.replace("-", MINUS)


def compact(value: float | None) -> str:
    """A number for a small place: 12345 → 12.3K, 1.2万."""
    if value is None:
        return NONE
    for size, word in _SHORT_ZH if in_chinese() else _SHORT_EN:
        if abs(value) >= size:
            return number(value / size) + word
    return number(value)


def percent(share: float | None, digits: int = 1) -> str:
    """0.3456 → 34.6%."""
    return NONE if share is None else f"{share:.{digits}%}".replace("-", MINUS)


def change(share: float | None, digits: int = 1) -> str:
    """A change with its sign: 0.12 → +12.0%, -0.05 → −5.0%."""
    return NONE if share is None else f"{share:+.{digits}%}".replace("-", MINUS)


def day(value: date | datetime | None) -> str:
    """25 Nov 2026, 2026年11月25日; of a moment, the day in the shop's timezone."""
    if value is None:
        return NONE
    local = _local(value)
    if in_chinese():
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def short_day(value: date | datetime | None) -> str:
    """25 Nov, 11月25日: where the year is plain."""
    if value is None:
        return NONE
    local = _local(value)
    if in_chinese():
        return f"{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]}"


def month(value: date | datetime | None) -> str:
    """Nov 2026, 2026年11月."""
    if value is None:
        return NONE
    local = _local(value)
    if in_chinese():
        return f"{local.year}年{local.month}月"
    return f"{_MONTHS[local.month - 1]} {local.year}"


def moment(value: datetime | None) -> str:
    """25 Nov 2026, 14:05, or 2026年11月25日 14:05, in the shop's timezone."""
    if value is None:
        return NONE
    return f"{day(value)}{' ' if in_chinese() else ', '}{clock_time(value)}"


def clock_time(value: datetime | None) -> str:
    """14:05 in the shop's timezone."""
    return NONE if value is None else f"{_local(value):%H:%M}"


def ago(value: datetime | None, now: datetime) -> str:
    """How long before `now`, in the largest unit that fits; from 30 days on the day itself."""
    if value is None:
        return NONE
    seconds = int((now - value).total_seconds())
    if seconds < _ONE_MINUTE:
        return _("just now")
    if seconds < _ONE_HOUR:
        minutes = seconds // _ONE_MINUTE
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if seconds < _ONE_DAY:
        hours = seconds // _ONE_HOUR
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    days = seconds // _ONE_DAY
    if days < 30:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return day(value)


def currency_sign(code: str) -> str:
    """The sign of a currency: the plain one in its own shop, and for CNY in Chinese."""
    own = code == settings.SHOP_CURRENCY or (code == "CNY" and in_chinese())
    sign = (_OWN_SIGNS.get(code) if own else None) or _SIGNS.get(code)
    return sign or f"{code} "


def _minus(value: int) -> str:
    return MINUS if value < 0 else ""


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(settings.SHOP_TIMEZONE))
    return value
