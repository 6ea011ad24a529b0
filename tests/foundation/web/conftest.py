"""A small API of a till, built on what every room builds on."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client, override_settings
from django.urls import path
from ninja import File, NinjaAPI, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from huitou.foundation import accounts
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import clock_set
from huitou.foundation.web import (
    Input,
    MoneyJson,
    Page,
    Paging,
    StrictParser,
    any_staff,
    anyone,
    caller,
    install_errors,
    members,
    once,
    page_of,
    public,
    register_bearer,
    shoppers,
    staff_with,
)
from huitou.foundation.web import bearers as registry
from huitou.kernel import Clock, Conflict, FakeClock, Overloaded

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
router = Router()
done: list[str] = []


class Sale(Input):
    what: str = Field(max_length=20)
    price: MoneyJson
    count: int = Field(1, ge=1, le=9)


class SaleOut(Schema):
    id: int
    what: str
    total: MoneyJson


def _sold(sale: Sale) -> dict[str, Any]:
    done.append(sale.what)
    if sale.what == "air":
        raise Conflict("Air is not sold.", remedy="Choose tea.", code="till.air", field="what")
    if sale.what == "rush":
        raise Overloaded("Too many buy it.", remedy="Wait.", code="till.rush", retry_after=7)
    if sale.what == "fault":
        raise ZeroDivisionError("the secret of the till")
    return {"id": len(done), "what": sale.what, "total": sale.price * sale.count}


@router.post("/sales", auth=[*staff_with("orders.write"), *shoppers()], response={201: SaleOut})
@once
def sell(request: HttpRequest, sale: Sale) -> dict[str, Any]:
    return _sold(sale)


@router.post("/calls", auth=members(), response={200: SaleOut, 202: None})
@once(whole=False)
def call(request: HttpRequest, sale: Sale) -> dict[str, Any]:
    return _sold(sale)


@router.post("/pictures", auth=anyone(), response={201: Schema})
@once
def picture(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    done.append(file.read().decode())
    return {}


@router.post("/visits", auth=public(), response={204: None})
@once
def visit(request: HttpRequest) -> None:
    done.append(str(request.actor))


@router.get("/who", auth=anyone())
def who(request: HttpRequest) -> str:
    return str(caller(request))


@router.get("/shift", auth=any_staff())
def shift(request: HttpRequest) -> str:
    return str(caller(request))


@router.get("/numbers/{top}", auth=public(), response=Page[int])
def numbers(request: HttpRequest, top: int, paging: Query[Paging]) -> Any:
    def read(after: int | None, limit: int) -> list[int]:
        return list(range(1, top + 1))[after or 0 :][:limit]

    return page_of(f"numbers:{top}", paging, read, int)


@router.get("/lost", auth=public())
def lost(request: HttpRequest) -> None:
    raise Http404("where the till lies on the disk")


def _shopper(secret: str, *, clock: Clock) -> Actor | None:
    kind, _, name = secret.removeprefix("till_").partition("_")
    return Actor(kind, name) if kind in ("member", "guest") and name else None  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def till_addresses() -> types.ModuleType:
    api = NinjaAPI(docs_url=None, urls_namespace="till", parser=StrictParser())
    install_errors(api)
    api.add_router("", router)
    addresses = types.ModuleType("till_addresses")
    addresses.urlpatterns = [path("api/v1/", api.urls)]  # type: ignore[attr-defined]
    return addresses


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    clock = FakeClock(MORNING)
    with clock_set(clock):
        yield clock


@pytest.fixture
def till(tables: None, clock: FakeClock, till_addresses: types.ModuleType) -> Iterator[Client]:
    """A client without a token; shoppers' tokens are `till_member_NAME` and `till_guest_NAME`."""
    accounts.forget_leases()
    done.clear()
    register_bearer("till_", _shopper)
    with override_settings(ROOT_URLCONF=till_addresses, ALLOWED_HOSTS=["testserver"]):
        yield Client(raise_request_exception=False)
    del registry._lookups["till_"]


@pytest.fixture
def work() -> list[str]:
    """What was done, in order."""
    return done
