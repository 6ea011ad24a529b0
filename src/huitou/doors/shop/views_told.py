"""What the browser tells the intake of a page: a post of its script, a picture where none runs.

Told under the id that the rooms' own facts carry, so that what was looked at and what was ordered
are one person's: a member's id as `userId`, a guest's as `anonymousId`. Somebody who only looks has
the id of `who.visitor_of`, which becomes the guest's with the first write.

The key can be read by everybody, so it is one of a source of its own: what is said with it is never
taken for a fact of the shop's books. Nothing is told where the member has refused `analytics`, or
where the browser says Global Privacy Control (https://www.w3.org/TR/gpc/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from huitou.doors.design import Component
from huitou.doors.shop.who import shopper, visitor_of
from huitou.foundation import privacy, sources
from huitou.foundation.clocks import current_clock

SOURCE = "shop-pages"
Properties = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """What a page is in the event log: its `name` in English whatever the reader's language, and
    what is seen on it, such as ("Product Viewed", {"product_id": ..}).
    """

    name: str
    events: tuple[tuple[str, Properties], ...] = ()
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class ViewsTold(Component):
    """The element that the script reads, and the pictures where there is none."""

    key: str
    user_id: str
    anonymous_id: str
    view: View
    path: str
    pictures: tuple[str, ...]
    template: ClassVar[str] = "shop/views_told.html"

    @property
    def calls(self) -> str:
        """What the script posts, as JSON."""
        page = {"type": "page", "name": self.view.name, "properties": self.view.properties}
        tracks = [
            {"type": "track", "event": event, "properties": properties}
            for event, properties in self.view.events
        ]
        return json.dumps([page, *tracks], ensure_ascii=False)


def views_told(request: HttpRequest, view: View) -> ViewsTold | None:
    """None where nothing may be told."""
    if request.headers.get("Sec-GPC") == "1":
        return None
    actor = shopper(request)
    is_member = actor is not None and actor.kind == "member"
    if actor is not None and is_member and privacy.refuses(actor.id, "analytics"):
        return None
    who = {"userId": actor.id} if actor is not None and is_member else None
    if who is None:
        who = {"anonymousId": actor.id if actor is not None else visitor_of(request)}
    key = _key(str(settings.HOME))
    return ViewsTold(
        key=key,
        user_id=who.get("userId", ""),
        # Of somebody who only looks the script keeps the id itself.
        anonymous_id=who.get("anonymousId", "") if actor is not None else "",
        view=view,
        path=request.path,
        pictures=_pictures({"writeKey": key, **who}, view, request.path),
    )


def forget_key() -> None:
    """Ask for the key again at the next page; for tests, whose tables are emptied."""
    _key.cache_clear()


@cache
def _key(home: str) -> str:
    """Made at the first page that a process shows, and the same for all of them."""
    return sources.own_key(SOURCE, clock=current_clock())


def _pictures(who: Mapping[str, str], view: View, path: str) -> tuple[str, ...]:
    page = {"name": view.name, "properties.path": path}
    addresses = [f"/pixel/v1/page?{urlencode({**who, **page, **_flat(view.properties)})}"]
    for event, properties in view.events:
        said = {**who, "event": event, **_flat(properties)}
        addresses.append(f"/pixel/v1/track?{urlencode(said)}")
    return tuple(addresses)


def _flat(properties: Properties) -> dict[str, str]:
    """What a query can say: no lists."""
    return {
        f"properties.{name}": str(value)
        for name, value in properties.items()
        if isinstance(value, str | int | float)
    }
