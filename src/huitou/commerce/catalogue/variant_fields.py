"""Checks of what is said of a variant, shared by the verbs and by the import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from huitou.commerce.catalogue.models import Product, Variant
from huitou.commerce.catalogue.option_rules import check_choice, read_options
from huitou.commerce.catalogue.rules import option_key
from huitou.commerce.catalogue.unique import checked_code, saved
from huitou.kernel import Conflict, InvalidInput, Money

MOST_VARIANTS = 200
_LARGEST_MINOR = 10**12
_HEAVIEST = 1_000_000


def checked_minor(field: str, money: Money) -> int:
    """An amount in minor units of the shop's currency. InvalidInput for another currency, a
    negative amount or one beyond all sense.
    """
    if money.currency.code != settings.SHOP_CURRENCY or not 0 <= money.minor <= _LARGEST_MINOR:
        raise InvalidInput(
            f"{field} cannot be {money}.",
            remedy=f"Give an amount in {settings.SHOP_CURRENCY} that is not negative.",
            code="catalogue.bad_amount",
            field=field,
        )
    return money.minor


def _whole(field: str, highest: int) -> Callable[[Any], int]:
    def check(number: int) -> int:
        if type(number) is not int or not 0 <= number <= highest:
            raise InvalidInput(
                f"{field} cannot be {str(number)[:40]}.",
                remedy=f"Give a whole number from 0 to {highest:,}.",
                code=f"catalogue.bad_{field}",
                field=field,
            )
        return number

    return check


def _optional_minor(field: str) -> Callable[[Any], int | None]:
    return lambda money: None if money is None else checked_minor(field, money)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "sku": lambda sku: checked_code("sku", sku),
    "options": dict,
    "weight_grams": _whole("weight_grams", _HEAVIEST),
    "position": _whole("position", MOST_VARIANTS * 10),
    "margin_basis_points": _whole("margin_basis_points", 9_999),
    "cost_minor": _optional_minor("cost"),
    "floor_minor": _optional_minor("floor"),
    "image_id": lambda id: id,
}


def set_variant_fields(variant: Variant, given: Mapping[str, Any]) -> list[str]:
    """Check what is given and put it into the row, unsaved; which fields it changed."""
    checked = {name: _CHECKS[name](value) for name, value in given.items()}
    changed = [name for name, value in checked.items() if getattr(variant, name) != value]
    for name in changed:
        setattr(variant, name, checked[name])
    return changed


def save_variant(product: Product, variant: Variant, *, new: bool = False) -> None:
    """Save a variant of a locked product. InvalidInput if it does not fit the product's options or
    the image is another product's; Conflict for a SKU that is taken or options that another variant
    of the product has.
    """
    check_choice(read_options(product.options), variant.options)
    variant.option_key = option_key(variant.options)
    others = product.variants.exclude(pk=variant.pk)
    if others.filter(option_key=variant.option_key).exists():
        raise Conflict(
            "The product has a variant with these options.",
            remedy="Change that one, or choose other options.",
            code="catalogue.options_taken",
            field="options",
        )
    if others.count() >= MOST_VARIANTS:
        raise Conflict(
            f"A product has at most {MOST_VARIANTS} variants.",
            remedy="Make two products of it.",
            code="catalogue.too_many_variants",
        )
    if variant.image_id and not product.images.filter(pk=variant.image_id).exists():
        raise InvalidInput(
            "The image is not one of the product's.",
            remedy="Add it to the product first.",
            code="catalogue.no_image",
            field="image_id",
        )
    saved("SKU", "sku", lambda: variant.save(force_insert=new))
