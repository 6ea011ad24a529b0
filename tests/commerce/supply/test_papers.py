"""Pictures of suppliers' papers, over HTTP: checked, made anew, and for staff alone."""

from __future__ import annotations

import io
import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from huitou.commerce import supply
from huitou.commerce.supply import Paper
from huitou.commerce.supply.models import Certificate
from huitou.foundation import accounts, audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")

_EXIF_CAMERA = 0x010F
_keys = itertools.count()


@pytest.fixture(autouse=True)
def at_the_clock(clock: FakeClock) -> Iterator[None]:
    """No picture of one test is seen by the next."""
    with clock_set(clock):
        yield
    shutil.rmtree(settings.HOME / "certificates", ignore_errors=True)


@pytest.fixture
def paper(tables: None, keeper: Actor, clock: FakeClock) -> str:
    farm = supply.add_supplier("绿源农场", actor=keeper, clock=clock)
    said = Paper("L-1", date(2026, 1, 1), date(2027, 1, 1))
    return supply.add_certificate(farm.id, "licence", said, actor=keeper, clock=clock).id


def program(clock: FakeClock, *scopes: str) -> Client:
    issued = accounts.issue_token("warehouse", scopes, actor=SYSTEM, clock=clock)
    return Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {issued.secret}"})


@pytest.fixture
def staff(tables: None, clock: FakeClock) -> Client:
    return program(clock, "supply.read", "supply.write")


def scan(colour: str = "red") -> bytes:
    """A photo that says with which camera it was taken."""
    picture, exif, body = Image.new("RGB", (60, 40), colour), Image.Exif(), io.BytesIO()
    exif[_EXIF_CAMERA] = "Nokia"
    picture.save(body, "JPEG", exif=exif)
    return body.getvalue()


def upload(client: Client, paper: str, body: bytes) -> Any:
    image = SimpleUploadedFile("licence.jpg", body, "image/jpeg")
    headers = {"Idempotency-Key": f"paper-{next(_keys)}"}
    path = f"/api/v1/supply/certificates/{paper}/picture"
    return client.post(path, {"image": image}, headers=headers)


def look(client: Client, paper: str) -> Any:
    return client.get(f"/api/v1/supply/certificates/{paper}/picture")


def test_a_picture_is_made_anew_and_a_better_one_takes_its_place(staff: Client, paper: str) -> None:
    (row,) = supply.certificates_of(Certificate.objects.get().supplier_id)
    assert not row.has_picture
    assert (look(staff, paper).status_code, look(staff, paper).json()["code"]) == (
        404,
        "supply.no_paper",
    )
    answer = upload(staff, paper, scan())
    assert (answer.status_code, answer.json()["has_picture"]) == (201, True)
    first = Certificate.objects.get().picture
    seen = look(staff, paper)
    assert (seen["Content-Type"], seen["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert b"Nokia" not in seen.content
    with Image.open(io.BytesIO(seen.content)) as image:
        assert image.size == (60, 40)

    assert upload(staff, paper, scan("blue")).status_code == 201
    assert look(staff, paper).content != seen.content
    second = Certificate.objects.get().picture
    notes = [one.detail for one in audit.entries() if one.action == "supply.upload_paper"]
    assert [(one["before"], one["picture"]) for one in reversed(notes)] == [
        ("", first),
        (first, second),
    ]
    kept = {path.stem for path in (settings.HOME / "certificates").glob("*/*.jpg")}
    assert kept == {first, second}


def test_only_staff_see_it_and_only_who_may_write_replaces_it(
    staff: Client, paper: str, clock: FakeClock
) -> None:
    upload(staff, paper, scan())
    assert look(Client(HTTP_HOST="localhost"), paper).status_code == 401
    reader = program(clock, "supply.read")
    assert upload(reader, paper, scan()).status_code == 403
    assert look(reader, paper).status_code == 200
    assert look(program(clock, "orders.read"), paper).status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"%PDF-1.7 nothing", 400, "supply.no_picture"),
        (scan()[:200], 400, "supply.no_picture"),
        (b"\xff\xd8" + b"x" * (5 << 20), 413, "supply.picture_too_large"),
    ],
    ids=["pdf", "torn", "large"],
)
def test_what_is_no_picture_is_refused(
    staff: Client, paper: str, body: bytes, status: int, code: str
) -> None:
    answer = upload(staff, paper, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Certificate.objects.get().picture == ""


def test_there_is_no_picture_of_what_there_is_not(staff: Client) -> None:
    for answer in (upload(staff, "x", scan()), look(staff, "x")):
        assert (answer.status_code, answer.json()["code"]) == (404, "supply.unknown_certificate")
