"""The lists of operators."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client

from huitou.commerce import supply
from huitou.commerce.supply import Paper, models
from huitou.foundation import accounts
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

TABLES = (
    models.StockBalance,
    models.StockEntry,
    models.Hold,
    models.Supplier,
    models.Certificate,
)


@pytest.fixture
def operator(tables, clock: FakeClock) -> Client:
    made = accounts.create_staff(
        "olga", "correct horse battery", ["operator"], actor=SYSTEM, clock=clock
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(pk=made.id))
    return client


@pytest.fixture
def filled(tables, received, reserve, keeper: Actor, clock: FakeClock) -> None:
    received("v1", 10)
    reserve("o1", ("v1", 2))
    farm = supply.add_supplier("绿源农场", contact="王经理", actor=keeper, clock=clock)
    paper = Paper("L-1", date(2026, 1, 1), date(2027, 1, 1))
    supply.add_certificate(farm.id, "licence", paper, actor=keeper, clock=clock)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_lists_are_searched_and_looked_into_but_not_changed(operator: Client, table) -> None:
    base = f"/admin/supply/{table._meta.model_name}/"
    row = table.objects.first()
    for path in ("", "?q=v1", f"{row.pk}/change/"):
        page = operator.get(base + path)
        assert page.status_code == 200, path
        assert "王经理" not in page.content.decode()
    assert operator.get(f"{base}add/").status_code == 403
    assert operator.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_every_list_is_tested() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label == "supply"}
    assert ours == set(TABLES)
