"""The OpenAPI document, with what is the same for all routes and what the event log's types say."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation, PathView
from ninja.router import BoundRouter
from ninja.utils import normalize_path

from huitou.doors.api.question_schemas import question_schemas
from huitou.foundation.web import Public

_ERROR = {
    "type": "object",
    "description": "What went wrong, and what to do about it.",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "remedy": {"type": "string"},
        "field": {"type": "string"},
        "details": {
            "description": "Of `orders.price_changed`: the quote as it is now.",
            "allOf": [{"$ref": "#/components/schemas/QuoteOut"}],
        },
    },
    "required": ["code", "message", "remedy"],
    "additionalProperties": False,
}
_RETRY = {"description": "Seconds to wait.", "schema": {"type": "string", "pattern": "^[0-9]+$"}}
_FAILED = {
    "description": "An error.",
    "headers": {"Retry-After": _RETRY},
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}


class DocumentedAPI(NinjaAPI):
    """Ninja's API whose document says of every route that it may fail, and how that looks; and
    whose rooms may keep the routes of one address in several files.
    """

    @property
    def urls(self) -> Any:
        _join_addresses(self._get_bound_routers())
        patterns, app, namespace = super().urls
        return sorted(patterns, key=_specific_first), app, namespace

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.tags[0]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **named: Any) -> Any:
        document = super().get_openapi_schema(**named)
        document["components"]["schemas"] |= question_schemas() | {"Error": _ERROR}
        document["components"].get("securitySchemes", {}).pop(Public.__name__, None)
        for methods in document["paths"].values():
            for operation in methods.values():
                for parameter in operation["parameters"]:
                    # A list, as in a JSON schema; OpenAPI wants an object in this place.
                    parameter.pop("examples", None)
                operation["responses"]["default"] = _FAILED
                if operation.get("security") == [{Public.__name__: []}]:
                    operation["security"] = []
        return document


def _join_addresses(routers: list[BoundRouter]) -> None:
    """Bring the operations of one address together: Django asks the first view of an address alone,
    and that would refuse the methods of the others.
    """
    first: dict[str, PathView] = {}
    for router in routers:
        for path, view in list(router.path_operations.items()):
            joined = first.setdefault(normalize_path(f"/{router.prefix}/{path}"), view)
            if joined is not view:
                joined.operations += view.operations
                del router.path_operations[path]


def _specific_first(pattern: Any) -> list[bool]:
    """`/products/new` is asked before `/products/{id}`."""
    return [step.startswith("<") for step in str(pattern.pattern).split("/")]
