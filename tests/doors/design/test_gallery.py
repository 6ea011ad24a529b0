"""The gallery: for staff alone, and every shelf in both languages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from huitou.doors.design import Component
from huitou.doors.design.gallery.shelves import SHELVES, gallery_page


@pytest.mark.usefixtures("tables")
def test_whoever_is_not_of_the_staff_is_led_to_the_sign_in(stranger: Client) -> None:
    answer = stranger.get("/console/design/charts")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/login/?next=%2Fconsole%2Fdesign%2Fcharts"


def test_a_shelf_that_there_is_not(staff: Client) -> None:
    assert staff.get("/console/design/none").status_code == 404


@pytest.mark.parametrize("name", SHELVES)
def test_every_shelf_in_both_languages(staff: Client, name: str) -> None:
    for language, lang in (("en", "en"), ("zh-hans", "zh-Hans")):
        staff.cookies["huitou_language"] = language
        html = staff.get(f"/console/design/{name}").content.decode()
        assert f'<html lang="{lang}">' in html
        assert ' aria-current="page"' in html
        assert '<section class="example">' in html


def test_every_component_of_the_face_is_on_a_shelf() -> None:
    from huitou.doors import design

    shown: set[type] = set()
    with override("en"):
        for name in SHELVES:
            _collect(gallery_page(name, who="li.wei"), shown)
    for name in design.__all__:
        thing = getattr(design, name)
        if isinstance(thing, type) and issubclass(thing, Component):
            if thing in (Component, design.Page):
                continue
            assert thing in shown, name


def _collect(thing: object, shown: set[type]) -> None:
    if isinstance(thing, (tuple, list)):
        for one in thing:
            _collect(one, shown)
    elif hasattr(thing, "__dataclass_fields__"):
        shown.add(type(thing))
        for field in thing.__dataclass_fields__:
            _collect(getattr(thing, field), shown)
