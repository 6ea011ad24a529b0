"""A line of an import, checked and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings

from huitou.commerce.catalogue.details import Option
from huitou.commerce.catalogue.texts import checked_text
from huitou.kernel import Currency, InvalidInput, Money

_TRUTHS = {"true": True, "false": False, "1": True, "0": False}
_LONGEST = 20_000
_Texts = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """What a line says; None and empty stand for what it does not say."""

    product: str
    sku: str
    slug: str | None
    category: str | None
    brand: str | None
    seller: str | None
    names: _Texts
    descriptions: _Texts
    options: _Texts
    option_names: tuple[Option, ...] | None
    attributes: _Texts
    price: Money | None
    compare_at: Money | None
    cost: Money | None
    floor: Money | None
    margin: int | None
    weight_grams: int | None
    active: bool | None


def draft_of(line: Mapping[str, Any]) -> Draft:
    """InvalidInput for a line without product or SKU, or with a value that is none of its kind."""
    currency = _text(line, "currency") or settings.SHOP_CURRENCY
    return Draft(
        product=_needed(line, "product"),
        sku=_needed(line, "sku"),
        slug=_text(line, "slug"),
        category=_text(line, "category"),
        brand=_text(line, "brand"),
        seller=_text(line, "seller"),
        names=_texts(line, "names"),
        descriptions=_texts(line, "descriptions"),
        options=_texts(line, "options"),
        option_names=_options(line.get("option_names")),
        attributes=_texts(line, "attributes"),
        price=_money(line, "price", currency),
        compare_at=_money(line, "compare_at", currency),
        cost=_money(line, "cost", currency),
        floor=_money(line, "floor", currency),
        margin=_whole(line, "margin"),
        weight_grams=_whole(line, "weight_grams"),
        active=_truth(line, "active"),
    )


def _needed(line: Mapping[str, Any], name: str) -> str:
    text = _text(line, name)
    if text is None:
        raise _bad(name, "is empty")
    return text


def _text(line: Mapping[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int):
        raise _bad(name, "is no text")
    return checked_text(name, str(value), _LONGEST, empty=True) or None


def _texts(line: Mapping[str, Any], name: str) -> _Texts:
    value = line.get(name) or {}
    if not isinstance(value, dict):
        raise _bad(name, "is no object")
    texts = {key: _text(value, key) for key in value}
    return {key: text for key, text in texts.items() if text is not None}


def _money(line: Mapping[str, Any], name: str, currency: str) -> Money | None:
    text = _text(line, name)
    if text is None:
        return None
    decimals = len(text.partition(".")[2])
    if decimals > Currency.of(currency).exponent:
        raise _bad(name, f"has more decimals than {currency}")
    return Money.parse(text, currency)


def _whole(line: Mapping[str, Any], name: str) -> int | None:
    text = _text(line, name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _bad(name, "is no whole number")
    return int(text)


def _truth(line: Mapping[str, Any], name: str) -> bool | None:
    text = _text(line, name)
    if text is not None and text.lower() not in _TRUTHS:
        raise _bad(name, "is neither true nor false")
    return None if text is None else _TRUTHS[text.lower()]


def _options(value: Any) -> tuple[Option, ...] | None:
    if value is None:
        return None
    try:
        return msgspec.convert(value, tuple[Option, ...])
    except msgspec.ValidationError as error:
        raise _bad("option_names", f"cannot be read: {error}") from None


def _bad(name: str, what: str) -> InvalidInput:
    return InvalidInput(
        f"{name} {what}.",
        remedy="Compare the line with one of an export.",
        code="catalogue.bad_line",
        field=name,
    )
