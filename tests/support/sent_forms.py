"""Filling in a form of a page as a browser without script does."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.S)


def fields_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to `action`, as the page has them."""
    for form in _FORM.findall(page):
        if f'action="{action}"' in form or f'formaction="{action}"' in form:
            hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
            return {name: html.unescape(value) for name, value in hidden}
    raise AssertionError(f"no form goes to {action}")


def send(client: Client, page: str, action: str, **filled: Any) -> Any:
    """Fill the form in and send it; whatever comes of it."""
    found = fields_of(client.get(page).content.decode(), action)
    return client.post(action, found | filled)
