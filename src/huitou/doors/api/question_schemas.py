"""What questions, cells and answers look like, as JSON schemas made from the engine's types."""

from __future__ import annotations

from functools import cache
from typing import Any, get_type_hints

import msgspec

from huitou.engine.analytics import FAMILIES, EventFilter, Family

_REF = "#/components/schemas/{name}"


@cache
def _all() -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """The reference of each type, and the schemas by name."""
    types = [kind for family in FAMILIES.values() for kind in _types(family)]
    refs, schemas = msgspec.json.schema_components(types, ref_template=_REF)
    event = EventFilter.__name__
    named = {"type": "string", "description": "The event's name alone."}
    schemas[event] = {"title": event, "anyOf": [named, schemas[event] | {"title": "Filter"}]}
    return dict(zip(types, refs, strict=True)), schemas


def question_schemas() -> dict[str, Any]:
    """Every schema by its name."""
    return dict(_all()[1])


def query_schema(family: Family) -> dict[str, Any]:
    return _all()[0][family.query]


def cell_schema(family: Family) -> dict[str, Any]:
    return _all()[0][family.cell]


def answer_schema(family: Family) -> dict[str, Any]:
    return _all()[0][_answer(family)]


def json_content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _types(family: Family) -> list[Any]:
    cells = [] if family.cell is None else [family.cell]
    return [family.query, *cells, _answer(family)]


def _answer(family: Family) -> Any:
    return get_type_hints(family.ask)["return"]
