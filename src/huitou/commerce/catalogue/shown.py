"""All of what is on sale in few words: addresses for search engines, a picture of each category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from huitou.commerce.catalogue.assembling import picture_of_files
from huitou.commerce.catalogue.details import Picture
from huitou.commerce.catalogue.listing import Wanted, filtered
from huitou.commerce.catalogue.models import Category, Image


@dataclass(frozen=True)
class Shown:
    """A product's slug, and when what it says was changed last."""

    slug: str
    changed_at: datetime


def shown_count(*, at: datetime) -> int:
    """How many products shoppers see at a moment."""
    count: int = filtered(Wanted(), at).count()
    return count


def shown_products(*, at: datetime, skip: int = 0, limit: int = 10_000) -> list[Shown]:
    """Products that shoppers see at a moment, the oldest first."""
    rows = filtered(Wanted(), at).order_by("id").values_list("slug", "changed_at")
    return [Shown(*row) for row in rows[skip : skip + limit]]


def category_pictures(*, at: datetime) -> dict[str, Picture]:
    """A picture of something that is on sale in a category itself, by its id, for every category
    that has one: that of the newest picture. One query.
    """
    shown = filtered(Wanted(), at).filter(category=OuterRef(OuterRef("pk"))).values("pk")
    newest = Image.objects.filter(product__in=shown).order_by("-id")[:1]
    rows = Category.objects.annotate(
        image=Subquery(newest.values("id")), files=Subquery(newest.values("files"))
    ).exclude(image=None)
    return {
        id: picture_of_files(image, files)
        for id, image, files in rows.values_list("id", "image", "files")
    }
