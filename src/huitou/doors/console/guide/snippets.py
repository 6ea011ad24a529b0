"""What to put into a website or a terminal so that it tells events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.design import Component

_CURL = """curl -u {key}: {address}/v1/track \\
  -H 'Content-Type: application/json' \\
  -d '{{"event": "Product Viewed", "userId": "u1",
       "properties": {{"product_id": "p1", "name": "Teapot", "price": 48, "currency": "CNY"}}}}'"""
_SCRIPT = """<script>
const tell = (event, properties) => fetch("{address}/v1/track", {{
  method: "POST",
  headers: {{"Content-Type": "text/plain"}},
  body: JSON.stringify({{writeKey: "{key}", event, properties,
    anonymousId: localStorage.visitor ??= crypto.randomUUID()}}),
  keepalive: true,
}});
tell("Page Viewed", {{path: location.pathname}});
</script>"""
_PYTHON = """import segment.analytics as analytics  # pip install segment-analytics-python

analytics.write_key = "{key}"
analytics.host = "{address}"
analytics.track("u1", "Product Viewed", {{"product_id": "p1", "price": 48, "currency": "CNY"}})
analytics.flush()"""


@dataclass(frozen=True)
class Snippet:
    """One way to tell events."""

    label: str
    code: str


@dataclass(frozen=True)
class Snippets(Component):
    """Several ways, one of them open. `key` is shown this once; without one, its place is."""

    key: str
    snippets: Sequence[Snippet]
    template: ClassVar[str] = "console/guide/snippets.html"


def snippets(request: HttpRequest, key: str, *, told: bool = False) -> Snippets:
    """For this server, and a key that was just made; `told` if the key itself is shown already."""
    address = request.build_absolute_uri("/").rstrip("/")
    said = {"address": address, "key": key or _("YOUR_WRITE_KEY")}
    return Snippets(
        "" if told else key,
        (
            Snippet(_("In a terminal"), _CURL.format(**said)),
            Snippet(_("In a website"), _SCRIPT.format(**said)),
            Snippet("Python", _PYTHON.format(**said)),
        ),
    )
