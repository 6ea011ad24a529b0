"""What search engines are told: where they may look, and which pages there are."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape

from huitou.commerce import catalogue
from huitou.doors.shop.answering import shop_page
from huitou.foundation.clocks import current_clock

IN_A_FILE = 10_000  # a sitemap may hold 50,000 addresses (sitemaps.org/protocol.html)
_CLOSED = (
    "/account", "/admin/", "/api/", "/basket", "/checkout", "/console/", "/orders", "/pixel/",
    "/report", "/returns", "/search", "/v1/",
)  # fmt: skip
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@shop_page()
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@shop_page()
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the lists: of categories, and of so many products each."""
    files = ceil(catalogue.shown_count(at=current_clock().now()) / IN_A_FILE)
    paths = [
        "/sitemap/categories.xml",
        *(f"/sitemap/products-{n}.xml" for n in range(1, files + 1)),
    ]
    entries = "".join(
        f"<sitemap><loc>{escape(request.build_absolute_uri(path))}</loc></sitemap>\n"
        for path in paths
    )
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">\n{entries}</sitemapindex>\n')


@shop_page()
def sitemap_of_categories(request: HttpRequest) -> HttpResponse:
    paths = ["/", "/categories"]
    paths += [f"/categories/{node.slug}" for node in catalogue.categories()]
    return _addresses(request, [(path, None) for path in paths])


@shop_page()
def sitemap_of_products(request: HttpRequest, number: int) -> HttpResponse:
    at = current_clock().now()
    skip = (number - 1) * IN_A_FILE
    shown = catalogue.shown_products(at=at, skip=skip, limit=IN_A_FILE) if number else []
    if not shown:
        raise Http404("There are not so many products.")
    return _addresses(request, [(f"/products/{one.slug}", one.changed_at) for one in shown])


def _addresses(request: HttpRequest, pages: list[tuple[str, datetime | None]]) -> HttpResponse:
    entries = "".join(
        f"<url><loc>{escape(request.build_absolute_uri(path))}</loc>{_changed(at)}</url>\n"
        for path, at in pages
    )
    return _xml(f'<urlset xmlns="{_NAMESPACE}">\n{entries}</urlset>\n')


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""


def _xml(body: str) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(_HEAD + body, content_type="application/xml", headers=headers)
