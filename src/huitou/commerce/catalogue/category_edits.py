"""Create, rename and move categories, and say whether their goods are taken back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from huitou.commerce.catalogue.models import Category
from huitou.commerce.catalogue.rules import NO_RETURN_REASONS
from huitou.commerce.catalogue.texts import checked_texts
from huitou.commerce.catalogue.tree import DEEPEST, CategoryNode, Tree, load_tree
from huitou.commerce.catalogue.unique import checked_slug, made_slug, saved
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, new_id

_LAST = 1_000_000


def create_category(
    *,
    names: Mapping[str, str],
    actor: Actor,
    clock: Clock,
    parent_id: str | None = None,
    slug: str | None = None,
    position: int = 0,
) -> CategoryNode:
    """A new category under `parent_id`, or at the top. Conflict for a slug that is taken."""
    actor.need("catalogue.write")
    checked = checked_texts("names", names, 80)
    id = new_id(clock)
    with transaction.atomic():
        tree = load_tree(lock=True)
        _check_depth(tree, parent_id, 1)
        row = Category(
            id=id,
            parent_id=parent_id,
            slug=checked_slug(slug) if slug else made_slug(Category, checked, id),
            names=checked,
            position=_checked_position(position),
        )
        saved("slug", "slug", lambda: row.save(force_insert=True))
        audit.note(actor, "catalogue.create_category", id, {"slug": row.slug}, clock=clock)
        return load_tree().node(id)


def rename_category(
    category_id: str,
    *,
    names: Mapping[str, str],
    actor: Actor,
    clock: Clock,
    slug: str | None = None,
) -> CategoryNode:
    """Other names and, if given, another slug."""
    actor.need("catalogue.write")
    with transaction.atomic():
        load_tree(lock=True).node(category_id)
        row = Category.objects.get(pk=category_id)
        row.names = checked_texts("names", names, 80)
        row.slug = checked_slug(slug) if slug else row.slug
        saved("slug", "slug", lambda: row.save(update_fields=["names", "slug"]))
        audit.note(
            actor, "catalogue.rename_category", category_id, {"names": row.names}, clock=clock
        )
        return load_tree().node(category_id)


def move_category(
    category_id: str,
    *,
    parent_id: str | None,
    actor: Actor,
    clock: Clock,
    position: int | None = None,
) -> CategoryNode:
    """Hang a category, with all under it, elsewhere (None: at the top). Conflict if it would hang
    under itself or too deep.
    """
    actor.need("catalogue.write")
    with transaction.atomic():
        tree = load_tree(lock=True)
        branch = tree.below(category_id)
        if parent_id is not None and category_id in tree.node(parent_id).path:
            raise Conflict(
                "A category cannot hang under itself.",
                remedy="Move the lower one out first, or choose another place.",
                code="catalogue.category_circle",
                field="parent_id",
            )
        top = len(tree.node(category_id).path)
        _check_depth(tree, parent_id, max(len(node.path) for node in branch) - top + 1)
        Category.objects.filter(pk=category_id).update(parent_id=parent_id)
        if position is not None:
            Category.objects.filter(pk=category_id).update(position=_checked_position(position))
        audit.note(
            actor, "catalogue.move_category", category_id, {"parent": parent_id}, clock=clock
        )
        return load_tree().node(category_id)


def set_return_policy(
    category_id: str,
    *,
    no_reason_return: bool | None,
    actor: Actor,
    clock: Clock,
    reason: str = "",
) -> CategoryNode:
    """Whether the goods of a category are taken back within seven days without a reason; None: as
    in the category above. Goods that are not need a `reason` of rules.NO_RETURN_REASONS.
    """
    actor.need("catalogue.write")
    excluded = no_reason_return is False
    if reason not in (NO_RETURN_REASONS if excluded else ("",)):
        raise InvalidInput(
            "Only what the law excludes may be kept from a return, and it must be said why.",
            remedy=f"Give one of these reasons with false: {', '.join(NO_RETURN_REASONS)}.",
            code="catalogue.bad_return_policy",
            field="reason",
        )
    with transaction.atomic():
        load_tree(lock=True).node(category_id)
        Category.objects.filter(pk=category_id).update(
            no_reason_return=no_reason_return, no_return_reason=reason
        )
        detail = {"no_reason_return": no_reason_return, "reason": reason}
        audit.note(actor, "catalogue.set_return_policy", category_id, detail, clock=clock)
        return load_tree().node(category_id)


def _check_depth(tree: Tree, parent_id: str | None, added: int) -> None:
    above = len(tree.node(parent_id).path) if parent_id is not None else 0
    if above + added > DEEPEST:
        raise Conflict(
            f"The tree would be more than {DEEPEST} categories deep.",
            remedy="Choose a place closer to the top.",
            code="catalogue.category_too_deep",
            field="parent_id",
        )


def _checked_position(position: int) -> int:
    if not -_LAST <= position <= _LAST:
        raise InvalidInput(
            f"{position} is no position.",
            remedy=f"Give a whole number from {-_LAST:,} to {_LAST:,}.",
            code="catalogue.bad_position",
            field="position",
        )
    return position
