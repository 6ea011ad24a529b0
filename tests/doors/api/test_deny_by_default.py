"""No route is open but those that say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from huitou.doors.api import api
from huitou.foundation import accounts
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM
from huitou.foundation.web import CallerAuth, Public
from huitou.kernel import FakeClock

# What is asked with a body but changes nothing.
QUESTIONS = re.compile(r"/api/v1/analytics/.*|.*/(search|reveal|quote|export)")
# What everybody who is known may do, with whatever role.
OWN = {("get", "/api/v1/me"), ("post", "/api/v1/me/password")}
VALUES = {"integer": "1", "string": "x"}
UUID = "018bcfe5-6800-7000-8000-000000000000"
TokenOf = Callable[..., dict[str, str]]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def is_public(operation: dict[str, Any]) -> bool:
    return operation["security"] == []


def ask(client: Client, method: str, path: str, operation: dict[str, Any], **more: Any) -> int:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            schema = parameter["schema"]
            value = UUID if schema.get("format") == "uuid" else VALUES[schema["type"]]
            path = path.replace(f"{{{parameter['name']}}}", value)
    status: int = client.generic(method.upper(), path, "{}", "application/json", **more).status_code
    return status


def test_every_route_says_for_whom_it_is() -> None:
    undeclared = [
        (path, operation.methods)
        for router in api._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not operation.auth_callbacks
        or not all(isinstance(one, CallerAuth | Public) for one in operation.auth_callbacks)
    ]
    assert undeclared == []
    assert len(list(operations())) > 30


@pytest.mark.usefixtures("tables", "empty_home", "clock")
def test_without_a_caller_every_route_is_closed() -> None:
    accounts.forget_leases()
    client = Client(raise_request_exception=False)
    open_ = {
        (method, path): status
        for method, path, operation in operations()
        if not is_public(operation) and (status := ask(client, method, path, operation)) != 401
    }
    assert open_ == {}


@pytest.mark.usefixtures("tables", "empty_home")
def test_without_a_role_every_route_is_closed(clock: FakeClock) -> None:
    accounts.forget_leases()
    made = accounts.create_staff("ann", "four green teapots", [], actor=SYSTEM, clock=clock)
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=made.id))
    open_ = {
        (method, path): status
        for method, path, operation in operations()
        if not is_public(operation)
        and (method, path) not in OWN
        and (status := ask(client, method, path, operation)) != 403
    }
    assert open_ == {}


@pytest.mark.usefixtures("tables", "empty_home")
def test_without_a_scope_every_route_is_closed(clock: FakeClock, token_with: TokenOf) -> None:
    accounts.forget_leases()
    headers, client = token_with(), Client(raise_request_exception=False)
    open_ = {
        (method, path): status
        for method, path, operation in operations()
        if not is_public(operation)
        and (method, path) not in OWN
        and (status := ask(client, method, path, operation, headers=headers)) != 403
    }
    assert open_ == {}


def test_every_write_needs_a_key() -> None:
    without = [
        (method, path)
        for method, path, operation in operations()
        if method != "get"
        and not QUESTIONS.fullmatch(path)
        and not any(one["name"] == "Idempotency-Key" for one in operation["parameters"])
    ]
    assert without == []
