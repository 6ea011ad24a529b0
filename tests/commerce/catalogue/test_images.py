"""Pictures: what is kept of them, and what hostile ones are answered."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from huitou.commerce import catalogue
from huitou.commerce.catalogue import CategoryNode, ProductDetail
from huitou.commerce.catalogue.image_files import MOST_BYTES, media_folder
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock, HuitouError, InvalidInput, NotFound, TooLarge

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def cup(tea: CategoryNode, clock: FakeClock) -> ProductDetail:
    return catalogue.create_product(
        names={"en": "Cup"}, category_id=tea.id, actor=SYSTEM, clock=clock
    )


def encoded(picture: Image.Image, form: str = "PNG", **more: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **more)
    return buffer.getvalue()


def plain(width: int = 800, height: int = 400, colour: str = "red") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def opened(path: str) -> Image.Image:
    picture = Image.open(media_folder() / path)
    picture.load()
    return picture


def files_there() -> set[Path]:
    return {path for path in media_folder().rglob("*") if path.is_file()}


def test_a_picture_is_kept_in_two_formats_at_a_few_widths(
    cup: ProductDetail, clock: FakeClock
) -> None:
    kept = catalogue.add_image(
        cup.id, content=encoded(plain()), alt_texts={"en": "A red cup"}, actor=SYSTEM, clock=clock
    )
    sizes = [(file.width, file.height, file.format) for file in kept.files]
    assert sizes == [
        (width, width // 2, form) for width in (320, 640, 800) for form in ("webp", "jpeg")
    ]
    for file in kept.files:
        picture = opened(file.path)
        assert (picture.size, picture.format) == ((file.width, file.height), file.format.upper())
        assert (media_folder() / file.path).stat().st_size == file.bytes
    assert kept.path(500).endswith(".webp")
    assert kept.path(5000, "jpeg") == kept.files[-1].path
    assert catalogue.staff_product(cup.id, at=clock.now()).pictures == (kept,)


def test_small_pictures_are_not_blown_up(cup: ProductDetail, clock: FakeClock) -> None:
    kept = catalogue.add_image(cup.id, content=encoded(plain(1, 3)), actor=SYSTEM, clock=clock)
    assert [(file.width, file.height) for file in kept.files] == [(1, 3), (1, 3)]


def test_where_a_photo_was_taken_is_not_kept(cup: ProductDetail, clock: FakeClock) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by a quarter
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    sent = encoded(plain(400, 200), "JPEG", exif=exif, comment=b"SecretNote")
    assert b"SecretCamera" in sent
    kept = catalogue.add_image(cup.id, content=sent, actor=SYSTEM, clock=clock)
    for file in kept.files:
        content = (media_folder() / file.path).read_bytes()
        assert b"Secret" not in content
        assert not opened(file.path).getexif()
    assert (kept.files[-1].width, kept.files[-1].height) == (200, 400)


def test_what_is_see_through_stays_so_in_webp_and_is_white_in_jpeg(
    cup: ProductDetail, clock: FakeClock
) -> None:
    kept = catalogue.add_image(
        cup.id, content=encoded(Image.new("RGBA", (50, 50))), actor=SYSTEM, clock=clock
    )
    webp, jpeg = (opened(file.path) for file in kept.files)
    assert webp.getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert jpeg.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_every_mode(cup: ProductDetail, clock: FakeClock, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    sent = encoded(Image.new(mode, (20, 20)), form)
    assert catalogue.add_image(cup.id, content=sent, actor=SYSTEM, clock=clock).files


def test_a_broken_colour_profile_is_no_obstacle(cup: ProductDetail, clock: FakeClock) -> None:
    sent = encoded(plain(20, 20), icc_profile=b"nonsense")
    assert catalogue.add_image(cup.id, content=sent, actor=SYSTEM, clock=clock).files


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that say they are that large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checked

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 100_000)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def moving() -> bytes:
    frames = [plain(10, 10, colour) for colour in ("red", "blue")]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])


HOSTILE = {
    "empty": b"",
    "text": b"<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "gif": encoded(plain(10, 10), "GIF"),
    "tiff": encoded(plain(10, 10), "TIFF"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "cut off": encoded(plain())[:300],
    "only a head": encoded(plain(), "JPEG")[:40],
    "a bomb of 900 megapixels": png_of_size(30_000, 30_000),
    "a bomb of the largest size": png_of_size(2**31 - 1, 2**31 - 1),
    "too many pixels": png_of_size(9_000, 9_000),
    "too wide": png_of_size(10_001, 1),
    "no size": png_of_size(0, 0),
    "pixels that are not there": png_of_size(5_000, 5_000),
    "moving": moving(),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pictures_leave_nothing_behind(
    cup: ProductDetail, clock: FakeClock, kind: str
) -> None:
    before = files_there()
    with pytest.raises(InvalidInput) as error:
        catalogue.add_image(cup.id, content=HOSTILE[kind], actor=SYSTEM, clock=clock)
    assert error.value.code == "catalogue.bad_image"
    assert files_there() == before
    assert catalogue.staff_product(cup.id, at=clock.now()).pictures == ()


def test_a_file_that_is_too_large_is_not_looked_at(cup: ProductDetail, clock: FakeClock) -> None:
    with pytest.raises(TooLarge):
        catalogue.add_image(cup.id, content=b"x" * (MOST_BYTES + 1), actor=SYSTEM, clock=clock)


def test_the_same_file_is_one_picture(cup: ProductDetail, clock: FakeClock) -> None:
    sent = encoded(plain(30, 30))
    first, again = (
        catalogue.add_image(cup.id, content=sent, actor=SYSTEM, clock=clock) for _ in range(2)
    )
    assert first == again


def test_pictures_are_ordered_described_and_taken_away(
    cup: ProductDetail, clock: FakeClock
) -> None:
    red, blue = (
        catalogue.add_image(
            cup.id, content=encoded(plain(30, 30, colour)), actor=SYSTEM, clock=clock
        )
        for colour in ("red", "blue")
    )

    def shown() -> list[str]:
        return [p.id for p in catalogue.staff_product(cup.id, at=clock.now()).pictures]

    catalogue.order_images(cup.id, image_ids=[blue.id, red.id], actor=SYSTEM, clock=clock)
    assert shown() == [blue.id, red.id]
    for wrong in ([blue.id], [blue.id, blue.id], [blue.id, red.id, cup.id]):
        with pytest.raises(InvalidInput):
            catalogue.order_images(cup.id, image_ids=wrong, actor=SYSTEM, clock=clock)
    told = catalogue.describe_image(
        red.id, alt_texts={"zh-hans": "红杯"}, actor=SYSTEM, clock=clock
    )
    assert told.alt_texts == {"zh-hans": "红杯"}
    catalogue.remove_image(blue.id, actor=SYSTEM, clock=clock)
    assert shown() == [red.id]
    with pytest.raises(NotFound):
        catalogue.remove_image(blue.id, actor=SYSTEM, clock=clock)


def test_a_variant_shows_its_own_picture(cup: ProductDetail, clock: FakeClock) -> None:
    red, blue = (
        catalogue.add_image(
            cup.id, content=encoded(plain(30, 30, colour)), actor=SYSTEM, clock=clock
        )
        for colour in ("red", "blue")
    )
    variant = catalogue.add_variant(cup.id, sku="cup", actor=SYSTEM, clock=clock).variants[0].id

    def image() -> str | None:
        return catalogue.offers([variant], at=clock.now())[variant].image

    assert image() == red.path()
    catalogue.change_variant(variant, image_id=blue.id, actor=SYSTEM, clock=clock)
    assert image() == blue.path()
    catalogue.remove_image(blue.id, actor=SYSTEM, clock=clock)
    assert image() == red.path()
    with pytest.raises(HuitouError):
        catalogue.change_variant(variant, image_id=cup.id, actor=SYSTEM, clock=clock)
