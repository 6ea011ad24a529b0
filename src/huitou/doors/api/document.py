"""The OpenAPI document, with what is the same for all routes and what the event log's types say."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

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
    """Ninja's API whose document says of every route that it may fail, and how that looks."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.tags[0]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **named: Any) -> Any:
        document = super().get_openapi_schema(**named)
        document["components"]["schemas"] |= question_schemas() | {"Error": _ERROR}
        document["components"].get("securitySchemes", {}).pop(Public.__name__, None)
        for methods in document["paths"].values():
            for operation in methods.values():
                operation["responses"]["default"] = _FAILED
                if operation.get("security") == [{Public.__name__: []}]:
                    operation["security"] = []
        return document
