"""What the field of the search offers while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from huitou.commerce import catalogue
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.asked import asked_in
from huitou.doors.shop.cards import initial_of, tone_of
from huitou.doors.shop.frame import in_words, shelves
from huitou.doors.shop.pages.suggestions import Suggestion, Suggestions
from huitou.doors.shop.pictures import list_picture
from huitou.foundation.clocks import current_clock
from huitou.kernel import InvalidInput

_MOST = 6
_MOST_CATEGORIES = 2


@shop_page()
def suggestions(request: HttpRequest) -> HttpResponse:
    """Categories and products whose names have the words; "" for none."""
    text = asked_in(request.GET).text
    found = (*_categories(request, text), *_products(text)) if text else ()
    body = str(Suggestions(found)) if found else ""
    return HttpResponse(body, headers={"Cache-Control": "private, max-age=60"})


def _categories(request: HttpRequest, text: str) -> list[Suggestion]:
    words = text.casefold()
    fit = [n for n in shelves(request) if any(words in t.casefold() for t in n.names.values())]
    return [
        Suggestion(in_words(node.names), f"/categories/{node.slug}", icon="grid")
        for node in fit[:_MOST_CATEGORIES]
    ]


def _products(text: str) -> list[Suggestion]:
    try:
        page = catalogue.list_products(
            catalogue.Wanted(text=text),
            at=current_clock().now(),
            language=get_language() or "zh-hans",
            limit=_MOST,
        )
    except InvalidInput:  # more words than anybody types
        return []
    return [
        Suggestion(
            name := in_words(card.names),
            f"/products/{card.slug}",
            price=card.price,
            picture=list_picture(card.picture, "") if card.picture else None,
            initial=initial_of(name),
            tone=tone_of(card.category_id),
        )
        for card in page.products
    ]
