"""Pictures: checked, made anew, private, and forgotten."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from aftersales_desk import CLERK, Desk, said
from huitou.commerce import aftersales, orders
from huitou.commerce.aftersales.evidence import STORE
from huitou.commerce.aftersales.models import Evidence
from huitou.commerce.aftersales.personal import AftersalesData
from huitou.commerce.orders.personal import PERSONAL_DATA
from huitou.foundation.actors import Actor
from huitou.kernel import (
    Conflict,
    FakeClock,
    Forbidden,
    HuitouError,
    InvalidInput,
    NotFound,
    TooLarge,
)
from orders_shop import ANN, BOB

_EXIF_ORIENTATION, _EXIF_CAMERA = 0x0112, 0x010F
MEGABYTE = 1024 * 1024


def photo(size: tuple[int, int] = (40, 20), kind: str = "JPEG", *, turned: bool = False) -> bytes:
    exif = Image.Exif()
    exif[_EXIF_CAMERA] = "secret camera"
    if turned:
        exif[_EXIF_ORIENTATION] = 6
    body = io.BytesIO()
    Image.new("RGB", size, "red").save(body, kind, exif=exif)
    return body.getvalue()


def files() -> list[Path]:
    return list((settings.HOME / "evidence").rglob("*.jpg"))


def test_a_picture_is_made_anew_without_what_the_camera_wrote() -> None:
    picture = STORE.picture_of(photo(turned=True), MEGABYTE)
    assert (picture.width, picture.height) == (20, 40)
    assert b"secret" not in picture.body
    with Image.open(io.BytesIO(picture.body)) as read:
        assert (read.format, dict(read.getexif())) == ("JPEG", {})


def test_what_is_transparent_becomes_white() -> None:
    body = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(body, "PNG")
    with Image.open(io.BytesIO(STORE.picture_of(body.getvalue(), MEGABYTE).body)) as read:
        assert read.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("upload", "error"),
    [
        (b"", InvalidInput),
        (b"<svg/>", InvalidInput),
        (photo()[:100], InvalidInput),
        (photo(kind="GIF"), InvalidInput),
        (photo() + b"\0" * MEGABYTE, TooLarge),
        (photo((8000, 7000), "PNG"), TooLarge),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(
    upload: bytes, error: type[HuitouError]
) -> None:
    with pytest.raises(error):
        STORE.picture_of(upload, MEGABYTE)


@pytest.mark.usefixtures("tables")
class TestUploads:
    def uploaded(self, clock: FakeClock, actor: Actor = ANN) -> str:
        return aftersales.upload_evidence(photo(), actor=actor, clock=clock).id

    def test_only_the_owner_and_staff_see_a_picture(self, clock: FakeClock) -> None:
        one = self.uploaded(clock)
        for actor in (ANN, CLERK):
            found = aftersales.evidence_file(one, actor=actor)
            assert found.content_type == "image/jpeg"
            assert found.body.startswith(b"\xff\xd8")
        with pytest.raises(NotFound):
            aftersales.evidence_file(one, actor=BOB)
        with pytest.raises(Forbidden):
            aftersales.evidence_file(one, actor=Actor("staff", "x"))
        (path,) = files()
        assert path.stat().st_mode & 0o077 == 0

    def test_as_many_wait_as_one_case_may_have(self, clock: FakeClock) -> None:
        for _ in range(9):
            self.uploaded(clock)
        with pytest.raises(Conflict) as error:
            self.uploaded(clock)
        assert error.value.code == "aftersales.too_much_evidence"
        self.uploaded(clock, BOB)

    def test_what_no_case_names_is_deleted_after_a_day(self, clock: FakeClock) -> None:
        self.uploaded(clock)
        clock.advance(timedelta(days=1) - timedelta(microseconds=1))
        aftersales.run_timeouts(clock=clock)
        assert Evidence.objects.count() == 1
        clock.advance(timedelta(microseconds=1))
        aftersales.run_timeouts(clock=clock)
        assert (Evidence.objects.count(), files()) == (0, [])


def test_a_case_names_its_pictures_and_an_erasure_takes_them(desk: Desk) -> None:
    mine, more, others = (
        aftersales.upload_evidence(photo(), actor=actor, clock=desk.clock).id
        for actor in (ANN, ANN, BOB)
    )
    order = desk.delivered(A=1)
    with pytest.raises(NotFound):
        desk.apply(order, units={"A": 1}, evidence=[mine, others])
    case = desk.apply(order, units={"A": 1}, evidence=[mine], text="it is torn")
    aftersales.add_evidence(case.id, [more], actor=ANN, clock=desk.clock)
    assert set(aftersales.case_of(ANN, case.id).evidence) == {mine, more}
    aftersales.refuse(case.id, reason="seller said", actor=CLERK, clock=desk.clock)
    aftersales.escalate(case.id, reason="shopper said", actor=ANN, clock=desk.clock)

    room = AftersalesData()
    with pytest.raises(Conflict) as error:
        room.erase("ann", desk.clock)
    assert error.value.code == "aftersales.case_open"
    aftersales.decide(case.id, "refuse", reason="no", actor=CLERK, clock=desk.clock)

    (exported,) = room.export("ann")["cases"]
    assert (exported["text"], set(exported["evidence"])) == ("it is torn", {mine, more})
    assert room.export("bob") == {"evidence": [others]}
    counts = room.erase("ann", desk.clock)
    assert counts == {"aftersales_history": 2, "aftersales_evidence": 2, "aftersales_case": 1}
    assert room.erase("ann", desk.clock) == {}
    detail = aftersales.case_of(CLERK, case.id)
    assert (detail.text, detail.evidence) == ("", ())
    assert [move.reason for move in detail.history] == ["", "seller said", "", "no"]
    desk.run()
    assert [path.stem for path in files()] == [others]


def test_of_whom_was_erased_no_case_says_a_word(desk: Desk) -> None:
    closed, other = desk.delivered(A=1), desk.delivered(A=1)
    case = desk.apply(closed, units={"A": 1})
    aftersales.refuse(case.id, reason="worn", actor=CLERK, clock=desk.clock)
    desk.clock.advance(timedelta(days=7))
    desk.run()
    assert said()[-1] == "Return Closed"
    for room in (AftersalesData(), PERSONAL_DATA):
        room.erase("ann", desk.clock)
    before = said()

    aftersales.reopen(case.id, reason="a letter came", actor=CLERK, clock=desk.clock)
    aftersales.decide(case.id, "refund", reason="kindness", actor=CLERK, clock=desk.clock)
    new = desk.apply(other, units={"A": 1}, reason="faulty", actor=CLERK)
    desk.agree(new)
    aftersales.receive_goods(new.id, actor=CLERK, clock=desk.clock)
    desk.inspect(new)
    desk.money_moves()
    assert (desk.state(case), desk.state(new)) == ("completed", "completed")
    assert said() == before
    assert orders.is_erased(other.id)
    assert not orders.is_erased("nothing")
