"""A page as a typed object, and the frame that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from huitou.doors.design.component import Component


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around a page's own parts. `layout` is the template that a page's template
    extends: `{% extends page.frame.layout %}`, with its own parts in `{% block main %}`.
    """

    name: ClassVar[str] = "bare"  # its body has the class frame-NAME
    site: str  # the name of the shop or the console, behind the title of each page
    layout: ClassVar[str] = "design/frames/bare.html"
    styles: ClassVar[tuple[str, ...]] = ("design/app.css",)
    scripts: ClassVar[tuple[str, ...]] = ("django_htmx/htmx-2.min.js", "design/app.js")


@dataclass(frozen=True, kw_only=True)
class Page(Component):
    """A subclass adds its own fields, names its template, and lists in `parts` the fields that htmx
    may ask for alone: each is a component whose outermost element has the field's name as id.
    """

    title: str
    frame: Frame
    description: str = ""  # for search engines and link previews
    canonical: str = ""  # the page's one address, from the root; "" is the address asked for
    picture: str = ""  # the address of the preview's picture
    picture_alt: str = ""
    kind: str = "website"  # Open Graph's type: website, product, article, profile
    indexed: bool = True  # whether search engines may show it

    parts: ClassVar[tuple[str, ...]] = ()
    styles: ClassVar[tuple[str, ...]] = ()  # what the page needs beside the frame's
    scripts: ClassVar[tuple[str, ...]] = ()

    def template_values(self) -> dict[str, Any]:
        """In a page's template the page is `page`."""
        return {"page": self}
