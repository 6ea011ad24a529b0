"""Bodies and queries, read so that what a database cannot keep never reaches one."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.parser import Parser

from huitou.kernel import InvalidInput


class StrictParser(Parser):
    """JSON without NaN, lone surrogates and NUL characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            document = msgspec.json.decode(request.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InvalidInput(
                f"The body is not JSON: {error}.",
                remedy="Send one JSON document in UTF-8.",
                code="request.not_json",
                field="body",
            ) from None
        if b"\\u0000" in request.body and _has_nul(document):
            raise nul("body")
        return document

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        for name, values in data.lists():
            if _has_nul([name, *values]):
                raise nul(name.replace("\0", ""))
        return super().parse_querydict(data, list_fields, request)


def nul(field: str) -> InvalidInput:
    """The error for a NUL character, which PostgreSQL does not keep."""
    return InvalidInput(
        "The request holds a NUL character.",
        remedy="Leave it out.",
        code="request.nul",
        field=field,
    )


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return any(_has_nul(one) for one in value)
    return isinstance(value, str) and "\0" in value
