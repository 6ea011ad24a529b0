"""`{% load design %}`: assets, icons, and the formats of `formats.py` as filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huitou.doors.design import formats
from huitou.doors.design.assets import asset_address
from huitou.doors.design.charts.funnel import FunnelStep, bar_of
from huitou.doors.design.components.signs import Toast
from huitou.doors.design.preferences import theme_of
from huitou.doors.design.words import Tone
from huitou.kernel import Money

register = template.Library()
_TONES: dict[str, Tone] = {"success": "good", "warning": "warn", "error": "bad"}
_HTML_LANG = {"zh-hans": "zh-Hans"}

for _name in (
    "money", "money_whole", "number", "compact", "percent", "change", "day", "short_day", "month",
    "moment", "clock_time", "ago",
):  # fmt: skip
    register.filter(_name, getattr(formats, _name))


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "design/app.css" %}`: the address of a static file, with its hash."""
    return asset_address(name)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "search" %}`: an icon of the sprite, in the colour of the text around it. It says
    nothing to a screen reader: the text beside it, or an aria-label, does. `size`: "s", "l".
    """
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" icon-{size}" if size else "",
        asset_address("design/icons.svg"),
        name,
    )


@register.simple_tag
def html_lang() -> str:
    """The page's language as HTML names it."""
    code = get_language() or "en"
    return _HTML_LANG.get(code, code)


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """The languages beside the page's own: the code, and the name as its readers write it."""
    return [(code, name) for code, name in settings.LANGUAGES if code != get_language()]


@register.simple_tag(takes_context=True)
def theme(context: Any) -> str:
    """The theme that the reader chose: light, dark, or "" for that of the system."""
    return theme_of(_request(context))


@register.simple_tag(takes_context=True)
def absolute(context: Any, address: str) -> str:
    """An address with scheme and host, which link previews need."""
    request = _request(context)
    return address if request is None else str(request.build_absolute_uri(address))


@register.simple_tag(takes_context=True)
def here(context: Any) -> str:
    """The address that was asked for, to come back to."""
    request = _request(context)
    return "/" if request is None else str(request.get_full_path())


@register.simple_tag(takes_context=True)
def here_path(context: Any) -> str:
    """The same without its query: the one address of a page that says nothing else."""
    request = _request(context)
    return "/" if request is None else str(request.path)


@register.simple_tag
def attributes(given: Mapping[str, str]) -> SafeString:
    """The attributes of an element, with a space before each; an empty value is a bare name."""
    return SafeString(
        "".join(
            format_html(' {}="{}"', name, value) if value else format_html(" {}", name)
            for name, value in given.items()
        )
    )


@register.simple_tag
def funnel_bar(step: FunnelStep, colour: int) -> SafeString:
    """The bar of a step."""
    return SafeString(bar_of(step, colour))


@register.filter
def money_parts(amount: Money) -> SafeString:
    """An amount with its sign and its decimals apart, so that they can be set smaller."""
    text = formats.money(amount)
    sign = formats.currency_sign(amount.currency.code)
    before, _, figures = text.partition(sign)
    whole, point, decimals = figures.partition(".")
    return format_html(
        '{}<span class="sign">{}</span>{}<span class="decimals">{}{}</span>',
        before,
        sign,
        whole,
        point,
        decimals,
    )


@register.filter
def plain_number(value: float) -> str:
    """A number as markup wants it: 0.5."""
    return f"{value:g}"


@register.filter
def machine_time(value: datetime) -> str:
    """A moment as markup wants it."""
    return value.isoformat(timespec="seconds")


@register.filter
def toast_of(message: Any) -> Toast:
    """What django.contrib.messages has to say, as a toast."""
    return Toast(str(message), _TONES.get(message.level_tag, "info"))


def _request(context: Any) -> HttpRequest | None:
    return context.get("request")
