"""The OpenAPI document is valid, and the API does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from huitou.doors.api import api
from huitou.foundation import accounts

SPEC = "/api/v1/openapi.json"
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.status_code_conformance,
    openapi_checks.negative_data_rejection,
]


@pytest.fixture
def document(tables: None, home: Path) -> Any:
    """The API under its own document."""
    accounts.forget_leases()
    # As Django's own test client: a request must not close the connection of the test's rows.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    no_limits = {"API_REQUESTS_PER_ADDRESS": 10**6, "API_REQUESTS_PER_ACTOR": 10**6}
    with override_settings(**no_limits):
        yield schemathesis.openapi.from_wsgi(SPEC, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_document_is_valid(document: Any) -> None:
    document.validate()


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for methods in api.get_openapi_schema()["paths"].values()
        for operation in methods.values()
    ]
    assert len(set(names)) == len(names)


def test_no_request_that_the_document_allows_or_forbids_breaks_the_api(
    document: Any, token_with: Any
) -> None:
    headers = token_with(*accounts.MEANINGS)
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=10,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        holds()
