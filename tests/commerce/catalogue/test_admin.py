"""The lists of operators."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from PIL import Image as Picture

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail, models
from huitou.foundation import accounts
from huitou.foundation.accounts.models import Account
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

TABLES = (
    models.Product,
    models.Variant,
    models.Price,
    models.Decision,
    models.Category,
    models.Attribute,
    models.Brand,
    models.Seller,
    models.Image,
)


@pytest.fixture
def operator(tables: None, clock: FakeClock) -> Client:
    made = accounts.create_staff(
        "olga", "correct horse battery", ["operator"], actor=SYSTEM, clock=clock
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(pk=made.id))
    return client


@pytest.fixture
def filled(on_sale: Callable[..., ProductDetail], tea: CategoryNode, clock: FakeClock) -> None:
    catalogue.create_attribute(
        category_id=tea.id, code="origin", names={"en": "O"}, kind="text", actor=SYSTEM, clock=clock
    )
    brand = catalogue.create_brand(names={"en": "Kiln"}, actor=SYSTEM, clock=clock)
    seller = catalogue.create_seller(code="S", name="Hill", actor=SYSTEM, clock=clock)
    made = on_sale(brand_id=brand.id, seller_id=seller.id, attributes={"origin": "Fujian"})
    buffer = io.BytesIO()
    Picture.new("RGB", (9, 9)).save(buffer, "PNG")
    catalogue.add_image(made.id, content=buffer.getvalue(), actor=SYSTEM, clock=clock)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_lists_are_searched_and_looked_into_but_not_changed(operator: Client, table: type) -> None:
    base = f"/admin/catalogue/{table._meta.model_name}/"  # type: ignore[attr-defined]
    row = table.objects.first()  # type: ignore[attr-defined]
    for path in ("", "?q=tea", f"{row.pk}/change/"):
        assert operator.get(base + path).status_code == 200, path
    assert operator.get(f"{base}add/").status_code == 403
    assert operator.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_every_list_is_tested() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label == "catalogue"}
    assert ours == set(TABLES)
