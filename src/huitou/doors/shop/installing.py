"""The shop on a phone's first screen: its manifest, its service worker and its page without a net.

What a service worker keeps is on the device for whoever holds it: so it keeps style sheets,
scripts, pictures of goods and the page that says that there is no net. No other page, and nothing
that is sent: an order that did not arrive is sent again by its person, not by a script.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.doors.design import Button, EmptyState, Page, asset_address, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.frame import Storefront
from huitou.doors.shop.pages.account import STYLES

_WORKER = Path(__file__).parent / "static" / "shop" / "service_worker.js"
_ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("192.png", "192x192", "image/png", "any"),
    ("512.png", "512x512", "image/png", "any"),
    ("maskable.svg", "any", "image/svg+xml", "maskable"),
    ("maskable-192.png", "192x192", "image/png", "maskable"),
    ("maskable-512.png", "512x512", "image/png", "maskable"),
)
GROUND, ACCENT = "#faf9f7", "#d33c1d"


@dataclass(frozen=True)
class OfflinePage(Page):
    said: EmptyState
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/offline.html"


@shop_page()
def manifest(request: HttpRequest) -> HttpResponse:
    """What the shop is called where it is installed (W3C Web App Manifest)."""
    name = settings.SHOP_NAME
    if name == "huitou":  # the shop has named itself nothing else
        name = _("huitou")
    said = {
        "id": "/",
        "name": name,
        "short_name": name[:12],
        "description": _("Good things, followed until they are with you."),
        "lang": get_language() or settings.LANGUAGE_CODE,
        "dir": "ltr",
        "start_url": "/?from=installed",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": ACCENT,
        "categories": ["shopping"],
        "icons": [
            {"src": asset_address(f"shop/icons/{file}"), "sizes": sizes, "type": kind,
             "purpose": purpose}
            for file, sizes, kind, purpose in _ICONS
        ],
        "shortcuts": [
            {"name": _("Orders"), "url": "/orders"},
            {"name": _("Basket"), "url": "/basket"},
            {"name": _("Search"), "url": "/search"},
        ],
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/manifest+json; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Language, Cookie"
    return response


@shop_page()
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, because it works below its own address. What it keeps from the beginning stands
    in its first lines: it is another script, and installed anew, whenever one of the files is.
    """
    files = [*Storefront.styles, *STYLES, *Storefront.scripts, "design/icons.svg"]
    shell = [asset_address(file) for file in files]
    version = hashlib.sha256(json.dumps(shell).encode()).hexdigest()[:12]
    told = {"shell": shell, "version": version, "static": settings.STATIC_URL}
    text = f"const TOLD = {json.dumps(told)};\n{_WORKER.read_text(encoding='utf-8')}"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@shop_page()
def offline(request: HttpRequest) -> HttpResponse:
    """Asked for without cookies and kept: nothing of anybody is on it, and nothing is looked up."""
    page = OfflinePage(
        title=_("You are offline"),
        frame=Storefront(site=settings.SHOP_NAME, tabs=()),
        indexed=False,
        said=EmptyState(
            _("You are offline"),
            _(
                "This page comes by itself as soon as there is a connection. Nothing that you sent "
                "is done twice."
            ),
            "offline",
            (Button(_("Try again"), kind="primary", attributes={"data-again": ""}),),
        ),
    )
    return show(request, page)
