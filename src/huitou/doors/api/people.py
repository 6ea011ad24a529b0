"""The people behind a cell of an answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from huitou.doors.api.open_events import opened_events
from huitou.doors.api.question_schemas import cell_schema, json_content, query_schema
from huitou.doors.api.questions import AsOf, json_object
from huitou.engine.analytics import FAMILIES, Family, people_of_cell
from huitou.foundation.idempotency import fingerprint_of
from huitou.foundation.web import Page, Paged, Paging, page_of, staff_with
from huitou.kernel import InvalidInput

router = Router()


class ManyIds(Paging):
    limit: int = Field(1000, ge=1, le=10_000, description="How many at most.")


def _asked(request: HttpRequest, name: str) -> dict[str, Any]:
    value = json_object(request).get(name)
    if not isinstance(value, dict):
        raise InvalidInput(
            f"{name} is missing, or no object.",
            remedy="Send an object with `query` (as asked before) and `cell` (of its answer).",
            code="query.bad_value",
            field=name,
        )
    return value


def _route(family: Family) -> Callable[..., Paged[str]]:
    def people(
        request: HttpRequest, paging: Query[ManyIds], as_of: int | None = AsOf
    ) -> Paged[str]:
        query, cell = _asked(request, "query"), _asked(request, "cell")
        ids = people_of_cell(opened_events(as_of), family.name, query, cell).to_pylist()

        def read(after: str | None, limit: int) -> list[str]:
            start = 0 if after is None else bisect_right(ids, after)
            return list(ids[start : start + limit])

        name = fingerprint_of("people", f"{family.name} {as_of}", request.body)
        return page_of(name, paging, read, str)

    # This module writes its annotations as texts, and Ninja does not look into a closure.
    people.__annotations__ |= {"paging": Query[ManyIds], "as_of": int | None}
    return people


def _body(family: Family) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"query": query_schema(family), "cell": cell_schema(family)},
        "required": ["query", "cell"],
    }


for one in FAMILIES.values():
    if one.cell is not None:
        router.post(
            f"/analytics/{one.name}/people",
            auth=staff_with("analytics.read"),
            response=Page[str],
            operation_id=f"people_{one.name}",
            url_name=f"people_{one.name}",
            summary=f"The ids behind a cell of an answer of the family {one.name}",
            openapi_extra={"requestBody": {"required": True, "content": json_content(_body(one))}},
        )(_route(one))
