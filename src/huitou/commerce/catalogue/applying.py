"""Put the lines of an import into the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from huitou.commerce.catalogue.attributes import write_attributes
from huitou.commerce.catalogue.current import priced_variants
from huitou.commerce.catalogue.details import Option, OptionValue
from huitou.commerce.catalogue.drafts import Draft
from huitou.commerce.catalogue.models import Brand, Category, Product, Seller, Variant
from huitou.commerce.catalogue.option_rules import read_options
from huitou.commerce.catalogue.pricing import offer_again, write_price
from huitou.commerce.catalogue.product_fields import save_product, set_fields
from huitou.commerce.catalogue.states import changed
from huitou.commerce.catalogue.texts import LANGUAGES
from huitou.commerce.catalogue.unique import made_slug
from huitou.commerce.catalogue.variant_fields import save_variant, set_variant_fields
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, InvalidInput, new_id

_OF_PRODUCT = ("slug", "category", "brand", "seller", "names", "descriptions", "attributes")


class Applier:
    """Takes the drafts of one file in turn, within a transaction; `counts` says what came of it."""

    def __init__(self, actor: Actor, clock: Clock) -> None:
        self._actor, self._clock = actor, clock
        self.counts: Counter[str] = Counter()
        self._touched: dict[str, set[str]] = {"new": set(), "changed": set()}
        self._skus: dict[str, int] = {}
        self._said: dict[str, tuple[int, Draft]] = {}
        self._ids = {
            "category": dict(Category.objects.values_list("slug", "id")),
            "brand": dict(Brand.objects.values_list("slug", "id")),
            "seller": dict(Seller.objects.values_list("code", "id")),
        }

    def apply(self, number: int, draft: Draft) -> None:
        """Whatever is wrong is a HuitouError, and the line has changed nothing if the caller then
        goes back to its savepoint.
        """
        self._check_once(number, draft)
        product, new = self._product(draft)
        fields = self._write_product(product, new, draft)
        shown = self._write_variant(product, draft)
        if fields or (shown and not new):
            what = ", ".join([*fields, *([f"variant {draft.sku}"] if shown else [])])
            changed(product, f"import: {what}", actor=self._actor, clock=self._clock)
        self._skus[draft.sku] = number
        self._said.setdefault(draft.product, (number, draft))

    def _check_once(self, number: int, draft: Draft) -> None:
        if draft.sku in self._skus:
            raise _bad("sku", f"{draft.sku} stands on line {self._skus[draft.sku]} already")
        if draft.product not in self._said:
            return
        line, first = self._said[draft.product]
        for name in _OF_PRODUCT:
            if _contradict(getattr(draft, name), getattr(first, name)):
                raise _bad(name, f"is another than on line {line}, which is of the same product")

    def _product(self, draft: Draft) -> tuple[Product, bool]:
        """The locked row, or a new one."""
        rows = Product.objects.select_for_update()
        row = rows.filter(external_id=draft.product).first()
        row = row or rows.filter(pk=draft.product).first()
        if row is not None:
            return row, False
        now = self._clock.now()
        new = Product(id=new_id(self._clock), created_at=now, changed_at=now)
        return new, True

    def _write_product(self, product: Product, new: bool, draft: Draft) -> list[str]:
        """Which fields of a product that was there already were changed."""
        if new and not (draft.names and draft.category):
            raise _bad("names", "and category are needed for a new product")
        given = self._given(product, draft)
        if new:
            given |= {"external_id": draft.product}
        fields = set_fields(product, given)
        if new:
            product.slug = product.slug or made_slug(Product, product.names, product.id)
        if fields:
            save_product(product, new=new)
        if (draft.attributes or "category_id" in fields) and write_attributes(
            product, draft.attributes
        ):
            fields.append("attributes")
        if new or fields:
            self._touched["new" if new else "changed"].add(product.id)
        self.counts["products_new"] = len(self._touched["new"])
        self.counts["products_changed"] = len(self._touched["changed"] - self._touched["new"])
        return [] if new else fields

    def _given(self, product: Product, draft: Draft) -> dict[str, Any]:
        given: dict[str, Any] = {
            "names": product.names | draft.names if product.names else draft.names,
            "descriptions": product.descriptions | draft.descriptions,
            "slug": draft.slug,
        }
        for name, known in self._ids.items():
            slug = getattr(draft, name)
            if slug is not None and slug not in known:
                raise _bad(name, f"{slug[:80]!r} is not known")
            given[f"{name}_id"] = known[slug] if slug else None
        given["options"] = _options(product, draft)
        return {name: value for name, value in given.items() if value}

    def _write_variant(self, product: Product, draft: Draft) -> bool:
        """Whether shoppers see a change other than of the price."""
        row = Variant.objects.select_for_update().filter(sku=draft.sku).first()
        if row is not None and row.product_id != product.id:
            raise _bad("sku", f"{draft.sku} is a variant of another product")
        new = row is None
        if row is None:
            row = Variant(id=new_id(self._clock), product=product, created_at=self._clock.now())
            row.position = product.variants.count()
        row.product = product
        fields = set_variant_fields(row, _variant_given(draft, new))
        turned = draft.active is not None and draft.active != row.is_active
        if turned:
            row.is_active = bool(draft.active)
        if new or fields or turned:
            save_variant(product, row, new=new)
        if turned and not new:
            offer_again(row, actor=self._actor, clock=self._clock)
        self.counts["variants_new"] += new
        self.counts["variants_changed"] += not new and bool(fields or turned)
        self._write_price(row, draft)
        return new or turned or "options" in fields

    def _write_price(self, variant: Variant, draft: Draft) -> None:
        """Only if another counts now: what is set to start later stays."""
        if draft.price is None:
            return
        now = self._clock.now()
        current = next(
            v.current for v in priced_variants([variant.product_id], at=now) if v.id == variant.id
        )
        compared = None if draft.compare_at is None else draft.compare_at.minor
        if current and (current.price_minor, current.compare_at_minor) == (
            draft.price.minor,
            compared,
        ):
            return
        write_price(
            variant, draft.price, draft.compare_at, at=None, actor=self._actor, clock=self._clock
        )
        self.counts["prices_set"] += 1


def _variant_given(draft: Draft, new: bool) -> dict[str, Any]:
    given: Mapping[str, Any] = {
        "sku": draft.sku if new else None,
        "options": draft.options or None,
        "weight_grams": draft.weight_grams,
        "cost_minor": draft.cost,
        "floor_minor": draft.floor,
        "margin_basis_points": draft.margin,
    }
    return {name: value for name, value in given.items() if value is not None}


def _options(product: Product, draft: Draft) -> list[Option] | None:
    """The options that the line states, else those of the product and what its variant adds."""
    if draft.option_names is not None:
        return list(draft.option_names)
    options = {option.code: option for option in read_options(product.options)}
    for code, value in draft.options.items():
        option = options.get(code) or Option(code, {LANGUAGES[0]: code}, ())
        if value not in {known.code for known in option.values}:
            added = OptionValue(value, {LANGUAGES[0]: value})
            option = replace(option, values=(*option.values, added))
        options[code] = option
    return list(options.values())


def _contradict(here: Any, there: Any) -> bool:
    """Whether two lines both say something, and not the same."""
    if isinstance(here, dict):
        return any(here[key] != there[key] for key in here.keys() & there.keys())
    return here is not None and there is not None and here != there


def _bad(name: str, what: str) -> InvalidInput:
    return InvalidInput(
        f"{name} {what}.",
        remedy="Correct the line; categories, brands and sellers have to be there first.",
        code="catalogue.bad_line",
        field=name,
    )
