"""Whatever a member, a guest or nobody sends to the routes of members is answered as documented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from huitou.commerce import members
from huitou.foundation import accounts
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.response_schema_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.status_code_conformance,
    openapi_checks.negative_data_rejection,
]


@pytest.fixture
def document(tables: None, clock: FakeClock, settings_of_django: Any) -> Iterator[Any]:
    accounts.forget_leases()
    settings_of_django.API_REQUESTS_PER_ADDRESS = 10**6
    settings_of_django.API_REQUESTS_PER_ACTOR = 10**6
    # As Django's own test client: a request must not close the connection of the test's rows.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with clock_set(clock):
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("who", ["member", "guest", "nobody"])
def test_the_routes_of_members_do_as_they_say(
    who: str, document: Any, sign_up: Callable[..., Any], clock: FakeClock
) -> None:
    tokens = {
        "member": lambda: sign_up("ann@example.com").token,
        "guest": lambda: members.begin_guest(clock=clock).token,
    }
    headers = {"Authorization": f"Bearer {tokens[who]()}"} if who in tokens else {}
    for found in document.include(path_regex="^/api/v1/members").get_all_operations():
        operation = found.ok()
        if who == "member" and operation.path == "/api/v1/members/sessions":
            continue  # it ends the session

        @settings(
            max_examples=6,
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
