"""The share card of a product, by its address."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huitou.commerce import catalogue
from huitou.commerce.catalogue import ProductDetail
from huitou.doors.design import money
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.frame import in_words
from huitou.doors.shop.share_card import ShareCard, drawn
from huitou.doors.shop.variants import on_offer
from huitou.foundation.clocks import current_clock

_ONE_HOUR = "public, max-age=3600"


@shop_page()
def share_card(request: HttpRequest, slug: str) -> HttpResponse:
    """In the language of whoever asks, as the page is."""
    found = catalogue.product(slug, at=current_clock().now())
    content = drawn(card_of(found), Path(settings.HOME) / "cache" / "share-cards")
    headers = {"Cache-Control": _ONE_HOUR, "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(content, content_type="image/png", headers=headers)


def card_of(found: ProductDetail) -> ShareCard:
    """What stands on a product's card: the price of its cheapest variant."""
    priced = [(v.price, v.compare_at) for v in on_offer(found) if v.price is not None]
    price, before = min(priced, key=lambda pair: pair[0], default=(None, None))
    picture = None
    if found.pictures:
        picture = catalogue.picture_file(found.pictures[0].path(1280, "jpeg"))
    return ShareCard(
        shop=settings.SHOP_NAME,
        name=in_words(found.names),
        price=money(price) if price else "",
        before=money(before) if before else "",
        picture=picture,
    )
