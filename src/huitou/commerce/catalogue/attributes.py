"""Attributes: define them for a category, and write what products say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.db import transaction

from huitou.commerce.catalogue.details import AttributeDetail, OptionValue
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Attribute, AttributeValue, Category, Product
from huitou.commerce.catalogue.option_rules import checked_values, read_values
from huitou.commerce.catalogue.texts import checked_text, checked_texts
from huitou.commerce.catalogue.tree import load_branches
from huitou.commerce.catalogue.unique import checked_code, saved
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, InvalidInput, new_id

_KINDS = ("text", "number", "boolean", "choice")
_TRUTHS = {"true": Decimal(1), "false": Decimal(0)}
_HIGHEST = Decimal(10) ** 14
Said = str | int | bool | Decimal


def create_attribute(
    *,
    category_id: str,
    code: str,
    names: Mapping[str, str],
    kind: str,
    actor: Actor,
    clock: Clock,
    unit: str = "",
    choices: Sequence[OptionValue] = (),
    is_required: bool = False,
) -> AttributeDetail:
    """What products of a category and those below it can say of themselves. `kind` is text, number
    (in `unit`), boolean or choice (of `choices`). Conflict for a code that is taken.
    """
    actor.need("catalogue.write")
    if kind not in _KINDS or (kind == "choice") != bool(choices):
        raise InvalidInput(
            "An attribute is text, number or boolean, or choice with choices.",
            remedy="Give choices for an attribute of the kind choice, and only for that.",
            code="catalogue.bad_attribute",
            field="kind",
        )
    with transaction.atomic():
        row = Attribute(
            id=new_id(clock),
            category=found(Category, category_id),
            code=checked_code("code", code, 40),
            names=checked_texts("names", names, 80),
            kind=kind,
            unit=checked_text("unit", unit, 20, empty=True),
            choices=checked_values("choices", choices),
            is_required=is_required,
        )
        saved("code", "code", lambda: row.save(force_insert=True))
        audit.note(actor, "catalogue.create_attribute", row.id, {"code": row.code}, clock=clock)
    return attribute_detail(row)


def attribute_detail(row: Attribute) -> AttributeDetail:
    return AttributeDetail(
        row.id,
        row.category_id,
        row.code,
        row.names,
        row.kind,
        row.unit,
        read_values(row.choices),
        row.is_required,
    )


def attributes_of(category_id: str) -> dict[str, Attribute]:
    """The attributes of a category and of those above it, by code."""
    path = load_branches([category_id]).node(category_id).path
    return {row.code: row for row in Attribute.objects.filter(category__in=path)}


def write_attributes(product: Product, said: Mapping[str, Said | None]) -> bool:
    """Write what a product says (None: nothing more) and drop what its category does not know;
    whether anything changed. InvalidInput for an unknown attribute or a value that does not fit.
    """
    known = attributes_of(product.category_id)
    before = {row.attribute_id: row for row in product.attribute_values.all()}
    strange = [row.pk for row in before.values() if row.attribute_id not in _ids(known)]
    AttributeValue.objects.filter(pk__in=strange).delete()
    written = [_written(product, known, before, code, value) for code, value in said.items()]
    return bool(strange) or any(written)


def missing_attributes(product: Product) -> list[str]:
    """The codes of attributes that its category requires and the product does not say."""
    there = set(product.attribute_values.values_list("attribute_id", flat=True))
    known = attributes_of(product.category_id)
    return sorted(c for c, row in known.items() if row.is_required and row.id not in there)


def stored_value(attribute: Attribute, value: Said) -> tuple[str, Decimal | None]:
    """A value as it is stored: (text, number). InvalidInput if it does not fit the kind."""
    text = str(value).lower() if isinstance(value, bool) else str(value).strip()
    if attribute.kind == "boolean" and text in _TRUTHS:
        return "", _TRUTHS[text]
    if attribute.kind == "number" and not isinstance(value, bool):
        return "", _number(attribute, text)
    if attribute.kind == "choice" and text in {choice["code"] for choice in attribute.choices}:
        return text, None
    if attribute.kind == "text" and isinstance(value, str):
        return checked_text("attributes", value, 200), None
    raise _unfit(attribute, text)


def _written(
    product: Product,
    known: Mapping[str, Attribute],
    before: Mapping[str, AttributeValue],
    code: str,
    value: Said | None,
) -> bool:
    if code not in known:
        raise InvalidInput(
            f"The product's category has no attribute {code[:40]!r}.",
            remedy=f"Known are: {', '.join(sorted(known)) or 'none'}.",
            code="catalogue.unknown_attribute",
            field="attributes",
        )
    attribute = known[code]
    row = before.get(attribute.id)
    if value is None:
        return row is not None and bool(row.delete())
    text, number = stored_value(attribute, value)
    if row is not None and (row.text, row.number) == (text, number):
        return False
    AttributeValue.objects.update_or_create(
        product=product, attribute=attribute, defaults={"text": text, "number": number}
    )
    return True


def _number(attribute: Attribute, text: str) -> Decimal:
    try:
        number = Decimal(text)
        if not number.is_finite() or abs(number) >= _HIGHEST:
            raise InvalidOperation
        return number.quantize(Decimal("0.000001"))
    except InvalidOperation:
        raise _unfit(attribute, text) from None


def _unfit(attribute: Attribute, text: str) -> InvalidInput:
    choices = ", ".join(choice["code"] for choice in attribute.choices)
    wanted = {"boolean": "true or false", "number": "a number", "choice": f"one of {choices}"}
    return InvalidInput(
        f"{attribute.code} cannot be {text[:40]!r}.",
        remedy=f"Give {wanted.get(attribute.kind, 'a text')}.",
        code="catalogue.bad_attribute_value",
        field="attributes",
    )


def _ids(known: Mapping[str, Attribute]) -> set[str]:
    return {row.id for row in known.values()}
