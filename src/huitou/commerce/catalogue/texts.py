"""Texts that people see, in several languages: {"en": "Green tea", "zh-hans": "绿茶"}."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from huitou.kernel import InvalidInput

# The order in which another language stands in for one that is not there.
LANGUAGES = ("zh-hans", "en")
_ALLOWED_CONTROL = "\n\t"


def said(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in the first other one that there is, else empty."""
    for wanted in (language, *LANGUAGES):
        if texts.get(wanted):
            return texts[wanted]
    return next(iter(texts.values()), "")


def checked_text(field: str, text: str, longest: int, *, empty: bool = False) -> str:
    """A text without the spaces around it. InvalidInput if it is too long, empty, or holds
    characters that cannot be stored or shown.
    """
    text = text.replace("\r\n", "\n")
    if any(_unfit(c) for c in text):
        raise InvalidInput(
            f"{field} holds characters that cannot be shown.",
            remedy="Send plain text without control characters.",
            code="catalogue.bad_text",
            field=field,
        )
    text = text.strip()
    if len(text) > longest or not (text or empty):
        raise InvalidInput(
            f"{field} has {len(text):,} characters.",
            remedy=f"Write {0 if empty else 1} to {longest:,} characters.",
            code="catalogue.bad_text",
            field=field,
        )
    return text


def checked_texts(
    field: str, texts: Mapping[str, str], longest: int, *, empty: bool = False
) -> dict[str, str]:
    """Texts by language, those that are empty left out. InvalidInput for an unknown language, a bad
    text, or none at all.
    """
    unknown = set(texts) - set(LANGUAGES)
    if unknown:
        raise InvalidInput(
            f"{field} has a text in an unknown language.",
            remedy=f"Use: {', '.join(LANGUAGES)}.",
            code="catalogue.unknown_language",
            field=field,
        )
    checked = {
        language: checked_text(field, texts[language], longest, empty=True)
        for language in LANGUAGES
        if language in texts
    }
    found = {language: text for language, text in checked.items() if text}
    if not found and not empty:
        raise InvalidInput(
            f"{field} is empty in every language.",
            remedy=f"Write it in one of: {', '.join(LANGUAGES)}.",
            code="catalogue.bad_text",
            field=field,
        )
    return found


def _unfit(character: str) -> bool:
    category = unicodedata.category(character)
    return category == "Cs" or (category == "Cc" and character not in _ALLOWED_CONTROL)
