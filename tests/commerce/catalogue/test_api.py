"""The catalogue over HTTP: everybody looks, staff write, each write once."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import encode_multipart
from PIL import Image

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables", "its_time")
OnSale = Callable[..., ProductDetail]
_keys = itertools.count()


@pytest.fixture
def its_time(clock: FakeClock):
    with clock_set(clock):
        yield


@pytest.fixture
def token(tables: None, clock: FakeClock) -> Callable[..., Client]:
    def with_scopes(*scopes: str) -> Client:
        issued = accounts.issue_token("erp", scopes, actor=SYSTEM, clock=clock)
        return Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {issued.secret}"})

    return with_scopes


@pytest.fixture
def staff(token: Callable[..., Client]) -> Client:
    return token("catalogue.read", "catalogue.write", "catalogue.vet")


@pytest.fixture
def shopper() -> Client:
    return Client(HTTP_HOST="localhost")


def send(client: Client, method: str, path: str, body: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key or f"key-{next(_keys)}"}
    sender = getattr(client, method)
    return sender(f"/api/v1/catalogue/{path}", body, "application/json", headers=headers)


def post_form(client: Client, path: str, fields: dict[str, Any]) -> Any:
    body = encode_multipart("edge", fields)
    return client.post(
        f"/api/v1/catalogue/{path}",
        body,
        "multipart/form-data; boundary=edge",
        headers={"Idempotency-Key": f"key-{next(_keys)}"},
    )


def get(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/catalogue/{path}")


def test_from_nothing_to_the_shop(staff: Client, shopper: Client, clock: FakeClock) -> None:
    tea = send(staff, "post", "staff/categories", {"names": {"en": "Tea"}}).json()
    size = {
        "code": "size",
        "names": {"en": "Size"},
        "values": [{"code": "l", "names": {"en": "L"}}],
    }
    new = {"names": {"en": "Oolong"}, "category_id": tea["id"], "options": [size]}
    made = send(staff, "post", "staff/products", new)
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    path = f"staff/products/{made.json()['id']}"
    variant = {
        "sku": "o-l",
        "options": {"size": "l"},
        "cost": {"amount": "40.00", "currency": "CNY"},
    }
    added = send(staff, "post", f"{path}/variants", variant)
    assert added.status_code == 201, added.content
    id = added.json()["variants"][0]["id"]
    price = {"price": {"amount": "88.00", "currency": "CNY"}}
    assert send(staff, "post", f"staff/variants/{id}/prices", price).status_code == 201
    for verb in ("submit", "approve", "publish"):
        assert send(staff, "post", f"{path}/{verb}", {}).status_code == 200
    (card,) = get(shopper, "products").json()["items"]
    assert (card["slug"], card["price"]) == ("oolong", price["price"])
    seen = get(shopper, "products/oolong").json()
    assert seen["variants"] == [
        {
            "id": id,
            "sku": "o-l",
            "options": {"size": "l"},
            "weight_grams": 0,
            "price": price["price"],
            "compare_at": None,
            "picture_id": None,
        }
    ]
    assert not {"status", "external_id"} & set(seen)
    assert [row["after"] for row in get(staff, f"{path}/decisions").json()] == [
        "submitted",
        "approved",
        "published",
    ]
    clock.advance(timedelta(days=1))
    dearer = {"price": {"amount": "80.00", "currency": "CNY"}}
    compared = dearer | {"compare_at": {"amount": "99.00", "currency": "CNY"}}
    refused = send(staff, "post", f"staff/variants/{id}/prices", compared)
    assert (refused.status_code, refused.json()["code"]) == (409, "catalogue.reference_price")
    assert "88.00 CNY" in refused.json()["remedy"]


def test_a_write_is_done_once(staff: Client) -> None:
    body = {"names": {"en": "Tea"}}
    first, again = (send(staff, "post", "staff/categories", body, key="same") for _ in range(2))
    assert first.json() == again.json()
    assert len(catalogue.categories()) == 1


def test_writes_are_for_those_who_may(
    shopper: Client, token: Callable[..., Client], tea: CategoryNode
) -> None:
    body = {"names": {"en": "X"}, "category_id": tea.id}
    assert send(shopper, "post", "staff/products", body).status_code == 401
    assert send(token("catalogue.read"), "post", "staff/products", body).status_code == 403
    assert get(shopper, "staff/products").status_code == 401


def test_null_takes_away_and_absence_keeps(
    staff: Client, on_sale: OnSale, clock: FakeClock
) -> None:
    brand = catalogue.create_brand(names={"en": "Kiln"}, actor=SYSTEM, clock=clock)
    path = f"staff/products/{on_sale(brand_id=brand.id).id}"
    kept = send(staff, "patch", path, {"names": {"en": "Mug"}}).json()
    assert (kept["brand"]["slug"], kept["is_visible"]) == ("kiln", True)
    assert send(staff, "patch", path, {"brand_id": None}).json()["brand"] is None


def test_lists_are_filtered_and_paged(
    shopper: Client, on_sale: OnSale, tea: CategoryNode, clock: FakeClock
) -> None:
    for name, price in (("Ash", "10"), ("Elm", "20"), ("Fir", "30")):
        on_sale(name, price=price)
    query = f"products?sort=price&limit=1&category={tea.id}&price_from=15&price_to=30.00"
    first = get(shopper, query).json()
    assert [card["slug"] for card in first["items"]] == ["elm"]
    second = get(shopper, f"{query}&cursor={first['next']}").json()
    assert ([card["slug"] for card in second["items"]], second["next"]) == (["fir"], None)
    assert [c["slug"] for c in get(shopper, "products?text=ASH").json()["items"]] == ["ash"]


@pytest.mark.parametrize(
    "query",
    [
        "sort=best",
        "limit=101",
        "cursor=x",
        "price_from=-1",
        "price_from=1e9",
        "attribute=x",
        "attribute=x:y",
        "attribute=a:b&attribute=a:c",
        "text=" + "x" * 201,
        "language=de",
    ],
)
def test_questions_that_make_no_sense(shopper: Client, query: str) -> None:
    assert get(shopper, f"products?{query}").status_code == 400


def test_drafts_are_not_found(
    shopper: Client, staff: Client, tea: CategoryNode, clock: FakeClock
) -> None:
    draft = catalogue.create_product(
        names={"en": "Draft"}, category_id=tea.id, actor=SYSTEM, clock=clock
    )
    for key in (draft.id, draft.slug, "nothing"):
        answer = get(shopper, f"products/{key}")
        assert (answer.status_code, answer.json()["code"]) == (404, "catalogue.no_product")
    assert get(staff, f"staff/products/{draft.id}").json()["status"] == "draft"
    listed = get(staff, "staff/products?status=draft").json()["items"]
    assert [row["status"] for row in listed] == ["draft"]


def test_a_picture_is_sent_and_shown(staff: Client, shopper: Client, on_sale: OnSale) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "PNG")
    path = f"staff/products/{on_sale().id}/images"
    file = SimpleUploadedFile("cup.png", buffer.getvalue())
    sent = post_form(staff, path, {"image": file})
    assert sent.status_code == 201, sent.content
    shown = get(shopper, f"pictures/{sent.json()['files'][0]['path']}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert "immutable" in shown["Cache-Control"]
    assert Image.open(io.BytesIO(b"".join(shown.streaming_content))).size == (40, 20)
    bad = post_form(staff, path, {"image": SimpleUploadedFile("x.png", b"<svg/>")})
    assert (bad.status_code, bad.json()["code"]) == (400, "catalogue.bad_image")
    image = sent.json()["id"]
    told = send(staff, "patch", f"staff/images/{image}", {"alt_texts": {"en": "A cup"}})
    assert told.json()["alt_texts"] == {"en": "A cup"}
    assert send(staff, "put", path, {"image_ids": [image]}).status_code == 200
    assert send(staff, "delete", f"staff/images/{image}").status_code == 204


@pytest.mark.parametrize("path", ["..%2F..%2Fsecret.key", "ab/../../secret.key", "ab/x.webp"])
def test_no_other_file_is_shown(shopper: Client, path: str) -> None:
    assert get(shopper, f"pictures/{path}").status_code == 404


def test_a_file_goes_out_and_in(staff: Client, on_sale: OnSale) -> None:
    on_sale()
    written = get(staff, "staff/exports?format=csv")
    assert written["Content-Disposition"] == 'attachment; filename="catalogue.csv"'
    file = SimpleUploadedFile("catalogue.csv", written.content)
    read = post_form(staff, "staff/imports", {"file": file, "format": "csv"})
    assert (read.status_code, read.json()["lines"]) == (200, 1)
    bad = SimpleUploadedFile("catalogue.csv", b"product,sku\nx,y\n")
    refused = post_form(staff, "staff/imports", {"file": bad, "dry_run": "true"})
    assert (refused.status_code, refused.json()["code"]) == (400, "catalogue.import_refused")
    assert "line 2" in refused.json()["message"]
    latin = SimpleUploadedFile("catalogue.csv", b"product,sku\n\xe9,y\n")
    assert post_form(staff, "staff/imports", {"file": latin}).status_code == 400


def test_shelves_are_written(staff: Client, shopper: Client, clock: FakeClock) -> None:
    food, tea = (
        send(staff, "post", "staff/categories", {"names": {"en": name}}).json()["id"]
        for name in ("Food", "Tea")
    )
    moved = send(staff, "put", f"staff/categories/{tea}/place", {"parent_id": food})
    assert moved.json()["path"] == [food, tea]
    circle = send(staff, "put", f"staff/categories/{food}/place", {"parent_id": tea})
    assert circle.json()["code"] == "catalogue.category_circle"
    policy = {"no_reason_return": False, "reason": "fresh"}
    assert send(staff, "put", f"staff/categories/{food}/return-policy", policy).status_code == 200
    listed = get(shopper, "categories").json()
    assert [(row["slug"], row["no_reason_return"]) for row in listed] == [
        ("food", False),
        ("tea", False),
    ]
    kind = {"category_id": food, "code": "origin", "names": {"en": "Origin"}, "kind": "text"}
    assert send(staff, "post", "staff/attributes", kind).status_code == 201
    assert get(shopper, f"categories/{tea}/attributes").json()[0]["code"] == "origin"
    brand = send(staff, "post", "staff/brands", {"names": {"en": "Kiln"}}).json()["id"]
    assert (
        send(staff, "patch", f"staff/brands/{brand}", {"names": {"en": "Klin"}}).status_code == 200
    )
    assert get(shopper, "brands").json()[0]["names"] == {"en": "Klin"}
    seller = send(staff, "post", "staff/sellers", {"code": "S", "name": "Hill"}).json()["id"]
    off = send(staff, "patch", f"staff/sellers/{seller}", {"is_active": False})
    assert off.json()["is_active"] is False
    assert get(staff, "staff/sellers").json()[0]["code"] == "S"


def test_prices_in_other_currencies_are_refused(staff: Client, on_sale: OnSale) -> None:
    variant = on_sale().variants[0].id
    body = {"price": {"amount": "1.00", "currency": "USD"}}
    answer = send(staff, "post", f"staff/variants/{variant}/prices", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "catalogue.bad_amount")
    far = {"price": {"amount": "1.00", "currency": "CNY"}, "at": "9999-12-31T23:59:59-23:59"}
    assert send(staff, "post", f"staff/variants/{variant}/prices", far).status_code == 400
    history = get(staff, f"staff/variants/{variant}/prices").json()
    assert [row["price"]["amount"] for row in history] == ["100.00"]
