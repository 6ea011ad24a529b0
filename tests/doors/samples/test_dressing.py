"""Every one of the sample goods has words in both languages, and looks like something."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from huitou.doors.samples import dressing, pictures
from huitou.doors.samples.goods import CATEGORIES, GOODS, SampleGoods
from huitou.doors.samples.texts import TEXTS


def test_nobody_is_left_out_and_nobody_is_made_up() -> None:
    slugs = {goods.slug for goods in GOODS}
    assert set(TEXTS) == slugs
    assert set(pictures._GOODS) == slugs
    assert set(pictures._WALLS) == {category.slug for category in CATEGORIES}
    for text in TEXTS.values():
        assert text.en.isascii() or "°" in text.en or "×" in text.en
        assert not text.zh.isascii()


@pytest.mark.parametrize("goods", GOODS[::9], ids=lambda goods: goods.slug)
def test_a_picture_is_square_and_not_empty(goods: SampleGoods) -> None:
    content = pictures.drawn(goods.slug, goods.category)
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.size == (640, 640)
        colours = drawn.getcolors(maxcolors=640 * 640)
    assert colours is not None
    assert len(colours) > 50
    assert pictures.drawn(goods.slug, goods.category) == content


def test_what_was_dearer_before_was_so_in_every_size() -> None:
    pistachios = next(goods for goods in GOODS if goods.slug == "pistachios")
    small, large = (size[3] for size in pistachios.sizes)
    assert dressing.price_before(pistachios, small) == 4690
    assert dressing.price_before(pistachios, large) == large * 4690 // small
    apples = next(goods for goods in GOODS if goods.slug == "apples")
    assert dressing.price_before(apples, 4590) == 4590
