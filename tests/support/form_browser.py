"""A browser without script: it reads pages, fills in their forms and sends them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class FormRead:
    """A form as it stands in a page: what it would send without a button."""

    action: str
    method: str
    fields: Fields


@dataclass(frozen=True)
class PageRead:
    """What a browser got, after every redirect."""

    status: int
    address: str
    text: str

    @property
    def words(self) -> str:
        """What a person reads, with single blanks."""
        bare = re.sub(r"<(script|style|noscript).*?</\1>", " ", self.text, flags=re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else ""

    def errors(self) -> list[str]:
        """What is said at fields."""
        found = re.findall(r'<p class="error"[^>]*>(.*?)</p>', self.text, re.S)
        return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]

    def form(self, action: str) -> FormRead:
        """The first form that is sent there, from the start of its address."""
        reader = _Forms()
        reader.feed(self.text)
        return next(form for form in reader.forms if form.action.startswith(action))

    def has_form(self, action: str) -> bool:
        return f'action="{action}' in self.text


class FormBrowser:
    """Follows redirects as a browser does, and keeps cookies. `client` is Django's own."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client(
            enforce_csrf_checks=True,
            headers={"host": "127.0.0.1", "accept-language": language},
            raise_request_exception=False,
        )

    def get(self, address: str, **headers: str) -> PageRead:
        return self._read(self.client.get(address, follow=True, headers=headers), address)

    def send(self, form: FormRead, **filled: Any) -> PageRead:
        """Send it with these values in place of what stood in it; None leaves one away."""
        fields = sent_by(form, filled)
        if form.method == "get":
            answer = self.client.get(form.action, fields, follow=True)
        else:
            answer = self.client.post(form.action, fields, follow=True)
        return self._read(answer, form.action)

    def post(self, form: FormRead, **filled: Any) -> Any:
        """The same without following: Django's own answer."""
        return self.client.post(form.action, sent_by(form, filled))

    def submit(self, page: PageRead, action: str, **filled: Any) -> PageRead:
        return self.send(page.form(action), **filled)

    @staticmethod
    def _read(answer: Any, asked: str) -> PageRead:
        chain = getattr(answer, "redirect_chain", [])
        address = chain[-1][0] if chain else asked
        return PageRead(answer.status_code, address, answer.content.decode())


def sent_by(form: FormRead, filled: Mapping[str, Any]) -> dict[str, Any]:
    """What a browser sends."""
    fields: dict[str, Any] = {**form.fields, **filled}
    return {name: value for name, value in fields.items() if value is not None}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormRead] = []
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FormRead(said.get("action", ""), said.get("method", "get"), {}))
        elif self.forms and tag == "input" and _is_sent(said, dict(attrs)):
            self._add(said["name"], said.get("value", "on"))
        elif tag == "select":
            self._select = said.get("name", "")
        elif tag == "option" and self._select and "selected" in said:
            self._add(self._select, said.get("value", ""))
        elif tag == "textarea":
            self._textarea = said.get("name", "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._add(self._textarea, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].fields.setdefault(name, []).append(value)


def _is_sent(said: dict[str, str], attrs: Mapping[str, Any]) -> bool:
    if not said.get("name") or "disabled" in attrs or said.get("type") == "file":
        return False
    return said.get("type") not in ("checkbox", "radio") or "checked" in attrs
