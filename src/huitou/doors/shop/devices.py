"""What a device calls itself, in words that its owner knows it by."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: each browser also names those that it wants to be taken for.
_BROWSERS = (
    ("MicroMessenger", "WeChat"), ("WeChat", "WeChat"), ("Edg", "Edge"), ("OPR", "Opera"),
    ("Opera", "Opera"), ("Samsung", "Samsung"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
_HELD = ("iPhone", "HarmonyOS", "Android")


def device_named(agent: str) -> str:
    """The short name under which a session is kept: a browser's own line is too long for it."""
    return " · ".join(name for name in _found(agent) if name) or agent


def browser_words(agent: str) -> str:
    """Such as Chrome on Windows; what it says itself if that is no browser's line."""
    browser, system = _found(agent)
    if browser == "WeChat":
        browser = _("WeChat")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent[:40] or _("A device without a name")


def icon_of(agent: str) -> str:
    """phone or screen."""
    return "phone" if any(mark in agent for mark in _HELD) else "screen"


def _found(agent: str) -> tuple[str, str]:
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return browser, next((name for mark, name in _SYSTEMS if mark in agent), "")
