"""Share cards, and what search engines are told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image, ImageFont

from huitou.commerce import catalogue
from huitou.doors.shop import robots, share_card
from huitou.doors.shop.share_card import ShareCard
from huitou.foundation.actors import SYSTEM
from shop_shelves import Shop, picture


def test_a_card_is_drawn_once_for_what_it_says(
    shop: Shop, home: Path, reader_of: Callable[..., Client]
) -> None:
    puer = shop.products["puer"]
    catalogue.add_image(puer.id, content=picture("brown"), actor=SYSTEM, clock=shop.clock)
    first = reader_of().get("/share/products/puer.png")
    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(first.content)) as drawn:
        assert drawn.size == (1200, 630)
        left = drawn.convert("RGB").getpixel((100, 300))
    assert isinstance(left, tuple)
    assert max(abs(a - b) for a, b in zip(left, (165, 42, 42), strict=True)) < 12
    cards = home / "cache" / "share-cards"
    assert len(list(cards.iterdir())) == 1
    assert reader_of().get("/share/products/puer.png").content == first.content
    assert reader_of("zh-hans").get("/share/products/puer.png").content != first.content
    assert len(list(cards.iterdir())) == 2


def test_what_is_hidden_has_no_card(shop: Shop, stranger: Client) -> None:
    assert stranger.get("/share/products/secret.png").status_code == 404


def test_without_a_font_the_picture_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_card, "_font_file", lambda wide: None)
    file = tmp_path / "tea.png"
    file.write_bytes(picture("green"))
    content = share_card.draw(ShareCard("shop", "茶", "¥1.00", "", file))
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.convert("RGB").getcolors() == [(1200 * 630, (0, 128, 0))]


def test_names_are_broken_into_lines() -> None:
    font = ImageFont.load_default(40)
    if not isinstance(font, ImageFont.FreeTypeFont):
        pytest.skip("this Pillow has no font of its own")
    lines = share_card.lines_of("Bamboo tissues, 24 packs of a hundred sheets", font, 300, 2)
    assert len(lines) == 2
    assert lines[0] == "Bamboo tissues,"
    assert lines[1].endswith("…")
    assert all(font.getlength(line) <= 300 for line in lines)


def test_a_full_disk_takes_no_answer_away(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder")
    assert share_card.drawn(ShareCard("s", "n", "1", "", None), folder)[:4] == b"\x89PNG"


def test_sitemaps_hold_what_is_on_sale(
    shop: Shop, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "IN_A_FILE", 3)
    index = stranger.get("/sitemap.xml").content.decode()
    assert re.findall(r"<loc>http://127.0.0.1([^<]+)", index) == [
        "/sitemap/categories.xml",
        "/sitemap/products-1.xml",
        "/sitemap/products-2.xml",
    ]
    products = "".join(stranger.get(f"/sitemap/products-{n}.xml").content.decode() for n in (1, 2))
    found = re.findall(r"<loc>http://127.0.0.1/products/([^<]+)", products)
    assert sorted(found) == ["cup", "jasmine", "longjing", "puer"]
    assert "<lastmod>2026-07-01T04:00:" in products
    assert stranger.get("/sitemap/products-3.xml").status_code == 404
    assert stranger.get("/sitemap/products-0.xml").status_code == 404
    categories = stranger.get("/sitemap/categories.xml").content.decode()
    assert "http://127.0.0.1/categories/tea" in categories


def test_robots_are_told_where_not_to_look(shop: Shop, stranger: Client) -> None:
    said = stranger.get("/robots.txt").content.decode()
    assert "Disallow: /basket\n" in said
    assert "Disallow: /products" not in said
    assert "Sitemap: http://127.0.0.1/sitemap.xml" in said
