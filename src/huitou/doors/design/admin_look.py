"""The lists and forms at /admin/ in the colours of the tokens, for django-unfold."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huitou.doors.design.assets import asset_address
from huitou.doors.design.preferences import theme_of

# Scales of eleven, as unfold has them: warm greys from ground to ink, and the accent.
_WARM = (
    "#faf9f7", "#f4f2ee", "#e8e5df", "#d3cec5", "#a39d93", "#6e6961",
    "#57534c", "#3d3a36", "#2b2a27", "#1c1b19", "#131211",
)  # fmt: skip
_ACCENT = (
    "#fdf0ec", "#fbd9cf", "#f7b49d", "#f19174", "#f06a47", "#e5532f",
    "#d63f1e", "#b53214", "#8f2a14", "#702413", "#4a150b",
)  # fmt: skip
_WEIGHTS = (50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950)


def _scale(colours: tuple[str, ...]) -> dict[str, str]:
    return {str(weight): colour for weight, colour in zip(_WEIGHTS, colours, strict=True)}


def _account_links(request: HttpRequest) -> list[dict[str, Any]]:
    return [{"title": _("Console"), "link": "/console/"}]


ADMIN_LOOK: dict[str, Any] = {
    "SITE_TITLE": "huitou",
    "SITE_HEADER": "huitou",
    "SITE_SUBHEADER": gettext_lazy("Lists and forms"),
    "SITE_URL": "/console/",
    "SITE_ICON": lambda request: asset_address("design/favicon.svg"),
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: asset_address("design/favicon.svg"),
        }
    ],
    "STYLES": [lambda request: asset_address("design/admin.css")],
    "COLORS": {"base": _scale(_WARM), "primary": _scale(_ACCENT)},
    "BORDER_RADIUS": "10px",
    # The reader's choice holds here too; without one the admin has a switch of its own.
    "THEME": lambda request: theme_of(request) or None,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": "/preferences/language"},
    "SIDEBAR": {"show_search": True, "show_all_applications": False},
    "ACCOUNT": {"navigation": _account_links},
}
