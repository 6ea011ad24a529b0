"""A page that is one form: what a dialog asks, for those without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest

from huitou.doors.console.frame import console_frame
from huitou.doors.design import Dialog, Page


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """The form as a page of its own."""

    dialog: Dialog
    indexed: bool = False
    template: ClassVar[str] = "console/explore/form_page.html"


def form_page(request: HttpRequest, place: str, dialog: Dialog) -> FormPage:
    """The page of a dialog that is `open_in_page`."""
    return FormPage(title=dialog.title, frame=console_frame(request, place), dialog=dialog)
