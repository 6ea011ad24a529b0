"""Static files: their addresses, what is sent, and how small it is."""

from __future__ import annotations

import gzip
import re

import pytest
from django.http import Http404
from django.test import Client

from huitou.doors.design import asset_address

MOST_CSS_OF_A_SHOP_PAGE = 25_000


def test_an_address_has_the_hash_of_what_it_sends_and_lasts(stranger: Client) -> None:
    address = asset_address("design/app.css")
    assert re.fullmatch(r"/static/design/app\.[0-9a-f]{12}\.css", address)
    answer = stranger.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(answer.content) == stranger.get(address).content


def test_an_old_hash_still_finds_the_file_but_does_not_last(stranger: Client) -> None:
    answer = stranger.get("/static/design/app.000000000000.css")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")


def test_a_file_that_did_not_change_is_not_sent_again(stranger: Client) -> None:
    answer = stranger.get("/static/admin/css/base.css")
    again = stranger.get("/static/admin/css/base.css", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "design/none.css",
        "../settings.py",
        "..%2f..%2fsettings.py",
        "design/../../apps.py",
        "design",
    ],
)
def test_nothing_else_is_sent(stranger: Client, path: str) -> None:
    assert stranger.get(f"/static/{path}").status_code == 404


def test_there_is_no_address_of_what_there_is_not() -> None:
    with pytest.raises(Http404):
        asset_address("design/none.css")


def test_parts_are_sent_within_the_sheet_that_names_them(stranger: Client) -> None:
    sheet = stranger.get(asset_address("design/app.css")).content.decode()
    assert "@import" not in sheet
    assert "/*" not in sheet
    assert sheet.startswith("@layer reset, tokens, base, layout, components, pages;")
    assert "@layer tokens {" in sheet
    script = stranger.get(asset_address("design/app.js")).content.decode()
    assert not re.search(r"^import ", script, re.MULTILINE)
    opened = re.findall(r"^\(\(\) => \{$", script, re.MULTILINE)
    assert len(opened) == len(re.findall(r"^\}\)\(\);$", script, re.MULTILINE)) > 5


def test_the_style_of_a_shop_page_is_small() -> None:
    from huitou.doors.design import ShopFrame
    from huitou.doors.design.assets import load

    sizes = [len(load(sheet).packed or b"") for sheet in ShopFrame.styles]
    assert sum(sizes) < MOST_CSS_OF_A_SHOP_PAGE


def test_the_scripts_that_packages_carry_are_there(stranger: Client) -> None:
    for name in ("django_htmx/htmx-2.min.js", "unfold/css/styles.css"):
        assert stranger.get(asset_address(name)).status_code == 200
