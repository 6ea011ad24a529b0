"""Things that are bought, as they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from huitou.commerce import orders
from huitou.doors.shop.cards import initial_of, tone_of
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.pages.lines import LineShown, Thumb
from huitou.doors.shop.pictures import picture_address


def thumb(product_id: str | None, name: Mapping[str, str], image: str | None) -> Thumb:
    """The picture of a thing, or what stands in for it."""
    return Thumb(
        picture=picture_address(image) if image else "",
        initial=initial_of(in_words(dict(name))) if name else "·",
        tone=tone_of(product_id or ""),
    )


def words_of(texts: Mapping[str, str]) -> str:
    """A text of a room in the reader's language; "" for none."""
    return in_words(dict(texts)) if texts else ""


def order_line(line: orders.LineSeen, *notes: str) -> LineShown:
    """A line of an order."""
    return LineShown(
        thumb=thumb(line.product_id, line.name, line.image),
        name=words_of(line.name),
        options=words_of(line.variant_name),
        quantity=line.quantity,
        unit=line.unit_price,
        total=line.total,
        before=line.unit_price * line.quantity if line.off.minor else None,
        address=f"/products/{line.product_id}",
        notes=notes,
    )


def phone_words(phone: str) -> str:
    """A number as people read it: one of China without +86."""
    return phone.removeprefix("+86")
