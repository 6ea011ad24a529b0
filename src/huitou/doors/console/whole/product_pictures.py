"""Pictures of goods, as the shop serves them."""

from __future__ import annotations

from huitou.commerce import catalogue
from huitou.doors.console.whole.words import in_words
from huitou.doors.design import Picture

_WIDTH = 320


def picture_of(shown: catalogue.Picture, name: str) -> Picture:
    """A small picture; the shop answers at /pictures/ with the file that the catalogue keeps."""
    return Picture(
        address=f"/pictures/{shown.path(_WIDTH)}",
        alt=in_words(shown.alt_texts) or name,
        width=_WIDTH,
        height=_WIDTH,
    )
