"""The addresses of the intake and what each of them takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How a request is read and answered."""

    SEGMENT = auto()  # one call or a batch, in Segment's words
    POSTHOG = auto()  # one event or a batch, in PostHog's words
    POSTHOG_RESULTS = auto()  # the same, answered with a result for every event
    PIXEL = auto()  # an event in the query, answered with a picture
    SETTINGS = auto()  # the document that browser and mobile SDKs fetch first
    METRICS = auto()  # what an SDK counts about itself: taken, not kept
    FLAGS = auto()  # feature flags: there are none


@dataclass(frozen=True)
class Route:
    """`call` is the Segment call that the address stands for, `key` the write key within it."""

    kind: Kind
    methods: str = "POST"
    call: str = ""
    key: str | None = None


_CALLS = ("identify", "track", "page", "screen", "group", "alias", "batch", "import", "merge")
# analytics.js posts to the first letter of the call and batches to /v1/b.
_SHORT = {name[0]: name for name in ("identify", "track", "page", "screen", "group", "alias")}

_ROUTES = {
    **{f"/v1/{call}": Route(Kind.SEGMENT, call=call) for call in _CALLS},
    **{f"/v1/{letter}": Route(Kind.SEGMENT, call=call) for letter, call in _SHORT.items()},
    "/v1/b": Route(Kind.SEGMENT, call="batch"),
    "/v1/m": Route(Kind.METRICS),
    "/beacon/v1/batch": Route(Kind.SEGMENT, call="batch"),
    "/pixel/v1/track": Route(Kind.PIXEL, "GET", call="track"),
    "/pixel/v1/page": Route(Kind.PIXEL, "GET", call="page"),
    **{
        path: Route(Kind.POSTHOG)
        for path in ("/batch", "/capture", "/e", "/i/v0/e", "/i/v0/ai/batch")
    },
    "/i/v1/analytics/events": Route(Kind.POSTHOG_RESULTS),
    "/flags": Route(Kind.FLAGS),
    "/decide": Route(Kind.FLAGS),
}
_FOLDERS = ("/v1/", "/pixel/v1/", "/beacon/v1/", "/i/")


def owns(path: str) -> bool:
    """Whether the intake answers this address, if only to say that there is nothing here."""
    return path.startswith(_FOLDERS) or path.rstrip("/") in _ROUTES


def find(path: str) -> Route | None:
    """The route of an address, with or without a slash at its end; None if there is none."""
    path = path.rstrip("/")
    route = _ROUTES.get(path)
    if route is not None:
        return route
    match path.split("/"):
        case ["", "v1", "projects", key, "settings"]:
            return Route(Kind.SETTINGS, "GET", key=key)
    return None
