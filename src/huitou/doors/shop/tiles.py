"""Categories as tiles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huitou.commerce import catalogue
from huitou.doors.shop.cards import initial_of, tone_of
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.home import Tile, Tiles
from huitou.doors.shop.pictures import list_picture


def tiles_of(
    nodes: Sequence[catalogue.CategoryNode], at: datetime, *, under: str | None = None
) -> Tiles:
    """The categories right under one, or at the top. One query for their pictures."""
    here = [node for node in nodes if node.parent_id == under]
    below = {node.id: [n.id for n in nodes if node.id in n.path] for node in here}
    pictures = catalogue.category_pictures(at=at)
    tiles = []
    for node in here:
        name = in_words(node.names)
        shown = next((pictures[id] for id in below[node.id] if id in pictures), None)
        tiles.append(
            Tile(
                name=name,
                address=f"/categories/{node.slug}",
                initial=initial_of(name),
                tone=tone_of(node.id),
                # The name stands below it.
                picture=list_picture(shown, "") if shown else None,
            )
        )
    return Tiles(_("Categories"), tuple(tiles))
