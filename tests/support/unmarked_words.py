"""Words that people would read and nobody can translate: text in a template outside of
`{% translate %}`, and text in Python that is given to a component as it stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

# What a reader sees or hears of an element beside its text.
_READ = r"(?:title|placeholder|alt|aria-label|aria-description)"
_ATTRIBUTE = re.compile(rf"\s{_READ}=(?:\"([^\"]*)\"|'([^']*)')")
_MARKUP = re.compile(
    r"<!--.*?-->|<(?:title|style|script)\b[^>]*>(?=\s*$)|<(?:kbd|code)>.*?</(?:kbd|code)>|<[^>]*>",
    re.S,
)
# Names of formats, CSV and PNG, are the same in every language.
_LETTERS = re.compile(r"[a-z]{2}|[\u4e00-\u9fff]")
_ENTITY = re.compile(r"&\w+;")
# The fields of components that hold words.
_FIELDS = {
    "label", "title", "text", "hint", "description", "definition", "placeholder", "note", "message",
    "empty", "legend", "caption", "help",
}  # fmt: skip
_OF_TYPES = {"TypeVar", "ParamSpec"}  # they are told their own name
# The components whose first argument is words.
_WORDS_FIRST = {
    "Alert", "Badge", "Button", "Column", "CopyButton", "Disclosure", "EmptyState", "Entry",
    "LegendItem", "Link", "LinkGroup", "Menu", "PageHead", "PriceReason", "Progress", "Stat",
    "Step", "Table", "Toast",
}  # fmt: skip
_VARIABLE = "\x00"


def in_template(file: Path) -> list[str]:
    """The words of a template that are not marked."""
    return [word.strip() for word in _read_aloud(_without_tags(file)) if _LETTERS.search(word)]


def _without_tags(file: Path) -> str:
    text, marked = [], False
    for token in Lexer(file.read_text(encoding="utf-8")).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            if word in ("blocktranslate", "comment"):
                marked = True
            elif word in ("endblocktranslate", "endcomment"):
                marked = False
        elif token.token_type == TokenType.TEXT and not marked:
            text.append(token.contents)
        elif token.token_type == TokenType.VAR:
            text.append(_VARIABLE)
    return "".join(text)


def _read_aloud(text: str) -> Iterator[str]:
    for found in _ATTRIBUTE.finditer(text):
        yield found[1] or found[2] or ""
    for piece in _MARKUP.split(text):
        yield _ENTITY.sub("", piece)


def in_python(file: Path) -> list[str]:
    """The words given as they stand to a field that people read: `Button(label="Save")`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    raised = {node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node not in raised)
    return [word for call in calls for word in _given(call)]


def _given(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if not name[:1].isupper() or name in _OF_TYPES:
        return
    named = [word.value for word in call.keywords if word.arg in _FIELDS]
    first = call.args[:1] if name in _WORDS_FIRST else []
    for value in [*first, *named]:
        if isinstance(value, ast.JoinedStr):
            yield from (part.value for part in value.values if _words(part))
        elif _words(value):
            yield value.value  # type: ignore[attr-defined]


def _words(node: ast.expr) -> bool:
    """Whether it is text in which somebody says something: a capital letter, then small ones."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return bool(re.match(r"[A-Z][a-z]|.*[\u4e00-\u9fff]", node.value))
