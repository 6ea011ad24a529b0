"""The pages that are looked at and measured, by name."""

from __future__ import annotations

from _served_shop import Served


def shop_pages(served: Served) -> dict[str, str]:
    """What a shopper sees."""
    paid, waiting = served.orders
    return {
        "home": "/",
        "categories": "/categories",
        "category": "/categories/tea",
        "search": "/search?q=tea",
        "nothing-found": "/search?q=zzz",
        "product": "/products/longjing",
        "basket": "/basket",
        "checkout": "/checkout",
        "orders": "/orders",
        "order": f"/orders/{paid}",
        "order-to-pay": f"/orders/{waiting}",
        "returns": "/returns",
    }


def console_pages(served: Served) -> dict[str, str]:
    """What an operator sees."""
    return {
        "today": "/console/",
        "guide": "/console/guide",
        "retention": "/console/retention/",
        "lifecycle": "/console/lifecycle/",
        "funnels": "/console/funnels/",
        "paths": "/console/paths/",
        "cohorts": "/console/cohorts/",
        "value": "/console/value/",
        "growth": "/console/growth/",
        "boards": "/console/boards/",
        "people": "/console/people",
        "orders-list": "/console/orders",
        "order-whole": f"/console/orders/{served.orders[0]}",
        "products-list": "/console/products",
    }
