"""The OpenAPI document is valid, and the API does what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from huitou.commerce import members
from huitou.doors.api import api
from huitou.foundation import accounts
from huitou.kernel import FakeClock

SPEC = "/api/v1/openapi.json"
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.status_code_conformance,
    openapi_checks.negative_data_rejection,
]
# The room of members asks its own routes in its own tests: some of them end the session.
OTHER_ROOMS = "^/api/v1/(?!members)"


@pytest.fixture
def document(committed: None, home: Path) -> Iterator[Any]:
    """The API under its own document. Rows are committed: some routes speak with others, which
    they refuse to do inside a transaction.
    """
    accounts.forget_leases()
    with override_settings(
        API_REQUESTS_PER_ADDRESS=10**6, API_REQUESTS_PER_ACTOR=10**6, API_QUERY_SECONDS=0.5
    ):
        yield schemathesis.openapi.from_wsgi(SPEC, get_wsgi_application())


@pytest.fixture
def member(clock: FakeClock) -> Iterator[dict[str, str]]:
    """The header of a member's token."""
    letters: list[members.CodeMessage] = []

    class Box:
        def send(self, message: members.CodeMessage) -> None:
            letters.append(message)

    before = members.register_sender("email", Box())
    client = members.Client("203.0.113.7", "Firefox on Linux")
    members.request_code(contact="ann@example.com", client=client, clock=clock)
    code = letters[0].code
    signed_in = members.sign_in_with_code(
        contact="ann@example.com", code=code, client=client, clock=clock
    )
    yield {"Authorization": f"Bearer {signed_in.token}"}
    members.register_sender("email", before)


def test_the_document_is_valid(document: Any) -> None:
    document.validate()


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for methods in api.get_openapi_schema()["paths"].values()
        for operation in methods.values()
    ]
    assert len(set(names)) == len(names)


def test_no_two_shapes_have_the_same_name() -> None:
    """The document names them by their classes: of two with one name it would have one."""
    names = Counter(
        shape.__name__ for shape in shapes_below(Schema) if shape.__module__.startswith("huitou.")
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 100


def shapes_below(shape: Any) -> Iterator[Any]:
    for below in shape.__subclasses__():
        yield below
        yield from shapes_below(below)


@pytest.mark.parametrize("examples", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_no_request_that_the_document_allows_or_forbids_breaks_the_api(
    document: Any, token_with: Any, member: dict[str, str], examples: int
) -> None:
    program, broken = token_with(*accounts.MEANINGS), {}
    for found in document.include(path_regex=OTHER_ROOMS).get_all_operations():
        operation = found.ok()
        kinds = {name for one in operation.definition.raw.get("security", ()) for name in one}
        headers = member if "MemberToken" in kinds else program
        try:
            _asked(operation, headers, examples)
        except (Exception, BaseExceptionGroup) as failure:
            broken[operation.label] = str(failure)
    assert broken == {}


def _asked(operation: Any, headers: dict[str, str], examples: int) -> None:
    @settings(
        max_examples=examples,
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
