"""The pages of signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Alert, Form, Link, Page

_STYLES = ("shop/account.css",)
_SCRIPTS = ("shop/signing_in.js",)


@dataclass(frozen=True)
class SignInPage(Page):
    """`services` are the other services that are set up."""

    lead: str
    alert: Alert | None
    form: Form
    other: Link
    services: Sequence[Link]
    styles: ClassVar[tuple[str, ...]] = _STYLES
    scripts: ClassVar[tuple[str, ...]] = _SCRIPTS
    template: ClassVar[str] = "shop/account/sign_in.html"


@dataclass(frozen=True)
class CodePage(Page):
    """`wait`: seconds until another code can be asked for."""

    sent_to: str
    alert: Alert | None
    form: Form
    next: str
    wait: int
    change: Link
    styles: ClassVar[tuple[str, ...]] = _STYLES
    scripts: ClassVar[tuple[str, ...]] = _SCRIPTS
    template: ClassVar[str] = "shop/account/code.html"


@dataclass(frozen=True)
class ServicePage(Page):
    """On the way back from another service."""

    form: Form
    styles: ClassVar[tuple[str, ...]] = _STYLES
    scripts: ClassVar[tuple[str, ...]] = _SCRIPTS
    template: ClassVar[str] = "shop/account/service.html"
