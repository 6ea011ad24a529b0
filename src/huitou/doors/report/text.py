"""A text in both languages of the page, carried together so that the page can switch in place."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

HTML_LANG = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True)
class Text:
    """The same words in English and in Simplified Chinese, unescaped."""

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> Text:
        """A text that reads the same in both: a number, a name, an ISO date."""
        return cls(text, text)

    def fill(self, **values: str | Text) -> Text:
        """Put `values` into the {named} places, each language taking its own."""
        en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.en.format(**en), self.zh.format(**zh))

    def isolated(self) -> Text:
        """The same, wrapped so that right-to-left letters inside do not turn what stands around
        them (Unicode first-strong isolate, UAX #9).
        """
        return Text(f"\u2068{self.en}\u2069", f"\u2068{self.zh}\u2069")

    @property
    def html(self) -> SafeString:
        """Both languages as escaped HTML; the page's style sheet shows the chosen one."""
        if self.en == self.zh:
            return SafeString(escape(self.en))
        return SafeString(
            f'<span lang="en">{escape(self.en)}</span><span lang="zh-Hans">{escape(self.zh)}</span>'
        )

    @property
    def json(self) -> dict[str, str]:
        """The shape that the page's script picks its language from."""
        return {"en": self.en, "zh": self.zh}
