"""Questions to the event log: one route for each family, which takes its query as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from huitou.doors.api.open_events import opened_events
from huitou.doors.api.question_schemas import answer_schema, json_content, query_schema
from huitou.engine.analytics import FAMILIES, Family, ask
from huitou.foundation.web import StrictParser, staff_with
from huitou.kernel import InvalidInput

router = Router()
AsOf = Query(None, ge=0, le=2**53, description="The mark of an earlier answer, to get it again.")


def json_object(request: HttpRequest) -> dict[str, Any]:
    """The body; InvalidInput for anything but a JSON object."""
    document = StrictParser().parse_body(request)
    if not isinstance(document, dict):
        raise InvalidInput(
            "The body is not a JSON object.",
            remedy="Send the fields of the query as an object.",
            code="request.not_an_object",
            field="body",
        )
    return document


def _route(family: Family) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, as_of: int | None = AsOf) -> HttpResponse:
        found = ask(opened_events(as_of), family.name, json_object(request))
        return HttpResponse(msgspec.json.encode(found), content_type="application/json")

    return answer


for one in FAMILIES.values():
    router.post(
        f"/analytics/{one.name}",
        auth=staff_with("analytics.read"),
        operation_id=f"ask_{one.name}",
        url_name=f"ask_{one.name}",
        summary=f"Ask a question of the family {one.name}",
        openapi_extra={
            "requestBody": {"required": True, "content": json_content(query_schema(one))},
            "responses": {200: {"content": json_content(answer_schema(one))}},
        },
    )(_route(one))
