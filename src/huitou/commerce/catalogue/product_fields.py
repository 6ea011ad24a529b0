"""Checks of what is said of a product, shared by the verbs and by the import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Brand, Category, Product, Seller
from huitou.commerce.catalogue.option_rules import check_choice, checked_options, read_options
from huitou.commerce.catalogue.rules import folded
from huitou.commerce.catalogue.texts import checked_texts
from huitou.commerce.catalogue.unique import checked_code, checked_slug, saved
from huitou.kernel import Conflict, InvalidInput

_LONGEST_NAME, _LONGEST_DESCRIPTION = 200, 20_000

_CHECKS: dict[str, Callable[[Any], Any]] = {
    "names": lambda names: checked_texts("names", names, _LONGEST_NAME),
    "descriptions": lambda d: checked_texts("descriptions", d, _LONGEST_DESCRIPTION, empty=True),
    "slug": checked_slug,
    "external_id": lambda e: None if e is None else checked_code("external_id", e),
    "category_id": lambda id: found(Category, id).id,
    "brand_id": lambda id: None if id is None else found(Brand, id).id,
    "seller_id": lambda id: None if id is None else found(Seller, id).id,
    "options": checked_options,
}


def set_fields(product: Product, given: Mapping[str, Any]) -> list[str]:
    """Check what is given and put it into the row, unsaved; which fields it changed."""
    checked = {name: _CHECKS[name](value) for name, value in given.items()}
    changed = [name for name, value in checked.items() if getattr(product, name) != value]
    for name in changed:
        setattr(product, name, checked[name])
    product.search_text = "\n".join(folded(name) for name in product.names.values())
    return changed


def save_product(product: Product, *, new: bool = False) -> None:
    """Conflict if the slug or the external id is another product's, or a variant would stand
    outside the options.
    """
    if not new:
        _check_variants(product)
    others = Product.objects.exclude(pk=product.pk)
    taken = product.external_id and others.filter(external_id=product.external_id).exists()
    what = ("external id", "external_id") if taken else ("slug", "slug")
    saved(*what, lambda: product.save(force_insert=new))


def _check_variants(product: Product) -> None:
    options = read_options(product.options)
    try:
        for chosen in product.variants.values_list("options", flat=True):
            check_choice(options, chosen)
    except InvalidInput as error:
        raise Conflict(
            "A variant chose from options that would be gone.",
            remedy="Keep every option and value that a variant has; change the variants first.",
            code="catalogue.option_in_use",
            field="options",
        ) from error
