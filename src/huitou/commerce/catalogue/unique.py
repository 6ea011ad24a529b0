"""Names that only one may have: slugs, stock keeping units, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from huitou.commerce.catalogue.finding import is_id
from huitou.commerce.catalogue.rules import slug_of
from huitou.commerce.catalogue.texts import checked_text, said
from huitou.kernel import Conflict, InvalidInput

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
T = TypeVar("T")


def checked_slug(slug: str) -> str:
    """InvalidInput for what cannot be part of an address, or looks like an id."""
    if len(slug) > 80 or not _SLUG.fullmatch(slug) or is_id(slug):
        raise InvalidInput(
            "The slug cannot be used.",
            remedy="Write up to 80 lower-case letters a-z, digits and single hyphens.",
            code="catalogue.bad_slug",
            field="slug",
        )
    return slug


def made_slug(model: Any, names: Mapping[str, str], id: str) -> str:
    """A slug that nobody has, made of the English name, else of the id."""
    slug = slug_of(said(names, "en"))
    if not slug or is_id(slug):
        return f"{model._meta.model_name}-{id[-12:]}"
    taken = model.objects.filter(slug=slug).exists()
    return f"{slug[:67].rstrip('-')}-{id[-12:]}" if taken else slug


def checked_code(field: str, code: str, longest: int = 80) -> str:
    """A code: text without the signs that separate codes."""
    code = checked_text(field, code, longest)
    if any(c in ";=:\n\t" for c in code):
        raise InvalidInput(
            f"{field} holds a sign that separates codes.",
            remedy="Leave out semicolons, colons, equals signs and line breaks.",
            code="catalogue.bad_code",
            field=field,
        )
    return code


def saved(what: str, field: str, save: Callable[[], T]) -> T:
    """What `save` gives; Conflict `catalogue.FIELD_taken` if another row has that name."""
    try:
        with transaction.atomic():
            return save()
    except IntegrityError as error:
        raise Conflict(
            f"Another one has this {what}.",
            remedy="Choose another, or change the one that has it.",
            code=f"catalogue.{field}_taken",
            field=field,
        ) from error
