"""The tree of categories as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from huitou.commerce.catalogue.details import Texts
from huitou.commerce.catalogue.finding import no_such
from huitou.commerce.catalogue.models import Category

DEEPEST = 8
_WITH_THOSE_ABOVE = """
WITH RECURSIVE above AS (
    SELECT * FROM catalogue_category WHERE id IN ({marks})
    UNION
    SELECT c.* FROM catalogue_category c JOIN above ON c.id = above.parent_id
)
SELECT * FROM above
"""


@dataclass(frozen=True)
class CategoryNode:
    """`path` are the ids from the root to the category itself. `no_reason_return` and the reason
    are what holds for its goods: its own rule, else that of the nearest category above that has
    one, else that they are taken back.
    """

    id: str
    parent_id: str | None
    slug: str
    names: Texts
    position: int
    path: tuple[str, ...]
    no_reason_return: bool
    no_return_reason: str


class Tree:
    """All categories by id."""

    def __init__(self, rows: Iterable[Category]) -> None:
        self._rows = {row.id: row for row in rows}
        self._nodes: dict[str, CategoryNode] = {}

    def node(self, id: str) -> CategoryNode:
        """NotFound for an unknown id."""
        if id not in self._rows:
            raise no_such("category", id)
        if id not in self._nodes:
            self._nodes[id] = self._made(id)
        return self._nodes[id]

    def nodes(self) -> list[CategoryNode]:
        """All of them, each behind the one above it, beside its neighbours by position."""
        found = [self.node(id) for id in self._rows]
        at = {node.id: (node.position, node.slug) for node in found}
        return sorted(found, key=lambda node: [at[id] for id in node.path])

    def below(self, id: str) -> list[CategoryNode]:
        """The category and all under it."""
        self.node(id)
        return [node for node in self.nodes() if id in node.path]

    def _made(self, id: str) -> CategoryNode:
        row = self._rows[id]
        above = self.node(row.parent_id) if row.parent_id else None
        returned, reason = row.no_reason_return, row.no_return_reason
        if returned is None:
            returned, reason = (
                (above.no_reason_return, above.no_return_reason) if above else (True, "")
            )
        path = (*above.path, id) if above else (id,)
        return CategoryNode(
            id, row.parent_id, row.slug, row.names, row.position, path, returned, reason
        )


def load_tree(*, lock: bool = False) -> Tree:
    """The tree, in one query. Locked, no other change of the tree goes on until the transaction
    ends: what two moves do together cannot become a circle.
    """
    rows = Category.objects.order_by("id")
    return Tree(rows.select_for_update() if lock else rows)


def load_branches(ids: Collection[str]) -> Tree:
    """Only these categories and those above them: a checkout asks for few of many. One query."""
    if not ids:
        return Tree(())
    marks = ", ".join(["%s"] * len(ids))
    return Tree(Category.objects.raw(_WITH_THOSE_ABOVE.format(marks=marks), list(ids)))
