"""The two frames: what stands around every page of the shop, and of the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design.links import Link, LinkGroup
from huitou.doors.design.page import Frame
from huitou.doors.design.words import Content


@dataclass(frozen=True, kw_only=True)
class ShopFrame(Frame):
    """Phone first: search above, tabs at the bottom; on a wide screen all is in the header."""

    tabs: tuple[Link, ...]  # up to five: home, categories, basket, orders, account
    search: str = ""  # the address that takes `?q=`; "" has no search
    query: str = ""  # what was searched for
    home: str = "/"
    aisles: tuple[Link, ...] = ()  # categories, in the header of a wide screen
    footer: tuple[LinkGroup, ...] = ()
    notice: Content = ""  # one line above everything
    back: str = ""  # on a phone an arrow to this address stands in place of the shop's name

    name: ClassVar[str] = "shop"
    layout: ClassVar[str] = "design/frames/shop.html"
    styles: ClassVar[tuple[str, ...]] = ("design/app.css", "design/shop_frame.css")


@dataclass(frozen=True, kw_only=True)
class ConsoleFrame(Frame):
    """Navigation at the side, a drawer on a phone; search above, opened by "/" or Ctrl-K."""

    groups: tuple[LinkGroup, ...]
    who: str = ""  # the login of whoever is signed in
    search: str = ""  # the address that takes `?q=`; "" has no search
    query: str = ""
    home: str = "/console/"
    sign_out: str = ""  # the address of the form that signs out
    account: tuple[Link, ...] = ()  # in the menu under the login

    name: ClassVar[str] = "console"
    layout: ClassVar[str] = "design/frames/console.html"
    styles: ClassVar[tuple[str, ...]] = ("design/app.css", "design/console_frame.css")
